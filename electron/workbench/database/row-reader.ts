import { BelegError } from '../../../shared/errors.ts'
import type { SqlValue } from './values.ts'

/**
 * Reads the columns of the current row by name and type. A column that is missing or holds another type is a
 * fault of the program, thrown as `internal`, so that no wrong value travels on.
 */
export class RowReader {
  readonly columns: readonly string[]
  readonly #index: ReadonlyMap<string, number>
  #values: readonly SqlValue[] = []

  constructor(columns: readonly string[]) {
    this.columns = columns
    this.#index = new Map(columns.map((name, index) => [name, index]))
  }

  /** Called by the database for each row. */
  load(values: readonly SqlValue[]): void {
    this.#values = values
  }

  text(column: string): string {
    const value = this.value(column)
    if (typeof value !== 'string') throw wrongType(column, 'text', value)
    return value
  }

  textOrNull(column: string): string | null {
    return this.value(column) === null ? null : this.text(column)
  }

  integer(column: string): number {
    const value = this.value(column)
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw wrongType(column, 'integer', value)
    return value
  }

  integerOrNull(column: string): number | null {
    return this.value(column) === null ? null : this.integer(column)
  }

  real(column: string): number {
    const value = this.value(column)
    if (typeof value !== 'number') throw wrongType(column, 'real', value)
    return value
  }

  realOrNull(column: string): number | null {
    return this.value(column) === null ? null : this.real(column)
  }

  /** A column of 0 and 1. */
  flag(column: string): boolean {
    const value = this.value(column)
    if (value !== 0 && value !== 1) throw wrongType(column, 'flag', value)
    return value === 1
  }

  /** A JSON column, parsed; the caller checks its shape. NULL gives undefined. */
  json(column: string): unknown {
    const text = this.textOrNull(column)
    return text === null ? undefined : JSON.parse(text)
  }

  bytes(column: string): Uint8Array {
    const value = this.value(column)
    if (!(value instanceof Uint8Array)) throw wrongType(column, 'bytes', value)
    return value
  }

  value(column: string): SqlValue {
    const index = this.#index.get(column)
    const value = index === undefined ? undefined : this.#values[index]
    if (value === undefined) throw new BelegError('internal', { reason: `no column “${column}” in the row` })
    return value
  }

  /** The first column, whatever its name. */
  first(): SqlValue {
    return this.#values[0] ?? null
  }

  /** The whole row as an object. */
  row(): Readonly<Record<string, SqlValue>> {
    return Object.fromEntries(this.columns.map((name, index) => [name, this.#values[index] ?? null]))
  }
}

function wrongType(column: string, wanted: string, value: SqlValue): BelegError {
  const found = value === null ? 'null' : value instanceof Uint8Array ? 'bytes' : typeof value
  return new BelegError('internal', { reason: `column “${column}” holds ${found}, not ${wanted}` })
}
