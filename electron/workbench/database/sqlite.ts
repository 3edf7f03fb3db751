import initSqlJs, { type Database as RawDatabase, type Statement as RawStatement } from 'sql.js'
import { BelegError } from '../../../shared/errors.ts'
import { FilePages, type DatabaseFile } from './file-pages.ts'
import { bindable, type Param, type SqlValue } from './values.ts'
import { RowReader } from './row-reader.ts'

/** A query that took long enough to be felt. */
export interface SlowQuery {
  readonly sql: string
  readonly ms: number
}

/** Queries at or above this many milliseconds are reported. A store query should answer within about 10. */
export const slowQueryMs = 40

const statementCacheSize = 400

/**
 * What a query may do. Rows are handed to `read` one at a time through a reader that is reused: take values
 * from it, never keep it.
 */
export interface ReadableDatabase {
  /** Every row, read. */
  all<T>(sql: string, params: readonly Param[], read: (row: RowReader) => T): readonly T[]
  /** The first row, read; undefined where there is none. */
  get<T>(sql: string, params: readonly Param[], read: (row: RowReader) => T): T | undefined
  /** Visits rows without gathering them; `false` stops. */
  each(sql: string, params: readonly Param[], visit: (row: RowReader) => boolean | undefined): void
  /** The first column of the first row as a whole number; 0 where there is no row or it is NULL. For counts. */
  count(sql: string, params?: readonly Param[]): number
}

/** What a command handler may do as well. Names of tables and columns come from code, never from a user. */
export interface WritableDatabase extends ReadableDatabase {
  /** Runs one statement and returns the number of rows it changed. */
  run(sql: string, params?: readonly Param[]): number
  insert(table: string, row: Readonly<Record<string, Param>>): void
  /** Changes the row(s) whose columns equal `where`; returns how many. */
  update(
    table: string,
    where: Readonly<Record<string, Param>>,
    change: Readonly<Record<string, Param>>,
  ): number
  /** Deletes the row(s) whose columns equal `where`; returns how many. */
  remove(table: string, where: Readonly<Record<string, Param>>): number
}

/** The whole database: for the engine, migrations and tests. */
export interface Database extends WritableDatabase {
  /** Runs several statements without parameters. */
  script(sql: string): void
  /** While false, every statement that writes is refused. */
  setWritable(writable: boolean): void
  /** The bytes of the database file. Throws inside a write transaction. */
  bytes(): Uint8Array
  close(): void
}

/** A loaded SQLite. Databases of one instance share its memory. */
export interface Sqlite {
  /**
   * Opens a database from the bytes of a file, or an empty one; or from a file that is read as it is asked for, which is
   * then the database's to close. Bytes that are no database throw at first use. Where a piece of a file cannot be read any
   * more, what asked for it throws `file.unreadable`.
   */
  open(source?: Uint8Array | DatabaseFile, onSlow?: (query: SlowQuery) => void): Database
}

/** Loads SQLite from the bytes of `sql-wasm.wasm`. */
export async function loadSqlite(wasm: Uint8Array): Promise<Sqlite> {
  const binary = new ArrayBuffer(wasm.byteLength)
  new Uint8Array(binary).set(wasm)
  const sql = await initSqlJs({ wasmBinary: binary })
  return {
    open(source, onSlow = () => undefined) {
      if (source === undefined || source instanceof Uint8Array) {
        return new SqlJsDatabase(new sql.Database(source), onSlow)
      }
      const pages = new FilePages(source)
      return new SqlJsDatabase(new sql.Database(pages.asBytes()), onSlow, { file: source, pages })
    },
  }
}

/** An SQL name in quotes. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

const pragmas = [
  'journal_mode = MEMORY',
  'synchronous = OFF',
  'temp_store = MEMORY',
  'locking_mode = EXCLUSIVE',
  'cache_size = -65536',
  'foreign_keys = ON',
  // Without this, INSERT OR REPLACE deletes rows behind the back of the triggers that capture changes.
  'recursive_triggers = ON',
  'trusted_schema = OFF',
]

interface Prepared {
  readonly statement: RawStatement
  readonly columns: readonly string[]
  /** Whether it changes rows or tables. */
  readonly writes: boolean
  busy: boolean
  /** Number of the use that was its last. */
  used: number
}

