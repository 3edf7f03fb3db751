import type { ChannelOutput, ChannelRequest, LibraryFilter } from '../../../../shared/contract/index.ts'
import { articleIdSchema } from '../../../../shared/model/ids.ts'
import { idList, inList, redirected } from '../../linking/redirects.ts'
import type { ArticleIndex, IndexedArticle } from '../article-index.ts'
import type { Reading } from '../rows.ts'
import { foldFamilies, onlyFamilies } from './fold-families.ts'
import { countFacets, type Facet } from './library-facets.ts'
import { folded, searchQuery, type SearchQuery } from './full-text.ts'
import { byScore, scoresOf, type Scores } from './relevance.ts'

/** Facets that narrow, and whether an article passes each; absent where nothing of the facet was chosen. */
export type Tests = Partial<Record<Facet, (article: IndexedArticle) => boolean>>

/** What the search alone leaves, with the tests of the facets to be applied to it. */
export interface Library {
  readonly searched: readonly IndexedArticle[]
  readonly tests: Tests
  readonly search: SearchQuery | null
}

export function library(db: Reading, index: ArticleIndex, filter: LibraryFilter, revision: number): Library {
  const typed = filter.search?.trim() ?? ''
  const search = typed === '' ? null : searchQuery(typed)
  const everything = index.articles(db)
  const articles = filter.families === true ? onlyFamilies(index.kin(db, revision), everything) : everything
  return {
    searched: search === null ? articles : searched(db, index, articles, search),
    tests: testsOf(db, index, filter),
    search,
  }
}

/** Articles that pass every facet, in the order asked for. */
export function inOrder(db: Reading, index: ArticleIndex, { searched: found, tests, search }: Library, filter: LibraryFilter): readonly IndexedArticle[] {
  const passes = Object.values(tests)
  const left = passes.length === 0 ? found : found.filter((article) => passes.every((test) => test(article)))
  const sort = filter.sort ?? (search === null || search.match === '' ? 'added' : 'relevance')
  switch (sort) {
    case 'added':
      return left
    case 'relevance':
      return search === null || search.match === '' ? left : byRelevance(db, index, left, search)
    case 'newest':
      return left.toSorted((a, b) => undatedLast(a, b) || compare(b.published, a.published))
    case 'oldest':
      return left.toSorted((a, b) => undatedLast(a, b) || compare(a.published, b.published))
    case 'title':
      return left.toSorted((a, b) => compare(folded(a.title), folded(b.title)))
    case 'publisher':
      return left.toSorted((a, b) => Number(a.publisher === '') - Number(b.publisher === '') || compare(folded(a.publisher), folded(b.publisher)))
  }
} // prettier-ignore

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const undatedLast = (a: IndexedArticle, b: IndexedArticle): number =>
  Number(a.published === '') - Number(b.published === '')

function byRelevance(
  db: Reading,
  index: ArticleIndex,
  found: readonly IndexedArticle[],
  { match, wanted }: SearchQuery,
): readonly IndexedArticle[] {
  const scores = scored(db, index, match, wanted.length > 1)
  return byScore(found, ({ docid }) => scores[docid] ?? 0)
}

const scored = (db: Reading, index: ArticleIndex, match: string, several: boolean): Scores =>
  index.textsMatching(db, match, (lengths) => scoresOf(db, match, lengths, several))

function searched(
  db: Reading,
  index: ArticleIndex,
  articles: readonly IndexedArticle[],
  { match, without, fields, wanted }: SearchQuery,
): readonly IndexedArticle[] {
  // What was typed has no word in it: nothing is what it asks for.
  if (match === '' && without === '' && fields.length === 0) return []
  let found = articles
  if (match !== '') {
    const hits = scored(db, index, match, wanted.length > 1)
    found = found.filter(({ docid }) => (hits[docid] ?? 0) > 0)
  }
  if (without !== '') {
    const hits = scored(db, index, without, false)
    found = found.filter(({ docid }) => (hits[docid] ?? 0) === 0)
  }
  for (const { field, words, not } of fields) {
    found = found.filter((article) => {
      const value = folded(article[field])
      return words.every((word) => value.includes(word)) !== not
    })
  }
  return found
}

function testsOf(db: Reading, index: ArticleIndex, filter: LibraryFilter): Tests {
  const tests: Tests = {}
  const oneOf = (facet: 'triage' | 'publisher' | 'agency' | 'lang', values: readonly string[] = []): void => {
    if (values.length === 0) return
    const wanted = new Set(values)
    tests[facet] = (article) => wanted.has(article[facet])
  }
  oneOf('triage', filter.triage)
  oneOf('publisher', filter.publisher)
  oneOf('agency', filter.agency)
  oneOf('lang', filter.lang)
  const { from, to, factType = [], person = [], country = [] } = filter
  if (from !== undefined || to !== undefined) {
    tests.month = ({ published }) =>
      published !== '' &&
      (from === undefined || published >= from) &&
      (to === undefined || published.slice(0, to.length) <= to)
  }
  if (factType.length > 0) tests.factType = ({ types }) => types.some((type) => factType.includes(type))
  if (filter.conflicts === true) tests.conflicts = ({ conflicts }) => conflicts
  if (filter.unseen === true) tests.unseen = ({ unseen }) => unseen
  if (person.length > 0) {
    const { persons } = index.registry(db)
    const roots = rootsOf(db, person)
    tests.person = naming(db, index, (n) => roots.has(persons[n] ?? 0))
  }
  if (country.length > 0) {
    const { countries, names } = index.registry(db)
    tests.country = naming(db, index, (n) => country.includes(names[countries[n] ?? 0] ?? ''))
  }
  return tests
}

/** Numbers of those who stand for some entities now. An id nobody knows is nobody. */
function rootsOf(db: Reading, ids: readonly string[]): ReadonlySet<number> {
  const survivors = idList(ids.map((id) => redirected(db, id)))
  return new Set(
    db.all(`SELECT n FROM d_entity WHERE entity_id IN ${inList}`, [survivors], (row) => row.integer('n')),
  )
}

function naming(
  db: Reading,
  index: ArticleIndex,
  wanted: (n: number) => boolean,
): (article: IndexedArticle) => boolean {
  const entities = index.entitiesOf(db)
  return ({ id }) => entities.get(id)?.some(wanted) ?? false
}

/** Counts under the search and the other facets. */
export function libraryFacets(
  db: Reading,
  index: ArticleIndex,
  { names, ...filter }: ChannelRequest<'articles.facets'>,
  revision: number,
): ChannelOutput<'articles.facets'> {
  const { searched: found, ...asked } = library(db, index, filter, revision)
  const kin = index.kin(db, revision)
  // What a newer version has taken the place of is nobody's work any more.
  const current = found.filter(({ ordinal }) => kin.old[ordinal] !== 1)
  return { ...countFacets(db, index, { ...asked, searched: current }, filter, names ?? ''), revision }
}

/** Every article a filter leaves. */
export function libraryIds(
  db: Reading,
  index: ArticleIndex,
  filter: ChannelRequest<'articles.ids'>,
  revision: number,
): ChannelOutput<'articles.ids'> {
  const found = foldFamilies(
    index.kin(db, revision),
    inOrder(db, index, library(db, index, filter, revision), filter),
    filter,
  )
  return { ids: found.map(({ id }) => articleIdSchema.parse(id)), revision }
}
