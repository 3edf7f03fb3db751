import { isNear } from '../../corpus/families/grouping.ts'
import { bandsOf, estimatedSimilarity, signatureOf } from '../../corpus/families/minhash.ts'
import { fewestShingles, sharedCount } from '../../corpus/families/shingles.ts'
import type { Reading, Writing } from '../rows.ts'
import type { KnownShingles } from './known-shingles.ts'
import { isOldVersion } from './version-chain.ts'

/** So many articles of one band are looked at: in a crowd of likes, the first ones stand for all. */
const mostInBand = 64
/** So many of the likeliest are compared word by word. */
const mostCompared = 48
/** Bands two articles must share before anything else is looked at. */
const leastBands = 2
/** Below this estimate no pair is near: its standard error is a twentieth. */
const leastEstimate = 0.06
/** Sets kept by number; more are asked for again. */
const mostSets = 2048

interface Signed {
  readonly n: number
  readonly articleId: string
  readonly textSha256: string
  readonly shingles: number
  readonly signature: Uint32Array
  readonly banded: boolean
}

const columns = 'n, article_id, text_sha256, shingles, signature, banded'

/** Which articles resemble one another, kept up to date article by article: each is compared through the bands, never with all. */
export class NearPairs {
  readonly #db: Writing
  readonly #known: KnownShingles
  /** Sets of this refresh by number: what they are made of does not change within it. */
  readonly #sets = new Map<number, Uint32Array>()

  constructor(db: Writing, known: KnownShingles) {
    this.#db = db
    this.#known = known
  }

  /** Forgets an article and takes it in again as it stands. Returns the articles it was near to or is now. */
  refresh(articleId: string): readonly string[] {
    const before = this.#forget(articleId)
    const added = this.#add(articleId)
    return [...before, ...added]
  }

