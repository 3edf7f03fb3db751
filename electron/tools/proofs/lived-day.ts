import { SimulatedDisk } from '../../workbench/project/testing/simulated-disk.ts'
import {
  createOn,
  openOn,
  stateOf,
  type Desk,
  type Ground,
} from '../../workbench/store/testing/store-on-disk.ts'
import { laterMigration, workingDay, type DayStep } from '../../workbench/store/testing/working-day.ts'

/** The disk in the middle of the day, and how many steps had been answered; -1 before the project was made. */
export interface Moment {
  readonly disk: SimulatedDisk
  readonly answered: number
}

export interface LivedDay {
  readonly steps: readonly DayStep[]
  /** Before each operation, and in the middle of each write. */
  readonly moments: readonly Moment[]
  /** The disk before each step, and after the last. */
  readonly mornings: readonly SimulatedDisk[]
  /** What was shown before each step, and after the last. */
  readonly states: readonly string[]
  /** The program that is there when so many steps were answered. */
  readonly groundAt: (answered: number) => Ground
}

export interface DayOptions {
  readonly edits: number
  /** Whether a bulk decision is large enough for a file of its own. */
  readonly heavy?: boolean
  /** Whether the disk is kept before each operation. */
  readonly moments?: boolean
  readonly projectId?: string
}

/** Does the day's work once on a simulated disk and keeps what it looked like all along. */
export function liveThroughTheDay(ground: Ground, options: DayOptions): LivedDay {
  const steps = workingDay(options.edits, options.heavy)
  const later: Ground = { ...ground, migrations: [...ground.migrations, laterMigration] }
  const migrates = steps.findIndex((step) => step.migrates === true)
  const groundAt = (answered: number): Ground => (answered > migrates ? later : ground)
  const fs = new SimulatedDisk()
  const moments: Moment[] = []
  let answered = -1
  fs.observe = () => {
    if (options.moments !== false) moments.push({ disk: fs.clone(), answered })
  }
  createOn(fs, ground, options.projectId)
  answered = 0
  const states: string[] = []
  const mornings: SimulatedDisk[] = []
  let desk: Desk | null = null
  for (const [index, step] of steps.entries()) {
    desk ??= openOn(fs, groundAt(index))
    mornings.push(fs.clone())
    states.push(stateOf(desk.engine.read()))
    step.run(desk)
    if (step.closes === true) desk = null
    answered = index + 1
  }
  const last = openOn(fs.clone(), groundAt(steps.length))
  states.push(stateOf(last.engine.read()))
  last.store.close()
  mornings.push(fs.clone())
  return { steps, moments, mornings, states, groundAt }
}
