import { randomUUID } from 'node:crypto'
import type { Job, ReportEntry } from '../../../shared/contract/index.ts'
import { BelegError, toFailure } from '../../../shared/errors.ts'
import type { Progress } from '../project/index.ts'
import { jobIdSchema } from '../../../shared/model/ids.ts'
import { wasGivenUp } from './take-back.ts'

/** Progress is told at most this often, so that a fast import does not drown the screen. */
const tellEveryMs = 100
/** Below this share of the work an estimate of the time left would be a guess. */
const estimateFrom = 0.02

/** Long work as it goes on: counted, estimated, told now and then, and always told when it ends. */
export class JobTracker {
  #job: Job
  readonly #tell: (job: Job) => void
  readonly #now: () => number
  readonly #startedMs: number
  #toldMs = Number.NEGATIVE_INFINITY

  constructor(kind: Job['kind'], tell: (job: Job) => void, now: () => number = () => Date.now()) {
    this.#tell = tell
    this.#now = now
    this.#startedMs = now()
    this.#job = {
      id: jobIdSchema.parse(`job-${randomUUID()}`),
      kind,
      state: 'running',
      stage: 'listing',
      done: 0,
      total: null,
      remainingMs: null,
      startedAt: new Date(this.#startedMs).toISOString(),
      current: null,
      report: [],
      error: null,
    }
    this.#say(true)
  }

  get job(): Job {
    return this.#job
  }

  stage(stage: Job['stage'], total: number | null = this.#job.total): void {
    this.#job = { ...this.#job, stage, total, current: null }
    this.#say(true)
  }

  /** There is more to do than was counted: a file held several articles. */
  grow(more: number): void {
    if (this.#job.total !== null) this.#job = { ...this.#job, total: this.#job.total + more }
  }

  /** One more is done. */
  step(current: string): void {
    const done = this.#job.done + 1
    this.#job = { ...this.#job, done, current, remainingMs: this.#remaining(done) }
    this.#say(false)
  }

  /** So much is done of work that is counted in units of its own: bytes, mostly. */
  progress({ done, total }: Progress): void {
    this.#job = { ...this.#job, done, total }
    this.#job = { ...this.#job, remainingMs: this.#remaining(done) }
    this.#say(false)
  }

  report(entry: ReportEntry): void {
    this.#job.report.push(entry)
  }

  finish(): Job {
    return this.#end({ state: 'done', stage: 'finished' })
  }

  /** A cancelled job is not a failed one. */
  fail(error: unknown): Job {
    return this.#end({ state: wasGivenUp(error) ? 'cancelled' : 'failed', error: toFailure(error) })
  }

  #end(change: Partial<Job>): Job {
    this.#job = { ...this.#job, ...change, remainingMs: 0, current: null }
    this.#say(true)
    return this.#job
  }

  #remaining(done: number): number | null {
    const { total } = this.#job
    if (total === null || total === 0 || done / total < estimateFrom) return null
    return Math.round(((this.#now() - this.#startedMs) / done) * (total - done))
  }

  #say(always: boolean): void {
    const now = this.#now()
    if (!always && now - this.#toldMs < tellEveryMs) return
    this.#toldMs = now
    // While it runs the report stays here; it is told whole at the end.
    this.#tell(this.#job.state === 'running' ? { ...this.#job, report: [] } : this.#job)
  }
}

/** Throws `job.cancelled` where the signal says so. */
export function stopIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new BelegError('job.cancelled')
}
