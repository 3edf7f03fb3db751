import { triageStateSchema, type TriageState } from '../../../shared/model/vocabulary.ts'
import type { RowReader } from '../database/row-reader.ts'
import { idList, inList } from '../linking/redirects.ts'
import { triageNow } from './queries/article-columns.ts'
import { kinOf, type KinByOrdinal } from './queries/fold-families.ts'
import type { Lengths, Scores } from './queries/relevance.ts'
import type { Reading } from './rows.ts'
import type { TouchedArticles } from './touched-articles.ts'

/** What narrows and counts articles, without their texts. Absent metadata is the empty string. */
export interface IndexedArticle {
  readonly id: string
  readonly ordinal: number
  /** Its row in the full-text index; 0 where it has none. */
  readonly docid: number
  readonly triage: TriageState
  readonly title: string
  readonly name: string
  readonly publisher: string
  readonly agency: string
  readonly author: string
  readonly url: string
  readonly lang: string
  /** ISO 8601. */
  readonly published: string
  readonly conflicts: boolean
  /** Nobody has decided, reviewed or sorted anything of it. */
  readonly unseen: boolean
  readonly types: readonly string[]
  /** Of its text, in UTF-16 code units. */
  readonly length: number
}

/** What facets count of entities, by their number (`d_entity`); 0 where an entity is none of it. */
export interface IndexedRegistry {
  /** Number of the person who stands for it. */
  readonly persons: Int32Array
  /** Place of its country among `names`. */
  readonly countries: Int32Array
  /** ISO 3166-1 alpha-3, the first one empty. */
  readonly names: readonly string[]
}

/** Searches whose texts are remembered. */
const mostRemembered = 16

const columns = `article.id, article.ordinal, coalesce(m.docid, 0) AS docid, ${triageNow} AS triage_now,
  coalesce(article.title, '') AS title, coalesce(article.source_name, '') AS name, coalesce(article.publisher, '') AS publisher,
  coalesce(article.agency, '') AS agency, coalesce(article.author, '') AS author, coalesce(article.url, '') AS url,
  coalesce(article.lang, '') AS lang, coalesce(article.published, '') AS published, coalesce(d.conflicts, 0) AS conflicts,
  coalesce(d.decided, 0) + coalesce(d.reviewed, 0) AS done, coalesce(d.types, '') AS types, text.utf16_length AS length`
const from = `article JOIN text ON text.sha256 = article.text_sha256 LEFT JOIN d_article AS d ON d.article_id = article.id LEFT JOIN d_fts_map AS m ON m.article_id = article.id`

/**
 * The articles of a project as facets see them, in memory: every facet is counted under every choice of the others, which
 * no index of a database does within a key press. Read once, then again where something was touched.
 */
export class ArticleIndex {
  readonly #touched: TouchedArticles
  #articles: IndexedArticle[] = []
  #entitiesOf: Map<string, Int32Array> | null = null
  #registry: IndexedRegistry | null = null
  readonly #found = new Map<string, Scores>()
  #lengths: Lengths | null = null
  #kin: { readonly revision: number; readonly of: KinByOrdinal } | null = null

  constructor(touched: TouchedArticles) {
    this.#touched = touched
  }

  /** In the order of import. */
  articles(db: Reading): readonly IndexedArticle[] {
    this.#refresh(db)
    return this.#articles
  }

  /** Numbers (`d_entity`) of the entities an article names. Read when first asked for. */
  entitiesOf(db: Reading): ReadonlyMap<string, Int32Array> {
    this.#refresh(db)
    this.#entitiesOf ??= readEntities(db, null)
    return this.#entitiesOf
  }

  /** Persons and places of the registry by number. */
  registry(db: Reading): IndexedRegistry {
    this.#refresh(db)
    this.#registry ??= readRegistry(db)
    return this.#registry
  }

