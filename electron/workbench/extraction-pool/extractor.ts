import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { BelegError } from '../../../shared/errors.ts'
import type { ExtractionOutput } from '../../../shared/model/extraction.ts'
import { runsAsBuilt } from '../as-built.ts'
import {
  extractionVersions,
  loadExtraction,
  youngMb,
  type ExtractionAsk,
  type ExtractionVersions,
} from './extraction-task.ts'
import { Groups } from './groups.ts'
import { WorkerPool } from './worker-pool.ts'

/** Extraction as sessions and the command line use it: text in, proposals out, several at a time. */
export interface Extractor {
  /** Reads the lexicons; costs as much as starting a thread. */
  readonly versions: () => ExtractionVersions
  readonly extract: (ask: ExtractionAsk) => Promise<ExtractionOutput>
  readonly close: () => Promise<void>
}

/** An article over this limit is given up and reported; ordinary ones take milliseconds. */
const limitMs = 60_000

export function startExtractor(resources: string): Extractor {
  const versions = (): ExtractionVersions => extractionVersions(resources)
  if (!runsAsBuilt) {
    let extract: ReturnType<typeof loadExtraction> | null = null
    return {
      versions,
      extract: (ask) =>
        new Promise((resolve, reject) => {
          setImmediate(() => {
            try {
              resolve((extract ??= loadExtraction(resources))(ask))
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)))
            }
          })
        }),
      close: () => Promise.resolve(),
    }
  }
  const size = Math.max(1, Math.min(8, availableParallelism() - 1))
  const pool = new WorkerPool({
    size,
    limitMs,
    start: () =>
      new Worker(new URL('./extraction-worker.js', import.meta.url), {
        workerData: { resources },
        resourceLimits: { maxYoungGenerationSizeMb: youngMb },
      }),
    onDeadline: () =>
      new BelegError('internal', { reason: `extraction took longer than ${String(limitMs / 1000)} seconds` }),
  })
  const groups = new Groups(pool, size)
  return {
    versions,
    extract: (ask) => groups.extract(ask),
    close: () => pool.close(),
  }
}
