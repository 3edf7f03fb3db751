import type { ReadableDatabase } from '../database/index.ts'
import { sha256, type BlobStore } from './blobs.ts'

/** Texts written at a time. */
const atOnce = 128

const indexed = `SELECT d_fts.body AS body FROM article
  JOIN d_fts_map ON d_fts_map.article_id = article.id JOIN d_fts ON d_fts.docid = d_fts_map.docid
  WHERE article.text_sha256 = ? LIMIT 1`

/** A frozen text out of the full-text index, for when its file is out of reach; null where it is not whole there. */
export function textFromIndex(db: ReadableDatabase, sha: string): string | null {
  const body = db.get(indexed, [sha], (row) => row.text('body'))
  return body !== undefined && sha256(Buffer.from(body, 'utf8')) === sha ? body : null
}

/**
 * Puts texts the database names and `there` lacks into a store, from the full-text index, which holds every text whole.
 * Only what has the right hash is taken. Returns how many could not be had.
 */
export function rescueTexts(db: ReadableDatabase, to: BlobStore, there: ReadonlySet<string>): number {
  const lost = db
    .all('SELECT sha256 FROM text', [], (row) => row.text('sha256'))
    .filter((sha) => !there.has(sha))
  let missing = 0
  for (let start = 0; start < lost.length; start += atOnce) {
    const found = lost.slice(start, start + atOnce).flatMap((sha) => {
      const text = textFromIndex(db, sha)
      return text === null ? [] : [{ bytes: Buffer.from(text, 'utf8') }]
    })
    to.putMany(found)
    missing += Math.min(atOnce, lost.length - start) - found.length
  }
  return missing
}
