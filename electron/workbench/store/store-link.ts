import type { Worker } from 'node:worker_threads'
import { BelegError, type BelegFailure } from '../../../shared/errors.ts'
import type { OnProgress } from '../project/index.ts'
import type { FromStore, StoreOperation, ToStore } from './protocol.ts'

/** What a worker says that is no answer. */
export interface LinkEvents {
  readonly onTold: (message: Extract<FromStore, { kind: 'change' | 'standing' | 'reopen' }>) => void
  /** Called once, when the worker has ended, whether it was asked to or not. */
  readonly onEnd: () => void
}

/** One store worker and what it was asked. */
export interface StoreLink {
  /** Settles with the answer; rejects with `worker.gone` where the worker ends first. */
  readonly ask: (operation: StoreOperation, ask: unknown, onProgress?: OnProgress) => Promise<unknown>
  readonly terminate: () => Promise<void>
}

/** Waits until the store of a worker is open. Rejects with why it is not. */
export function linkTo(worker: Worker, events: LinkEvents): Promise<StoreLink> {
  const waiting = new Map<
    number,
    {
      readonly resolve: (answer: unknown) => void
      readonly reject: (error: BelegError) => void
      readonly onProgress: OnProgress | undefined
    }
  >()
  let n = 0
  let ended = false
  const gone = (): BelegError => new BelegError('worker.gone', undefined, { retry: true })
  const link: StoreLink = {
    ask: (operation, ask, onProgress) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(gone())
          return
        }
        n += 1
        waiting.set(n, { resolve, reject, onProgress })
        worker.postMessage({ n, operation, ask } satisfies ToStore)
      }),
    terminate: async () => {
      await worker.terminate()
    },
  }
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromStore) => {
      switch (message.kind) {
        case 'opened':
          resolve(link)
          return
        case 'refused':
          reject(asError(message.error))
          return
        case 'answer':
          waiting.get(message.n)?.resolve(message.answer)
          waiting.delete(message.n)
          return
        case 'progress':
          waiting.get(message.n)?.onProgress?.(message.progress)
          return
        case 'failure':
          waiting.get(message.n)?.reject(asError(message.error))
          waiting.delete(message.n)
          return
        default:
          events.onTold(message)
      }
    })
    // An uncaught error is followed by the exit.
    worker.on('error', (error: unknown) => {
      process.stderr.write(`store worker: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`)
    })
    worker.on('exit', () => {
      ended = true
      for (const { reject: refuse } of waiting.values()) refuse(gone())
      waiting.clear()
      reject(gone())
      events.onEnd()
    })
  })
}

/** A failure that crossed from the worker, to be thrown again here. */
function asError(failure: BelegFailure): BelegError {
  return new BelegError(
    failure.code,
    failure.detail,
    failure.retry === undefined ? undefined : { retry: failure.retry },
  )
}
