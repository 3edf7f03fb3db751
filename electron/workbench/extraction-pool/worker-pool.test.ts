import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import { BelegError } from '../../../shared/errors.ts'
import { resourcesFolder } from '../resources.ts'
import { bundledWorker } from '../store/testing/worker-from-source.ts'
import { loadExtraction, type ExtractionAsk } from './extraction-task.ts'
import { Groups } from './groups.ts'
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
      const groups = new Groups(threads, size)
      const found = await Promise.all(asks.map((ask) => groups.extract(ask)))
      expect(
        found.map((value) => JSON.stringify(value)),
        `${String(size)} threads`,
      ).toEqual(expected)
      await threads.close()
    }
  })
})

/** Answers each article of a group with its file name; never answers where one of them is `hang.txt`. */
const naming = (): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads')
     parentPort.on('message', ({ n, ask }) => {
       if (ask.some(({ file }) => file === 'hang.txt')) for (;;) {}
       const value = ask.map(({ file }) => file === 'refuse.txt'
         ? { ok: false, error: { code: 'input.invalid', message: '', detail: { reason: 'no' } } }
         : { ok: true, value: file + ' of ' + ask.length })
       parentPort.postMessage({ n, ok: true, value })
     })`,
    { eval: true },
  )
const asked = (file: string, text = ''): ExtractionAsk => ({ file, text, textSha256: '', sourceSha256: '' })

describe('articles handed to threads in groups', () => {
  it('go eight at a time at most, a long one alone, and each has its own answer', async () => {
    const groups = new Groups(pool(1, naming), 1)
    const short = Array.from({ length: 9 }, (_unused, at) => asked(`${String(at)}.txt`))
    const long = asked('long.txt', 'x'.repeat(70_000))
    const found = await Promise.all([...short, long].map((ask) => groups.extract(ask)))
    expect(found).toEqual([
      ...short.slice(0, 8).map(({ file }) => `${file} of 8`),
      '8.txt of 1',
      'long.txt of 1',
    ])
  })

  it('are shared among the threads that are free', async () => {
    const groups = new Groups(pool(2, naming), 2)
    const found = await Promise.all(['a', 'b', 'c', 'd'].map((file) => groups.extract(asked(file))))
    expect(found).toEqual(['a of 2', 'b of 2', 'c of 2', 'd of 2'])
  })

  it('are given up alone where one takes too long or is refused', async () => {
    const groups = new Groups(pool(1, naming, 1500), 1)
    const results = await Promise.allSettled(
      ['a', 'hang.txt', 'refuse.txt'].map((file) => groups.extract(asked(file))),
    )
    expect(results.map((one) => (one.status === 'fulfilled' ? one.value : codeOf(one.reason)))).toEqual([
      'a of 1',
      'internal',
      'input.invalid',
    ])
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
