import { BelegError } from '../../../shared/errors.ts'
import {
  quoted,
  type Cell,
  type ReadableDatabase,
  type RowConflict,
  type TableShape,
} from '../database/index.ts'

/**
 * The error for `together`, which cannot be taken back: which later steps rest on one of them. `steps` are their labels
 * with numbers, `seqs` the numbers alone, `tables` where the conflicts lie.
 */
export function undoConflict(
  db: ReadableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  conflicts: readonly RowConflict[],
  together: readonly number[],
): BelegError {
  // Work between two steps of one group rests on the first of them.
  const seq = Math.min(...together)
  const later = new Map<number, string>()
  for (const { change, kind } of conflicts) {
    collectSteps(db, change.table, change.key, seq, later)
    if (kind === 'referenced') {
      for (const child of referencing(db, shapes, change.table, change.key)) {
        collectSteps(db, child.table, child.key, seq, later)
      }
    }
  }
  for (const step of together) later.delete(step)
  const found = [...later].sort(([a], [b]) => a - b)
  return new BelegError('undo.conflict', {
    count: Math.max(found.length, 1),
    steps: found.map(([number, label]) => `${number}: ${label}`),
    seqs: found.map(([number]) => String(number)),
    tables: [...new Set(conflicts.map(({ change }) => change.table))].sort(),
  })
}

/** Adds the steps after `seq` that changed a row and are in force. */
function collectSteps(
  db: ReadableDatabase,
  table: string,
  key: readonly Cell[],
  seq: number,
  into: Map<number, string>,
): void {
  db.each(
    `SELECT DISTINCT h.seq, h.label FROM history_change c JOIN history h ON h.seq = c.seq
     WHERE c.tbl = ? AND c.key_json = ? AND c.seq > ? AND h.undone_by IS NULL`,
    [table, JSON.stringify(key), seq],
    (row) => {
      into.set(row.integer('seq'), row.text('label'))
      return true
    },
  )
}

/** Rows that point at a row by a foreign key to its (single-column) primary key, and by which column. */
export function referencing(
  db: ReadableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  table: string,
  key: readonly Cell[],
): readonly { readonly table: string; readonly key: readonly Cell[]; readonly column: string }[] {
  return [...shapes.values()].flatMap((child) =>
    db
      .all(`PRAGMA main.foreign_key_list(${quoted(child.name)})`, [], (row) => ({
        parent: row.text('table'),
        column: row.text('from'),
      }))
      .filter(({ parent }) => parent === table)
      .flatMap(({ column }) =>
        db.all(
          `SELECT ${child.key.map(quoted).join(', ')} FROM ${quoted(child.name)} WHERE ${quoted(column)} IS ? LIMIT 100`,
          [key[0] ?? null],
          (row) => ({
            table: child.name,
            column,
            key: child.key.map((name) => {
              const value = row.value(name)
              return value instanceof Uint8Array ? null : value
            }),
          }),
        ),
      ),
  )
}
