import { RowReader, quoted, type Database, type Param, type SqlValue } from '../workbench/database/index.ts'

/** The part of better-sqlite3 that is used here. */
interface PeerStatement {
  readonly reader: boolean
  run(...params: readonly unknown[]): { readonly changes: number }
  all(...params: readonly unknown[]): readonly (readonly SqlValue[])[]
  get(...params: readonly unknown[]): readonly SqlValue[] | undefined
  raw(on: true): PeerStatement
  columns(): readonly { readonly name: string }[]
}
interface PeerConnection {
  prepare(sql: string): PeerStatement
  exec(sql: string): void
  serialize(): Uint8Array
  close(): void
}
export type PeerConstructor = new (path: string) => PeerConnection

interface Prepared {
  readonly statement: PeerStatement
  readonly columns: readonly string[]
  /** Numbered parameters (?1) are bound by name there. */
  readonly numbered: boolean
}

/** better-sqlite3 behind the product's own interface, so that the same handlers send it the same statements. */
export class PeerDatabase implements Database {
  readonly #connection: PeerConnection
  readonly #prepared = new Map<string, Prepared>()

  constructor(connection: PeerConnection) {
    this.#connection = connection
  }

  #take(sql: string): Prepared {
    const known = this.#prepared.get(sql)
    if (known !== undefined) return known
    const statement = this.#connection.prepare(sql)
    const numbered = /\?\d/.test(sql)
    const made = statement.reader
      ? { statement: statement.raw(true), columns: statement.columns().map(({ name }) => name), numbered }
      : { statement, columns: [], numbered }
    this.#prepared.set(sql, made)
    return made
  }

  each(sql: string, params: readonly Param[], visit: (row: RowReader) => boolean | undefined): void {
    const { statement, columns, numbered } = this.#take(sql)
    const reader = new RowReader(columns)
    for (const row of statement.all(...bound(params, numbered))) {
      reader.load(row)
      if (visit(reader) === false) return
    }
  }

  all<T>(sql: string, params: readonly Param[], read: (row: RowReader) => T): readonly T[] {
    const { statement, columns, numbered } = this.#take(sql)
    const reader = new RowReader(columns)
    return statement.all(...bound(params, numbered)).map((row) => {
      reader.load(row)
      return read(reader)
    })
  }

  get<T>(sql: string, params: readonly Param[], read: (row: RowReader) => T): T | undefined {
    const { statement, columns, numbered } = this.#take(sql)
    const row = statement.get(...bound(params, numbered))
    if (row === undefined) return undefined
    const reader = new RowReader(columns)
    reader.load(row)
    return read(reader)
  }

  count(sql: string, params: readonly Param[] = []): number {
    const value = this.get(sql, params, (row) => row.first())
    return typeof value === 'number' ? value : 0
  }

  run(sql: string, params: readonly Param[] = []): number {
    const { statement, numbered } = this.#take(sql)
    return statement.run(...bound(params, numbered)).changes
  }

  insert(table: string, row: Readonly<Record<string, Param>>): void {
    const names = Object.keys(row).map(quoted)
    const sql = `INSERT INTO ${quoted(table)} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`
    this.run(sql, Object.values(row))
  }

  update(
    table: string,
    where: Readonly<Record<string, Param>>,
    change: Readonly<Record<string, Param>>,
  ): number {
    const set = Object.keys(change).map((name) => `${quoted(name)} = ?`)
    const { condition, values } = matching(where)
    return this.run(`UPDATE ${quoted(table)} SET ${set.join(', ')} WHERE ${condition}`, [
      ...Object.values(change),
      ...values,
    ])
  }

  remove(table: string, where: Readonly<Record<string, Param>>): number {
    const { condition, values } = matching(where)
    return this.run(`DELETE FROM ${quoted(table)} WHERE ${condition}`, values)
  }

  script(sql: string): void {
    this.#connection.exec(sql)
  }

  setWritable(): void {
    // The product's own guard; the peer has none to switch.
  }

  bytes(): Uint8Array {
    return this.#connection.serialize()
  }

  close(): void {
    this.#connection.close()
  }
}

function bound(params: readonly Param[], numbered: boolean): readonly unknown[] {
  const values = params.map((value) => (typeof value === 'boolean' ? Number(value) : value))
  return numbered ? [Object.fromEntries(values.map((value, index) => [String(index + 1), value]))] : values
}

function matching(where: Readonly<Record<string, Param>>): {
  readonly condition: string
  readonly values: readonly Param[]
} {
  const names = Object.keys(where)
  const equals = (name: string): string => `${quoted(name)} ${where[name] === null ? 'IS NULL' : '= ?'}`
  return {
    condition: names.map(equals).join(' AND '),
    values: Object.values(where).filter((value) => value !== null),
  }
}
