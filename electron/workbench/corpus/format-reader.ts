import { Worker } from 'node:worker_threads'
import { BelegError } from '../../../shared/errors.ts'
import { WorkerPool } from '../extraction-pool/worker-pool.ts'
import { runsAsBuilt } from '../as-built.ts'
import { readFormat, type FormatAnswer, type FormatAsk } from './formats/format-task.ts'

/** Foreign formats are parsed in a thread of their own, with a ceiling on its memory and an end to its patience. */
export interface FormatReader {
  readonly read: (ask: FormatAsk) => Promise<FormatAnswer>
  readonly close: () => Promise<void>
}

const limitMs = 120_000
const heapMb = 1024

export function startFormatReader(): FormatReader {
  if (!runsAsBuilt) return { read: readFormat, close: () => Promise.resolve() }
  const pool = new WorkerPool({
    size: 1,
    limitMs,
    start: () =>
      new Worker(new URL('./format-worker.js', import.meta.url), {
        resourceLimits: { maxOldGenerationSizeMb: heapMb },
      }),
    onDeadline: () => new BelegError('file.tooSlow', { path: '', seconds: limitMs / 1000 }),
  })
  return {
    read: async (ask) => {
      try {
        // The worker of this very build answers; its shape is the function's own.
        return (await pool.run(ask)) as FormatAnswer
      } catch (error) {
        if (!(error instanceof BelegError)) throw error
        if (error.code === 'file.tooSlow')
          throw new BelegError('file.tooSlow', { path: ask.path, seconds: limitMs / 1000 })
        // A thread that is gone was ended by its ceiling: nothing else ends one.
        if (error.code === 'worker.gone') throw new BelegError('file.tooMuch', { path: ask.path })
        throw error
      }
    },
    close: () => pool.close(),
  }
}
