import type { Worker } from 'node:worker_threads'
import { BelegError, type BelegFailure } from '../../../shared/errors.ts'

/** An answer of a pool worker. */
export type FromPoolWorker =
  | { readonly n: number; readonly ok: true; readonly value: unknown }
  | { readonly n: number; readonly ok: false; readonly error: BelegFailure }

interface Task {
  readonly ask: unknown
  readonly resolve: (value: unknown) => void
  readonly reject: (error: BelegError) => void
}

/**
 * Threads that each do one task at a time. A task over its time limit costs its thread: the thread is ended and another
 * started, and the task rejects with what `onDeadline` says. Own code rather than a library, because the limit must
 * end a thread that never yields, and because the bundled build has to name the worker's file itself.
 */
export class WorkerPool {
  readonly #start: () => Worker
  readonly #size: number
  readonly #limitMs: number
  readonly #onDeadline: () => BelegError
  readonly #waiting: Task[] = []
  readonly #idle: Worker[] = []
  readonly #all = new Set<Worker>()
  #closed = false

  constructor(options: {
    readonly start: () => Worker
    readonly size: number
    /** Milliseconds one task may take, start of the thread included. */
    readonly limitMs: number
    readonly onDeadline: () => BelegError
  }) {
    this.#start = options.start
    this.#size = options.size
    this.#limitMs = options.limitMs
    this.#onDeadline = options.onDeadline
  }

  run(ask: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#closed) {
        reject(new BelegError('worker.gone'))
        return
      }
      this.#waiting.push({ ask, resolve, reject })
      this.#next()
    })
  }

  #next(): void {
    if (this.#waiting.length === 0) return
    const worker = this.#idle.pop() ?? (this.#all.size < this.#size ? this.#open() : undefined)
    if (worker === undefined) return
    const task = this.#waiting.shift()
    if (task === undefined) {
      this.#idle.push(worker)
      return
    }
    this.#give(worker, task)
  }

  #open(): Worker {
    const worker = this.#start()
    worker.setMaxListeners(20)
    this.#all.add(worker)
    return worker
  }

  #give(worker: Worker, task: Task): void {
    const finish = (): void => {
      clearTimeout(timer)
      worker.off('message', onMessage)
      worker.off('error', onGone)
      worker.off('exit', onGone)
    }
    const lose = (error: BelegError): void => {
      finish()
      this.#all.delete(worker)
      void worker.terminate()
      task.reject(error)
      this.#next()
    }
    const onMessage = (message: FromPoolWorker): void => {
      finish()
      this.#idle.push(worker)
      if (message.ok) task.resolve(message.value)
      else task.reject(new BelegError(message.error.code, message.error.detail))
      this.#next()
    }
    const onGone = (): void => {
      lose(new BelegError('worker.gone', undefined, { retry: true }))
    }
    const timer = setTimeout(() => {
      lose(this.#onDeadline())
    }, this.#limitMs)
    worker.on('message', onMessage)
    worker.on('error', onGone)
    worker.on('exit', onGone)
    worker.postMessage({ n: 0, ask: task.ask })
  }

  /** Ends every thread; tasks still waiting reject. */
  async close(): Promise<void> {
    this.#closed = true
    for (const task of this.#waiting.splice(0)) task.reject(new BelegError('job.cancelled'))
    await Promise.all([...this.#all].map((worker) => worker.terminate()))
    this.#all.clear()
    this.#idle.length = 0
  }
}
