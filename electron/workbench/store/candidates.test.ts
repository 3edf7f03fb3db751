import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LinkCandidate } from '../../../shared/model/views.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'
import type { Told, ToldArticle } from './testing/told-article.ts'

let root: string
let desk: RegistryDesk

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-candidates-'))
  await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
  desk = await openRegistryDesk(join(root, 'p'), resourcesFolder())
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

const per = (words: string, entity: string): Told => ({ words, entity, type: 'PER' })
let serial = 0
const told = (parts: ToldArticle['parts'], more: Partial<ToldArticle> = {}): ToldArticle => ({
  name: `k${String(++serial)}.txt`,
  publisher: 'Kurier',
  published: '2024-10-15',
  parts: [`${String(serial)}: `, ...parts],
  ...more,
})
const make = (labelDe: string, type = 'PER', country?: string): string =>
  desk.done('entity.create', { type, labelDe, country }).created?.['entity']?.[0] ?? ''
const candidates = (articleId: string, words: string): readonly LinkCandidate[] =>
  desk.query('entities.candidates', { mentionId: desk.mention(articleId, words).id }).candidates
const search = (words: string): readonly LinkCandidate[] =>
  desk.query('entities.candidates', { search: words }).candidates
const label = (candidate: LinkCandidate | undefined): string | null => candidate?.entity.labelDe ?? null
const codes = (candidate: LinkCandidate | undefined): readonly string[] =>
  candidate?.reasons.map(({ code }) => code) ?? []

describe('candidates for a name', () => {
  it.each([
    ['Andrej Belousov', 'Andrei Beloussow', 'spelling'],
    ['Белоусов', 'Andrei Beloussow', 'partSpelling'],
    ['Shoigu', 'Sergej Schoigu', 'partSpelling'],
    ['Yi Wang', 'Wang Yi', 'order'],
    ['To Lam', 'Tô Lâm', 'name'],
    ['Truong Huu Hiep', 'Zhang Youxia', 'reading'],
    ['Truong', 'Zhang Youxia', 'partReading'],
    ['A. Beloussow', 'Andrei Beloussow', 'initials'],
    ['Andrei Belousoff', 'Andrei Beloussow', 'spelling'],
    ['Schoighu', 'Sergej Schoigu', 'partEdit'],
    ['Lee Jae Myung', 'Yi Jae Myung', 'reading'],
    ['Achmed Raissi', 'Ahmad Raisi', 'reading'],
    ['Tokajew', 'Qassym-Schomart Toqajew', 'partSpelling'],
  ])('offer “%s” as %s, and say why', (words, meant, why) => {
    for (const name of ['Andrei Beloussow', 'Sergej Schoigu', 'Wang Yi', 'Tô Lâm', 'Zhang Youxia', 'Yi Jae Myung', 'Ahmad Raisi', 'Qassym-Schomart Toqajew', 'Maria Holl']) make(name) // prettier-ignore
    const [best] = search(words)
    expect([label(best), codes(best)[0]]).toEqual([meant, why])
    expect(best?.reasons[0]?.de).not.toContain('{')
  })

  it('are none where nobody has anything like it', () => {
    make('Andrei Beloussow')
    expect(search('Quintana')).toEqual([])
    expect(search('́')).toEqual([])
    expect(search('x'.repeat(500))).toEqual([])
  })

  it('come with country, company and office at the date as further reasons', () => {
    const a = make('Li Hong', 'PER', 'CHN')
    const b = make('Li Hong', 'PER', 'SGP')
    desk.done('entity.setOffice', { entityId: a, title: 'Handelsministerin', from: '2023', to: '2024-12' })
    const [first = ''] = desk.tell(
      told([per('Li Hong', 'e1'), ' traf ', per('Mara Lind', 'e2')], { entities: { e1: { country: 'CHN' } } }),
    )
    desk.done('mention.link', { mentionId: desk.mention(first, 'Li Hong').id, to: { kind: 'entity', entityId: a } })
    const [second = ''] = desk.tell(
      told([{ words: 'Handelsministerin', entity: 'e3', type: 'ROLE' }, ' ', per('Li Hong', 'e1'), ' sah ', per('Mara Lind', 'e2')]),
    )
    const found = candidates(second, 'Li Hong')
    expect(found.slice(0, 2).map(({ entity }) => entity.id)).toEqual([a, b])
    expect(codes(found[0])).toEqual(expect.arrayContaining(['name', 'office', 'company']))
  }) // prettier-ignore
})

