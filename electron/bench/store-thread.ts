import { parentPort, workerData } from 'node:worker_threads'
import { loadGround } from '../tools/proofs/proof.ts'
import { snapshotOf } from '../workbench/store/testing/store-on-disk.ts'
import { timed } from './benchmark.ts'
import { give, type Edit } from './edits.ts'
import { openGenerated } from './generated-project.ts'

/** What the thread is told: where the project lies, and what to do with it. */
export interface ThreadWork {
  readonly root: string
  readonly edits: readonly Edit[]
}

/** Milliseconds of each, and megabytes of the whole process with the project open. */
export interface ThreadTimes {
  readonly open: number
  readonly edits: readonly number[]
  readonly snapshot: number
  readonly reopen: number
  readonly memoryMB: number
}

/** As the store worker does it, in a thread of its own: open, edit, snapshot, close, open again. */
async function work({ root, edits }: ThreadWork): Promise<ThreadTimes> {
  const ground = await loadGround()
  const opened = timed(() => openGenerated(ground, root))
  const { store, engine } = opened.value
  const times = edits.map((edit) => give(store, edit))
  const memoryMB = process.memoryUsage.rss() / 1024 / 1024
  const snapshot = timed(() => {
    snapshotOf(engine)
  })
  engine.close()
  const again = timed(() => openGenerated(ground, root))
  again.value.engine.close()
  return { open: opened.ms, edits: times, snapshot: snapshot.ms, reopen: again.ms, memoryMB }
}

// The one place where the work arrives; written by `store.ts`.
parentPort?.postMessage(await work(workerData as ThreadWork))