  /** What a search finds; remembered while nothing changes, for the order, the facets and further pages of one search. */
  textsMatching(db: Reading, match: string, ask: (lengths: Lengths) => Scores): Scores {
    this.#refresh(db)
    const known = this.#found.get(match)
    if (known !== undefined) return known
    if (this.#found.size >= mostRemembered) this.#found.clear()
    const found = ask((this.#lengths ??= lengthsOf(this.#articles)))
    this.#found.set(match, found)
    return found
  }

  /** Families and older versions, as they stand after a step. */
  kin(db: Reading, revision: number): KinByOrdinal {
    this.#refresh(db)
    if (this.#kin?.revision !== revision) this.#kin = { revision, of: kinOf(db, this.#articles) }
    return this.#kin.of
  }

  #refresh(db: Reading): void {
    const { all, ids, entities } = this.#touched.take()
    if (all || ids.length > 0) {
      this.#found.clear()
      this.#lengths = null
    }
    if (entities) this.#registry = null
    if (all) {
      this.#kin = null
      this.#entitiesOf = null
      this.#articles = [...db.all(`SELECT ${columns} FROM ${from} ORDER BY article.ordinal`, [], indexed)]
      return
    }
    if (ids.length === 0) return
    const again = new Map(
      db
        .all(`SELECT ${columns} FROM ${from} WHERE article.id IN ${inList}`, [idList(ids)], indexed)
        .map((article) => [article.id, article]),
    )
    const gone = new Set(ids)
    const kept = this.#articles.flatMap((article) => {
      if (!gone.has(article.id)) return [article]
      const now = again.get(article.id)
      again.delete(article.id)
      return now === undefined ? [] : [now]
    })
    this.#articles =
      again.size === 0 ? kept : [...kept, ...again.values()].sort((a, b) => a.ordinal - b.ordinal)
    if (this.#entitiesOf === null) return
    for (const id of ids) this.#entitiesOf.delete(id)
    for (const [id, found] of readEntities(db, ids)) this.#entitiesOf.set(id, found)
  }
}

/** Published types are few: one string for each, not one for each article. */
const lists = new Map<string, readonly string[]>()
function typesOf(joined: string): readonly string[] {
  const known = lists.get(joined)
  if (known !== undefined) return known
  const types = joined === '' ? [] : joined.split(' ')
  if (lists.size < 50_000) lists.set(joined, types)
  return types
}

function indexed(row: RowReader): IndexedArticle {
  const triage = triageStateSchema.parse(row.text('triage_now'))
  return {
    id: row.text('id'),
    ordinal: row.integer('ordinal'),
    docid: row.integer('docid'),
    triage,
    title: row.text('title'),
    name: row.text('name'),
    publisher: row.text('publisher'),
    agency: row.text('agency'),
    author: row.text('author'),
    url: row.text('url'),
    lang: row.text('lang'),
    published: row.text('published'),
    conflicts: row.integer('conflicts') > 0,
    unseen: triage === 'todo' && row.integer('done') === 0,
    types: typesOf(row.text('types')),
    length: row.integer('length'),
  }
}

/** Long texts say a word more often: lengths at the numbers of the texts, as shares of the mean. */
function lengthsOf(articles: readonly IndexedArticle[]): Lengths {
  const mean = articles.reduce((sum, { length }) => sum + length, 0) / Math.max(1, articles.length)
  const lengths = new Float32Array(articles.reduce((most, { docid }) => Math.max(most, docid), 0) + 1)
  for (const { docid, length } of articles) lengths[docid] = length / Math.max(1, mean)
  return lengths
}

function readEntities(db: Reading, ids: readonly string[] | null): Map<string, Int32Array> {
  const where = ids === null ? '' : `WHERE a.article_id IN ${inList}`
  const found = new Map<string, Int32Array>()
  db.each(
    `SELECT a.article_id AS id, group_concat(d.n) AS numbers FROM d_entity_article AS a
     JOIN d_entity AS d ON d.entity_id = a.entity_id ${where} GROUP BY a.article_id`,
    ids === null ? [] : [idList(ids)],
    (row) => {
      found.set(row.text('id'), Int32Array.from(row.text('numbers').split(','), Number))
      return true
    },
  )
  return found
}

function readRegistry(db: Reading): IndexedRegistry {
  const size = db.count('SELECT coalesce(max(n), 0) + 1 FROM d_entity')
  const persons = new Int32Array(size)
  const countries = new Int32Array(size)
  const names: string[] = ['']
  const places = new Map<string, number>()
  db.each(
    `SELECT d.n AS n, r.n AS root, e.type AS type, coalesce(e.country, '') AS country FROM d_entity AS d
     JOIN d_entity AS r ON r.entity_id = d.root JOIN entity AS e ON e.id = d.root WHERE e.type IN ('PER', 'GPE', 'LOC')`,
    [],
    (row) => {
      const n = row.integer('n')
      const country = row.text('country')
      if (row.text('type') === 'PER') persons[n] = row.integer('root')
      else if (country !== '') {
        let place = places.get(country)
        if (place === undefined) {
          place = names.push(country) - 1
          places.set(country, place)
        }
        countries[n] = place
      }
      return true
    },
  )
  return { persons, countries, names }
}