describe('“Herr Truong”', () => {
  it('is offered as Zhang Youxia with its reason, and accepted it touches no other Truong', () => {
    const zhang = make('Zhang Youxia', 'PER', 'CHN')
    const article = (publisher: string): ToldArticle =>
      told(['Herr ', per('Truong', 'e1'), ' sagte zu. ', per('Truong', 'e1'), ' reiste ab.'], { publisher })
    const [first = '', second = '', third = ''] = desk.tell(article('Kurier'), article('Kurier'), article('Bote'))
    expect(desk.mention(first, 'Truong').entityId).toBeNull()
    const [best] = candidates(first, 'Truong')
    expect([best?.entity.id, codes(best)[0]]).toEqual([zhang, 'partReading'])
    desk.done('mention.link', { mentionId: desk.mention(first, 'Truong').id, to: { kind: 'entity', entityId: zhang } })
    expect(desk.mentions(first).map(({ entityId }) => entityId)).toEqual([zhang, zhang])
    for (const other of [second, third]) expect(desk.mention(other, 'Truong').entityId).toBeNull()
    const learned = desk.entity('Zhang Youxia').aliases.find(({ text }) => text === 'Truong')
    expect(learned).toMatchObject({ kind: 'mistranslated-as', scope: 'article', scopeId: first, origin: 'learned' })
    // What was decided once ranks first next time, and says so.
    expect(codes(candidates(second, 'Truong')[0])).toContain('decidedSource')
    expect(codes(candidates(third, 'Truong')[0])).toContain('decided')
    const [fourth = ''] = desk.tell(article('Kurier'))
    expect(desk.mention(fourth, 'Truong').entityId).toBeNull()
  }) // prettier-ignore
})

describe('an import', () => {
  it('takes three spellings of a minister for one person, whatever comes first', () => {
    desk.tell(
      told([per('Andrei Beloussow', 'e1'), ' kam.']),
      told([per('Andrej Belousov', 'e1'), ' ging.']),
      told([per('Andrey Belousow', 'e1'), ' blieb.']),
    )
    desk.tell(told([per('Beloussow Andrei', 'e1'), ' sprach.']))
    const people = desk.entities().filter(({ type }) => type === 'PER')
    expect(people).toHaveLength(1)
    expect(people[0]).toMatchObject({ mentions: 4, articles: 4 })
  })

  it('tells a government from the city its name stands for', () => {
    const entities = {
      e1: { canonical: 'Russland', iso3: 'RUS', type: 'GPE' },
      e2: { canonical: 'Moskau', gazetteer: 'place:moskau', type: 'GPE' },
    } as const
    const [id = ''] = desk.tell(
      told(
        [{ words: 'Moskau', entity: 'e1', type: 'GPE', form: 'metonym' }, ' sei bereit. In ', { words: 'Moskau', entity: 'e2', type: 'GPE' }, ' schneit es.'],
        { entities },
      ),
    )
    const [government, city] = desk.mentions(id)
    expect(government?.entityId).toBe(desk.entity('Russland').id)
    expect(city?.entityId).toBe(desk.entity('Moskau').id)
  }) // prettier-ignore

  it('brings nobody together who was judged different', () => {
    const a = make('Andrei Beloussow')
    const b = make('Andrej Belousov')
    desk.done('entity.distinguish', { a, b })
    const [id = ''] = desk.tell(told([per('Andrey Belousow', 'e1'), ' kam.']))
    expect(desk.mention(id, 'Andrey Belousow').entityId).toBeNull()
    expect(candidates(id, 'Andrey Belousow').map(({ entity }) => entity.id).sort()).toEqual([a, b].sort())
  }) // prettier-ignore
})
