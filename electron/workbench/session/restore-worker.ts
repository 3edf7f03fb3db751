import { parentPort, workerData } from 'node:worker_threads'
import { toFailure, type BelegFailure } from '../../../shared/errors.ts'
import { restoreHere, type RestoreNews, type RestoreRequest } from './restore-backup.ts'

const port = parentPort
if (port !== null) {
  const tell = (news: RestoreNews): void => {
    port.postMessage(news)
  }
  let failure: BelegFailure | null = null
  try {
    // The one place where the request arrives; written by `restore-backup.ts`.
    await restoreHere(workerData as RestoreRequest, tell)
  } catch (error) {
    failure = toFailure(error)
  }
  tell({ failure })
}
