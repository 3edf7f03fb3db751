import { floorToCodePoint } from '../../../shared/offsets.ts'
import type { Cell, Holds } from './tables/table.ts'

/** Limits of a worksheet, from Microsoft's “Excel specifications and limits”. */
export const mostRows = 1_048_576
export const mostCharacters = 32_767

/** Cell formats by place in `cellXfs` of the styles. */
export const headerStyle = 1
const dayStyle = 2

/** What XML 1.0 cannot carry, or would change (a carriage return becomes a line feed), and what reads like an escape. */
const unwritable =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|_(?=x[0-9A-Fa-f]{4}_)/g
const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text for XML; characters it cannot hold as `_xHHHH_`, as ECMA-376 (ST_Xstring) has it. */
export function xmlText(text: string): string {
  return text
    .replace(unwritable, (found) => `_x${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>"]/g, (found) => marks[found] ?? found)
}

/** `A`, `B` … `Z`, `AA`: the name of a column, counted from 0. */
export function columnName(at: number): string {
  let name = ''
  for (let rest = at + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name
  }
  return name
}

/**
 * One cell, or nothing for an empty one. Texts are inline strings, which no program calculates with, whatever they begin
 * with. A single day is a date; dates of less precision, intervals and days before March 1900, which spreadsheets count
 * differently, stay text.
 */
export function xlsxCell(reference: string, cell: Cell, holds: Holds): string {
  if (cell === null || cell === '') return ''
  if (typeof cell === 'boolean') return `<c r="${reference}" t="b"><v>${cell ? '1' : '0'}</v></c>`
  if (typeof cell === 'number') return `<c r="${reference}"><v>${String(cell)}</v></c>`
  const day = holds === 'day' ? serialDay(cell) : null
  if (day !== null) return `<c r="${reference}" s="${String(dayStyle)}"><v>${String(day)}</v></c>`
  return inlineText(reference, cell.length > mostCharacters ? shortened(cell) : cell, 0)
}

/** A text in a format of the styles; 0 is the plain one. */
export function inlineText(reference: string, text: string, style: number): string {
  const format = style === 0 ? '' : ` s="${String(style)}"`
  return `<c r="${reference}"${format} t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`
}

const shortened = (text: string): string => `${text.slice(0, floorToCodePoint(text, mostCharacters - 1))}…`

/** Days since 1899-12-30, as spreadsheets count; null where the text is no such day. */
function serialDay(text: string): number | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (found === null || text < '1900-03-01') return null
  const at = Date.UTC(Number(found[1]), Number(found[2]) - 1, Number(found[3]))
  // 31 February would become a day of March.
  if (new Date(at).toISOString().slice(0, 10) !== text) return null
  return (at - Date.UTC(1899, 11, 30)) / 86_400_000
}

/** Width of a column in characters: wide enough for its header and what usually stands there. */
export function widthOf(name: string, holds: Holds): number {
  const usual = holds === 'day' ? 12 : holds === 'text' ? (/title|evidence|note|aliases/.test(name) ? 48 : 18) : 9
  return Math.max(usual, name.length + 4)
} // prettier-ignore
