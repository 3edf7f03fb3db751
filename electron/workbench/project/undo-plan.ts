import {
  applyRowChanges,
  inverse,
  quoted,
  type RowConflict,
  type TableShape,
  type WritableDatabase,
} from '../database/index.ts'
import { changesOfStep, stepsToUndo } from './history.ts'
import { referencing } from './undo-conflict.ts'

/** What undoing a step would take with it. */
export interface UndoPlan {
  /** Steps to take back together, newest first; the step asked for is among them. */
  readonly seqs: readonly number[]
  /** Steps in the way that cannot be undone; where there are any, the step cannot be either. */
  readonly blocked: readonly number[]
}

interface LaterStep {
  readonly seq: number
  readonly undoable: boolean
  readonly isUndo: boolean
}

/**
 * Finds the later steps that rest on a step, and those that rest on them, by trying on the database itself; the
 * caller holds a savepoint and rolls back. Only steps that changed the same columns of the same row, or made or
 * removed a row that one of the rows needs, count. Throws `notFound`, `undo.never`, `undo.nothing`.
 */
export function planUndo(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  seq: number,
): UndoPlan {
  const chosen = new Set(stepsToUndo(db, seq).map((target) => target.seq))
  for (;;) {
    const conflicts = tryUndo(db, shapes, newestFirst(chosen))
    if (conflicts.length === 0) return { seqs: newestFirst(chosen), blocked: [] }
    const later = new Map<number, LaterStep>()
    for (const { of, conflict } of conflicts) collectLater(db, shapes, conflict, of, later)
    const found = [...later.values()].filter((step) => !chosen.has(step.seq))
    // What an undo or a redo did shows in the step it is about; they are taken only where nothing else is in the way.
    const ordinary = found.filter((step) => !step.isUndo && step.undoable)
    const next = ordinary.length > 0 ? ordinary : found.filter((step) => step.undoable)
    if (next.length === 0) {
      return { seqs: newestFirst(chosen), blocked: newestFirst(found.map((step) => step.seq)) }
    }
    for (const step of next) {
      for (const target of stepsToUndo(db, step.seq)) chosen.add(target.seq)
    }
  }
}

const newestFirst = (seqs: Iterable<number>): readonly number[] => [...seqs].sort((a, b) => b - a)

function tryUndo(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  seqs: readonly number[],
): readonly { readonly of: number; readonly conflict: RowConflict }[] {
  db.run('SAVEPOINT plan')
  try {
    return seqs.flatMap((of) =>
      applyRowChanges(db, shapes, changesOfStep(db, of).toReversed().map(inverse)).map((conflict) => ({
        of,
        conflict,
      })),
    )
  } finally {
    db.run('ROLLBACK TO plan')
    db.run('RELEASE plan')
  }
}

function collectLater(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  { change, kind }: RowConflict,
  after: number,
  into: Map<number, LaterStep>,
): void {
  const columns = new Set(Object.keys({ ...change.before, ...change.after }))
  const whole = change.before === null || change.after === null
  collectSteps(db, change.table, change.key, after, into, (cells) => whole || cells.some((name) => columns.has(name)))
  if (kind !== 'referenced') return
  for (const child of referencing(db, shapes, change.table, change.key)) {
    collectSteps(db, child.table, child.key, after, into, (cells) => cells.includes(child.column))
  }
  for (const { table, key } of parents(db, change)) collectSteps(db, table, key, after, into, () => true)
} // prettier-ignore

/** Rows that a row which is to come back points at. */
function parents(
  db: WritableDatabase,
  { table, after }: RowConflict['change'],
): readonly { readonly table: string; readonly key: readonly (string | number | null)[] }[] {
  if (after === null) return []
  return db
    .all(`PRAGMA main.foreign_key_list(${quoted(table)})`, [], (row) => ({ parent: row.text('table'), column: row.text('from') }))
    .flatMap(({ parent, column }) => after[column] == null ? [] : [{ table: parent, key: [after[column]] }])
} // prettier-ignore

/** Adds the steps after `seq` that are in force and changed a row in one of the columns that matter. */
function collectSteps(
  db: WritableDatabase,
  table: string,
  key: readonly (string | number | null)[],
  seq: number,
  into: Map<number, LaterStep>,
  matters: (columns: readonly string[]) => boolean,
): void {
  db.each(
    `SELECT h.seq, h.undoable, h.undo_of IS NOT NULL AS is_undo, c.before_json, c.after_json
     FROM history_change c JOIN history h ON h.seq = c.seq
     WHERE c.tbl = ? AND c.key_json = ? AND c.seq > ? AND h.undone_by IS NULL`,
    [table, JSON.stringify(key), seq],
    (row) => {
      const cells = [row.json('before_json'), row.json('after_json')].flatMap((side) =>
        typeof side === 'object' && side !== null ? Object.keys(side) : [],
      )
      if (matters(cells)) {
        into.set(row.integer('seq'), {
          seq: row.integer('seq'),
          undoable: row.flag('undoable'),
          isUndo: row.flag('is_undo'),
        })
      }
      return true
    },
  )
}
