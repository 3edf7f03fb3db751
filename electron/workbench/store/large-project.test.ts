import { existsSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { createProject, openSession } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openStore, type OpenedStore } from './open-store.ts'
import type { StoreLimits, StoreStart } from './protocol.ts'
import { startReader, startStore, type StoreHost } from './store-host.ts'
import { exampleArticle, exampleText } from './testing/example-article.ts'
import { workerFromSource } from './testing/worker-from-source.ts'

let root: string
const folder = (): string => join(root, 'project')
const start = (limits?: StoreLimits): StoreStart => ({
  folder: folder(),
  resources: resourcesFolder(),
  takeOver: false,
  acceptDamage: false,
  readOnly: false,
  author: 'Ada',
  ...(limits === undefined ? {} : { limits }),
})

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-large-'))
  await createProject(folder(), { name: 'Test', language: 'en' })
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

const status = (store: OpenedStore): ChannelOutput<'project.status'> =>
  store.perform('query', { name: 'project.status', input: {} }) as ChannelOutput<'project.status'>
const texts = [{ text: Buffer.from(exampleText), original: null }]
const batch = (commandId: string, name: string) => ({
  commandId,
  author: null,
  label: name,
  articles: [exampleArticle(name, exampleText)],
})
const code = (value: string): unknown => expect.objectContaining({ code: value })

describe('a project that becomes large', () => {
  it('is warned of once it is over the first limit, and the page is told', async () => {
    let told = 0
    const store = await openStore(start({ warnMb: 1, refuseMb: 50 }), () => undefined, { onStanding: () => (told += 1) }) // prettier-ignore
    expect(status(store)?.sizeWarning ?? null).toBeNull()
    store.perform('putTexts', texts)
    for (let n = 0; n < 60 && told === 0; n++) {
      store.perform('importArticles', batch(`i${String(n)}`, `${String(n)}.txt`))
    }
    expect(told).toBe(1)
    expect(status(store)?.sizeWarning).toMatchObject({ code: 'project.large', detail: { limit: 50 } })
    store.perform('close', null)
  })

  it('takes no more articles over the second limit, says what to do, and everything else goes on', async () => {
    const store = await openStore(start({ warnMb: 0, refuseMb: 0.1 }), () => undefined)
    expect(() => store.perform('putTexts', texts)).toThrow(code('project.tooLarge'))
    expect(() => store.perform('importArticles', batch('i1', 'a.txt'))).toThrow(code('project.tooLarge'))
    const [renamed] = store.perform('apply', [
      { id: 'c1', type: 'project.rename', payload: { name: 'Anders' } },
    ])
    expect(renamed).toMatchObject({ ok: true })
    expect(status(store)).toMatchObject({ name: 'Anders', articles: 0, readOnly: null })
    store.perform('close', null)
  })
})

describe('a large command that comes in parts', () => {
  it('is one step, in the order of the parts, and the same again sent whole does nothing', async () => {
    const store = await openStore(start(), () => undefined)
    store.perform('putTexts', texts)
    for (const name of ['a.txt', 'b.txt', 'c.txt']) {
      store.perform('stage', { commandId: 'i1', articles: [exampleArticle(name, exampleText)] })
    }
    const ask = { commandId: 'i1', author: null, label: '3', staged: 3, articles: [] }
    const first = store.perform('importArticles', ask)
    expect(first.articles.map(({ name }) => name)).toEqual(['a.txt', 'b.txt', 'c.txt'])
    const again = store.perform('importArticles', ask)
    expect(again.seq).toBe(first.seq)
    expect(again.articles.map(({ articleId }) => articleId)).toEqual(
      first.articles.map(({ articleId }) => articleId),
    )
    expect(status(store)?.articles).toBe(3)
    store.perform('apply', [{ id: 'u1', type: 'history.undo', payload: {} }])
    expect(status(store)?.articles).toBe(0)
    store.perform('close', null)
  })

  it('is refused whole where a part was lost, or taken back', async () => {
    const store = await openStore(start(), () => undefined)
    store.perform('putTexts', texts)
    store.perform('stage', { commandId: 'i1', articles: [exampleArticle('a.txt', exampleText)] })
    const ask = { commandId: 'i1', author: null, label: '2', staged: 2, articles: [] }
    expect(() => store.perform('importArticles', ask)).toThrow(code('worker.gone'))
    store.perform('stage', { commandId: 'i1', articles: [exampleArticle('a.txt', exampleText)] })
    store.perform('unstage', 'i1')
    expect(() => store.perform('importArticles', { ...ask, staged: 1 })).toThrow(code('worker.gone'))
    expect(status(store)).toMatchObject({ articles: 0, revision: 0 })
    store.perform('close', null)
  })
})

