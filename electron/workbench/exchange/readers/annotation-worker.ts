import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../../shared/errors.ts'
import { readHere, sendable, type ReadAsk, type ReadNews } from './reading-thread.ts'

const port = parentPort
if (port !== null) {
  const tell = (news: ReadNews): void => {
    port.postMessage(news)
  }
  try {
    // The one place where the request arrives; written by `reading-thread.ts`.
    tell({ read: sendable(await readHere(workerData as ReadAsk)) })
  } catch (error) {
    tell({ failure: toFailure(error) })
  }
}
