import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ArticleView, FactView } from '../../../../shared/model/views.ts'
import type { ArticleId, FactId } from '../../../../shared/model/ids.ts'
import { createProject } from '../../open-session.ts'
import { resourcesFolder } from '../../resources.ts'
import type { ImportedArticle, NewArticle } from '../intake.ts'
import { exampleArticle, exampleText } from '../testing/example-article.ts'
import { openRegistryDesk, type RegistryDesk } from '../testing/registry-desk.ts'

const more = ' Die Gespräche dauerten drei Stunden und galten der Schifffahrt auf dem Grenzfluss, den beide Länder seit zwölf Jahren gemeinsam ausbaggern. Ein Termin für die nächste Runde steht noch nicht fest.' // prettier-ignore
/** The example with a longer body; its first two lines are what facts rest on. */
const story = exampleText.replace('\nKommentar (0)', `\n${more.trim()}\nKommentar (0)`)

let folder = ''
let desk: RegistryDesk
let serial = 0

const bring = (...articles: readonly NewArticle[]): readonly ImportedArticle[] => {
  desk.store.perform('putTexts', articles.map(({ textSha256 }) => ({ text: Buffer.from(texts.get(textSha256) ?? ''), original: null }))) // prettier-ignore
  return desk.store.perform('importArticles', { commandId: `bring${String(++serial)}`, author: null, label: 'bring', articles }).articles // prettier-ignore
}
const texts = new Map<string, string>()
const written = (name: string, text: string, publisher = 'Kurier'): NewArticle => {
  const article = exampleArticle(name, text)
  texts.set(article.textSha256, text)
  if (article.extraction === null) throw new Error('none')
  // All of it is the article, but for the line below.
  const end = text.indexOf('\nKommentar')
  const body = { start: 0, end, surface: text.slice(0, end), line: 1, kind: 'body' } as const
  return { ...article, known: { publisher }, extraction: { ...article.extraction, sections: [body] } }
}
const idOf = (name: string): ArticleId => {
  const found = desk.query('articles.list', { limit: 500 }).rows.filter((row) => row.sourceName === name)
  const id = found.at(-1)?.id
  if (id === undefined) throw new Error(name)
  return id
}
const opened = (articleId: ArticleId): ArticleView => desk.query('articles.open', { articleId })
const factOf = (articleId: ArticleId, type: string): FactView => {
  const found = opened(articleId).facts.find((fact) => fact.type === type)
  if (found === undefined) throw new Error(`no ${type}`)
  return found
}
const familyOf = (name: string): readonly string[] =>
  desk.query('families.of', { articleId: idOf(name) }).members.map(({ sourceName }) => sourceName)

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'beleg-families-'))
  await createProject(join(folder, 'p'), { name: 'Test', language: 'en' })
  desk = await openRegistryDesk(join(folder, 'p'), resourcesFolder())
  texts.clear()
})
afterEach(() => {
  expect(desk.query('project.verify', {}).problems).toEqual([])
  desk.store.perform('close', null)
  rmSync(folder, { recursive: true, force: true })
})

