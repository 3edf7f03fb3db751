import { BelegError } from '../../../../shared/errors.ts'
import type { DatasetQuery } from '../../../../shared/model/dataset.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { ExportRecordOf } from '../../exchange/export-record.ts'
import { canonicalJson } from '../../exchange/jsonl-line.ts'
import type { CheckedFile } from '../../exchange/own/read-file.ts'
import { ownRecords } from '../../exchange/own/read-file.ts'
import type { Outcome } from '../../project/index.ts'
import { byPresentNames } from '../../codebook/former-names.ts'
import { adoptCodebook } from '../handlers/codebook.ts'
import type { HandlerContext } from '../handlers/context.ts'
import type { Intake } from '../intake.ts'
import type { PreparedFile } from './prepare.ts'
import { factView } from '../queries/fact-views.ts'
import { articlesPerBatch, type StoredExtraction } from '../stored-extraction.ts'
import { exists, insert } from '../rows.ts'
import { putArticle, putContent, withWords } from './article-in.ts'
import { EntitiesIn } from './entities-in.ts'
import { isDecided, putFact, type FactSurroundings } from './fact-in.ts'
import { proposalsOf, type OwnArticle } from './proposals-in.ts'

/** What became of a JSONL export that was read back. Additions only from here on. */
export interface OwnImport {
  readonly articles: { readonly added: number; readonly there: number }
  /** `matched`: there under another id, known by an identifier. `different`: told otherwise here, and left so. */
  readonly entities: { readonly added: number; readonly same: number; readonly matched: number; readonly different: readonly string[] }
  readonly mentions: { readonly added: number }
  /** `different`: there under the id with other contents, and left so, with what differs. */
  readonly facts: { readonly added: number; readonly same: number; readonly different: readonly { readonly id: string; readonly fields: readonly string[] }[] }
  readonly decisions: { readonly added: number }
  readonly dataset: { readonly id: string; readonly name: string; readonly added: boolean }
} // prettier-ignore

export interface OwnAsk {
  readonly commandId: string
  readonly author: string | null
  readonly file: CheckedFile
}

/** Thrown where the project holds everything already, so that no step is made of it. */
class NothingNew extends Error {}

/** Runs an import as a step; none is made where there was nothing to add. */
export function runOwn(transact: (take: (intake: OwnIntake) => void) => Outcome): {
  readonly outcome: Outcome | null
  readonly imported: OwnImport
} {
  const taken: OwnImport[] = []
  const imported = (): OwnImport => {
    const [only] = taken
    if (only === undefined) throw new BelegError('internal', { reason: 'the import was not run' })
    return only
  }
  try {
    const outcome = transact((intake) => {
      const found = intake.run()
      taken.push(found)
      const added = [
        found.articles.added,
        found.entities.added,
        found.facts.added,
        Number(found.dataset.added),
      ]
      if (added.every((count) => count === 0)) throw new NothingNew()
    })
    return { outcome, imported: imported() }
  } catch (error) {
    if (error instanceof NothingNew) return { outcome: null, imported: imported() }
    throw error
  }
}

type Content = ExportRecordOf<'content'>
type Waiting = { -readonly [K in 'mentions' | 'facts']: [...OwnArticle[K]] } & { readonly content: Content }

/** One JSONL export on its way through a step of the store: article after article, nothing kept but ids. */
export class OwnIntake {
  readonly #file: CheckedFile
  readonly #known: PreparedFile['known']
  #context: HandlerContext
  #intake: Intake
  readonly #entities: EntitiesIn
  readonly #articles = new Map<
    string,
    { readonly id: string; readonly row: ExportRecordOf<'article'>; readonly isNew: boolean }
  >()
  readonly #coders = new Map<string, string>()
  readonly #wasEmpty: boolean
  readonly #extractions: StoredExtraction[] = []
  #ordinal: number
  readonly #counts = { articles: 0, there: 0, mentions: 0, facts: 0, same: 0, decisions: 0 }
  readonly #different: { readonly id: string; readonly fields: readonly string[] }[] = []
  #datasetAdded = false
  #entitiesDone = false
  #waiting: Waiting | null = null

  constructor(file: PreparedFile, context: HandlerContext, intake: Intake) {
    this.#file = file
    this.#known = file.known
    this.#context = context
    this.#intake = intake
    this.#entities = new EntitiesIn(context)
    this.#ordinal = context.db.count('SELECT coalesce(max(ordinal), 0) FROM article')
    this.#wasEmpty = this.#ordinal === 0
  }

