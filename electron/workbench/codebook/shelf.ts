import { codebookSchema, type Codebook } from '../../../shared/model/codebook.ts'
import type { RowChange } from '../database/index.ts'
import { firstRow, text, type Reading } from '../store/rows.ts'

const bodiesKept = 8

/** The codebooks of a project: its own versions, and before the first save the one that ships. */
export class CodebookShelf {
  readonly shipped: Codebook
  /** By the hash of the body. */
  readonly #read = new Map<string, Codebook>()

  constructor(shipped: Codebook) {
    this.shipped = shipped
  }

  /** The codebook in force: the version of the highest number. */
  current(db: Reading): Codebook {
    const row = firstRow(db, 'SELECT sha256 FROM codebook_version ORDER BY number DESC LIMIT 1')
    if (row === undefined) return this.shipped
    const sha = text(row, 'sha256')
    const known = this.#read.get(sha)
    if (known !== undefined) return known
    return this.#keep(sha, text(firstRow(db, 'SELECT body FROM codebook_version WHERE sha256 = ?', [sha]) ?? {}, 'body'))
  } // prettier-ignore

  /** What was in force before and what is in force after changes that were applied already; null where none touched it. */
  turned(
    db: Reading,
    changes: readonly RowChange[],
  ): { readonly before: Codebook; readonly after: Codebook } | null {
    const own = changes.filter(({ table }) => table === 'codebook_version')
    if (own.length === 0) return null
    const after = this.current(db)
    // Taken back: the highest version that went was in force. Saved: the one it was made from, or the one that shipped.
    const gone = highest(own.map(({ before }) => before))
    if (gone !== null) return { before: codebookSchema.parse(JSON.parse(gone)), after }
    const first = own.find(({ after: cells }) => cells !== null && typeof cells['based_on'] === 'string')
    const base = first?.after?.['based_on']
    const row = typeof base === 'string' ? firstRow(db, 'SELECT sha256, body FROM codebook_version WHERE id = ?', [base]) : undefined
    return { before: row === undefined ? this.shipped : this.#keep(text(row, 'sha256'), text(row, 'body')), after }
  } // prettier-ignore

  #keep(sha: string, body: string): Codebook {
    const known = this.#read.get(sha) ?? codebookSchema.parse(JSON.parse(body))
    this.#read.set(sha, known)
    for (const oldest of this.#read.keys()) {
      if (this.#read.size <= bodiesKept) break
      this.#read.delete(oldest)
    }
    return known
  }
}

function highest(rows: readonly RowChange['before'][]): string | null {
  let found: { readonly number: number; readonly body: string } | null = null
  for (const row of rows) {
    const [number, body] = [row?.['number'], row?.['body']]
    if (typeof number !== 'number' || typeof body !== 'string') continue
    if (found === null || number > found.number) found = { number, body }
  }
  return found?.body ?? null
}
