import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FactView } from '../../../shared/model/views.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'
import type { ToldArticle } from './testing/told-article.ts'

let root: string
let desk: RegistryDesk
let serial = 0

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-learning-'))
  await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
  desk = await openRegistryDesk(join(root, 'p'), resourcesFolder())
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

interface Holder {
  readonly country?: string
  readonly body?: string
  readonly publisher?: string
}

/** An article about one person in an office; its id. */
function about(office: string, name: string, { country, body, publisher = 'Kurier' }: Holder = {}): string {
  serial += 1
  const article: ToldArticle = {
    name: `l${String(serial)}.txt`,
    publisher,
    published: '2024-10-15',
    parts: [
      `${String(serial)}: `,
      { words: office, type: 'ROLE', entity: 'r' },
      ' ',
      { words: name, type: 'PER', entity: 'p' },
      ...(body === undefined ? [] : [' von ', { words: body, type: 'ORG', entity: 'o' } as const]),
    ],
    entities: { ...(country === undefined ? {} : { p: { country } }), o: { nil: true } },
    offices: [{ person: 'p', role: 'r', ...(body === undefined ? {} : { org: 'o' }) }],
  }
  return desk.tell(article)[0] ?? ''
}
const whoIs = (articleId: string, name: string): string | null => desk.mention(articleId, name).entityId
const link = (articleId: string, name: string, entityId: string | null): void => {
  const to = entityId === null ? { kind: 'none' } : { kind: 'entity', entityId }
  desk.done('mention.link', { mentionId: desk.mention(articleId, name).id, to })
}
const learned = () =>
  desk.query('entities.learned', {}).rows.map(({ text, scope, place }) => [text, scope, place])

describe('a name alone links nobody where something tells a namesake', () => {
  it.each([
    ['another country', about.bind(null, 'Innenminister', 'Juri Wolkonew', { country: 'RUS' }), { office: 'Innenminister', country: 'KAZ' }],
    ['another office', about.bind(null, 'Botschafter', 'Juri Wolkonew', { country: 'RUS' }), { office: 'Innenminister', country: 'RUS' }],
    ['another company', about.bind(null, 'Vorstandschef', 'Juri Wolkonew', { body: 'Nordholm AG' }), { office: 'Vorstandschef', body: 'Seewald AG' }],
  ])('%s', (_, first, { office, ...second }) => {
    const one = whoIs(first(), 'Juri Wolkonew')
    const other = about(office, 'Juri Wolkonew', second)
    expect(whoIs(other, 'Juri Wolkonew')).not.toBe(one)
    // Of another country somebody new is made; office or company alone leave it to the coder.
    if (whoIs(other, 'Juri Wolkonew') === null) {
      const made = desk.done('entity.create', { type: 'PER', labelDe: 'Juri Wolkonew' })
      link(other, 'Juri Wolkonew', made.created?.['entity']?.[0] ?? '')
    }
    // Once told apart, each is known by what stands beside the name.
    expect(whoIs(about(office, 'Juri Wolkonew', second), 'Juri Wolkonew')).toBe(whoIs(other, 'Juri Wolkonew'))
    expect(whoIs(first(), 'Juri Wolkonew')).toBe(one)
  })

  it('but two offices that lead the same state are one person’s', () => {
    const one = whoIs(about('Präsident', 'Lê Văn Sơn', { country: 'VNM' }), 'Lê Văn Sơn')
    expect(one).not.toBeNull()
    expect(whoIs(about('Generalsekretär', 'Le Van Son', { country: 'VNM' }), 'Le Van Son')).toBe(one)
  })

  it('and a family name with an office is enough where the office agrees, and only there', () => {
    const one = whoIs(about('Verkehrsminister', 'Andrej Beljuschin', { country: 'RUS' }), 'Andrej Beljuschin')
    expect(whoIs(about('Verkehrsminister', 'Belyushin', { country: 'RUS' }), 'Belyushin')).toBe(one)
    expect(whoIs(about('Verkehrsminister', 'A. Beljuschin', { country: 'RUS' }), 'A. Beljuschin')).toBe(one)
    expect(whoIs(about('Verkehrsminister', 'O. Beljuschin', { country: 'RUS' }), 'O. Beljuschin')).toBeNull()
    expect(whoIs(about('Botschafter', 'Beljuschin', { country: 'RUS' }), 'Beljuschin')).toBeNull()
    expect(whoIs(about('Verkehrsminister', 'Beljuschin', { country: 'KAZ' }), 'Beljuschin')).toBeNull()
  })
}) // prettier-ignore

