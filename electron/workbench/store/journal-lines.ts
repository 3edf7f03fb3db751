import type { ReadableDatabase } from '../database/index.ts'

/**
 * Steps of the history after `after`, oldest first, each as one line of JSON: who, when, why, what was asked, and every
 * row as it was before and after. The whole history, also where old journal files are gone.
 */
export function journalLines(
  db: ReadableDatabase,
  after: number,
  limit: number,
): { readonly lines: readonly string[]; readonly last: number } {
  let last = after
  const lines = db.all(
    `SELECT history.*, coder.name AS coder FROM history LEFT JOIN coder ON coder.id = history.coder_id
     WHERE seq > ? ORDER BY seq LIMIT ?`,
    [after, limit],
    (row) => {
      last = row.integer('seq')
      return {
        seq: last,
        id: row.text('command_id'),
        type: row.text('type'),
        label: row.text('label'),
        coder: row.textOrNull('coder'),
        coderId: row.textOrNull('coder_id'),
        at: row.text('at'),
        note: row.textOrNull('note'),
        undoes: row.integerOrNull('undo_of'),
        undoneBy: row.integerOrNull('undone_by'),
        payload: row.json('payload_json'),
        answer: row.json('answer_json'),
      }
    },
  )
  return {
    lines: lines.map((step) => JSON.stringify({ ...step, changes: changesOf(db, step.seq) })),
    last,
  }
}

const changesOf = (db: ReadableDatabase, seq: number): readonly object[] =>
  db.all(
    'SELECT tbl, key_json, before_json, after_json FROM history_change WHERE seq = ? ORDER BY n',
    [seq],
    (row) => ({
      table: row.text('tbl'),
      key: row.json('key_json'),
      before: row.json('before_json') ?? null,
      after: row.json('after_json') ?? null,
    }),
  )
