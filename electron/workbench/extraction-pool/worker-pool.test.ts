import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import { resourcesFolder } from '../resources.ts'
import { bundledWorker } from '../store/testing/worker-from-source.ts'
import { loadExtraction, type ExtractionAsk } from './extraction-task.ts'
import { WorkerPool } from './worker-pool.ts'

const pools: WorkerPool[] = []
function pool(size: number, start: () => Worker, limitMs = 60_000): WorkerPool {
  const made = new WorkerPool({
    size,
    limitMs,
    start,
    onDeadline: () => new BelegError('internal', { reason: 'too long' }),
  })
  pools.push(made)
  return made
}
afterEach(async () => {
  await Promise.all(pools.splice(0).map((one) => one.close()))
})

/** Doubles numbers; never answers to `hang`, ends at `die`, refuses `refuse`. */
const doubling = (): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads')
     parentPort.on('message', ({ n, ask }) => {
       if (ask === 'hang') for (;;) {}
       if (ask === 'die') process.exit(3)
       if (ask === 'refuse') parentPort.postMessage({ n, ok: false, error: { code: 'input.invalid', message: '', detail: { reason: 'no' } } })
       else parentPort.postMessage({ n, ok: true, value: ask * 2 })
     })`,
    { eval: true },
  )
const codeOf = (error: unknown): string => (error instanceof BelegError ? error.code : String(error))

describe('extraction in threads', () => {
  it('says the same byte for byte, in order, on one, two and three threads', async () => {
    const resources = resourcesFolder()
    const folder = join(resources, 'samples', 'articles')
    const asks: readonly ExtractionAsk[] = readdirSync(folder)
      .sort()
      .map((file) => ({
        file,
        text: readFileSync(join(folder, file), 'utf8'),
        textSha256: file,
        sourceSha256: file,
      }))
    const here = loadExtraction(resources)
    const expected = asks.map((ask) => JSON.stringify(here(ask)))
    const file = await bundledWorker(join(import.meta.dirname, 'extraction-worker.ts'))
    for (const size of [1, 2, 3]) {
      const threads = pool(size, () => new Worker(file, { workerData: { resources } }))
      const found = await Promise.all(asks.map((ask) => threads.run(ask)))
      expect(
        found.map((value) => JSON.stringify(value)),
        `${String(size)} threads`,
      ).toEqual(expected)
      await threads.close()
    }
  })
})

describe('a pool of threads', () => {
  it('answers every task with its own result, however many threads there are', async () => {
    const threads = pool(3, doubling)
    const asked = Array.from({ length: 50 }, (_unused, at) => at)
    expect(await Promise.all(asked.map((n) => threads.run(n)))).toEqual(asked.map((n) => n * 2))
  })

  it('gives up a task over its time limit, says so, and goes on with the others', async () => {
    const threads = pool(1, doubling, 1500)
    const results = await Promise.allSettled([threads.run(1), threads.run('hang'), threads.run(3)])
    expect(results.map((one) => (one.status === 'fulfilled' ? one.value : codeOf(one.reason)))).toEqual([
      2,
      'internal',
      6,
    ])
  })

  it('reports a thread that died and starts another', async () => {
    const threads = pool(1, doubling)
    const results = await Promise.allSettled([threads.run('die'), threads.run(2)])
    expect(results.map((one) => (one.status === 'fulfilled' ? one.value : codeOf(one.reason)))).toEqual([
      'worker.gone',
      4,
    ])
  })

  it('keeps a thread whose task was refused', async () => {
    const threads = pool(1, doubling)
    await expect(threads.run('refuse')).rejects.toMatchObject({ code: 'input.invalid' })
    expect(await threads.run(4)).toBe(8)
  })

  it('lets nobody wait who was not begun when it is closed', async () => {
    const threads = pool(1, doubling)
    const running = threads.run('hang').catch(codeOf)
    const waiting = threads.run(1).catch(codeOf)
    await threads.close()
    expect(await waiting).toBe('job.cancelled')
    expect(['worker.gone', 'job.cancelled']).toContain(await running)
    await expect(threads.run(1)).rejects.toMatchObject({ code: 'worker.gone' })
  })
})
