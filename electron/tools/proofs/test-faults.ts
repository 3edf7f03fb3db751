import { faultPoints, suffer, type FaultPoint } from './fault.ts'
import { liveThroughTheDay, type LivedDay } from './lived-day.ts'
import { endings, powerCut } from './power-cut.ts'
import { loadGround, progress, prove, Tally, type Found, type Loss, type Share } from './proof.ts'

const help = `Usage: npm run test:faults [-- --count <n> --seed <n> --jobs <n> --out <file>]

A working day on a simulated disk, with the real command handlers. Every operation it does on a file is a place where
the power may go (what was not synced is lost, kept, torn or mixed, or the program alone is killed; renames are undone)
and where the disk may refuse (a short write, ENOSPC, EIO, EPERM, a failing fsync). What was acknowledged must be there
afterwards, and nothing that nobody did. A count at or above \`cases\` tries every one of them; a smaller one spreads over
all.`

/** Edits of the day besides imports, bulk decisions, merges, snapshots, backups, closing and opening. */
const edits = 300

/** One try: the power goes at a moment, or an operation fails. */
type Case = { readonly moment: number; readonly ending: number } | FaultPoint

/** Every case of a day, in the order of the day. */
function casesOf(day: LivedDay, points: readonly FaultPoint[]): readonly Case[] {
  const cuts = day.moments.flatMap((_, moment) => endings.map((_ending, ending) => ({ moment, ending })))
  return [...cuts, ...points]
}

async function work(share: Share): Promise<Found> {
  const { seed, count, part, jobs } = share
  const day = liveThroughTheDay(await loadGround(), { edits })
  const points = faultPoints(day)
  const cases = casesOf(day, points)
  const about = {
    steps: day.steps.length,
    moments: day.moments.length,
    cases: cases.length,
    powerCuts: day.moments.length * endings.length,
    faults: points.length,
    casesCovered: Math.min(count, cases.length),
  }
  if (part === 0) process.stderr.write(`${JSON.stringify(about)}\n`)
  const tried = new Tally()
  const outcomes = new Tally()
  const lost: Loss[] = []
  const tell = progress(share)
  for (let n = part; n < count; n += jobs) {
    const at = count >= cases.length ? (n + seed) % cases.length : (Math.floor((n * cases.length) / count) + seed) % cases.length
    const now = cases[at]
    if (now === undefined) continue
    const luck = seed * 1_000_003 + n * 7919
    const { what, where, kind, problem } = attempt(day, now, luck)
    tried.add(what)
    outcomes.add(problem === null ? kind : 'lost')
    if (problem !== null) lost.push({ where: `case ${String(at)}: ${where}`, seed: luck, what: problem })
    tell(n)
  }
  // Every share lives through the same day.
  return { tried: tried.counts, acknowledged: part === 0 ? day.steps.length : 0, outcomes: outcomes.counts, lost, about }
} // prettier-ignore

interface Attempt {
  readonly what: string
  readonly where: string
  readonly kind: string
  readonly problem: string | null
}

function attempt(day: LivedDay, now: Case, luck: number): Attempt {
  if ('moment' in now) {
    const ending = endings[now.ending] ?? 'lost'
    const moment = day.moments[now.moment]
    const problem = caught(() => (moment === undefined ? 'no such moment' : powerCut(day, moment, ending, luck)))
    return { what: `power cut, ${ending}`, where: `moment ${String(now.moment)}, ${ending}`, kind: 'recovered', problem }
  }
  let kind = 'error'
  const problem = caught(() => {
    const outcome = suffer(day, now, luck)
    kind = outcome.kind
    return outcome.problem
  })
  const step = day.steps[now.step]?.name ?? ''
  return {
    what: `${now.name}: ${typeof now.fault === 'number' ? 'short' : now.fault}`,
    where: `${step}${now.opening ? ' (opening)' : ''}, operation ${String(now.operation)} ${now.name} ${String(now.fault)}`,
    kind,
    problem,
  }
} // prettier-ignore

function caught(run: () => string | null): string | null {
  try {
    return run()
  } catch (error) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error)
  }
}

process.exitCode = await prove('faults', process.argv.slice(2), help, { seed: 1, count: 2_000 }, work)