describe('near-duplicates', () => {
  it('are grouped as they come in, and the report says of what they are near-duplicates', () => {
    bring(written('a.txt', story))
    const [b] = bring(written('b.txt', `Eilmeldung: ${story}`, 'Bote'))
    expect(b).toMatchObject({ outcome: 'near-duplicate', of: { articleId: idOf('a.txt') } })
    expect(familyOf('b.txt')).toEqual(['a.txt', 'b.txt'])
    const row = desk.query('articles.list', {}).rows.find(({ id }) => id === idOf('b.txt'))
    expect(row?.family).toEqual({ id: idOf('a.txt'), size: 2 })
    desk.done('history.undo', {})
    expect(desk.query('families.of', { articleId: idOf('a.txt') }).family).toBeNull()
  })

  it('are one row where they are folded, and each is counted', () => {
    bring(written('a.txt', story), written('b.txt', `Eilmeldung: ${story}`, 'Bote'))
    expect(desk.query('articles.list', { fold: true })).toMatchObject({ total: 1, articles: 2 })
    expect(desk.query('articles.list', {})).toMatchObject({ total: 2, articles: 2 })
  })

  it('are held apart by hand for good, joined again by hand, and both are undone', () => {
    bring(written('a.txt', story))
    bring(written('b.txt', `Eilmeldung: ${story}`, 'Bote'))
    desk.done('family.split', { articleIds: [idOf('b.txt')] })
    expect(familyOf('a.txt')).toEqual([])
    bring(written('c.txt', `Noch eine: ${story}`, 'Post'))
    expect(familyOf('a.txt').includes('b.txt') && familyOf('a.txt').includes('a.txt')).toBe(false)
    desk.done('history.undo', {})
    desk.done('history.undo', {})
    expect(familyOf('a.txt')).toEqual(['a.txt', 'b.txt'])
    desk.done('family.split', { articleIds: [idOf('b.txt')] })
    desk.done('family.join', { articleIds: [idOf('a.txt'), idOf('b.txt')] })
    expect(familyOf('b.txt')).toEqual(['a.txt', 'b.txt'])
    expect(desk.give('family.split', { articleIds: familyIds('a.txt') }).error?.code).toBe('family.alone')
  })

  it('are the same when a project is opened again without them', async () => {
    bring(written('a.txt', story), written('b.txt', `Eilmeldung: ${story}`, 'Bote'))
    desk.store.perform('close', null)
    desk = await openRegistryDesk(join(folder, 'p'), resourcesFolder())
    expect(familyOf('a.txt')).toEqual(['a.txt', 'b.txt'])
  })

  it('are compared side by side, with how like they are', () => {
    bring(written('a.txt', story), written('b.txt', story.replace('drei Stunden', 'vier Stunden'), 'Bote'))
    const { parts, similarity, a, b } = desk.query('families.compare', { a: idOf('a.txt'), b: idOf('b.txt') })
    expect(similarity?.jaccard).toBeGreaterThan(0.5)
    expect(Math.abs((similarity?.estimate ?? 0) - (similarity?.jaccard ?? 0))).toBeLessThan(0.2)
    const changed = parts.filter(({ same }) => !same)
    expect(changed.map((part) => [a.text.slice(part.a.start, part.a.end), b.text.slice(part.b.start, part.b.end)])).toEqual([['drei', 'vier']]) // prettier-ignore
  })
})

const familyIds = (name: string): readonly ArticleId[] =>
  desk.query('families.of', { articleId: idOf(name) }).members.map(({ articleId }) => articleId)

