import { Worker, type WorkerOptions } from 'node:worker_threads'
import { startLasting, type StoreEvents, type StoreHost } from './lasting-store.ts'
import { openStore } from './open-store.ts'
import { runsAsBuilt } from '../as-built.ts'
import { isLong, type StoreStart } from './protocol.ts'
import { linkTo } from './store-link.ts'

export type { StoreEvents, StoreHost } from './lasting-store.ts'

/**
 * Heap of a thread that only reads. What it reads lies outside; without a bound below two gigabytes, V8 lets garbage grow to
 * four times what is alive before it looks, beside a database that is held as well. The lower the bound, the sooner it looks:
 * one step on the command line, article after article, needs little at a time.
 */
const readerHeapMb = 1536
const oneStepHeapMb = 768
/** Beside a store there are searches, too, that compare everything with everything. */
const besideHeapMb = 1024
/** For what lives shortly: V8 would take three times as much and keep it. */
const youngMb = 16

const heapOf = ({ oneCopy, readOnly, beside }: StoreStart): Pick<WorkerOptions, 'resourceLimits'> => {
  if (oneCopy === true) {
    const maxOldGenerationSizeMb = beside === true ? besideHeapMb : oneStepHeapMb
    return { resourceLimits: { maxOldGenerationSizeMb, maxYoungGenerationSizeMb: youngMb } }
  }
  return readOnly ? { resourceLimits: { maxOldGenerationSizeMb: readerHeapMb } } : {}
}

const spawnBuilt = (start: StoreStart): Worker =>
  new Worker(new URL('./store-worker.js', import.meta.url), {
    workerData: start,
    ...heapOf(start),
    // A database to read is handed over, not copied.
    transferList: start.image === undefined ? [] : [start.image.bytes.buffer],
  })

/**
 * Starts the store in its worker and waits until the project is open. Rejects with why it is not. From the sources it
 * runs in the caller's thread, unless `spawn` gives it one.
 */
export function startStore(
  start: StoreStart,
  events: StoreEvents,
  spawn: ((start: StoreStart) => Worker) | null = runsAsBuilt ? spawnBuilt : null,
): Promise<StoreHost> {
  return spawn === null ? startHere(start, events) : startLasting(() => spawn(start), events)
}

const nothing = (): void => undefined

/**
 * A second look at a project that is open: reads the folder without locking it, page by page, or an image, in a thread of
 * its own. Where its thread dies, what it was asked rejects with `worker.gone`.
 */
export async function startReader(
  start: Omit<StoreStart, 'readOnly' | 'takeOver' | 'acceptDamage'>,
  spawn: ((start: StoreStart) => Worker) | null = runsAsBuilt ? spawnBuilt : null,
): Promise<StoreHost> {
  const oneCopy = start.image === undefined
  const reading: StoreStart = {
    ...start,
    readOnly: true,
    takeOver: false,
    acceptDamage: false,
    oneCopy,
    beside: true,
  }
  if (spawn === null) {
    return startHere(reading, { onChange: nothing, onStatus: nothing, onNotice: nothing, onGone: nothing })
  }
  const link = await linkTo(spawn(reading), { onTold: nothing, onEnd: nothing })
  return {
    perform: (operation, ask, onProgress) => link.ask(operation, ask, onProgress) as never,
    terminate: link.terminate,
  }
}

/** In the caller's thread: for tests and tools that run from the sources. */
async function startHere(start: StoreStart, events: StoreEvents): Promise<StoreHost> {
  const store = await openStore(start, events.onChange, {
    onStanding: events.onStatus,
    onReopen: events.onNotice,
  })
  return {
    perform: (operation, ask, onProgress) =>
      new Promise((resolve) => {
        if (isLong(operation)) {
          resolve(store.atLength(operation, ask as never, onProgress))
          return
        }
        const answer = store.perform(operation, ask as never, onProgress) as never
        if (operation !== 'close') store.idle()
        resolve(answer)
      }),
    terminate: () => Promise.resolve(),
  }
}
