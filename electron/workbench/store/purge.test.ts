import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateRawSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import type { NewArticle } from './intake.ts'
import { openStore, type OpenedStore } from './open-store.ts'
import { exampleArticle, exampleText } from './testing/example-article.ts'

let root: string
let store: OpenedStore
const folder = (): string => join(root, 'project')
const open = async (): Promise<void> => {
  store = await openStore({ folder: folder(), resources: resourcesFolder(), takeOver: false, acceptDamage: false, readOnly: false, author: 'Ada' }, () => undefined) // prettier-ignore
}
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-purge-'))
  await createProject(folder(), { name: 'Probe', language: 'de' })
  await open()
})
afterEach(() => {
  store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

const secret = 'Xave Quendolin'
/** The same length as the names it takes the place of, so that every offset holds. */
const asSecret = (text: string): string =>
  text.replaceAll('Lindqvist', 'Quendolin').replaceAll('Mara', 'Xave')
const original = (text: string): Buffer => Buffer.from(`<p>${text}</p>`)
const sha256 = (bytes: string | Buffer): string => createHash('sha256').update(bytes).digest('hex')

function secretArticle(): NewArticle {
  const article = exampleArticle()
  const extraction = JSON.parse(asSecret(JSON.stringify(article.extraction))) as NewArticle['extraction']
  return { ...article, name: `${secret}.txt`, textSha256: sha256(asSecret(exampleText)), extraction }
}

function importAll(): readonly string[] {
  const others = ['Erste Meldung.', 'Zweite Meldung.'].map((line) => `${line}\n${exampleText}`)
  const texts = [asSecret(exampleText), ...others]
  store.perform(
    'putTexts',
    texts.map((text) => ({
      text: Buffer.from(text),
      original: { bytes: original(text), ending: '.html' },
    })),
  )
  const articles = [
    secretArticle(),
    ...others.map((text, n) => exampleArticle(`meldung-${String(n)}.txt`, text)),
  ]
  const { articles: stored } = store.perform('importArticles', {
    commandId: 'i1',
    author: null,
    label: `Einfuhr ${secret}`,
    articles: articles.map((article, n) => ({ ...article, sourceSha256: sha256(original(texts[n] ?? '')) })),
  })
  return stored.map(({ articleId }) => articleId)
}

function give(id: string, type: string, payload: unknown, note?: string): void {
  const [answer] = store.perform('apply', [{ id, type, payload, ...(note === undefined ? {} : { note }) }])
  expect(answer?.error).toBeUndefined()
}

interface FactRow { readonly id: string; readonly type: string; readonly state: string; readonly note: string | null } // prettier-ignore
const factsOf = (articleId: string): readonly FactRow[] =>
  (store.perform('query', { name: 'articles.open', input: { articleId } }) as { readonly facts: readonly FactRow[] }).facts // prettier-ignore
/** What was decided, without how sure the rules are: that rests on every decision, also on those that went. */
const decisions = (articleId: string): readonly unknown[] =>
  factsOf(articleId).map((fact) => ({ ...fact, ruleRecord: null, confidence: null }))

/** Every file of the folder, also what is inside deflated batches and zips. */
function everyByte(path = folder()): readonly (readonly [string, Buffer])[] {
  return readdirSync(path).flatMap((name): (readonly [string, Buffer])[] => {
    const file = join(path, name)
    if (statSync(file).isDirectory()) return [...everyByte(file)]
    const bytes = readFileSync(file)
    const inside: (readonly [string, Buffer])[] = [[file, bytes]]
    const add = (label: string, buffer: Uint8Array): void => {
      inside.push([`${file}: ${label}`, Buffer.from(buffer)])
      try { inside.push([`${file}: ${label}, inflated`, inflateRawSync(buffer)]) } catch { /* not deflated */ } // prettier-ignore
    }
    if (name.endsWith('.zip'))
      for (const [entry, content] of Object.entries(unzipSync(bytes))) add(entry, content)
    else add('itself', bytes)
    return inside
  })
}

const placesOf = (words: string): readonly string[] =>
  everyByte().filter(([, bytes]) => bytes.includes(words)).map(([place]) => place) // prettier-ignore

describe('removing an article for good', () => {
  it('leaves none of its words in any file, and every decision on other articles', async () => {
    const [first = '', second = ''] = importAll()
    give(
      'd1',
      'fact.accept',
      { factId: factsOf(first).find(({ type }) => type === 'meeting')?.id },
      `Notiz zu ${secret}`,
    )
    give('d2', 'fact.annotate', { factId: factsOf(first)[0]?.id, note: `${secret} kommt vor` })
    give('d3', 'fact.accept', { factId: factsOf(second).find(({ type }) => type === 'meeting')?.id })
    give('d4', 'fact.annotate', { factId: factsOf(second)[0]?.id, note: 'Bleibt.' })
    give('b1', 'batch', { label: `Alle von ${secret}`, steps: [first, second].map((articleId) => ({ type: 'article.triage', payload: { articleId, state: 'finished' } })) }) // prettier-ignore
    store.perform('backup', null)
    store.perform('close', null)
    await open()
    expect(placesOf(secret).length).toBeGreaterThan(4)
    const kept = decisions(second)

    const request = { articleIds: [first], entityIds: [] }
    const preview = store.perform('purgePreview', request)
    expect(preview).toMatchObject({ articles: [{ id: first }], facts: 1, confirm: 'Probe' })
    const ask = { ...request, commandId: 'p1', author: null }
    expect(() => store.perform('purge', { ...ask, confirm: 'ja' })).toThrow(expect.objectContaining({ code: 'purge.unconfirmed' })) // prettier-ignore
    // Two write at once; the end of one does not let go of what the other needs.
    for (const held of [true, true, false]) store.perform('holdSnapshots', held)
    expect(() => store.perform('purge', { ...ask, confirm: 'Probe' })).toThrow(expect.objectContaining({ code: 'purge.busy' })) // prettier-ignore
    store.perform('holdSnapshots', false)
    const report = store.perform('purge', { ...ask, confirm: 'Probe' })
    expect(report.rows).toBeGreaterThan(5)
    expect(report.files).toBeGreaterThan(3)
    // Sent again, because the answer did not arrive: the same answer, and nothing is done.
    const { revision } = store.perform('query', { name: 'project.status', input: {} }) as { revision: number }
    expect(store.perform('purge', { ...ask, confirm: 'Probe' })).toEqual(report)
    expect(store.perform('query', { name: 'project.status', input: {} })).toMatchObject({ revision })
    const other = { ...ask, articleIds: [second], confirm: 'Probe' }
    expect(() => store.perform('purge', other)).toThrow(expect.objectContaining({ code: 'command.conflict' }))
    expect(() => store.perform('purge', { ...other, commandId: 'd3' })).toThrow(expect.objectContaining({ code: 'command.conflict' })) // prettier-ignore

    expect(placesOf(secret)).toEqual([])
    expect(placesOf('Quendolin')).toEqual([])
    expect(decisions(second)).toEqual(kept)
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({
      ok: true,
      problems: [],
    })
    expect(store.perform('query', { name: 'articles.list', input: {} })).toMatchObject({ total: 2 })

    give('after', 'fact.annotate', { factId: factsOf(second)[0]?.id, note: 'Danach.' })
    give('undo', 'history.undo', {})
    expect(factsOf(second)[0]?.note).toBe('Bleibt.')
    store.perform('close', null)
    await open()
    expect(store.perform('purge', { ...ask, confirm: 'Probe' })).toEqual(report)
    expect(decisions(second)).toEqual(kept)
    expect(placesOf(secret)).toEqual([])
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({ ok: true })
  })

  it('takes a person with every article in which one of the names stands', () => {
    importAll()
    const [created] = store.perform('apply', [{ id: 'e1', type: 'entity.create', payload: { type: 'PER', labelDe: secret } }]) // prettier-ignore
    const entityId = created?.created?.['entity']?.[0] ?? ''
    give('e2', 'entity.create', { type: 'PER', labelDe: 'Orhan Tesfai' })
    const request = { articleIds: [], entityIds: [entityId] }
    const { articles, entities } = store.perform('purgePreview', request)
    expect(articles).toHaveLength(1)
    expect(entities.map(({ id }) => id)).toContain(entityId)
    store.perform('purge', { ...request, confirm: 'Probe', commandId: 'p2', author: null })
    expect(placesOf('Quendolin')).toEqual([])
    const named = store.perform('query', { name: 'entities.list', input: { search: 'Orhan' } })
    expect(named).toMatchObject({ total: 2 })
    expect(store.perform('query', { name: 'articles.list', input: {} })).toMatchObject({ total: 2 })
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({ ok: true })
  })
})

describe('articles whose import was undone', () => {
  const purgePreview = (articleIds: readonly string[]) =>
    store.perform('purgePreview', { articleIds, entityIds: [] })
  const purge = (
    commandId: string,
    request: { readonly articleIds?: readonly string[]; readonly entityIds?: readonly string[] },
  ) =>
    store.perform('purge', {
      articleIds: [],
      entityIds: [],
      ...request,
      confirm: 'Probe',
      commandId,
      author: null,
    })

  it('can still be removed for good: texts, originals, proposals, names and history', async () => {
    const [first = '', second = ''] = importAll()
    give('d1', 'fact.accept', { factId: factsOf(first)[0]?.id }, `Notiz zu ${secret}`)
    give('u1', 'history.undo', {})
    give('u2', 'history.undo', {})
    store.perform('backup', null)
    expect(store.perform('query', { name: 'articles.list', input: {} })).toMatchObject({ total: 0 })
    expect(placesOf('Quendolin').length).toBeGreaterThan(2)
    const { undone } = purgePreview([])
    expect(undone.map(({ id }) => id)).toContain(first)
    expect(undone).toHaveLength(3)
    expect(purgePreview([first])).toMatchObject({ articles: [{ id: first }], facts: 0, holdings: { texts: 1, originals: 1, batches: 1 } }) // prettier-ignore
    expect(purge('p1', { articleIds: [first] }).files).toBeGreaterThan(3)
    expect(placesOf('Quendolin')).toEqual([])
    expect(placesOf('Zweite Meldung').length).toBeGreaterThan(0)
    expect(purgePreview([]).undone.map(({ id }) => id)).toEqual(
      undone.map(({ id }) => id).filter((id) => id !== first),
    )
    expect(() => purgePreview([first])).toThrow(expect.objectContaining({ code: 'notFound' }))
    purge('p2', { articleIds: [second] })
    expect(placesOf('Erste Meldung')).toEqual([])
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({
      ok: true,
      problems: [],
    })
    store.perform('close', null)
    await open()
    expect(placesOf('Quendolin')).toEqual([])
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({ ok: true })
  })

  it('go with a person whom they name', () => {
    importAll()
    give('u1', 'history.undo', {})
    const [created] = store.perform('apply', [{ id: 'e1', type: 'entity.create', payload: { type: 'PER', labelDe: secret } }]) // prettier-ignore
    const entityIds = created?.created?.['entity'] ?? []
    expect(store.perform('purgePreview', { articleIds: [], entityIds }).articles).toHaveLength(1)
    purge('p1', { entityIds })
    expect(placesOf('Quendolin')).toEqual([])
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({ ok: true })
  })

  it('come back by redo after another article was removed for good', () => {
    const one = (commandId: string, line: string): string => {
      const text = `${line}\n${exampleText}`
      store.perform('putTexts', [
        { text: Buffer.from(text), original: { bytes: original(text), ending: '.html' } },
      ])
      const article = { ...exampleArticle(`${commandId}.txt`, text), sourceSha256: sha256(original(text)) }
      return (
        store.perform('importArticles', { commandId, author: null, label: line, articles: [article] })
          .articles[0]?.articleId ?? ''
      )
    }
    const stays = one('i1', 'Erste Meldung.')
    const goes = one('i2', 'Zweite Meldung.')
    const undone = one('i3', 'Dritte Meldung.')
    const facts = factsOf(undone)
    give('u1', 'history.undo', {})
    purge('p1', { articleIds: [goes] })
    expect(placesOf('Zweite Meldung')).toEqual([])
    give('r1', 'history.redo', {})
    expect(factsOf(undone)).toEqual(facts)
    expect(factsOf(stays).length).toBeGreaterThan(0)
    expect(store.perform('query', { name: 'project.verify', input: {} })).toMatchObject({
      ok: true,
      problems: [],
    })
  })
})
