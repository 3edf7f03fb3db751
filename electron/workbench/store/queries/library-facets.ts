import type { LibraryFacets, LibraryFilter } from '../../../../shared/contract/index.ts'
import { idList, inList } from '../../linking/redirects.ts'
import type { ArticleIndex, IndexedArticle } from '../article-index.ts'
import { loadCountryNames, resourcesFolder } from '../../resources.ts'
import type { Reading } from '../rows.ts'
import { folded } from './full-text.ts'
import type { Library } from './library.ts'

/** Facets that are counted. Each is counted without what was chosen of itself. */
export type Facet =
  | 'triage' | 'publisher' | 'agency' | 'lang' | 'month' | 'person' | 'country' | 'factType' | 'conflicts' | 'unseen' // prettier-ignore

/** Values of one facet a list shows, besides those that are chosen. */
const shown = 60

type Counts = Map<string, number>

/** Articles by value of every facet, in one pass: an article that fails one facet alone counts for that one alone. */
export function countFacets(
  db: Reading,
  index: ArticleIndex,
  { searched, tests }: Library,
  filter: LibraryFilter,
  names: string,
): Omit<LibraryFacets, 'revision'> {
  const tested = Object.entries(tests) as readonly (readonly [Facet, (article: IndexedArticle) => boolean])[]
  const plain = { triage: new Map(), publisher: new Map(), agency: new Map(), lang: new Map(), month: new Map(), factType: new Map() } satisfies Record<string, Counts> as Record<'triage' | 'publisher' | 'agency' | 'lang' | 'month' | 'factType', Counts> // prettier-ignore
  const named = new NamedCounts(db, index)
  let [total, conflicts, unseen] = [0, 0, 0]
  for (const article of searched) {
    let fails: Facet | null = null
    let failed = 0
    for (const [facet, test] of tested) {
      if (test(article)) continue
      fails = facet
      failed += 1
      if (failed > 1) break
    }
    if (failed > 1) continue
    const counts = (facet: Facet): boolean => fails === null || fails === facet
    if (fails === null) total += 1
    if (counts('triage')) add(plain.triage, article.triage)
    if (counts('publisher')) add(plain.publisher, article.publisher)
    if (counts('agency')) add(plain.agency, article.agency)
    if (counts('lang')) add(plain.lang, article.lang)
    if (counts('month')) add(plain.month, article.published.slice(0, 7))
    if (counts('factType')) for (const type of article.types) add(plain.factType, type)
    if (counts('conflicts') && article.conflicts) conflicts += 1
    if (counts('unseen') && article.unseen) unseen += 1
    named.add(article.id, counts('person'), counts('country'))
  }
  return {
    total,
    triage: listed(plain.triage, filter.triage),
    publisher: listed(plain.publisher, filter.publisher, names),
    agency: listed(plain.agency, filter.agency, names),
    lang: listed(plain.lang, filter.lang),
    month: [...plain.month].map(([value, count]) => ({ value, count })).sort((a, b) => byValue(a.value, b.value)),
    factType: listed(plain.factType, filter.factType),
    person: named.persons(db, filter.person ?? [], names),
    country: named.countries(db, filter.country ?? []),
    conflicts,
    unseen,
  }
} // prettier-ignore

const add = (counts: Counts, value: string): void => {
  counts.set(value, (counts.get(value) ?? 0) + 1)
}
const byValue = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The most frequent values that fit the words; what is chosen stays in the list whatever its count. */
function listed(
  counts: Counts,
  chosen: readonly string[] = [],
  names = '',
): { value: string; count: number }[] {
  const words = folded(names)
  const rows = [...counts]
    .filter(([value]) => words === '' || folded(value).includes(words))
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || byValue(a.value, b.value))
    .slice(0, shown)
  const there = new Set(rows.map(({ value }) => value))
  const rest = chosen.filter((value) => !there.has(value))
  return [...rows, ...rest.map((value) => ({ value, count: counts.get(value) ?? 0 }))]
}

type NamedValue = LibraryFacets['person'][number]

/** Persons and places counted by number, each once for an article. */
class NamedCounts {
  readonly #entities: ReadonlyMap<string, Int32Array>
  readonly #registry: ReturnType<ArticleIndex['registry']>
  readonly #persons: Uint32Array
  readonly #countries: Uint32Array
  /** The last article that named a person or a country, so that each counts once for an article. */
  readonly #personSeen: Uint32Array
  readonly #countrySeen: Uint32Array
  #article = 0

