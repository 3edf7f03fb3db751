import { parentPort, workerData } from 'node:worker_threads'
import { toFailure } from '../../../shared/errors.ts'
import { loadGroupExtraction, type ExtractionAsk } from './extraction-task.ts'
import type { GroupAnswer } from './groups.ts'
import type { FromPoolWorker } from './worker-pool.ts'

const port = parentPort
if (port !== null) {
  const { resources } = workerData as { readonly resources: string }
  const extract = loadGroupExtraction(resources)
  const answer = (asks: readonly ExtractionAsk[]): readonly GroupAnswer[] => {
    try {
      return extract(asks).map((value) => ({ ok: true, value }))
    } catch (error) {
      // Whose fault it is shows where each goes alone.
      if (asks.length > 1) return asks.flatMap((ask) => answer([ask]))
      return [{ ok: false, error: toFailure(error) }]
    }
  }
  port.on('message', ({ n, ask }: { readonly n: number; readonly ask: readonly ExtractionAsk[] }) => {
    port.postMessage({ n, ok: true, value: answer(ask) } satisfies FromPoolWorker)
  })
}
