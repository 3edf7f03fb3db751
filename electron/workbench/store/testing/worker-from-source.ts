import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'vite'
import { afterAll } from 'vitest'
import type { StoreStart } from '../protocol.ts'

/** What sql.js looks for in Node; the program's own build adds the same. */
const commonJs = 'const __filename = import.meta.filename, __dirname = import.meta.dirname'

/** Bundles a worker as it is now into a file; gone after the test file. */
export async function bundledWorker(input: string): Promise<URL> {
  const folder = mkdtempSync(join(tmpdir(), 'beleg-worker-'))
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })
  const built = await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: true,
      write: false,
      minify: false,
      target: 'node20.19',
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false, banner: commonJs },
      },
    },
  })
  const [output] = (Array.isArray(built) ? built : [built]).flatMap((one) =>
    'output' in one ? one.output : [],
  )
  if (output?.type !== 'chunk') throw new Error('the worker could not be bundled')
  const file = join(folder, 'worker.mjs')
  writeFileSync(file, output.code)
  return pathToFileURL(file)
}

/** Bundles the store's worker as it is now; returns what starts one in a real thread. */
export async function workerFromSource(): Promise<(start: StoreStart) => Worker> {
  const file = await bundledWorker(join(import.meta.dirname, '../store-worker.ts'))
  return (start) =>
    new Worker(file, {
      workerData: start,
      transferList: start.image === undefined ? [] : [start.image.bytes.buffer],
    })
}