describe('somebody called by the name of another', () => {
  it('is known by what stands beside the name, once told apart, wherever the name came from', () => {
    const one = whoIs(about('Botschafter', 'Dmitri Orlowtschuk', { country: 'BLR' }), 'Dmitri Orlowtschuk')
    // The other is in the registry under another spelling, and was told apart in one article.
    const other =
      desk.done('entity.create', { type: 'PER', labelDe: 'Dima Orlow' }).created?.['entity']?.[0] ?? ''
    const first = about('Innenminister', 'Dmitri Orlowtschuk', { country: 'BLR' })
    expect(whoIs(first, 'Dmitri Orlowtschuk')).toBeNull()
    link(first, 'Dmitri Orlowtschuk', other)
    expect(
      whoIs(about('Innenminister', 'Dmitri Orlowtschuk', { country: 'BLR' }), 'Dmitri Orlowtschuk'),
    ).toBe(other)
    expect(whoIs(about('Botschafter', 'Dmitri Orlowtschuk', { country: 'BLR' }), 'Dmitri Orlowtschuk')).toBe(
      one,
    )
    expect(
      whoIs(about('Finanzminister', 'Dmitri Orlowtschuk', { country: 'BLR' }), 'Dmitri Orlowtschuk'),
    ).toBeNull()
    desk.done('learning.set', { on: false })
    expect(
      whoIs(about('Innenminister', 'Dmitri Orlowtschuk', { country: 'BLR' }), 'Dmitri Orlowtschuk'),
    ).toBeNull()
  })
})

describe('a name that had to be marked by hand', () => {
  const told = () => desk.store.perform('taughtNames', null).map(({ text, nameOnly }) => [text, nameOnly ?? false])
  const mark = (articleId: string, words: string, link: object): void => {
    const { text } = desk.query('articles.open', { articleId })
    const start = text.indexOf(words)
    desk.done('mention.add', { articleId, start, end: start + words.length, type: 'PER', link })
  }

  it('is learned for its article, is told to the extraction of later ones as a name alone, and can be withdrawn', () => {
    const one = desk.done('entity.create', { type: 'PER', labelDe: 'Dmitri Rybatschow' }).created?.['entity']?.[0] ?? ''
    const articleId = about('Innenminister Fischling und Sprecher', 'Ada Holl')
    mark(articleId, 'Fischling', { kind: 'entity', entityId: one })
    expect(learned()[0]?.slice(0, 2)).toEqual(['Fischling', 'article'])
    expect(desk.query('entities.learned', {}).rows[0]?.told).toBe(true)
    expect(told()).toEqual([['Fischling', true]])
    desk.done('learning.set', { on: false })
    expect(told()).toEqual([])
    desk.done('learning.set', { on: true })
    desk.done('alias.remove', { aliasId: desk.query('entities.learned', {}).rows[0]?.aliasId })
    expect(told()).toEqual([])
    desk.done('history.undo', {})
    expect(told()).toEqual([['Fischling', true]])
  })

  it('is forgotten with the step that taught it, and one letter is no name', () => {
    const articleId = about('Innenminister X und Wang und Sprecher', 'Ada Holl')
    mark(articleId, 'X', { kind: 'new', type: 'PER', name: 'X' })
    expect(told()).toEqual([])
    mark(articleId, 'Wang', { kind: 'new', type: 'PER', name: 'Wang' })
    expect(told()).toEqual([['Wang', true]])
    desk.done('history.undo', {})
    expect(told()).toEqual([])
  })
}) // prettier-ignore

describe('a wrong reading that was accepted', () => {
  it('reaches the next article of the same office, and no other bearer of the name', () => {
    const zhang = whoIs(about('Handelsminister', 'Zhang Weimin', { country: 'CHN' }), 'Zhang Weimin') ?? ''
    const first = about('Minister', 'Truong', { country: 'CHN' })
    expect(whoIs(first, 'Truong')).toBeNull()
    link(first, 'Truong', zhang)
    expect(whoIs(about('Handelsminister', 'Truong', { country: 'CHN' }), 'Truong')).toBe(zhang)
    expect(whoIs(about('Botschafter', 'Truong', { country: 'VNM' }), 'Truong')).toBeNull()
    const [best] = desk.query('entities.candidates', {
      mentionId: desk.mention(about('Botschafter', 'Truong', { publisher: 'Bote' }), 'Truong').id,
    }).candidates
    expect(best?.entity.id).toBe(zhang)
  })
})

