import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'
import type { Told, ToldArticle } from './testing/told-article.ts'

let root: string
let desk: RegistryDesk

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-registry-'))
  await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
  desk = await openRegistryDesk(join(root, 'p'), resourcesFolder())
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

const person = (words: string, entity: string): Told => ({ words, entity, type: 'PER' })
let serial = 0
/** An article in which a person is named in full, then by a short name. */
const about = (full: string, short: string, publisher = 'Kurier', published = '2024-05-03'): ToldArticle => ({
  name: `a${String(++serial)}.txt`,
  publisher,
  published,
  parts: [
    `Nummer ${String(serial)}: `,
    person(full, 'e1'),
    ' reiste ab. ',
    person(short, 'e1'),
    ' kehrte zurück.',
  ],
})

describe('merging', () => {
  it('brings names, identifiers, offices, mentions and facts together, and old ids lead to the survivor', () => {
    desk.tell(about('Andrei Belinow', 'Belinow'), about('Andrej Pawlow', 'Belinow'))
    const into = desk.entity('Andrei Belinow')
    const from = desk.entity('Andrej Pawlow')
    desk.done('entity.setOffice', { entityId: from.id, title: 'Verteidigungsminister', from: '2024-05' })
    desk.done('entity.addIdentifier', { entityId: from.id, scheme: 'wikidata', value: 'Q1' })
    const preview = desk.query('entities.mergePreview', { into: into.id, from: [from.id] })
    expect(preview).toMatchObject({ mentions: 4, articles: 2, facts: 2, conflicts: [] })
    desk.done('entity.merge', { into: into.id, from: [from.id] })
    const merged = desk.entity('Andrei Belinow')
    expect(merged).toMatchObject({ mentions: 4, articles: 2, merged: [{ id: from.id }] })
    expect(merged.aliases.map(({ text }) => text)).toEqual(['Andrei Belinow', 'Andrej Pawlow'])
    expect(merged.identifiers).toEqual([{ scheme: 'wikidata', value: 'Q1' }])
    expect(merged.offices).toMatchObject([{ title: 'Verteidigungsminister', from: '2024-05', to: null }])
    expect(desk.entities().filter(({ type }) => type === 'PER')).toHaveLength(1)
    expect(desk.query('entities.list', { ids: [from.id] }).rows[0]?.id).toBe(into.id)
    expect(desk.query('facts.list', { entityId: into.id }).total).toBe(2)
    expect(desk.query('facts.list', { entityId: from.id }).rows[0]?.slots[0]?.entityId).toBe(into.id)
  })

  it('is taken back by one step, also after other work, and leaves that work alone', () => {
    const [, second] = desk.tell(about('Andrei Belinow', 'Belinow'), about('Andrej Pawlow', 'Belinow'))
    const into = desk.entity('Andrei Belinow')
    const from = desk.entity('Andrej Pawlow')
    const { seq } = desk.done('entity.merge', { into: into.id, from: [from.id] })
    desk.done('entity.update', { entityId: into.id, labelEn: 'Andrei Belinov' })
    desk.done('alias.add', { entityId: from.id, text: 'A. Belinow', kind: 'short', scope: 'everywhere' })
    desk.done('mention.link', {
      mentionId: desk.mention(second ?? '', 'Belinow').id,
      to: { kind: 'entity', entityId: into.id },
      scope: 'mention',
    })
    desk.done('history.undo', { seq })
    expect(desk.entity('Andrej Pawlow')).toMatchObject({ mentions: 1 })
    expect(desk.entity('Andrei Belinow')).toMatchObject({ mentions: 3, labelEn: 'Andrei Belinov' })
    expect(desk.entity('Andrei Belinow').aliases.map(({ text }) => text)).toContain('A. Belinow')
  })

  it('is refused where types, countries, identifiers or a judgement speak against it, until that is confirmed', () => {
    const make = (payload: object): string =>
      desk.done('entity.create', payload).created?.['entity']?.[0] ?? ''
    const a = make({ type: 'PER', labelDe: 'Ana Kolb', country: 'AUT' })
    const b = make({ type: 'ORG', labelDe: 'Kolb AG', country: 'DEU' })
    desk.done('entity.addIdentifier', { entityId: a, scheme: 'wikidata', value: 'Q1' })
    desk.done('entity.addIdentifier', { entityId: b, scheme: 'wikidata', value: 'Q2' })
    desk.done('entity.distinguish', { a, b, reason: 'eine Firma' })
    const refused = desk.give('entity.merge', { into: a, from: [b] })
    expect(refused.error).toMatchObject({
      code: 'entity.mergeConflict',
      detail: { kinds: ['types', 'countries', 'identifiers', 'distinct'] },
    })
    desk.done('entity.merge', {
      into: a,
      from: [b],
      despite: ['types', 'countries', 'identifiers', 'distinct'],
    })
    expect(desk.entity('Ana Kolb').different).toEqual([])
    desk.done('history.undo', {})
    expect(desk.entity('Ana Kolb').different).toMatchObject([{ entity: { id: b }, reason: 'eine Firma' }])
  })

  it('never makes a circle of redirects, not by undoing an undo either', () => {
    desk.tell(about('Andrei Belinow', 'Belinow'), about('Andrej Pawlow', 'Belinow'))
    const [a, b] = [desk.entity('Andrei Belinow').id, desk.entity('Andrej Pawlow').id]
    const merge = desk.done('entity.merge', { into: b, from: [a] })
    const undo = desk.done('history.undo', { seq: merge.seq })
    desk.done('entity.merge', { into: a, from: [b] })
    expect(desk.give('history.undo', { seq: undo.seq }).error?.code).toBe('undo.conflict')
    expect(desk.give('entity.merge', { into: b, from: [a] }).error?.code).toBe('entity.same')
    expect(desk.entities().filter(({ type }) => type === 'PER')).toHaveLength(1)
  })

  it('of 5,000 mentions, and its undo, each take a fraction of the time their articles took to come in', () => {
    const many = Array.from({ length: 250 }, (_, n): ToldArticle => ({
      name: `many${String(n)}.txt`,
      publisher: 'Kurier',
      published: '2024-05-03',
      parts: Array.from({ length: 20 }, (_, m) => [
        m === 0 ? `${String(n)} ` : ' und ',
        person(n % 2 === 0 ? 'Andrei Belinow' : 'Andrej Pawlow', 'e1'),
      ]).flat(),
    }))
    const timed = (run: () => void): number => {
      const started = performance.now()
      run()
      return performance.now() - started
    }
    const comingIn = timed(() => desk.tell(...many))
    const [a, b] = [desk.entity('Andrei Belinow'), desk.entity('Andrej Pawlow')]
    expect(a.mentions + b.mentions).toBe(5000)
    expect(timed(() => desk.done('entity.merge', { into: a.id, from: [b.id] }))).toBeLessThan(comingIn / 3)
    expect(desk.entity('Andrei Belinow').mentions).toBe(5000)
    expect(timed(() => desk.done('history.undo', {}))).toBeLessThan(comingIn / 3)
  })
})

