/**
 * CSV after RFC 4180: UTF-8 without a byte-order mark, comma, CRLF, quotes doubled, a header in the first line.
 *
 * Text that a spreadsheet would take for a formula is defused: a text that begins with `=`, `+`, `-`, `@`, their
 * full-width forms, a tab, a line break or an apostrophe gets one apostrophe in front. Because an apostrophe at the
 * beginning is doubled too, removing one leading apostrophe gives back every text exactly. Numbers are never text.
 */
export type Cell = string | number | boolean | null

const risky = /^[=+\-@\t\r\n'＝＋－＠]/

/** One line with its line end. Null is an empty cell; so is the empty string. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = risky.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** Several texts in one cell: joined by ` | `, with `\` before any `\` and `|` that the texts hold. */
export function joined(texts: readonly string[]): string {
  return texts.map((text) => text.replace(/[\\|]/g, '\\$&')).join(' | ')
}

/** Spans in one cell: `start-end;start-end`, UTF-16 code units, half-open. */
export function offsets(spans: readonly { readonly start: number; readonly end: number }[]): string {
  return spans.map((span) => `${String(span.start)}-${String(span.end)}`).join(';')
}

/** A table as columns, each with the cell it makes of a row: header and rows cannot fall apart. */
export type Columns<R> = readonly (readonly [name: string, cell: (row: R) => Cell])[]

/** The header line. */
export function csvHeader<R>(columns: Columns<R>): string {
  return csvLine(columns.map(([name]) => name))
}

/** The line of a row. */
export function csvRow<R>(columns: Columns<R>, row: R): string {
  return csvLine(columns.map(([, cell]) => cell(row)))
}
