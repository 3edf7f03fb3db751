import { Worker } from 'node:worker_threads'
import type { Change } from '../../../shared/contract/index.ts'
import { BelegError, type BelegFailure } from '../../../shared/errors.ts'
import { openStore } from './open-store.ts'
import type { Answer, Ask, FromStore, StoreOperation, StoreStart, ToStore } from './protocol.ts'

/** The store as its session sees it. */
export interface StoreHost {
  readonly perform: <O extends StoreOperation>(operation: O, ask: Ask<O>) => Promise<Answer<O>>
  /** Called once when the worker dies without being asked to. */
  readonly onGone: (listener: () => void) => void
}

/** Whether this code runs as built: only then are there worker files to start. */
export const runsAsBuilt = import.meta.url.endsWith('.js')

/** Starts the store in its worker and waits until the project is open. Rejects with why it is not. */
export function startStore(start: StoreStart, onChange: (change: Change) => void): Promise<StoreHost> {
  return runsAsBuilt ? startWorker(start, onChange) : startHere(start, onChange)
}

/** In the caller's thread: for tests and tools that run from the sources. */
async function startHere(start: StoreStart, onChange: (change: Change) => void): Promise<StoreHost> {
  const store = await openStore(start, onChange)
  return {
    perform: (operation, ask) =>
      new Promise((resolve) => {
        const answer = store.perform(operation, ask)
        if (operation !== 'close') store.idle()
        resolve(answer)
      }),
    onGone: () => undefined,
  }
}

interface Waiting {
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: BelegError) => void
}

function startWorker(start: StoreStart, onChange: (change: Change) => void): Promise<StoreHost> {
  const worker = new Worker(new URL('./store-worker.js', import.meta.url), { workerData: start })
  const waiting = new Map<number, Waiting>()
  const gone: (() => void)[] = []
  let n = 0
  let closing = false
  const host: StoreHost = {
    perform: <O extends StoreOperation>(operation: O, ask: Ask<O>) =>
      new Promise<Answer<O>>((resolve, reject) => {
        n += 1
        if (operation === 'close') closing = true
        waiting.set(n, { resolve: resolve as (answer: unknown) => void, reject })
        worker.postMessage({ n, operation, ask } satisfies ToStore)
      }),
    onGone: (listener) => {
      gone.push(listener)
    },
  }
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromStore) => {
      switch (message.kind) {
        case 'opened':
          resolve(host)
          return
        case 'refused':
          closing = true
          reject(asError(message.error))
          return
        case 'change':
          onChange(message.change)
          return
        case 'answer':
          waiting.get(message.n)?.resolve(message.answer)
          waiting.delete(message.n)
          return
        case 'failure':
          waiting.get(message.n)?.reject(asError(message.error))
          waiting.delete(message.n)
      }
    })
    const end = (): void => {
      const error = new BelegError('worker.gone', undefined, { retry: true })
      for (const { reject: refuse } of waiting.values()) refuse(error)
      waiting.clear()
      reject(error)
      if (!closing) for (const listener of gone) listener()
      closing = true
    }
    worker.on('error', end)
    worker.on('exit', end)
  })
}

/** A failure that crossed from the worker, to be thrown again here. */
export function asError(failure: BelegFailure): BelegError {
  return new BelegError(
    failure.code,
    failure.detail,
    failure.retry === undefined ? undefined : { retry: failure.retry },
  )
}
