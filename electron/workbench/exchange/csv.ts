import type { ExportChunks, ExportSource } from './export-source.ts'
import type { Cell, TableOf } from './tables/table.ts'

/**
 * CSV after RFC 4180: UTF-8 (a byte-order mark where asked for), comma, CRLF, quotes doubled, a header in the first line.
 *
 * Text that a spreadsheet would take for a formula is defused: a text that begins with `=`, `+`, `-`, `@`, their
 * full-width forms, a tab, a line break or an apostrophe gets one apostrophe in front. Because an apostrophe at the
 * beginning is doubled too, removing one leading apostrophe gives back every text exactly. Numbers are never text.
 */
const risky = /^[=+\-@\t\r\n'＝＋－＠]/

/** One line with its line end. Null is an empty cell; so is the empty string. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = defused(cell)
  return /[",\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** The text with an apostrophe in front where a spreadsheet would calculate with it, or where it begins with one. */
export const defused = (text: string): string => (risky.test(text) ? `'${text}` : text)

/** Writes a table line by line. */
export function linesOf(table: TableOf, line: (cells: readonly Cell[]) => string) {
  return async function* (source: ExportSource): ExportChunks {
    const { columns, rows } = table(source)
    yield `${source.options.bom ? '\ufeff' : ''}${line(columns.map(({ name }) => name))}`
    let count = 0
    for await (const row of rows()) {
      count++
      yield line(row)
    }
    return count
  }
}

/** Writes a table as CSV. */
export const csvOf = (table: TableOf): ((source: ExportSource) => ExportChunks) => linesOf(table, csvLine)
