import type { ExportSource } from '../export-source.ts'

export type Cell = string | number | boolean | null

/**
 * What a column holds, for formats that tell kinds apart. `day` is text of an ISO 8601 date of any precision; cells that
 * name a single day may become real dates.
 */
export type Holds = 'text' | 'integer' | 'number' | 'boolean' | 'day'

/** Columns, each with the cell it makes of a row and what it holds (text where nothing is said): header and rows cannot fall apart. */
export type Columns<R> = readonly (readonly [name: string, cell: (row: R) => Cell, holds?: Holds])[]

/** A dataset seen as a table. Each walk over the rows starts from the beginning. */
export interface Table {
  readonly columns: readonly { readonly name: string; readonly holds: Holds }[]
  readonly rows: () => AsyncGenerator<readonly Cell[], void, undefined>
}

/** How a dataset becomes one table. */
export type TableOf = (source: ExportSource) => Table

/** A table of columns over rows of some kind. */
export function tableOf<R>(columns: Columns<R>, rows: () => AsyncGenerator<R, void, undefined>): Table {
  const cells = columns.map(([, cell]) => cell)
  return {
    columns: columns.map(([name, , holds]) => ({ name, holds: holds ?? 'text' })),
    rows: async function* () {
      for await (const row of rows()) yield cells.map((cell) => cell(row))
    },
  }
}

/** Several texts in one cell: joined by ` | `, with `\` before any `\` and `|` that the texts hold. */
export function joined(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\|]/g, '\\$&')).join(' | ')
}

/** Spans in one cell: `start-end;start-end`, UTF-16 code units, half-open. */
export function offsets(spans: readonly { readonly start: number; readonly end: number }[]): string {
  return spans.map((span) => `${String(span.start)}-${String(span.end)}`).join(';')
}
