import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../shared/errors.ts'
import { restoreHere, type RestoreAnswer, type RestoreRequest } from './restore-backup.ts'

if (parentPort !== null) {
  let answer: RestoreAnswer = null
  try {
    // The one place where the request arrives; written by `restore-backup.ts`.
    await restoreHere(workerData as RestoreRequest)
  } catch (error) {
    answer = toFailure(error)
  }
  parentPort.postMessage(answer)
}