  /** Puts everything in. Throws `own.line` where the file has changed since, and what writing throws. */
  run(): OwnImport {
    for (const { record } of ownRecords(this.#file)) {
      switch (record.record) {
        case 'header':
        case 'schema':
          break
        case 'codebook':
          this.#takeCodebook(record)
          break
        case 'article':
          this.#takeArticle(record)
          break
        case 'entity':
          this.#entities.take(record)
          break
        case 'content':
          this.#settleWaiting()
          this.#waiting = { content: record, mentions: [], facts: [] }
          break
        case 'mention':
          this.#waiting?.mentions.push(record)
          break
        case 'fact':
          this.#waiting?.facts.push({ fact: byPresentNames(this.#context.codebook, record), decisions: [] })
          break
        case 'decision': {
          const facts = this.#waiting?.facts ?? []
          const last = facts.pop()
          if (last !== undefined) facts.push({ fact: last.fact, decisions: [...last.decisions, record] })
          break
        }
        case 'end':
          this.#settleWaiting()
      }
    }
    this.#putBatch()
    return this.#report()
  }

  /** A project that holds nothing goes on with the codebook the file was coded under. */
  #takeCodebook({ record: _record, ...codebook }: ExportRecordOf<'codebook'>): void {
    if (!this.#wasEmpty || !adoptCodebook(this.#context, codebook)) return
    this.#context = { ...this.#context, codebook }
    this.#intake = { ...this.#intake, codebook }
  }

  /** Puts in the article whose records have all come; before the first one, what the entities lead to. */
  #settleWaiting(): void {
    if (!this.#entitiesDone) {
      this.#entities.finish()
      this.#makeDataset()
      this.#entitiesDone = true
    }
    if (this.#waiting !== null) this.#settle(this.#waiting)
    this.#waiting = null
  }

  #takeArticle(row: ExportRecordOf<'article'>): void {
    const there = this.#known.get(row.id)
    if (there !== undefined) {
      this.#counts.there++
      this.#articles.set(row.id, { id: there, row, isNew: false })
      return
    }
    this.#counts.articles++
    this.#ordinal = this.#wasEmpty ? row.ordinal : this.#ordinal + 1
    putArticle(this.#context, row, this.#ordinal)
    this.#context.created('article', row.id)
    this.#articles.set(row.id, { id: row.id, row, isNew: true })
  } // prettier-ignore

  #settle({ content, mentions, facts }: Waiting): void {
    const article = this.#articles.get(content.articleId)
    if (article === undefined) return
    if (article.isNew) this.#settleNew({ row: article.row, content, mentions, facts })
    else this.#settleKnown(article.id, mentions, facts)
  }