describe('a fact decided once for the family', () => {
  beforeEach(() => {
    bring(written('a.txt', story))
    bring(written('b.txt', `Eilmeldung: ${story}`, 'Bote'))
    bring(written('c.txt', story.replace('drei Stunden', 'vier Stunden'), 'Post')) // prettier-ignore
  })

  const decide = (): FactId => {
    const { id } = factOf(idOf('a.txt'), 'meeting')
    desk.done('fact.accept', { factId: id })
    return id
  }

  it('is shown before it is carried: passage, fillers, and the proposals it answers', () => {
    const factId = decide()
    const { targets } = desk.query('families.carryPreview', { factId })
    expect(targets.map(({ sourceName, outcome }) => [sourceName, outcome])).toEqual([['b.txt', 'exact'], ['c.txt', 'exact']]) // prettier-ignore
    const [b] = targets
    expect(b?.answers).toEqual([factOf(idOf('b.txt'), 'meeting').id])
    expect(b?.slots.every(({ own, there }) => own === there)).toBe(true)
  })

  it('is attested by the others, whose proposals are answered, and all of it is undone in one step', () => {
    const factId = decide()
    const before = opened(idOf('b.txt'))
    desk.done('fact.carry', { factId, articleIds: [idOf('b.txt'), idOf('c.txt')] })
    const there = opened(idOf('b.txt'))
    const carried = there.facts.filter(({ type }) => type === 'meeting')
    expect(carried).toHaveLength(1)
    expect(carried[0]).toMatchObject({ id: factId, state: 'accepted', home: idOf('a.txt') })
    for (const slot of carried[0]?.slots ?? [])
      if (slot.start !== null && slot.end !== null)
        expect(there.text.slice(slot.start, slot.end)).toBe(slot.surface)
    expect(there.row).toMatchObject({ decided: before.row.decided + 1, facts: before.row.facts })
    expect(factOf(idOf('a.txt'), 'meeting').attestations).toHaveLength(3)
    expect(desk.query('facts.list', { types: ['meeting'] }).total).toBe(1)
    desk.done('history.undo', {})
    expect(opened(idOf('b.txt')).facts).toEqual(before.facts)
  })

  it('shows who is meant as its own article has it, also when that is changed later', () => {
    const factId = decide()
    desk.done('fact.carry', { factId, articleIds: [idOf('b.txt')] })
    const [slot] = factOf(idOf('a.txt'), 'meeting').slots
    desk.done('slot.set', { factId, slotId: slot?.id, value: { kind: 'new', type: 'PER', name: 'Jemand anders' } }) // prettier-ignore
    const own = factOf(idOf('a.txt'), 'meeting').slots.map(({ entityId }) => entityId)
    expect(factOf(idOf('b.txt'), 'meeting').slots.map(({ entityId }) => entityId)).toEqual(own)
  })

  it('stays answered when the article is extracted again', () => {
    const factId = decide()
    desk.done('fact.carry', { factId, articleIds: [idOf('b.txt')] })
    const b = written('b.txt', `Eilmeldung: ${story}`, 'Bote')
    if (b.extraction === null) throw new Error('none')
    desk.store.perform('recordExtractions', { commandId: 'again', author: null, label: '1', extractions: [{ articleId: idOf('b.txt'), output: b.extraction }] }) // prettier-ignore
    expect(opened(idOf('b.txt')).facts.filter(({ type }) => type === 'meeting')).toHaveLength(1)
  })

  it('is taken back from one article, whose proposal is open again', () => {
    const factId = decide()
    desk.done('fact.carry', { factId, articleIds: [idOf('b.txt'), idOf('c.txt')] })
    desk.done('fact.uncarry', { factId, articleId: idOf('b.txt') })
    expect(factOf(idOf('b.txt'), 'meeting').state).toBe('proposed')
    expect(factOf(idOf('c.txt'), 'meeting').state).toBe('accepted')
    desk.done('fact.reopen', { factId })
    expect(factOf(idOf('c.txt'), 'meeting')).toMatchObject({ state: 'proposed' })
  })

  it('is not carried where the article decided it itself, nor while nobody decided it', () => {
    const { id } = factOf(idOf('a.txt'), 'meeting')
    expect(desk.give('fact.carry', { factId: id, articleIds: [idOf('b.txt')] }).error?.code).toBe('carry.undecided') // prettier-ignore
    desk.done('fact.reject', { factId: factOf(idOf('b.txt'), 'meeting').id })
    decide()
    const { targets } = desk.query('families.carryPreview', { factId: id })
    expect(targets.find(({ sourceName }) => sourceName === 'b.txt')).toMatchObject({ outcome: 'cannot', why: 'decided' }) // prettier-ignore
    expect(desk.give('fact.carry', { factId: id, articleIds: [idOf('b.txt')] }).error?.code).toBe('carry.cannot') // prettier-ignore
  })
})

