import type { Codebook } from '../../../shared/model/codebook.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { RowChange } from '../database/index.ts'
import { readAnew } from '../codebook/proposed-under.ts'
import { CodebookShelf } from '../codebook/shelf.ts'
import { refreshIndex } from '../linking/name-index.ts'
import type { NameKeys } from '../linking/name-keys.ts'
import { textFromIndex, type ProjectFolder } from '../project/index.ts'
import { refreshCounts, refreshFullText } from './derived.ts'
import { refreshFamilies } from './families/family-index.ts'
import { KnownShingles } from './families/known-shingles.ts'
import { buildProposals, clearProposals } from './proposals.ts'
import { ToldInArticles } from './person-contexts.ts'
import { textOrNull, type Reading, type Writing } from './rows.ts'
import { decodeBatch, encodeBatch, type StoredExtraction } from './stored-extraction.ts'
import { TouchedArticles } from './touched-articles.ts'

const keptTexts = 64
const keptBatches = 8

/**
 * Builds proposed and derived rows from what decided rows name: after a live command, an undo, and at replay. Reads
 * texts and batches of the project folder and keeps the last few.
 */
export class ProposalBuilder {
  readonly #folder: ProjectFolder
  /** The project's codebooks; extraction reads with the one that shipped. */
  readonly codebooks: CodebookShelf
  /** What names of the registry are found by. */
  readonly nameKeys: NameKeys
  /** Articles whose rows were touched, for what is kept of them in memory. */
  readonly touched = new TouchedArticles()
  /** What articles are compared by, for those that come in after them. */
  readonly shingles = new KnownShingles((sha) => this.text(sha))
  /** What articles tell of their people, for those that come in after them. */
  readonly told = new ToldInArticles()
  readonly #texts = new Map<string, string>()
  readonly #batches = new Map<string, readonly (StoredExtraction | null)[]>()

  constructor(folder: ProjectFolder, codebook: Codebook, nameKeys: NameKeys) {
    this.#folder = folder
    this.codebooks = new CodebookShelf(codebook)
    this.nameKeys = nameKeys
  }

  /** The engine's hook. */
  afterRowChanges(db: Writing, changes: readonly RowChange[]): void {
    this.touched.note(db, changes)
    const extracted = new Set<string>()
    const texts = new Set<string>()
    const counted = new Set<string>()
    for (const change of changes) {
      const key = change.key[0]
      if (typeof key !== 'string') continue
      if (change.table === 'extraction') extracted.add(key)
      if (change.table === 'article') {
        counted.add(key)
        const touched = { ...change.before, ...change.after }
        if (change.before === null || change.after === null || 'title' in touched || 'text_sha256' in touched)
          texts.add(key)
      }
      if (change.table === 'fact' || change.table === 'attestation')
        addArticle(counted, change, () => articleOf(db, key))
      if (change.table === 'fact') for (const articleId of attestedIn(db, key)) counted.add(articleId)
      if (change.table === 'answered_proposal') addArticle(extracted, change, () => null)
      if (change.table === 'sentence_review' || change.table === 'extraction') counted.add(key)
    }
    const turned = this.codebooks.turned(db, changes)
    if (turned !== null) {
      for (const articleId of readAnew(db, turned)) extracted.add(articleId)
      this.touched.everything()
    }
    for (const articleId of extracted) {
      this.rebuild(db, articleId)
      counted.add(articleId)
    }
    for (const articleId of texts) refreshFullText(db, articleId, (sha) => this.text(sha))
    for (const articleId of counted) refreshCounts(db, articleId)
    refreshIndex(db, this.nameKeys, changes)
    refreshFamilies(db, changes, this.shingles)
  }

  /** Makes the proposed rows of an article anew, and what is counted of them. */
  rebuild(db: Writing, articleId: string): void {
    clearProposals(db, articleId)
    this.told.forget(articleId)
    const stored = this.extraction(db, articleId)
    if (stored === null) return
    const answered = db.all(
      'SELECT proposal_id FROM answered_proposal WHERE article_id = ?',
      [articleId],
      (row) => row.text('proposal_id'),
    )
    const codebooks = { shipped: this.codebooks.shipped, current: this.codebooks.current(db) }
    buildProposals(db, codebooks, stored, new Set(answered))
  }

