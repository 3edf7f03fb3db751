import { BelegError } from '../../../shared/errors.ts'
import { quoted } from '../database/index.ts'
import type { ReadableDatabase, WritableDatabase } from '../database/sqlite.ts'
import type { Param, SqlValue } from '../database/values.ts'

/** A whole row. Offsets, counts and flags are integers well inside the safe range. */
export type Row = Readonly<Record<string, SqlValue>>
export type Reading = ReadableDatabase
export type Writing = WritableDatabase

/** Every row of a query, whole. */
export function allRows(db: Reading, sql: string, params: readonly Param[] = []): readonly Row[] {
  return db.all(sql, params, (row) => row.row())
}

/**
 * Every row of a query as a tuple, handed over together as JSON: thousands of rows cost a fraction of what reading them
 * value by value does. `columns` hold texts, finite numbers, JSON and null; `T` says which.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- who asks knows the columns; checking rows costs what this saves
export function gathered<T extends readonly unknown[]>(
  db: Reading,
  columns: string,
  from: string,
  params: readonly Param[] = [],
): readonly T[] {
  const rows = db.get(`SELECT json_group_array(json_array(${columns})) AS rows FROM ${from}`, params, (row) =>
    row.text('rows'),
  )
  return JSON.parse(rows ?? '[]') as T[]
}

/** Some columns of every row, handed over as `gathered` does. `from` names them as they are called here. */
export function rowsTogether(
  db: Reading,
  columns: readonly string[],
  from: string,
  params: readonly Param[] = [],
): readonly Row[] {
  const pairs = columns.map((name) => `'${name}', ${quoted(name)}`)
  return gathered<readonly [Row]>(db, `json_object(${pairs.join(', ')})`, from, params).map(([row]) => row)
}

/** The first row of a query, whole. */
export function firstRow(db: Reading, sql: string, params: readonly Param[] = []): Row | undefined {
  return db.get(sql, params, (found) => found.row())
}

/** Whether a query finds anything. */
export function exists(db: Reading, sql: string, params: readonly Param[] = []): boolean {
  return db.get(sql, params, () => true) === true
}

/** A column that must hold text. */
export function text(from: Row, column: string): string {
  const value = from[column]
  if (typeof value !== 'string') throw wrong(column, value)
  return value
}

export function textOrNull(from: Row, column: string): string | null {
  const value = from[column] ?? null
  if (value !== null && typeof value !== 'string') throw wrong(column, value)
  return value
}

/** A column that must hold a number. */
export function number(from: Row, column: string): number {
  const value = from[column]
  if (typeof value !== 'number') throw wrong(column, value)
  return value
}

export function numberOrNull(from: Row, column: string): number | null {
  const value = from[column] ?? null
  if (value !== null && typeof value !== 'number') throw wrong(column, value)
  return value
}

/** A JSON column, or null. What was written by us is read as such; hashes and checks guard the bytes. */
export function jsonOrNull(from: Row, column: string): unknown {
  const value = textOrNull(from, column)
  return value === null ? null : (JSON.parse(value) as unknown)
}

/** Inserts one row; what is undefined becomes NULL. */
export function insert(
  db: Writing,
  table: string,
  values: Readonly<Record<string, Param | undefined>>,
): void {
  db.insert(table, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null])))
}

/**
 * Inserts rows of one shape with one statement: values in the order of `columns`, handed over together as JSON, because
 * binding them one by one costs more than storing them. Texts, finite numbers and null only, which come back as `insert`
 * would have stored them.
 */
export function insertRows(
  db: Writing,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): void {
  if (rows.length === 0) return
  const values = columns.map((_, at) => `value ->> ${String(at)}`)
  db.run(
    `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) SELECT ${values.join(', ')} FROM json_each(?)`,
    [JSON.stringify(rows)],
  )
}

function wrong(column: string, value: unknown): BelegError {
  return new BelegError('internal', {
    reason: `column ${column} holds ${value === null ? 'null' : typeof value}`,
  })
}
