import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ClusterView } from '../../../shared/model/views.ts'
import { createProject } from '../open-session.ts'
import { resourcesFolder } from '../resources.ts'
import { openRegistryDesk, type RegistryDesk } from './testing/registry-desk.ts'

let root: string
let desk: RegistryDesk

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-clusters-'))
  await createProject(join(root, 'p'), { name: 'Test', language: 'de' })
  desk = await openRegistryDesk(join(root, 'p'), resourcesFolder())
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

const make = (labelDe: string, type = 'PER'): string =>
  desk.done('entity.create', { type, labelDe }).created?.['entity']?.[0] ?? ''

/** What a whole search finds, as it stands now. */
function search(later = false): readonly ClusterView[] {
  for (let restart = true; ; restart = false) {
    const { clusters, done, total } = desk.store.perform('clusterStep', { restart })
    expect(done).toBeLessThanOrEqual(total)
    if (clusters !== null) return desk.store.perform('clusterViews', { clusters, later }).clusters
  }
}
const labels = (clusters: readonly ClusterView[]): readonly (readonly (string | null)[])[] =>
  clusters.map(({ entities }) => entities.map(({ labelDe }) => labelDe).sort())

describe('a search for the same under several names', () => {
  it('finds other spellings, orders, readings and slips, and says by which names they met', () => {
    make('Andrei Beloussow')
    make('Andrej Belousov')
    make('Belousov Andrey')
    make('Zhang Youxia')
    make('Trương Hựu Hiệp')
    make('Konferenz der Anrainer', 'ORG')
    make('Konferrenz der Anrainer', 'ORG')
    make('Konferenz der Anrainer', 'EVT')
    make('Maria Holl')
    const found = search()
    expect(labels(found)).toEqual(
      expect.arrayContaining([
        ['Andrei Beloussow', 'Andrej Belousov', 'Belousov Andrey'],
        ['Konferenz der Anrainer', 'Konferrenz der Anrainer'],
      ]),
    )
    expect(found).toHaveLength(2)
    expect(found[0]?.evidence[0]).toMatchObject({ code: 'spelling', de: 'andere Schreibung' })
  })

  it('respects what was decided: merged is one, judged different never comes again, put off comes when asked for', () => {
    const a = make('Andrei Beloussow')
    const b = make('Andrej Belousov')
    const c = make('Sergej Schoigu')
    const d = make('Sergei Shoigu')
    const e = make('Wladimir Kolm')
    const f = make('Vladimir Kolm')
    expect(search()).toHaveLength(3)
    desk.done('entity.merge', { into: a, from: [b] })
    desk.done('entity.distinguish', { a: c, b: d })
    desk.done('cluster.postpone', { entityIds: [f, e] })
    expect(search()).toEqual([])
    expect(labels(search(true))).toEqual([['Vladimir Kolm', 'Wladimir Kolm']])
    desk.done('history.undo', {})
    expect(labels(search())).toEqual([['Vladimir Kolm', 'Wladimir Kolm']])
  })

  it('leaves alone what has two identifiers of one scheme', () => {
    const a = make('Li Hong')
    const b = make('Hong Li')
    desk.done('entity.addIdentifier', { entityId: a, scheme: 'wikidata', value: 'Q1' })
    desk.done('entity.addIdentifier', { entityId: b, scheme: 'wikidata', value: 'Q2' })
    expect(search()).toEqual([])
  })
})

describe('the registry’s list', () => {
  it('shows those most spoken of first, narrows by what is asked, and counts', () => {
    const told = (n: number, publisher: string, ...names: readonly string[]) => ({
      name: `l${String(n)}.txt`, publisher, published: '2024-05-03',
      parts: names.flatMap((words, index) => [index === 0 ? `${String(n)} ` : ' und ', { words, entity: words, type: 'PER' as const }]),
    }) // prettier-ignore
    desk.tell(told(1, 'Bote', 'Mara Lind', 'Orhan Tesf'), told(2, 'Kurier', 'Orhan Tesf'))
    make('Lind Mara')
    const list = (input: object): readonly (string | null)[] =>
      desk.query('entities.list', input).rows.map(({ labelDe }) => labelDe)
    expect(list({})).toEqual(['Orhan Tesf', 'Mara Lind', 'Lind Mara'])
    expect(list({ source: 'Bote' })).toHaveLength(2)
    expect(list({ minMentions: 2 })).toEqual(['Orhan Tesf'])
    expect([...list({ needsLook: true })].sort()).toEqual(['Lind Mara', 'Mara Lind'])
    expect(list({ identified: true })).toEqual([])
    expect(list({ search: 'tes' })).toEqual(['Orhan Tesf'])
    expect(desk.query('entities.list', { facets: true }).facets).toMatchObject({
      types: { PER: 3 },
      needsLook: 2,
    })
    desk.done('entity.merge', { into: desk.entity('Mara Lind').id, from: [desk.entity('Lind Mara').id] })
    expect(list({ needsLook: true })).toEqual([])
  })

  it('shows every mention in its sentence, sorted by what stands beside it', () => {
    desk.tell(
      { name: 'c1.txt', publisher: 'Bote', published: '2024-05-03', parts: ['Zuletzt sprach ', { words: 'Mara Lind', entity: 'e', type: 'PER' }, ' in Kronburg.'] },
      { name: 'c2.txt', publisher: 'Kurier', published: '2024-05-01', parts: ['Gestern ging ', { words: 'Mara Lind', entity: 'e', type: 'PER' }, ' nach Hause.'] },
    )
    const { id } = desk.entity('Mara Lind')
    const by = (order: 'article' | 'date' | 'left' | 'right'): readonly string[] =>
      desk.query('entities.concordance', { entityId: id, order }).rows.map(({ left }) => left.trim())
    expect(desk.query('entities.concordance', { entityId: id })).toMatchObject({ total: 2, rows: [{ words: 'Mara Lind', right: ' in Kronburg.', source: 'Bote' }, {}] })
    expect(by('date')[0]).toBe('Gestern ging')
    expect(by('left')[0]).toBe('Gestern ging')
    expect(by('right')[0]).toBe('Zuletzt sprach')
  }) // prettier-ignore

  it('lists every name learned from a decision, which can be withdrawn', () => {
    const [id = ''] = desk.tell({ name: 'd.txt', publisher: 'Bote', published: '2024-05-03', parts: ['Herr ', { words: 'Lindqvist', entity: 'e', type: 'PER' }, ' kam.'] })
    const to = make('Mara Lind')
    desk.done('mention.link', { mentionId: desk.mention(id, 'Lindqvist').id, to: { kind: 'entity', entityId: to } })
    const { rows } = desk.query('entities.learned', {})
    expect(rows).toMatchObject([{ text: 'Lindqvist', scope: 'article', articleId: id, entity: { id: to } }])
    desk.done('alias.remove', { aliasId: rows[0]?.aliasId })
    expect(desk.query('entities.learned', {}).total).toBe(0)
  }) // prettier-ignore
})