  constructor(db: Reading, index: ArticleIndex) {
    this.#entities = index.entitiesOf(db)
    this.#registry = index.registry(db)
    const { persons, names } = this.#registry
    this.#persons = new Uint32Array(persons.length)
    this.#personSeen = new Uint32Array(persons.length)
    this.#countries = new Uint32Array(names.length)
    this.#countrySeen = new Uint32Array(names.length)
  }

  add(articleId: string, persons: boolean, countries: boolean): void {
    const numbers = persons || countries ? this.#entities.get(articleId) : undefined
    if (numbers === undefined) return
    this.#article += 1
    for (const n of numbers) {
      const person = this.#registry.persons[n] ?? 0
      if (person > 0 && persons && this.#personSeen[person] !== this.#article) {
        this.#personSeen[person] = this.#article
        this.#persons[person] = (this.#persons[person] ?? 0) + 1
      }
      const country = this.#registry.countries[n] ?? 0
      if (country > 0 && countries && this.#countrySeen[country] !== this.#article) {
        this.#countrySeen[country] = this.#article
        this.#countries[country] = (this.#countries[country] ?? 0) + 1
      }
    }
  }

  persons(db: Reading, chosen: readonly string[], names: string): NamedValue[] {
    const words = folded(names)
    const ranked = [...this.#persons.entries()]
      .filter(([, count]) => count > 0)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
    // Names are read for the most frequent only, or, where some are looked for, for a few thousand of them.
    const looked = words === '' ? ranked.slice(0, shown) : ranked.slice(0, 5000)
    const labels = labelsOf(
      db,
      'd.n IN (SELECT value FROM json_each(?))',
      JSON.stringify(looked.map(([n]) => n)),
    )
    const rows = looked
      .flatMap(([n, count]) => {
        const label = labels.get(n)
        const fits = words === '' || folded(`${label?.labelDe ?? ''} ${label?.labelEn ?? ''}`).includes(words)
        return label === undefined || !fits ? [] : [{ ...label, count }]
      })
      .slice(0, shown)
    const there = new Set(rows.map(({ value }) => value))
    const rest = [
      ...labelsOf(db, `e.id IN ${inList}`, idList(chosen.filter((id) => !there.has(id)))).entries(),
    ]
    return [...rows, ...rest.map(([n, label]) => ({ ...label, count: this.#persons[n] ?? 0 }))]
  }

  countries(db: Reading, chosen: readonly string[]): NamedValue[] {
    const counts: Counts = new Map()
    for (const [at, count] of this.#countries.entries())
      if (count > 0) counts.set(this.#registry.names[at] ?? '', count)
    const rows = listed(counts, chosen)
    return rows.map((row) => ({ ...row, ...countryLabel(db, row.value) }))
  }
}

function labelsOf(db: Reading, where: string, param: string): Map<number, Omit<NamedValue, 'count'>> {
  return new Map(
    db.all(
      `SELECT d.n AS n, e.id AS id, e.label_de AS de, e.label_en AS en FROM d_entity AS d JOIN entity AS e ON e.id = d.entity_id WHERE ${where}`,
      [param],
      (row) => [
        row.integer('n'),
        { value: row.text('id'), labelDe: row.textOrNull('de'), labelEn: row.textOrNull('en') },
      ],
    ),
  )
}

let shipped: ReturnType<typeof loadCountryNames> | null = null

/** What the registry calls the country of a code, else its name in the lexicon. */
function countryLabel(
  db: Reading,
  code: string,
): { readonly labelDe: string | null; readonly labelEn: string | null } {
  const known = db.get(
    `SELECT e.label_de AS de, e.label_en AS en FROM identifier AS i JOIN entity AS e ON e.id = i.entity_id
     WHERE i.scheme = 'iso3166-1-alpha-3' AND i.value = ? ORDER BY e.redirect_to IS NOT NULL, e.id LIMIT 1`,
    [code],
    (row) => ({ labelDe: row.textOrNull('de'), labelEn: row.textOrNull('en') }),
  )
  if (known !== undefined) return known
  const name = (shipped ??= loadCountryNames(resourcesFolder())).get(code)
  return { labelDe: name?.de ?? null, labelEn: name?.en ?? null }
}
