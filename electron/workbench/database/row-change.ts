import { BelegError } from '../../../shared/errors.ts'
import { quoted, type ReadableDatabase, type WritableDatabase } from './sqlite.ts'
import type { TableShape } from './schema.ts'

export type Cell = string | number | null
export type Cells = Readonly<Record<string, Cell>>

/**
 * One row's change. A row that appeared has no `before`, one that went has no `after`, each other side whole;
 * where a row was changed, both sides hold the changed columns only. A changed key is a row that went and one
 * that appeared.
 */
export interface RowChange {
  readonly table: string
  /** Values of the primary key, in key order. */
  readonly key: readonly Cell[]
  readonly before: Cells | null
  readonly after: Cells | null
}

/** What takes the change back. */
export function inverse(change: RowChange): RowChange {
  return { ...change, before: change.after, after: change.before }
}

export interface RowConflict {
  readonly change: RowChange
  /** `differs`: the row is not as the change expects. `referenced`: another row points at it, or it at a missing one. */
  readonly kind: 'differs' | 'referenced'
}

/**
 * Applies changes in order and returns those that did not fit: the row differs from what the change expects, or
 * a foreign key forbids it. Nothing is guessed: a change that does not fit is left out. The caller holds a
 * savepoint and rolls back where any conflict matters.
 */
export function applyRowChanges(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  changes: Iterable<RowChange>,
): readonly RowConflict[] {
  const conflicts: RowConflict[] = []
  for (const change of changes) {
    const kind = applyRowChange(db, shapes, change)
    if (kind !== null) conflicts.push({ change, kind })
  }
  return conflicts
}

function applyRowChange(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  change: RowChange,
): RowConflict['kind'] | null {
  const shape = shapes.get(change.table)
  if (shape === undefined) {
    throw new BelegError('internal', { reason: `a change of the unknown table “${change.table}”` })
  }
  const key = Object.fromEntries(shape.key.map((name, index) => [name, change.key[index] ?? null]))
  try {
    if (change.before === null) {
      if (change.after === null) return null
      if (rowExists(db, shape, change.key)) return 'differs'
      db.insert(shape.name, change.after)
      return null
    }
    const where = { ...change.before, ...key }
    const touched =
      change.after === null ? db.remove(shape.name, where) : db.update(shape.name, where, change.after)
    return touched === 1 ? null : 'differs'
  } catch (error) {
    if (error instanceof Error && error.message.includes('FOREIGN KEY')) return 'referenced'
    if (error instanceof Error && error.message.includes('constraint failed')) return 'differs'
    throw error
  }
}

function rowExists(db: ReadableDatabase, shape: TableShape, key: readonly Cell[]): boolean {
  const where = shape.key.map((name) => `${quoted(name)} = ?`).join(' AND ')
  return db.count(`SELECT count(*) FROM ${quoted(shape.name)} WHERE ${where}`, key) > 0
}

/** A change as the journal and the history write it. */
export type WrittenRowChange = readonly [
  table: string,
  key: readonly Cell[],
  before: Cells | null,
  after: Cells | null,
]

export function writeRowChange(change: RowChange): WrittenRowChange {
  return [change.table, change.key, change.before, change.after]
}

/** Reads what `writeRowChange` wrote; null where the value has another shape. */
export function readRowChange(value: unknown): RowChange | null {
  if (!Array.isArray(value) || value.length !== 4) return null
  const parts: readonly unknown[] = value
  const [table, key, before, after] = parts
  if (typeof table !== 'string' || !isKey(key) || !isCells(before) || !isCells(after)) return null
  return { table, key, before, after }
}

const isCell = (value: unknown): value is Cell =>
  value === null || typeof value === 'string' || typeof value === 'number'

export const isKey = (value: unknown): value is readonly Cell[] => Array.isArray(value) && value.every(isCell)

export const isCells = (value: unknown): value is Cells | null =>
  value === null || (typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isCell))