  #settleNew(article: OwnArticle): void {
    putContent(this.#context, article, this.#entities)
    this.#counts.mentions += article.mentions.length
    this.#extractions.push(proposalsOf(article, this.#entities))
    if (this.#extractions.length >= articlesPerBatch) this.#putBatch()
    const mentions = new Map(article.mentions.map((mention) => [mention.id as string, mention]))
    for (const { fact, decisions } of article.facts) {
      if (this.#isThere(fact)) continue
      if (isDecided(fact, this.#intake.codebook.version))
        putFact(
          fact,
          this.#surroundings((id) => mentions.get(id)),
        )
      this.#added(fact, article.row.id, decisions)
    }
  }

  /** The article is the project's: its mentions and zones stay as they are, facts come beside its own. */
  #settleKnown(articleId: string, mentions: OwnArticle['mentions'], facts: OwnArticle['facts']): void {
    const { db, textOf } = this.#context
    const meant = new Map(mentions.map((mention) => [mention.id as string, mention]))
    const known = (id: string): { readonly entityId: null } | (typeof mentions)[number] | undefined =>
      exists(db, 'SELECT 1 FROM mention WHERE id = ?1 UNION ALL SELECT 1 FROM p_mention WHERE id = ?1', [id])
        ? meant.get(id)
        : { entityId: null }
    for (const { fact: told, decisions } of facts) {
      const fact = withWords(told, textOf(articleId))
      if (this.#isThere(fact)) continue
      putFact(fact, this.#surroundings(known))
      this.#added(fact, articleId, decisions)
    }
  }

  /** Whether the project has a fact of the id, proposed or decided; it stays as it is, and what differs is told. */
  #isThere(fact: FactView): boolean {
    const { db, codebook } = this.#context
    const ours = factView(db, codebook, fact.id)
    if (ours === undefined) return false
    const fields = differing(ours, fact)
    if (fields.length === 0) this.#counts.same++
    else this.#different.push({ id: fact.id, fields })
    return true
  }

  #surroundings(mention: FactSurroundings['mention']): FactSurroundings {
    return {
      context: this.#context,
      articleOf: (id) => this.#articles.get(id)?.id ?? id,
      entityOf: (id) => this.#entities.idOf(id),
      coderOf: (name) => this.#coderOf(name),
      mention,
    }
  }

  #added(fact: FactView, articleId: string, decisions: OwnArticle['facts'][number]['decisions']): void {
    const { db } = this.#context
    this.#counts.facts++
    for (const [ordinal, { record: _record, ...decision }] of decisions.entries()) {
      this.#counts.decisions++
      insert(db, 'carried_decision', {
        fact_id: fact.id,
        ordinal,
        article_id: articleId,
        coder_id: this.#coderOf(decision.coder),
        at: decision.at,
        body_json: JSON.stringify(decision),
      })
    }
    const { dataset } = this.#file.header
    if (matches(fact, this.#articles.get(fact.articleId)?.row.publisher ?? null, dataset.query)) return
    if (
      !exists(db, 'SELECT 1 FROM dataset_member WHERE dataset_id = ? AND fact_id = ?', [dataset.id, fact.id])
    )
      insert(db, 'dataset_member', { dataset_id: dataset.id, fact_id: fact.id, verdict: 'include' })
  }

  /** The coder of a name, made where unknown, with the step and gone with it. */
  #coderOf(name: string | null): string | null {
    if (name === null) return null
    const { db, at, nextId } = this.#context
    const known = this.#coders.get(name) ?? db.get('SELECT id FROM coder WHERE name = ? ORDER BY id', [name], (row) => row.text('id'))
    const id = known ?? nextId('c')
    if (known === undefined) insert(db, 'coder', { id, name, created_at: at })
    this.#coders.set(name, id)
    return id
  } // prettier-ignore

  /** The dataset of the file under its id; in a project that held articles before, narrowed to those of the file. */
  #makeDataset(): void {
    const { db, at, coderId } = this.#context
    const { dataset, project } = this.#file.header
    if (exists(db, 'SELECT 1 FROM dataset WHERE id = ?', [dataset.id])) return
    this.#datasetAdded = true
    const mapped = (ids: readonly string[] | undefined): readonly string[] =>
      [...this.#articles].flatMap(([id, article]) => (ids === undefined || ids.includes(id) ? [article.id] : []))
    const query = this.#wasEmpty ? dataset.query : { ...dataset.query, articleIds: mapped(dataset.query.articleIds) }
    insert(db, 'dataset', { id: dataset.id, name: dataset.name, query_json: JSON.stringify(query), created_at: at, coder_id: coderId })
    const key = `origin.${dataset.id}`
    if (!exists(db, 'SELECT 1 FROM setting WHERE key = ?', [key]))
      insert(db, 'setting', { key, value: JSON.stringify(project) })
    this.#context.created('dataset', dataset.id)
  } // prettier-ignore

  #putBatch(): void {
    const some = this.#extractions.splice(0)
    if (some.length === 0) return
    const { db, at, proposals } = this.#intake
    const batch = proposals.putBatch(some)
    for (const [index, { articleId, output }] of some.entries()) {
      const { version, lexicon, codebook } = output.extractor
      insert(db, 'extraction', { article_id: articleId, batch_sha256: batch, batch_index: index, extractor: version, lexicon, codebook, at })
    }
  } // prettier-ignore

  #report(): OwnImport {
    const { articles, there, mentions, facts, same, decisions } = this.#counts
    const { created, same: sameEntities, different, matched } = this.#entities.taken
    const { id, name } = this.#file.header.dataset
    return {
      articles: { added: articles, there },
      entities: { added: created, same: sameEntities, matched, different },
      mentions: { added: mentions },
      facts: { added: facts, same, different: this.#different },
      decisions: { added: decisions },
      dataset: { id, name, added: this.#datasetAdded },
    }
  }
}

/** Names of the parts in which two facts are not the same; what a project makes of its own work is no part of them. */
function differing(ours: FactView, theirs: FactView): readonly string[] {
  const leftOut = new Set(['record', 'ruleRecord', 'confidence', 'breaks', 'home'])
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].filter((name) => !leftOut.has(name))
  return names.filter((name) => canonicalJson(Reflect.get(ours, name)) !== canonicalJson(Reflect.get(theirs, name))).sort()
} // prettier-ignore

/** Parts of a query that are told from the record of a fact alone. */
const understood = new Set(['states', 'types', 'articleIds', 'publishers', 'from', 'to'])

/** Whether the query surely finds the fact; where it may not, the fact is put into the dataset by hand. */
function matches(fact: FactView, publisher: string | null, query: DatasetQuery): boolean {
  const asked = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (!asked.every((name) => understood.has(name))) return false
  const day = fact.time?.iso ?? ''
  const state = fact.state === 'withdrawn' ? 'proposed' : fact.state
  return (
    query.states.includes(state) &&
    (query.types?.includes(fact.type) ?? true) &&
    (query.articleIds?.includes(fact.articleId) ?? true) &&
    (query.publishers === undefined || (publisher !== null && query.publishers.includes(publisher))) &&
    (query.from === undefined || (day !== '' && day.slice(0, query.from.length) >= query.from)) &&
    (query.to === undefined || (day !== '' && day.slice(0, query.to.length) <= query.to))
  )
}
