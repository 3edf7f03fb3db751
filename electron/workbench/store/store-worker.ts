import { setPriority } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../shared/errors.ts'
import { openStore } from './open-store.ts'
import { isLong, type Ask, type FromStore, type StoreStart, type ToStore } from './protocol.ts'

/** How often the worker asks itself whether a snapshot is due and the folder still there. */
const idleMs = 1000

const port = parentPort
if (port !== null) {
  const send = (message: FromStore, transfer: readonly ArrayBuffer[] = []): void => {
    port.postMessage(message, [...transfer])
  }
  try {
    // The one place where the worker's start arrives; written by `store-host.ts`.
    const start = workerData as StoreStart
    const store = await openStore(
      start,
      (change) => {
        send({ kind: 'change', change })
      },
      {
        onStanding: () => {
          send({ kind: 'standing' })
        },
        onReopen: (error) => {
          send({ kind: 'reopen', error })
        },
      },
    )
    const timer = setInterval(() => {
      store.idle()
    }, idleMs)
    port.on('message', ({ n, operation, ask }: ToStore) => {
      if (start.beside === true && nobodyWaits(operation, ask)) standBack()
      if (isLong(operation)) {
        store
          .atLength(operation, ask as never, (progress) => {
            send({ kind: 'progress', n, progress })
          })
          .then(
            (answer) => {
              send({ kind: 'answer', n, answer })
            },
            (error: unknown) => {
              send({ kind: 'failure', n, error: toFailure(error) })
            },
          )
        return
      }
      try {
        const answer = store.perform(operation, ask as never, (progress) => {
          send({ kind: 'progress', n, progress })
        })
        if (operation === 'close') clearInterval(timer)
        send({ kind: 'answer', n, answer }, buffersOf(answer))
        if (operation === 'close') port.close()
      } catch (error) {
        // SQLite's memory is in an unknown state: what is on the disk is not, so this thread ends and another opens it.
        if (error instanceof Error && error.name === 'RuntimeError') throw error
        send({ kind: 'failure', n, error: toFailure(error) })
      }
    })
    send({ kind: 'opened' })
  } catch (error) {
    send({ kind: 'refused', error: toFailure(error) })
    port.close()
  }
}

/** What goes on for minutes while the person works on; a preview, say, is waited for. */
const nobodyWaits = (operation: ToStore['operation'], ask: unknown): boolean =>
  ['backup', 'copy', 'export', 'freeze'].includes(operation) ||
  (operation === 'query' && (ask as Ask<'query'>).name === 'project.verify')

/** Waits wherever the machine has something to do that a person sees. Only Linux knows a thread's own priority. */
function standBack(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, 15)
  } catch {
    // It works as well, only beside everything else.
  }
}

/** A whole database is handed over, not copied. */
function buffersOf(answer: unknown): readonly ArrayBuffer[] {
  if (typeof answer !== 'object' || answer === null || !('bytes' in answer)) return []
  const { bytes } = answer
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
}