describe('a name that was decided', () => {
  it('holds for the article, then for the source that agrees, then everywhere, with what speaks for it', () => {
    const one = desk.done('entity.create', { type: 'ORG', labelDe: 'Nordholm AG' }).created?.['entity']?.[0] ?? ''
    const told = (publisher: string): string => about('Sprecher', 'Ada Holl', { body: 'NHG', publisher })
    const [a, b, c] = [told('Kurier'), told('Kurier'), told('Bote')]
    link(a, 'NHG', one)
    expect(learned().map(([, scope]) => scope)).toEqual(['article'])
    link(b, 'NHG', one)
    expect(learned()).toContainEqual(['NHG', 'source', 'Kurier'])
    expect(whoIs(told('Kurier'), 'NHG')).toBe(one)
    expect(whoIs(told('Bote'), 'NHG')).toBeNull()
    link(c, 'NHG', one)
    expect(learned()).toContainEqual(['NHG', 'everywhere', null])
    expect(desk.query('entities.learned', {}).rows[0]?.decidedIn).toBe(3)
    expect(whoIs(told('Anzeiger'), 'NHG')).toBe(one)
    const name = desk.query('entities.learned', {}).rows.find(({ scope }) => scope === 'everywhere')
    desk.done('alias.remove', { aliasId: name?.aliasId })
    expect(whoIs(told('Wochenblatt'), 'NHG')).toBeNull()
    desk.done('history.undo', {})
    desk.done('history.undo', {})
    expect(learned()).toContainEqual(['NHG', 'everywhere', null])
  })

  it('counts for nothing while learning is switched off', () => {
    const one = desk.done('entity.create', { type: 'ORG', labelDe: 'Nordholm AG' }).created?.['entity']?.[0] ?? ''
    const told = (): string => about('Sprecher', 'Ada Holl', { body: 'Nordholm AG' })
    expect(whoIs(told(), 'Nordholm AG')).toBe(one)
    desk.done('learning.set', { on: false })
    expect(desk.query('learning.list', {}).on).toBe(false)
    expect(whoIs(told(), 'Nordholm AG')).toBeNull()
    desk.done('learning.set', { on: true })
    expect(whoIs(told(), 'Nordholm AG')).toBe(one)
  })
}) // prettier-ignore

describe('a kind of proposal that is rejected again and again', () => {
  const meetings = (articleId: string): readonly FactView[] =>
    desk.query('articles.open', { articleId }).facts.filter(({ type }) => type === 'meeting')
  const proposed = (): number => {
    const query = { states: ['proposed', 'accepted'] }
    const datasetId = desk.done('dataset.create', { name: `d${String(++serial)}`, query }).created?.['dataset']?.[0] ?? ''
    return desk.query('datasets.rows', { datasetId, limit: 100 }).rows.filter(({ type }) => type === 'meeting').length
  }

  it('sinks in confidence, can be hidden by choice, is not exported then, and is never lost', () => {
    const first = about('Sprecher', 'Ada Holl')
    const before = meetings(first)[0]?.confidence ?? 0
    for (let n = 0; n < 5; n += 1) {
      for (const { id } of meetings(about('Sprecher', `Ada Holl${'a'.repeat(n)}`))) desk.done('fact.reject', { factId: id })
    }
    expect(meetings(first)[0]?.confidence).toBeLessThan(before)
    expect(desk.query('learning.list', {}).kinds).toContainEqual({
      by: 'type', of: 'meeting', record: { accepted: 0, edited: 0, rejected: 5 }, bad: true,
    })
    const shown = proposed()
    for (const by of ['rule', 'type', 'pattern'] as const) {
      const [fact] = meetings(first)
      const { of } = desk.query('facts.alike', { factId: fact?.id ?? '', by, verdict: 'reject', seed: 'a', sampleSize: 1, limit: 1 })
      desk.done('learning.hide', { by, of, hidden: true })
      expect(meetings(first).map(({ hidden }) => hidden)).toEqual([by])
      expect(desk.query('articles.refresh', { articleId: first, factIds: fact === undefined ? [] : [fact.id] }).facts[0]?.hidden).toBe(by)
      expect(desk.query('learning.list', {}).hidden).toMatchObject([{ by, of }])
      expect(proposed()).toBe(0)
      desk.done('learning.hide', { by, of, hidden: false })
      expect(meetings(first)[0]?.hidden).toBeUndefined()
      expect(proposed()).toBe(shown)
    }
    desk.done('learning.hide', { by: 'type', of: 'meeting', hidden: true })
    desk.done('fact.accept', { factId: meetings(first)[0]?.id })
    expect(meetings(first)[0]?.hidden).toBeUndefined()
  })
}) // prettier-ignore
