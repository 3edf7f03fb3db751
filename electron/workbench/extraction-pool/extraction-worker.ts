import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../shared/errors.ts'
import { loadExtraction, type ExtractionAsk } from './extraction-task.ts'
import type { FromPoolWorker } from './worker-pool.ts'

const port = parentPort
if (port !== null) {
  const { resources } = workerData as { readonly resources: string }
  const extract = loadExtraction(resources)
  port.on('message', ({ n, ask }: { readonly n: number; readonly ask: ExtractionAsk }) => {
    try {
      port.postMessage({ n, ok: true, value: extract(ask) } satisfies FromPoolWorker)
    } catch (error) {
      port.postMessage({ n, ok: false, error: toFailure(error) } satisfies FromPoolWorker)
    }
  })
}