describe('splitting', () => {
  const three = (): readonly string[] =>
    desk.tell(
      about('Nguyen Van Nam', 'Nam', 'Kurier', '2023-02-01'),
      about('Nguyen Van Nam', 'Nam', 'Kurier', '2024-05-03'),
      about('Nguyen Van Nam', 'Nam', 'Bote', '2024-06-01'),
    )

  it.each([
    ['by mention', (articles: readonly string[]) => ({ by: 'mentions', mentionIds: [desk.mention(articles[0] ?? '', 'Nam').id] }), 1],
    ['by article', (articles: readonly string[]) => ({ by: 'articles', articleIds: [articles[0]] }), 2],
    ['by source', () => ({ by: 'source', source: 'Bote' }), 2],
    ['by date', () => ({ by: 'dates', from: '2024' }), 4],
    ['by the end of a time', () => ({ by: 'dates', to: '2024-05' }), 4],
  ] as const)('%s gives those mentions to another entity, remembers the difference, and is undone in one step', (_, what, moved) => {
    const articles = three()
    const before = desk.entity('Nguyen Van Nam')
    desk.done('entity.split', {
      entityId: before.id,
      what: what(articles),
      to: { kind: 'new', type: 'PER', name: 'Nguyen Van Nam (Bote)' },
    })
    const other = desk.entity('Nguyen Van Nam (Bote)')
    expect(other.mentions).toBe(moved)
    expect(desk.entity('Nguyen Van Nam').mentions).toBe(6 - moved)
    expect(other.different.map(({ entity }) => entity.id)).toEqual([before.id])
    expect(desk.query('facts.list', { entityId: other.id }).total).toBeGreaterThanOrEqual(moved === 1 ? 0 : 1)
    desk.done('history.undo', {})
    expect(desk.entity('Nguyen Van Nam')).toEqual(before)
  }) // prettier-ignore

  it('of nothing is refused', () => {
    three()
    const { id } = desk.entity('Nguyen Van Nam')
    const answer = desk.give('entity.split', {
      entityId: id,
      what: { by: 'source', source: 'nirgends' },
      to: { kind: 'new', type: 'PER', name: 'X Y' },
    })
    expect(answer.error?.code).toBe('entity.splitNothing')
  })
})