  /** What extraction last said about an article; null where it said nothing. */
  extraction(db: Reading, articleId: string): StoredExtraction | null {
    const named = db.get(
      'SELECT batch_sha256, batch_index FROM extraction WHERE article_id = ?',
      [articleId],
      (row) => ({
        sha: row.text('batch_sha256'),
        index: row.integer('batch_index'),
      }),
    )
    if (named === undefined) return null
    const stored = this.#batch(named.sha)[named.index]
    if (stored == null)
      throw new BelegError('project.damaged', { what: 'a batch of proposals is too short', advice: '' })
    return stored
  }

  /** What extraction had to say; where its file is out of reach, that. The proposals themselves are in the database. */
  notices(db: Reading, articleId: string): { code: string; message: string }[] {
    try {
      return this.extraction(db, articleId)?.output.notices ?? []
    } catch (error) {
      if (!isOutOfReach(error)) throw error
      return [{ code: 'extraction.lost', message: error.message }]
    }
  }

  /** Makes a batch durable and returns its name. */
  putBatch(entries: readonly (StoredExtraction | null)[]): string {
    const sha = this.#folder.batches.put(encodeBatch(entries))
    this.#keep(this.#batches, sha, entries, Number.POSITIVE_INFINITY)
    return sha
  }

  /** The entries of a batch, null where an article was removed. */
  batch(sha: string): readonly (StoredExtraction | null)[] {
    return this.#batch(sha)
  }

  /** Lets go of everything kept in memory. */
  forget(): void {
    this.#texts.clear()
    this.shingles.forget()
    this.told.forget()
    this.#batches.clear()
  }

  /** Lets go of batches kept while a large command ran. */
  trim(): void {
    for (const sha of [...this.#batches.keys()].slice(0, Math.max(0, this.#batches.size - keptBatches)))
      this.#batches.delete(sha)
  }

  #batch(sha: string): readonly (StoredExtraction | null)[] {
    const known = this.#batches.get(sha)
    if (known !== undefined) return known
    const entries = decodeBatch(this.#folder.batches.get(sha))
    this.#keep(this.#batches, sha, entries, keptBatches)
    return entries
  }

  /** A frozen text by its hash. */
  text(sha: string): string {
    const known = this.#texts.get(sha)
    if (known !== undefined) return known
    const text = Buffer.from(this.#folder.texts.get(sha)).toString('utf8')
    this.#keep(this.#texts, sha, text, keptTexts)
    return text
  }

  /** The frozen text of an article. Throws `notFound`. */
  articleText(db: Reading, articleId: string): string {
    const sha = db.get('SELECT text_sha256 FROM article WHERE id = ?', [articleId], (row) =>
      row.text('text_sha256'),
    )
    if (sha === undefined) throw new BelegError('notFound', { kind: 'article', id: articleId })
    try {
      return this.text(sha)
    } catch (error) {
      const indexed = isOutOfReach(error) ? textFromIndex(db, sha) : null
      if (indexed === null) throw error
      return indexed
    }
  }

  #keep<T>(kept: Map<string, T>, key: string, value: T, most: number): void {
    kept.delete(key)
    kept.set(key, value)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) break
      kept.delete(oldest)
    }
  }
}

/** A file that is not there or cannot be read: a stick was pulled, or a copy was made without it. */
const isOutOfReach = (error: unknown): error is BelegError =>
  error instanceof BelegError && (error.code === 'file.notFound' || error.code === 'file.unreadable')

function articleOf(db: Reading, factId: string): string | null {
  return (
    db.get('SELECT article_id FROM fact WHERE id = ?', [factId], (row) => row.textOrNull('article_id')) ??
    null
  )
}

/** A fact counts in every article that attests it. */
const attestedIn = (db: Reading, factId: string): readonly string[] =>
  db.all('SELECT article_id FROM attestation WHERE fact_id = ?', [factId], (row) => row.text('article_id'))

function addArticle(counted: Set<string>, change: RowChange, look: () => string | null): void {
  const side = change.after ?? change.before
  const named = side === null ? null : 'article_id' in side ? textOrNull(side, 'article_id') : look()
  if (named !== null) counted.add(named)
}
