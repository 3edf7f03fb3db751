import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../shared/errors.ts'
import { openStore } from './open-store.ts'
import type { FromStore, StoreStart, ToStore } from './protocol.ts'

/** How often the worker asks itself whether a snapshot is due. */
const idleMs = 1000

const port = parentPort
if (port !== null) {
  const send = (message: FromStore): void => {
    port.postMessage(message)
  }
  try {
    // The one place where the worker's start arrives; written by `store-host.ts`.
    const store = await openStore(workerData as StoreStart, (change) => {
      send({ kind: 'change', change })
    })
    const timer = setInterval(() => {
      store.idle()
    }, idleMs)
    port.on('message', ({ n, operation, ask }: ToStore) => {
      try {
        const answer = store.perform(operation, ask as never)
        if (operation === 'close') clearInterval(timer)
        send({ kind: 'answer', n, answer })
        if (operation === 'close') port.close()
      } catch (error) {
        send({ kind: 'failure', n, error: toFailure(error) })
      }
    })
    send({ kind: 'opened' })
  } catch (error) {
    send({ kind: 'refused', error: toFailure(error) })
    port.close()
  }
}
