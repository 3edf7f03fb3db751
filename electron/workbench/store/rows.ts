import { BelegError } from '../../../shared/errors.ts'
import { quoted } from '../database/index.ts'
import type { ReadableDatabase, WritableDatabase } from '../database/sqlite.ts'
import { hasHalfLetter, type Param, type SqlValue } from '../database/values.ts'

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

type Cell = string | number | null

const wellFormed = (text: string): string =>
  hasHalfLetter(text) ? Buffer.from(text, 'utf8').toString('utf8') : text

/** Rows bound together, most first: few statements, each of which is compiled once. */
const together = [32, 8, 1]

/**
 * Inserts rows of one shape, values in the order of `columns`, many with one statement. Columns that end in `_json` hold
 * JSON: they are bound as bytes, because sql.js writes a text into its memory letter by letter. Texts, finite numbers and
 * null only, which come back as `insert` would have stored them; half a surrogate pair, which `insert` refuses, becomes
 * the replacement character.
 */
export function insertRows(
  db: Writing,
  table: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): void {
  const json = columns.map((name) => name.endsWith('_json'))
  const row = `(${json.map((isJson) => (isJson ? 'CAST(? AS TEXT)' : '?')).join(', ')})`
  const into = `INSERT INTO ${quoted(table)} (${columns.map(quoted).join(', ')}) VALUES `
  const bound = (cell: Cell, at: number): Param =>
    typeof cell !== 'string' ? cell : json[at] === true ? Buffer.from(cell, 'utf8') : wellFormed(cell)
  let done = 0
  for (const many of together) {
    if (rows.length - done < many) continue
    const sql = into + Array<string>(many).fill(row).join(', ')
    for (; rows.length - done >= many; done += many)
      db.run(
        sql,
        rows.slice(done, done + many).flatMap((one) => one.map(bound)),
      )
  }
}

function wrong(column: string, value: unknown): BelegError {
  return new BelegError('internal', {
    reason: `column ${column} holds ${value === null ? 'null' : typeof value}`,
  })
}
