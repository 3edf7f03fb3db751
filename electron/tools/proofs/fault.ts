import { BelegError } from '../../../shared/errors.ts'
import type { FileOperation } from '../../workbench/project/testing/faulty-files.ts'
import { seeded, type SimulatedDisk } from '../../workbench/project/testing/simulated-disk.ts'
import { give, openOn, stateOf, type Desk } from '../../workbench/store/testing/store-on-disk.ts'
import { endings } from './power-cut.ts'
import type { LivedDay } from './lived-day.ts'

/** A fault at one operation of one step. */
export interface FaultPoint {
  /** Number of the step; its operations begin with those of opening the project where `opening` is set. */
  readonly step: number
  readonly opening: boolean
  readonly operation: number
  readonly name: FileOperation
  /** A code of an error, or how many bytes of a write go out. */
  readonly fault: string | number
}

const faultsOf = (name: FileOperation): readonly (string | number)[] => {
  if (name === 'write') return [1, 'ENOSPC', 'EIO']
  if (name === 'readFile') return ['EIO', 'EPERM']
  return name === 'fsync' || name === 'fdatasync' || name === 'fsyncFolder'
    ? ['EIO', 'ENOSPC']
    : ['EIO', 'EPERM', 'ENOSPC']
}

/** Every operation of the day with every fault it can have. */
export function faultPoints(day: LivedDay): readonly FaultPoint[] {
  return day.steps.flatMap((step, index) => {
    const fs = morning(day, index)
    const opening = watched(fs)
    const desk = openOn(fs, day.groundAt(index))
    fs.fault = () => undefined
    const during = watched(fs)
    step.run(desk)
    fs.fault = () => undefined
    // Its last snapshot would be of no use to anybody.
    fs.dieAt = fs.operations
    desk.engine.close()
    const points = (names: readonly FileOperation[], isOpening: boolean): readonly FaultPoint[] =>
      names.flatMap((name, operation) =>
        faultsOf(name).map((fault) => ({ step: index, opening: isOpening, operation, name, fault })),
      )
    return [...points(opening, true), ...points(during, false)]
  })
}

function morning(day: LivedDay, step: number): SimulatedDisk {
  const disk = day.mornings[step]
  if (disk === undefined) throw new Error('no such step')
  const fs = disk.clone()
  fs.restart('killed', seeded(1))
  return fs
}

function watched(fs: SimulatedDisk): readonly FileOperation[] {
  const names: FileOperation[] = []
  fs.fault = (name) => {
    names.push(name)
    return undefined
  }
  return names
}

/** At the n-th operation; an error may last, for operations of that name. */
function arm(fs: SimulatedDisk, point: FaultPoint, lasts: boolean): void {
  let n = -1
  fs.fault = (name) => {
    n += 1
    if (n !== point.operation && !(lasts && n > point.operation && name === point.name)) return undefined
    return typeof point.fault === 'number' && name !== 'write' ? undefined : point.fault
  }
}

export interface FaultOutcome {
  readonly kind: 'carried-out' | 'refused' | 'opened-read-only' | 'opening-refused'
  readonly problem: string | null
}

const refusal = (error: unknown): string | null =>
  error instanceof BelegError && error.code !== 'internal'
    ? null
    : `a raw error: ${error instanceof Error ? `${error.message} ${error.stack ?? ''}` : String(error)}`

/** Lets an operation fail and says what came of it. */
export function suffer(day: LivedDay, point: FaultPoint, seed: number): FaultOutcome {
  const random = seeded(seed)
  const fs = morning(day, point.step)
  const lasts = typeof point.fault === 'string' && random(2) === 0
  if (point.opening) return sufferOpening(day, fs, point, lasts)
  const desk = openOn(fs, day.groundAt(point.step))
  arm(fs, point, lasts)
  const failed = attempt(() => { day.steps[point.step]?.run(desk) }) // prettier-ignore
  if (day.steps[point.step]?.closes === true) {
    fs.restart('lost', random)
    return afterwards(day, fs, point.step, [day.states[point.step], day.states[point.step + 1]], failed)
  }
  const shown = stateOf(desk.engine.read())
  const before = day.states[point.step]
  const after = day.states[point.step + 1]
  const problem = failed === null ? null : refusal(failed.error)
  if (problem !== null) return { kind: 'refused', problem }
  if (shown !== (failed === null ? after : before))
    return { kind: 'refused', problem: 'a wrong state is shown' }

  // Space is back, or not; the person goes on.
  if (random(2) === 0) fs.fault = () => undefined
  const next = attempt(() => { give(desk, 'next', 'entity.create', { type: 'ORG', labelDe: 'Danach' }) }) // prettier-ignore
  const nextProblem = next === null ? null : refusal(next.error)
  if (nextProblem !== null) return { kind: 'refused', problem: nextProblem }
  const expected = stateOf(desk.engine.read())
  if (next !== null && expected !== shown) return { kind: 'refused', problem: 'a refused step is shown' }
  fs.dieAt = fs.operations
  desk.engine.close()
  fs.restart(endings[random(endings.length)] ?? 'lost', random)
  // What was refused may be there whole: it was written, and only the answer failed.
  const allowed = [expected, ...(failed !== null && next !== null ? [after] : [])]
  return afterwards(day, fs, point.step, allowed, failed, next !== null)
}

function sufferOpening(day: LivedDay, fs: SimulatedDisk, point: FaultPoint, lasts: boolean): FaultOutcome {
  const state = day.states[point.step]
  arm(fs, point, lasts)
  let desk: Desk
  try {
    desk = openOn(fs, day.groundAt(point.step))
  } catch (error) {
    const problem = refusal(error)
    if (problem !== null) return { kind: 'opening-refused', problem }
    fs.restart('lost', seeded(1))
    return { ...afterwards(day, fs, point.step, [state], null), kind: 'opening-refused' }
  }
  const problem = stateOf(desk.engine.read()) === state ? null : 'a wrong state is shown'
  const kind = desk.engine.readOnly === null ? 'carried-out' : 'opened-read-only'
  const said = desk.opening.message !== null || desk.opening.unbuilt.length > 0
  fs.dieAt = fs.operations
  desk.engine.close()
  if (problem !== null && !said) return { kind, problem }
  fs.restart('lost', seeded(1))
  return { ...afterwards(day, fs, point.step, [state], null), kind }
}

function afterwards(
  day: LivedDay,
  fs: SimulatedDisk,
  step: number,
  allowed: readonly (string | undefined)[],
  failed: { readonly error: unknown } | null,
  nextRefused = false,
): FaultOutcome {
  const kind = failed === null ? 'carried-out' : 'refused'
  const desk = openOn(fs, day.groundAt(step))
  try {
    const db = desk.engine.read()
    if (allowed.includes(stateOf(db))) return { kind, problem: null }
    const last = db.get('SELECT command_id FROM history ORDER BY seq DESC LIMIT 1', [], (row) => row.text('command_id')) // prettier-ignore
    if (nextRefused && last === 'next') return { kind, problem: null }
    return { kind, problem: `after it another state is shown (revision ${String(desk.engine.revision)}, last ${last ?? '–'}, ${desk.opening.state})` }
  } finally {
    fs.dieAt = fs.operations
    desk.engine.close()
  }
} // prettier-ignore

function attempt(run: () => void): { readonly error: unknown } | null {
  try {
    run()
    return null
  } catch (error) {
    return { error }
  }
}
