import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LibraryFilter } from '../../../../shared/contract/index.ts'
import { createProject } from '../../open-session.ts'
import { resourcesFolder } from '../../resources.ts'
import { openRegistryDesk, type RegistryDesk } from '../testing/registry-desk.ts'
import type { Told, ToldArticle } from '../testing/told-article.ts'

let root: string
let desk: RegistryDesk
let ids: readonly string[]

const person = (words: string, entity = 'p'): Told => ({ words, entity, type: 'PER' })
const place = (words: string): Told => ({ words, entity: 'o', type: 'GPE' })
const nordland = { o: { type: 'GPE', iso3: 'NOR' } } as const

const told: readonly ToldArticle[] = [
  { name: 'eins.txt', publisher: 'Kurier', published: '2024-05-03', parts: ['Die Brücke: ', person('Mara Lindqvist'), ' reiste nach ', place('Nordland'), '.'], entities: nordland },
  { name: 'zwei.txt', publisher: 'Kurier', published: '2024-06-11', parts: ['Die Brücke, Brücke, Brücke: ', person('Orhan Tesfai'), ' sprach.'] },
  { name: 'drei.txt', publisher: 'Abendblatt', published: '2025-01-02', parts: ['Der Hafen: ', person('Mara Lindqvist'), ' kam aus ', place('Nordland'), ' zurück und sprach über eine Brücke, den Hafen und die lange Reise.'], entities: nordland },
  { name: 'vier.txt', publisher: 'Tagblatt', published: '2025-02-20', parts: ['Niemand war da.'] },
] // prettier-ignore

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-library-'))
  await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
  desk = await openRegistryDesk(join(root, 'p'), resourcesFolder())
  ids = desk.tell(...told)
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

const names = (filter: LibraryFilter): readonly string[] =>
  desk.query('articles.list', filter).rows.map(({ sourceName }) => sourceName.replace('.txt', ''))
const facets = (filter: LibraryFilter & { readonly names?: string }) => desk.query('articles.facets', filter)

describe('narrowing the library', () => {
  it('takes several values of one facet as alternatives and several facets together', () => {
    expect(names({ publisher: ['Kurier', 'Tagblatt'] })).toEqual(['eins', 'zwei', 'vier'])
    expect(names({ publisher: ['Kurier', 'Tagblatt'], from: '2024-06', to: '2025' })).toEqual([
      'zwei',
      'vier',
    ])
    expect(names({ person: [desk.entity('Mara Lindqvist').id], from: '2025' })).toEqual(['drei'])
    expect(names({ country: ['NOR'], search: 'hafen' })).toEqual(['drei'])
    expect(names({ factType: ['meeting'] })).toEqual(['eins', 'zwei', 'drei'])
    expect(names({ agency: [''] })).toHaveLength(4)
    expect(names({ conflicts: true })).toEqual([])
  })

  it('counts a facet without what was chosen of itself and under everything else', () => {
    const counted = facets({ publisher: ['Kurier'], from: '2024', to: '2024-05', search: 'brücke' })
    expect(counted.total).toBe(1)
    expect(counted.publisher).toEqual([{ value: 'Kurier', count: 1 }])
    expect(counted.month).toEqual([{ value: '2024-05', count: 1 }, { value: '2024-06', count: 1 }]) // prettier-ignore
    expect(counted.person).toMatchObject([{ labelDe: 'Mara Lindqvist', count: 1 }])
    expect(counted.country).toMatchObject([{ value: 'NOR', labelDe: 'Nordland', count: 1 }])
    expect(facets({}).publisher[0]).toEqual({ value: 'Kurier', count: 2 })
    expect(facets({})).toMatchObject({ total: 4, unseen: 4, conflicts: 0 })
  })

  it('keeps what is chosen in the list, also where nothing of it is left', () => {
    expect(facets({ publisher: ['Tagblatt'], search: 'brücke' }).publisher).toContainEqual({ value: 'Tagblatt', count: 0 }) // prettier-ignore
    const gone = desk.entity('Orhan Tesfai').id
    expect(facets({ person: [gone], search: 'hafen' }).person).toContainEqual(
      expect.objectContaining({ value: gone, count: 0 }),
    )
  })

  it('finds a person among many by a part of the name', () => {
    expect(facets({ names: 'tesf' }).person.map(({ labelDe }) => labelDe)).toEqual(['Orhan Tesfai'])
  })

  it('follows decisions, merges and their undo', () => {
    const lindqvist = desk.entity('Mara Lindqvist').id
    const tesfai = desk.entity('Orhan Tesfai').id
    desk.done('entity.merge', { into: lindqvist, from: [tesfai] })
    expect(names({ person: [tesfai] })).toEqual(['eins', 'zwei', 'drei'])
    desk.done('history.undo', {})
    expect(names({ person: [tesfai] })).toEqual(['zwei'])
    desk.done('article.triage', { articleId: ids[3], state: 'not_relevant' })
    expect(facets({})).toMatchObject({ unseen: 3 })
    expect(names({ unseen: true })).toEqual(['eins', 'zwei', 'drei'])
    desk.done('article.setField', { articleId: ids[3], field: 'publisher', value: null })
    expect(names({ publisher: [''] })).toEqual(['vier'])
    const fact = desk.query('facts.list', { articleId: ids[1] }).rows[0]
    desk.done('fact.reject', { factId: fact?.id })
    expect(names({ factType: ['meeting'] })).toEqual(['eins', 'drei'])
  })

  it('ranks what speaks most of the words first, and sorts as asked', () => {
    expect(names({ search: 'brücke' })).toEqual(['zwei', 'eins', 'drei'])
    expect(names({ search: 'brücke', sort: 'added' })).toEqual(['eins', 'zwei', 'drei'])
    expect(names({ sort: 'newest' })).toEqual(['vier', 'drei', 'zwei', 'eins'])
    expect(names({ sort: 'publisher' })).toEqual(['drei', 'eins', 'zwei', 'vier'])
  })

  it('looks in the metadata where a field is named, and leaves out what is excluded', () => {
    expect(names({ search: 'quelle:kurier' })).toEqual(['eins', 'zwei'])
    expect(names({ search: '-quelle:kurier -brücke' })).toEqual(['vier'])
    expect(names({ search: 'NOT brücke' })).toEqual(['vier'])
    expect(names({ search: '?' })).toEqual([])
    expect(desk.query('articles.list', { search: '"offen' }).hints).toEqual([{ code: 'openQuote', part: '"offen' }]) // prettier-ignore
  })

  it('names every article of a result for a decision about all of them', () => {
    expect(desk.query('articles.ids', { publisher: ['Kurier'] }).ids).toEqual([ids[0], ids[1]])
  })
})
