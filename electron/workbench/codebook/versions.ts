import { BelegError } from '../../../shared/errors.ts'
import { codebookSchema, type Codebook } from '../../../shared/model/codebook.ts'
import type { CodebookVersion } from '../../../shared/model/codebook-impact.ts'
import type { Reading } from '../store/rows.ts'
import type { CodebookShelf } from './shelf.ts'

/** Number of the version in force; 1 before anything was saved. */
export const newestNumber = (db: Reading): number =>
  db.get('SELECT max(number) AS newest FROM codebook_version', [], (row) => row.integerOrNull('newest')) ?? 1

/** Every version, the newest first. */
export function codebookVersions(db: Reading, current: Codebook): CodebookVersion[] {
  const saved = db.all(
    `SELECT v.number, v.version, json_array_length(v.body, '$.factTypes') AS types, coder.name AS coder, v.created_at, v.note
     FROM codebook_version v LEFT JOIN coder ON coder.id = v.coder_id ORDER BY v.number DESC`,
    [],
    (row) => ({
      number: row.integer('number'),
      version: row.text('version'),
      types: row.integer('types'),
      coder: row.textOrNull('coder'),
      // The first came with the program: the time it was written down is not when it was made.
      at: row.integer('number') === 1 ? null : row.text('created_at'),
      note: row.textOrNull('note'),
    }),
  )
  if (saved.length > 0) return [...saved]
  return [
    {
      number: 1,
      version: current.version,
      types: current.factTypes.length,
      coder: null,
      at: null,
      note: null,
    },
  ]
}

/** The codebook of a number. Throws `notFound`. */
export function codebookOfNumber(db: Reading, shelf: CodebookShelf, number: number): Codebook {
  const body = db.get('SELECT body FROM codebook_version WHERE number = ?', [number], (row) => row.json('body'))
  if (body !== undefined) return codebookSchema.parse(body)
  if (number === 1 && newestNumber(db) === 1) return shelf.shipped
  throw new BelegError('notFound', { kind: 'codebook', id: String(number) })
} // prettier-ignore