describe('heavy reading of an open project', () => {
  it('does not keep a decision waiting: many are answered while one check runs', async () => {
    const spawn = await workerFromSource()
    const quiet = { onChange: () => undefined, onStatus: () => undefined, onNotice: () => undefined, onGone: () => undefined } // prettier-ignore
    const store = await startStore(start(), quiet, spawn)
    const rename = (n: number) =>
      store.perform('apply', [{ id: `c${String(n)}`, type: 'project.rename', payload: { name: String(n) } }])
    await store.perform('putTexts', texts)
    for (let n = 0; n < 12; n++) {
      await store.perform('importArticles', batch(`i${String(n)}`, `${String(n)}.txt`))
    }
    const reader = await startReader({ ...start(), image: await store.perform('image', null) }, spawn)
    let checked: unknown = null
    const check = reader
      .perform('query', { name: 'project.verify', input: {} })
      .then((found) => (checked = found))
    let beside = 0
    for (; checked === null; beside++) await rename(beside)
    await check
    expect(checked).toMatchObject({ ok: true })
    // In the store's own thread the first of them would wait for the whole check.
    expect(beside).toBeGreaterThan(3)
    await reader.terminate()
    await close(store)
  })

  it('works from memory where the folder is away: checks nothing lost, exports and backs up elsewhere', async () => {
    const session = await openSession(folder(), { author: 'Ada' })
    await session.apply([{ id: 'c1', type: 'dataset.create', payload: { name: 'Alles', query: {} } }])
    renameSync(folder(), join(root, 'away'))
    expect(await session.resume()).toEqual({ writable: false })
    const path = join(root, 'all.jsonl')
    await session.exportDataset({ dataset: 'Alles', format: 'jsonl', path }, {})
    expect(existsSync(path)).toBe(true)
    expect(await session.copyTo(join(root, 'copy'))).toEqual({ missing: 0 })
    renameSync(join(root, 'away'), folder())
    expect(await session.resume()).toEqual({ writable: true })
    expect(await session.verify()).toMatchObject({ ok: true })
    await session.close()
  })

  it('is ended at once when it is cancelled', async () => {
    const session = await openSession(folder(), { author: 'Ada' })
    const abort = new AbortController()
    abort.abort()
    await expect(session.verify({ signal: abort.signal })).rejects.toMatchObject({ code: 'job.cancelled' })
    await session.close()
  })
})

const close = async (store: StoreHost): Promise<void> => {
  await store.perform('close', null)
}

describe('a large project that is opened for one step', () => {
  const snapshots = (): readonly string[] => readdirSync(join(folder(), 'snapshots'))
  const backups = (): readonly string[] => readdirSync(join(folder(), 'backups'))
  const once = (copyMb: number): StoreStart => ({
    ...start({ warnMb: 500, refuseMb: 1_500, copyMb }),
    oneCopy: true,
  })
  const step = (store: OpenedStore, n: number): void => {
    store.perform('putTexts', texts)
    store.perform('importArticles', batch(`once${String(n)}`, `${String(n)}.txt`))
  }

  it('keeps the step in the journal alone; the next who opens it writes snapshot and backup, and nothing is lost', async () => {
    const before = snapshots()
    const store = await openStore(once(0), () => undefined)
    step(store, 1)
    store.perform('close', null)
    expect(snapshots()).toEqual(before)
    expect(backups()).toEqual([])
    const again = await openStore(start(), () => undefined)
    expect(status(again)).toMatchObject({ articles: 1, opening: null, recovered: null, readOnly: null })
    step(again, 2)
    again.perform('close', null)
    expect(snapshots()).not.toEqual(before)
    expect(backups()).toHaveLength(1)
    const last = await openStore(start(), () => undefined)
    expect(status(last)?.articles).toBe(2)
    expect(last.perform('query', { name: 'project.verify', input: {} })).toMatchObject({ ok: true })
    last.perform('close', null)
  })

  it('is closed as ever where it is small', async () => {
    const before = snapshots()
    const store = await openStore(once(500), () => undefined)
    step(store, 1)
    store.perform('close', null)
    expect(snapshots()).not.toEqual(before)
    expect(backups()).toHaveLength(1)
  })
})