const refusedWrite = 'attempt to write a readonly database'

/** Statements that change rows or tables, by their first word; a WITH may stand before either kind. */
const writes = (sql: string): boolean =>
  /^\s*(?:INSERT|UPDATE|DELETE|REPLACE|CREATE|DROP|ALTER|VACUUM|REINDEX|ANALYZE|ATTACH|DETACH)\b/i.test(
    sql,
  ) ||
  (/^\s*WITH\b/i.test(sql) &&
    /\b(?:(?:INSERT|REPLACE)\s+(?:OR|INTO)|DELETE\s+FROM|UPDATE\s+[\w"])/i.test(sql))

/** Texts, names and comments, which stay as they are; or a parameter that SQLite would look into. */
const lookedInto = /'[^']*'|"[^"]*"|--[^\n]*|(=|\b(?:IS|LIMIT|OFFSET)\b)\s*(?=\?)/gi

/**
 * The same statement with `+?` for a parameter that is compared or limits. Since 3.48 SQLite looks at the value of such
 * a parameter while it plans (sqlite3ExprIsInteger), and therefore compiles the statement anew whenever it is bound,
 * which takes ten times as long as running it. Nobody looks behind a plus, and it changes neither value nor affinity.
 */
const compiledOnce = (sql: string): string =>
  sql.replaceAll(lookedInto, (found: string, before?: string) =>
    before === undefined ? found : `${before} +`,
  )

class SqlJsDatabase implements Database {
  readonly #raw: RawDatabase
  readonly #onSlow: (query: SlowQuery) => void
  readonly #prepared = new Map<string, Prepared>()
  readonly #lies: { readonly file: DatabaseFile; readonly pages: FilePages } | null
  #uses = 0
  #writable = true

  constructor(
    raw: RawDatabase,
    onSlow: (query: SlowQuery) => void,
    lies: { readonly file: DatabaseFile; readonly pages: FilePages } | null = null,
  ) {
    this.#raw = raw
    this.#onSlow = onSlow
    this.#lies = lies
    for (const pragma of pragmas) raw.exec(`PRAGMA ${pragma}`)
  }

  all<T>(sql: string, params: readonly Param[], read: (row: RowReader) => T): readonly T[] {
    const rows: T[] = []
    this.#step(sql, params, (row) => {
      rows.push(read(row))
      return true
    })
    return rows
  }

  get<T>(sql: string, params: readonly Param[], read: (row: RowReader) => T): T | undefined {
    let found: { readonly value: T } | undefined
    this.#step(sql, params, (row) => {
      found = { value: read(row) }
      return false
    })
    return found?.value
  }

  each(sql: string, params: readonly Param[], visit: (row: RowReader) => boolean | undefined): void {
    this.#step(sql, params, (row) => visit(row) !== false)
  }

  count(sql: string, params: readonly Param[] = []): number {
    let value: SqlValue = null
    this.#step(sql, params, (row) => {
      value = row.first()
      return false
    })
    return typeof value === 'number' ? value : 0
  }

  run(sql: string, params: readonly Param[] = []): number {
    this.#step(sql, params, () => true)
    return this.#raw.getRowsModified()
  }

  insert(table: string, row: Readonly<Record<string, Param>>): void {
    const names = Object.keys(row)
    this.run(
      `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
      Object.values(row),
    )
  }

  update(
    table: string,
    where: Readonly<Record<string, Param>>,
    change: Readonly<Record<string, Param>>,
  ): number {
    const set = Object.keys(change).map((name) => `${quoted(name)} = ?`)
    return this.run(`UPDATE ${quoted(table)} SET ${set.join(', ')} WHERE ${matching(where)}`, [
      ...Object.values(change),
      ...present(where),
    ])
  }

  remove(table: string, where: Readonly<Record<string, Param>>): number {
    return this.run(`DELETE FROM ${quoted(table)} WHERE ${matching(where)}`, present(where))
  }

  script(sql: string): void {
    if (!this.#writable && sql.split(';').some(writes)) throw new Error(refusedWrite)
    this.#raw.exec(sql)
  }

  /**
   * Not `PRAGMA query_only`: setting it makes SQLite compile every prepared statement anew (OP_Expire), which costs more
   * than the statements of an edit themselves.
   */
  setWritable(writable: boolean): void {
    this.#writable = writable
  }

  bytes(): Uint8Array {
    return this.#raw.export()
  }

  close(): void {
    for (const { statement } of this.#prepared.values()) statement.free()
    this.#prepared.clear()
    this.#raw.close()
    this.#lies?.file.close()
  }

  #step(sql: string, params: readonly Param[], visit: (row: RowReader) => boolean): void {
    const started = performance.now()
    const prepared = this.#take(sql)
    if (prepared.writes && !this.#writable) throw new Error(refusedWrite)
    prepared.busy = true
    if (this.#lies !== null) this.#lies.pages.failure = null
    try {
      if (params.length > 0) prepared.statement.bind(params.map(bindable))
      if (prepared.statement.step()) {
        const reader = new RowReader(prepared.columns)
        do {
          reader.load(prepared.statement.get())
        } while (visit(reader) && prepared.statement.step())
      }
    } catch (error) {
      throw this.#unreadable() ?? error
    } finally {
      prepared.busy = false
      if (this.#prepared.get(sql) === prepared) prepared.statement.reset()
      else prepared.statement.free()
    }
    const ms = performance.now() - started
    if (ms >= slowQueryMs) this.#onSlow({ sql, ms })
  }

  /** Why the file could not be read on; null where it could. */
  #unreadable(): BelegError | null {
    if (this.#lies === null || this.#lies.pages.failure === null) return null
    const { file, pages } = this.#lies
    const reason = pages.failure instanceof Error ? pages.failure.message : String(pages.failure)
    return new BelegError(
      'file.unreadable',
      { path: file.path, reason },
      { cause: pages.failure, retry: true },
    )
  }

  /** The cached statement; a fresh one where the cached one is in the middle of its rows. */
  #take(sql: string): Prepared {
    const cached = this.#prepared.get(sql)
    this.#uses += 1
    if (cached !== undefined && !cached.busy) {
      cached.used = this.#uses
      return cached
    }
    const statement = this.#raw.prepare(compiledOnce(sql))
    const columns = statement.getColumnNames()
    const fresh: Prepared = { statement, columns, writes: writes(sql), busy: false, used: this.#uses }
    if (cached === undefined) {
      this.#prepared.set(sql, fresh)
      this.#evict()
    }
    return fresh
  }

  /** Frees the quarter of the statements that was not used for longest. */
  #evict(): void {
    if (this.#prepared.size <= statementCacheSize) return
    const idle = [...this.#prepared].filter(([, { busy }]) => !busy).sort(([, a], [, b]) => a.used - b.used)
    for (const [sql, { statement }] of idle.slice(0, statementCacheSize / 4)) {
      statement.free()
      this.#prepared.delete(sql)
    }
  }
}

/** With `=` rather than IS where it can be, which lets SQLite rely on keys being unique. */
function matching(where: Readonly<Record<string, Param>>): string {
  const conditions = Object.entries(where).map(([name, value]) =>
    value === null ? `${quoted(name)} IS NULL` : `${quoted(name)} = ?`,
  )
  if (conditions.length === 0) throw new BelegError('internal', { reason: 'a change without a condition' })
  return conditions.join(' AND ')
}

const present = (where: Readonly<Record<string, Param>>): readonly Param[] =>
  Object.values(where).filter((value) => value !== null)
