import { damage, damageKinds, makePatients } from './damage.ts'
import { loadGround, progress, prove, Tally, type Found, type Loss, type Share } from './proof.ts'

const help = `Usage: npm run test:damage [-- --count <n> --seed <n> --jobs <n> --out <file>]

Damages the files of a project, one at a time: flipped bits, truncations, runs of zeros, files swapped, taken from
another project, put back from an earlier day, removed, with garbage behind them. The project must open with what
was acknowledged, or with an acknowledged earlier state that is reported, or say why it does not open. What no
checksum can show is counted as undetectable: whole frames missing at the very end.`

/** Edits of the day besides imports, bulk decisions, snapshots, closing and opening. */
const edits = 60

async function work(share: Share): Promise<Found> {
  const { seed, count, part, jobs } = share
  const patients = makePatients(await loadGround(), edits)
  const tried = new Tally()
  const outcomes = new Tally()
  const lost: Loss[] = []
  const tell = progress(share)
  for (let n = part; n < count; n += jobs) {
    const kind = damageKinds[n % damageKinds.length] ?? 'bit'
    const patient = patients[Math.floor(n / damageKinds.length) % patients.length]
    if (patient === undefined) continue
    const luck = seed * 1_000_003 + n * 7919 + 1
    tried.add(kind)
    try {
      const outcome = damage(patient, kind, luck)
      outcomes.add(outcome.problem === null ? outcome.kind : 'lost')
      if (outcome.problem !== null) lost.push({ where: outcome.where, seed: luck, what: outcome.problem })
    } catch (error) {
      outcomes.add('lost')
      lost.push({
        where: kind,
        seed: luck,
        what: error instanceof Error ? (error.stack ?? '') : String(error),
      })
    }
    tell(n)
  }
  // Every share damages the same projects.
  const acknowledged = part === 0 ? patients.reduce((sum, { step }) => sum + step, 0) : 0
  return {
    tried: tried.counts,
    acknowledged,
    outcomes: outcomes.counts,
    lost,
    about: { projects: patients.length },
  }
}

process.exitCode = await prove('damage', process.argv.slice(2), help, { seed: 1, count: 2_000 }, work)
