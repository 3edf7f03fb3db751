import { parentPort } from 'node:worker_threads'
import { toFailure } from '../../../../shared/errors.ts'
import type { FromPoolWorker } from '../../extraction-pool/worker-pool.ts'
import { readFormat, type FormatAsk } from './format-task.ts'

const port = parentPort
port?.on('message', ({ n, ask }: { readonly n: number; readonly ask: FormatAsk }) => {
  readFormat(ask).then(
    (value) => {
      port.postMessage({ n, ok: true, value } satisfies FromPoolWorker)
    },
    (error: unknown) => {
      port.postMessage({ n, ok: false, error: toFailure(error) } satisfies FromPoolWorker)
    },
  )
})
