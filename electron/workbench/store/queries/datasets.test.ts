import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ChannelInput } from '../../../../shared/contract/index.ts'
import { datasetQuerySchema, datasetSorts, type DatasetQuery } from '../../../../shared/model/dataset.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { createProject } from '../../open-session.ts'
import { resourcesFolder } from '../../resources.ts'
import { exampleArticle, exampleText } from '../testing/example-article.ts'
import { openRegistryDesk, type RegistryDesk } from '../testing/registry-desk.ts'

let root: string
let desk: RegistryDesk
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'beleg-datasets-'))
  await createProject(join(root, 'project'), { name: 'Probe', language: 'de' })
  desk = await openRegistryDesk(join(root, 'project'), resourcesFolder())
  const texts = ['Erste', 'Zweite', 'Dritte'].map((word) => `${word} Meldung.\n${exampleText}`)
  desk.store.perform(
    'putTexts',
    texts.map((text) => ({ text: Buffer.from(text), original: null })),
  )
  const articles = texts.map((text, n) => exampleArticle(`meldung-${String(n)}.txt`, text))
  desk.store.perform('importArticles', { commandId: 'i1', author: null, label: 'Meldungen', articles })
})
afterEach(() => {
  desk.store.perform('close', null)
  rmSync(root, { recursive: true, force: true })
})

const all: DatasetQuery['states'] = ['proposed', 'accepted', 'edited', 'added']
let serial = 0
function dataset(query: Partial<DatasetQuery> = {}): string {
  serial += 1
  const made = desk.done('dataset.create', { name: `D${String(serial)}`, query: datasetQuerySchema.parse({ states: all, ...query }) }) // prettier-ignore
  return made.created?.['dataset']?.[0] ?? ''
}
const rows = (datasetId: string, more: Partial<ChannelInput<'datasets.rows'>> = {}): readonly FactView[] =>
  desk.query('datasets.rows', { datasetId, ...more }).rows

describe('the facts of a dataset', () => {
  it('are narrowed by day of publication, language, who decided, and flag', () => {
    const [first, second, third] = desk.query('articles.list', {}).rows.map(({ id }) => id)
    desk.done('article.setField', { articleId: first, field: 'publicationDate', value: '2024-05-04' })
    desk.done('article.setField', { articleId: second, field: 'publicationDate', value: '2024-06-01' })
    const articlesOf = (query: Partial<DatasetQuery>): readonly unknown[] => [
      ...new Set(rows(dataset(query)).map(({ articleId }) => articleId)),
    ]
    expect(articlesOf({})).toEqual([first, second, third])
    expect(articlesOf({ publishedFrom: '2024-05-05' })).toEqual([second])
    expect(articlesOf({ publishedTo: '2024-05' })).toEqual([first])
    expect(articlesOf({ publishedFrom: '2024', publishedTo: '2024' })).toEqual([first, second])
    expect(articlesOf({ langs: ['de'] })).toEqual([first, second, third])
    expect(articlesOf({ langs: ['vi', ''] })).toEqual([])
    const [meeting] = rows(dataset({ types: ['meeting'] }))
    desk.done('fact.accept', { factId: meeting?.id })
    desk.done('fact.annotate', { factId: meeting?.id, flag: true })
    expect(rows(dataset({ flagged: true })).map(({ id }) => id)).toEqual([meeting?.id])
    expect(rows(dataset({ flagged: false })).map(({ id }) => id)).not.toContain(meeting?.id)
    const ada = desk.query('history.coders', {})[0]?.id
    expect(rows(dataset({ coderIds: ada === undefined ? [] : [ada] })).map(({ id }) => id)).toEqual([
      meeting?.id,
    ])
  })

  it('can be asked for article by article, whatever else the dataset holds', () => {
    const of = dataset()
    const [, second] = desk.query('articles.list', {}).rows
    const found = desk.query('datasets.rows', { datasetId: of, ...(second === undefined ? {} : { articleId: second.id }), limit: 2 })
    const whole = rows(of).filter(({ articleId }) => articleId === second?.id)
    expect(found.total).toBe(whole.length)
    expect(found.rows.map(({ id }) => id)).toEqual(whole.slice(0, 2).map(({ id }) => id))
  }) // prettier-ignore

  it('stand in any order asked for, each once, on pages that fit together, as they now are', () => {
    const of = dataset()
    const known = rows(of)
      .map(({ id }) => id)
      .sort()
    expect(known.length).toBeGreaterThan(6)
    for (const by of datasetSorts) {
      for (const down of [false, true]) {
        const sort = { by, down }
        const whole = rows(of, { sort }).map(({ id }) => id)
        expect([...whole].sort()).toEqual(known)
        const paged = known.flatMap((_, at) => rows(of, { sort, offset: at, limit: 1 }).map(({ id }) => id))
        expect(paged).toEqual(whole)
      }
    }
    const types = rows(of, { sort: { by: 'type', down: true } }).map(({ type }) => type)
    expect(types).toEqual([...types].sort().reverse())
    // What has no time stands last either way.
    for (const down of [false, true]) expect(rows(of, { sort: { by: 'time', down } }).at(-1)?.time).toBeNull()
    const [first] = rows(of, { sort: { by: 'type', down: false } })
    desk.done('dataset.member', { datasetId: of, factId: first?.id, verdict: 'exclude' })
    expect(rows(of, { sort: { by: 'type', down: false } }).map(({ id }) => id)).not.toContain(first?.id)
    expect(rows(of, { leftOut: true }).map(({ id }) => id)).toEqual([first?.id])
  })
})
