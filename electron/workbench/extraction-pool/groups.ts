import type { ExtractionOutput } from '../../../shared/model/extraction.ts'
import { BelegError, type BelegFailure } from '../../../shared/errors.ts'
import type { ExtractionAsk } from './extraction-task.ts'
import type { WorkerPool } from './worker-pool.ts'

/** What a thread says of one article of a group. */
export type GroupAnswer =
  | { readonly ok: true; readonly value: ExtractionOutput }
  | { readonly ok: false; readonly error: BelegFailure }

interface Waiting {
  readonly ask: ExtractionAsk
  readonly resolve: (output: ExtractionOutput) => void
  readonly reject: (error: unknown) => void
}

/** Articles in a group: more gain little and are longer under way. */
const most = 8
/** UTF-16 code units in a group of several; a longer article goes alone. */
const mostText = 64_000

/**
 * Hands articles to the threads of a pool in groups, which are read quicker than one by one. Where a group fails as a whole, each
 * of it is tried alone, so that only the article at fault is given up.
 */
export class Groups {
  readonly #pool: WorkerPool
  readonly #threads: number
  readonly #waiting: Waiting[] = []
  #running = 0

  constructor(pool: WorkerPool, threads: number) {
    this.#pool = pool
    this.#threads = threads
  }

  extract(ask: ExtractionAsk): Promise<ExtractionOutput> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ ask, resolve, reject })
      // What is asked for at one moment goes together.
      queueMicrotask(() => {
        this.#next()
      })
    })
  }

  #next(): void {
    while (this.#running < this.#threads && this.#waiting.length > 0) {
      const group = this.#take(Math.ceil(this.#waiting.length / (this.#threads - this.#running)))
      this.#running += 1
      void this.#run(group).finally(() => {
        this.#running -= 1
        this.#next()
      })
    }
  }

  #take(share: number): readonly Waiting[] {
    let count = 0
    let text = 0
    for (const { ask } of this.#waiting.slice(0, Math.min(most, share))) {
      text += ask.text.length
      if (count > 0 && text > mostText) break
      count += 1
    }
    return this.#waiting.splice(0, count)
  }

  async #run(group: readonly Waiting[]): Promise<void> {
    try {
      // The worker of this very build answers; its shape is the function's own.
      const answers = (await this.#pool.run(group.map(({ ask }) => ask))) as readonly GroupAnswer[]
      for (const [at, { resolve, reject }] of group.entries()) {
        const answer = answers[at]
        if (answer?.ok === true) resolve(answer.value)
        else
          reject(
            answer === undefined
              ? new BelegError('worker.gone')
              : new BelegError(answer.error.code, answer.error.detail),
          )
      }
    } catch (error) {
      if (group.length === 1) for (const { reject } of group) reject(error)
      else for (const one of group) await this.#run([one])
    }
  }
}
