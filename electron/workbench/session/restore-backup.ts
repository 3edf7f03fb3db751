import { Worker } from 'node:worker_threads'
import { BelegError, type BelegFailure } from '../../../shared/errors.ts'
import { loadSqlite } from '../database/index.ts'
import { realFiles, restoreBackup, WorkDone, type OnProgress, type Progress } from '../project/index.ts'
import { readWasm, resourcesFolder } from '../resources.ts'
import type { LongWork } from '../session.ts'
import { runsAsBuilt } from '../as-built.ts'
import { stopIfCancelled } from './job-tracker.ts'

/** Absolute paths: the backup's file, and the folder of the project to make. */
export interface RestoreRequest {
  readonly backup: string
  readonly folder: string
}
/** How far it is, or how it ended: a failure of null where the project is there. */
export type RestoreNews = Progress | { readonly failure: BelegFailure | null }

/** Restores in this thread. Throws as `restoreBackup`. */
export async function restoreHere(
  { backup, folder }: RestoreRequest,
  onProgress?: OnProgress,
): Promise<void> {
  const sqlite = await loadSqlite(readWasm(resourcesFolder()))
  restoreBackup(realFiles, sqlite, backup, folder, new WorkDone(onProgress))
}

/**
 * Restores in a thread of its own, so that the program answers meanwhile; a signal ends it at once. Rejects as
 * `restoreBackup`, or with `worker.gone` or `job.cancelled`.
 */
export async function restoreBeside(
  request: RestoreRequest,
  { signal, onProgress }: LongWork = {},
): Promise<void> {
  stopIfCancelled(signal)
  if (!runsAsBuilt) return restoreHere(request, onProgress)
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./restore-worker.js', import.meta.url), { workerData: request })
    worker.on('message', (news: RestoreNews) => {
      if (!('failure' in news)) {
        onProgress?.(news)
        return
      }
      const { failure } = news
      if (failure === null) resolve()
      else reject(new BelegError(failure.code, failure.detail))
    })
    const stop = (): void => void worker.terminate()
    signal?.addEventListener('abort', stop)
    const gone = (): void => {
      signal?.removeEventListener('abort', stop)
      if (signal?.aborted === true) reject(new BelegError('job.cancelled'))
      reject(new BelegError('worker.gone', undefined, { retry: true }))
    }
    worker.once('error', gone)
    worker.once('exit', gone)
  })
}