describe('a link', () => {
  it('says how far it could reach, and reaches as far as chosen, as one step', () => {
    const truong = (publisher: string): ToldArticle => ({
      ...about('Truong', 'Truong', publisher),
      entities: { e1: { canonical: 'Truong' } },
    })
    const articles = desk.tell(truong('Kurier'), truong('Kurier'), truong('Bote'), about('Zhang Youxia', 'Zhang'))
    const zhang = desk.entity('Zhang Youxia')
    const mention = desk.mention(articles[0] ?? '', 'Truong')
    expect(desk.query('entities.effect', { mentionId: mention.id })).toEqual({
      here: 2,
      source: { name: 'Kurier', mentions: 2, articles: 1 },
      everywhere: { mentions: 4, articles: 2 },
    })
    const to = { kind: 'entity', entityId: zhang.id }
    desk.done('mention.link', { mentionId: mention.id, to })
    expect(desk.entity('Zhang Youxia').mentions).toBe(4)
    expect(desk.mention(articles[1] ?? '', 'Truong').entityId).toBeNull()
    desk.done('history.undo', {})
    desk.done('mention.link', { mentionId: mention.id, to, scope: 'source' })
    expect(desk.entity('Zhang Youxia').mentions).toBe(6)
    expect(desk.entity('Zhang Youxia').aliases.map(({ text, scope, scopeId }) => [text, scope, scopeId])).toContainEqual(['Truong', 'source', 'Kurier'])
    desk.done('history.undo', {})
    desk.done('mention.link', { mentionId: mention.id, to, scope: 'everywhere' })
    expect(desk.entity('Zhang Youxia').mentions).toBe(8)
    desk.done('history.undo', {})
    expect(desk.entity('Zhang Youxia')).toEqual(zhang)
  }) // prettier-ignore
})

describe('offices and identifiers', () => {
  it('have a time of validity, are changed and removed, and refuse what cannot be', () => {
    desk.tell(about('Mara Lind', 'Lind'), about('Orhan Tesf', 'Tesf'))
    const [a, b] = [desk.entity('Mara Lind').id, desk.entity('Orhan Tesf').id]
    const office = desk.done('entity.setOffice', { entityId: a, title: 'Ministerin', from: '2020', to: '2024-05' }).created?.['office']?.[0]
    desk.done('entity.setOffice', { entityId: a, officeId: office, title: 'Ministerin', to: '2024-06-01' })
    expect(desk.entity('Mara Lind').offices).toMatchObject([{ from: '2020', to: '2024-06-01' }])
    expect(desk.give('entity.setOffice', { entityId: a, title: 'x', from: '2024-05', to: '2024-04' }).error?.code).toBe('entity.dates')
    desk.done('entity.removeOffice', { officeId: office })
    expect(desk.entity('Mara Lind').offices).toEqual([])
    desk.done('entity.addIdentifier', { entityId: a, scheme: 'wikidata', value: 'Q5' })
    expect(desk.give('entity.addIdentifier', { entityId: b, scheme: 'wikidata', value: 'Q5' }).error).toMatchObject({
      code: 'entity.identifierTaken',
      detail: { owner: 'Mara Lind' },
    })
    desk.done('entity.removeIdentifier', { entityId: a, scheme: 'wikidata', value: 'Q5' })
    expect(desk.entity('Mara Lind').identifiers).toEqual([])
  }) // prettier-ignore
})