  #forget(articleId: string): readonly string[] {
    const signed = signedOf(this.#db, 'article_id = ?', articleId)
    if (signed === undefined) return []
    const { n } = signed
    const near = neighboursOf(this.#db, n)
    this.#db.run('DELETE FROM d_near WHERE a = ?', [n])
    this.#db.run('DELETE FROM d_near WHERE b = ?', [n])
    if (signed.banded) {
      for (const key of bandsOf(signed.signature)) this.#db.run('DELETE FROM d_band WHERE key = ? AND n = ?', [key, n]) // prettier-ignore
    }
    this.#db.run('DELETE FROM d_signature WHERE n = ?', [n])
    this.#sets.delete(n)
    if (!signed.banded) return near
    // Somebody else must stand in the bands for the articles of this text.
    const heir = signedOf(this.#db, 'text_sha256 = ? ORDER BY n LIMIT 1', signed.textSha256)
    return heir === undefined ? near : [...near, heir.articleId, ...this.refresh(heir.articleId)]
  }

  #add(articleId: string): readonly string[] {
    const article = this.#db.get(
      `SELECT text_sha256 FROM article WHERE id = ? AND NOT ${isOldVersion('article.id')}`,
      [articleId],
      (row) => ({ textSha256: row.text('text_sha256') }),
    )
    if (article === undefined) return []
    const { textSha256 } = article
    const twin = signedOf(this.#db, 'text_sha256 = ? AND banded = 1', textSha256)
    if (twin !== undefined) {
      const n = this.#insert({ ...twin, articleId, banded: false })
      this.#putNear(twin.n, n, Math.max(twin.shingles, 1))
      return [twin.articleId]
    }
    const shingles = this.#known.of(this.#db, articleId, textSha256)
    if (shingles === null) return []
    const signature = signatureOf(shingles)
    const enough = shingles.length >= fewestShingles
    const bands = enough ? bandsOf(signature) : []
    const near = this.#nearTo(shingles, signature, bands)
    const n = this.#insert({ articleId, textSha256, shingles: shingles.length, signature, banded: true })
    this.#db.run('INSERT OR IGNORE INTO d_band (key, n) SELECT value, ? FROM json_each(?)', [n, JSON.stringify(bands)]) // prettier-ignore
    this.#remember(n, shingles)
    for (const { other, shared } of near) this.#putNear(other.n, n, shared)
    return near.map(({ other }) => other.articleId)
  }

  #remember(n: number, set: Uint32Array): void {
    if (this.#sets.size >= mostSets) this.#sets.clear()
    this.#sets.set(n, set)
  }

  #insert(signed: Omit<Signed, 'n'>): number {
    const { signature } = signed
    this.#db.insert('d_signature', {
      article_id: signed.articleId,
      text_sha256: signed.textSha256,
      shingles: signed.shingles,
      signature: new Uint8Array(signature.buffer, signature.byteOffset, signature.byteLength),
      banded: signed.banded,
    })
    return this.#db.count('SELECT n FROM d_signature WHERE article_id = ?', [signed.articleId])
  }

  #putNear(one: number, other: number, shared: number): void {
    this.#db.insert('d_near', { a: Math.min(one, other), b: Math.max(one, other), shared })
  }

  /** Articles that are near, the likeliest candidates compared word by word. */
  #nearTo(
    shingles: Uint32Array,
    signature: Uint32Array,
    bands: readonly number[],
  ): readonly { readonly other: Signed; readonly shared: number }[] {
    const met = new Map<number, number>()
    for (const key of bands) {
      this.#db.each(`SELECT n FROM d_band WHERE key = ? ORDER BY n LIMIT ${String(mostInBand)}`, [key], (row) => {
        const n = row.integer('n')
        met.set(n, (met.get(n) ?? 0) + 1)
        return true
      })
    } // prettier-ignore
    const likeliest = [...met]
      .filter(([, count]) => count >= leastBands)
      .sort(([n, count], [otherN, other]) => other - count || n - otherN)
      .slice(0, mostCompared)
    return likeliest.flatMap(([n]) => {
      const other = signedOf(this.#db, 'n = ?', n)
      if (other === undefined || estimatedSimilarity(signature, other.signature) < leastEstimate) return []
      const theirs = this.#sets.get(n) ?? this.#known.of(this.#db, other.articleId, other.textSha256)
      if (theirs === null) return []
      this.#remember(n, theirs)
      const shared = sharedCount(shingles, theirs)
      return isNear({ shared, sizeA: shingles.length, sizeB: theirs.length }) ? [{ other, shared }] : []
    })
  }
}

function signedOf(db: Reading, where: string, parameter: string | number): Signed | undefined {
  return db.get(`SELECT ${columns} FROM d_signature WHERE ${where}`, [parameter], (row) => ({
    n: row.integer('n'),
    articleId: row.text('article_id'),
    textSha256: row.text('text_sha256'),
    shingles: row.integer('shingles'),
    // A copy: the bytes need not begin where a number may.
    signature: new Uint32Array(Uint8Array.from(row.bytes('signature')).buffer),
    banded: row.flag('banded'),
  }))
}

/** Articles near to one, by its number. */
function neighboursOf(db: Reading, n: number): readonly string[] {
  return db.all(
    `SELECT article_id FROM d_signature WHERE n IN (SELECT b FROM d_near WHERE a = ?1 UNION SELECT a FROM d_near WHERE b = ?1) ORDER BY n`,
    [n],
    (row) => row.text('article_id'),
  )
}

/** How like two articles are: sizes, shared shingles, and the estimate their signatures give. Null where one of them has no signature. */
export function likenessOf(
  db: Reading,
  a: string,
  b: string,
  known: KnownShingles,
): { readonly shared: number; readonly sizeA: number; readonly sizeB: number; readonly estimate: number } | null {
  const articles = [a, b].map((id) => {
    const sha = db.get('SELECT text_sha256 FROM article WHERE id = ?', [id], (row) => row.text('text_sha256'))
    return sha === undefined ? null : known.of(db, id, sha)
  })
  const [one, other] = articles
  if (one == null || other == null) return null
  const estimate = estimatedSimilarity(signatureOf(one), signatureOf(other))
  return { shared: sharedCount(one, other), sizeA: one.length, sizeB: other.length, estimate }
} // prettier-ignore
