import type { RowChange } from '../database/index.ts'
import type { Reading } from './rows.ts'

/** More than this and everything is read anew at once. */
const most = 500

/** Which articles an index kept in memory must read again. Told of row changes; a change that was rolled back costs a needless look. */
export class TouchedArticles {
  #all = true
  #entities = true
  #ids = new Set<string>()

  /** Everything may be different: rows were removed past the journal, or nothing was read yet. */
  everything(): void {
    this.#all = true
    this.#entities = true
    this.#ids.clear()
  }

  note(db: Reading, changes: readonly RowChange[]): void {
    for (const change of changes) {
      if (change.table === 'entity') this.#entities = true
      if (this.#all) continue
      const id = articleOf(db, change)
      if (id !== null) this.#ids.add(id)
      if (this.#ids.size > most) {
        this.#all = true
        this.#ids.clear()
      }
    }
  }

  /** What was touched since the last call; forgets it. */
  take(): { readonly all: boolean; readonly ids: readonly string[]; readonly entities: boolean } {
    const taken = { all: this.#all, ids: [...this.#ids], entities: this.#entities }
    this.#all = false
    this.#entities = false
    this.#ids = new Set()
    return taken
  }
}

/** Tables whose key begins with the id of the article, and others that say it in a column, with where it is looked up. */
const keyed: ReadonlySet<string> = new Set(['article', 'article_field', 'extraction', 'sentence_review'])
const named: Readonly<Record<string, string>> = {
  attestation: 'SELECT article_id FROM attestation WHERE id = ?',
  fact: 'SELECT article_id FROM fact WHERE id = ?',
  mention: 'SELECT article_id FROM mention WHERE id = ?',
}

function articleOf(db: Reading, change: RowChange): string | null {
  const [key] = change.key
  if (typeof key !== 'string') return null
  if (keyed.has(change.table)) return key
  const sql = named[change.table]
  if (sql === undefined) return null
  const told = change.after?.['article_id'] ?? change.before?.['article_id']
  if (typeof told === 'string') return told
  return db.get(sql, [key], (row) => row.textOrNull('article_id')) ?? null
}
