import { faultPoints, suffer } from './fault.ts'
import { liveThroughTheDay } from './lived-day.ts'
import { endings, powerCut } from './power-cut.ts'
import { loadGround, progress, proofOptions, report, Tally, type Loss } from './proof.ts'

const help = `Usage: npm run test:faults [-- --count <n> --seed <n> --out <file>]

A working day on a simulated disk, with the real command handlers. Half of the count cuts the power at an
operation (what was not synced is lost, kept, torn or mixed; renames are undone); the other half lets an
operation fail (a short write, ENOSPC, EIO, EPERM, a failing fsync). What was acknowledged must be there
afterwards, and nothing that nobody did.`

/** Edits of the day besides imports, bulk decisions, snapshots, closing and opening. */
const edits = 300

async function main(args: readonly string[]): Promise<number> {
  const options = proofOptions(args, help, { seed: 1, count: 2_000 })
  if (typeof options === 'number') return options
  const started = Date.now()
  const { seed, count } = options
  const day = liveThroughTheDay(await loadGround(), { edits })
  process.stderr.write(
    `the day has ${String(day.steps.length)} steps, ${String(day.moments.length)} moments\n`,
  )
  const tried = new Tally()
  const outcomes = new Tally()
  const lost: Loss[] = []
  const tell = progress(count)
  const cuts = Math.ceil(count / 2)
  for (let n = 0; n < cuts; n += 1) {
    const ending = endings[(n + seed) % endings.length] ?? 'lost'
    const at = spread(n, cuts, day.moments.length, seed)
    const moment = day.moments[at]
    if (moment === undefined) continue
    const luck = seed * 1_000_003 + n * 7919
    tried.add(`power cut, ${ending}`)
    const problem = caught(() => powerCut(day, moment, ending, luck))
    outcomes.add(problem === null ? 'recovered' : 'lost')
    if (problem !== null) lost.push({ where: `moment ${String(at)}, ${ending}`, seed: luck, what: problem })
    tell(n)
  }
  const points = faultPoints(day)
  for (let n = 0; n < count - cuts; n += 1) {
    const at = spread(n, count - cuts, points.length, seed)
    const point = points[at]
    if (point === undefined) continue
    const luck = seed * 1_000_033 + n * 104_729
    tried.add(`${point.name}: ${typeof point.fault === 'number' ? 'short' : point.fault}`)
    let kind = 'error'
    const problem = caught(() => {
      const outcome = suffer(day, point, luck)
      kind = outcome.kind
      return outcome.problem
    })
    outcomes.add(problem === null ? kind : 'lost')
    if (problem !== null) {
      const step = day.steps[point.step]?.name ?? ''
      lost.push({ where: `${step}${point.opening ? ' (opening)' : ''}, operation ${String(point.operation)} ${point.name} ${String(point.fault)}`, seed: luck, what: problem }) // prettier-ignore
    }
    tell(cuts + n)
  }
  const tries = { ...tried.counts, moments: day.moments.length, faultPoints: points.length }
  const seconds = Math.round((Date.now() - started) / 1000)
  return report(
    { proof: 'faults', seed, count, tried: tries, acknowledged: day.steps.length, outcomes: outcomes.counts, lost, seconds },
    options.out,
  ) // prettier-ignore
}

/** Spread over all while few, and every one again and again when many. */
const spread = (n: number, count: number, all: number, seed: number): number =>
  count >= all ? (n + seed) % all : (Math.floor((n * all) / count) + (seed % Math.ceil(all / count))) % all

function caught(run: () => string | null): string | null {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

process.exitCode = await main(process.argv.slice(2))