describe('a corrected article', () => {
  const correct = (text: string): ImportedArticle | undefined => bring(written('a.txt', text))[0]

  beforeEach(() => {
    bring(written('a.txt', story))
    const articleId = idOf('a.txt')
    desk.done('fact.accept', { factId: factOf(articleId, 'meeting').id })
    desk.done('fact.accept', { factId: factOf(articleId, 'statement').id })
    desk.done('sentence.review', { articleId, start: 0, end: (story.split('\n')[0] ?? '').length, complete: true }) // prettier-ignore
  })

  it('is a new version that takes over what stands in it, in one step', () => {
    const old = idOf('a.txt')
    const answer = correct(`Berichtigt: ${story}`)
    expect(answer).toMatchObject({ outcome: 'new-version', version: { open: 0 }, of: { articleId: old } })
    const fresh = idOf('a.txt')
    expect(opened(fresh).row).toMatchObject({ version: 2, decided: 2 })
    expect(opened(fresh).facts.filter(({ type }) => type === 'meeting')).toHaveLength(1)
    expect(factOf(fresh, 'meeting')).toMatchObject({ state: 'accepted' })
    expect(factOf(fresh, 'meeting').home).toBeUndefined()
    const { time } = factOf(fresh, 'meeting')
    expect(opened(fresh).text.slice(time?.start, time?.end)).toBe('3. Mai 2024')
    expect(opened(fresh).sentences[0]?.reviewed).toBe(false)
    expect(opened(old).row.newest).toBe(fresh)
    // The old one is no work any more.
    expect(desk.query('articles.facets', {}).total).toBe(1)
    expect(Object.values(desk.query('project.status', {})?.triage ?? {})).toEqual([1])
    expect(factOf(old, 'meeting')).toMatchObject({ state: 'accepted', home: fresh })
    expect(desk.query('families.of', { articleId: fresh }).family).toBeNull()
    desk.done('history.undo', {})
    expect(factOf(old, 'meeting').home).toBeUndefined()
    expect(opened(old).row.newest).toBeUndefined()
  })

  const changed = 'Lindqvist sagte, Nordland sei zu Gesprächen bereit, aber nicht vor dem Herbst und nicht ohne die Nachbarn.' // prettier-ignore

  /** The statement is longer than it was; extraction finds it anew. */
  const rewritten = (): NewArticle => {
    const text = story.replace('Lindqvist sagte, Nordland sei zu Gesprächen bereit.', changed)
    const plain = written('a.txt', story)
    const move = text.length - story.length
    const output = plain.extraction
    if (output === null) throw new Error('none')
    texts.set(shaOf(text).textSha256, text)
    return { ...plain, ...shaOf(text), extraction: { ...output, facts: output.facts.filter(({ type }) => type === 'meeting'), boilerplate: output.boilerplate.map((zone) => ({ ...zone, start: zone.start + move, end: zone.end + move })) } } // prettier-ignore
  }
  const shaOf = (text: string): Pick<NewArticle, 'textSha256' | 'sourceSha256' | 'utf16Length' | 'byteLength'> => {
    const sha = createHash('sha256').update(text, 'utf8').digest('hex')
    return { textSha256: sha, sourceSha256: sha, utf16Length: text.length, byteLength: Buffer.byteLength(text) }
  } // prettier-ignore

  it('lists what it says no more, to be attached elsewhere, and all is undone', () => {
    const old = idOf('a.txt')
    const [answer] = bring(rewritten())
    expect(answer).toMatchObject({ outcome: 'new-version', version: { open: 1 } })
    const fresh = idOf('a.txt')
    expect(opened(fresh).row).toMatchObject({ unsettled: 1, decided: 1 })
    const [rest] = desk.query('versions.of', { articleId: old }).rests
    expect(rest).toMatchObject({ kind: 'fact', why: 'gone', state: 'open', quote: 'Lindqvist sagte, Nordland sei zu Gesprächen bereit.' }) // prettier-ignore
    const place = rest?.candidates[0]
    expect(place?.surface).toContain('Nordland sei zu Gesprächen bereit')
    desk.done('version.settle', { restId: rest?.id, to: { how: 'attach', start: place?.start, end: place?.end } }) // prettier-ignore
    expect(factOf(fresh, 'statement')).toMatchObject({ state: 'accepted', evidence: [{ surface: place?.surface }] }) // prettier-ignore
    expect(opened(fresh).row.unsettled).toBeUndefined()
    expect(desk.give('version.settle', { restId: rest?.id, to: { how: 'drop' } }).error?.code).toBe('version.settled') // prettier-ignore
    desk.done('history.undo', {})
    expect(opened(fresh).row.unsettled).toBe(1)
  })

  it('counts in datasets by its newest version; what was left with the old one still counts, what was dropped does not', () => {
    const old = idOf('a.txt')
    bring(rewritten())
    const dataset = desk.done('dataset.create', { name: 'All', query: {} }).created?.['dataset']?.[0]
    const types = (): readonly string[] => desk.query('datasets.rows', { datasetId: dataset as never }).rows.map(({ type }) => type).sort() // prettier-ignore
    expect(types()).toEqual(['meeting'])
    const [rest] = desk.query('versions.of', { articleId: old }).rests
    desk.done('version.settle', { restId: rest?.id, to: { how: 'leave' } })
    expect(types()).toEqual(['meeting', 'statement'])
    desk.done('history.undo', {})
    desk.done('version.settle', { restId: rest?.id, to: { how: 'drop' } })
    expect(types()).toEqual(['meeting'])
  })

  it('is known by its address and by its headline of the day, wherever the file lies', () => {
    const told = (name: string, text: string): NewArticle => ({ ...written(name, text), known: { publisher: 'Bote', title: 'Treffen in Kronburg', publicationDate: '2024-05-04' } }) // prettier-ignore
    bring(told('x/one.txt', `Eins. ${story}`))
    expect(bring(told('y/two.txt', `Zwei. ${story}`))[0]?.outcome).toBe('new-version')
    const at = (name: string, text: string): NewArticle => ({ ...written(name, text), known: { sourceUrl: 'https://example.org/2024/05/kronburg-treffen' } }) // prettier-ignore
    bring(at('u.txt', `Drei. ${story}`))
    expect(bring(at('v.txt', `Vier. ${story}`))[0]?.outcome).toBe('new-version')
  })
})
