import { defused, linesOf } from './csv.ts'
import { csvFacts } from './csv-facts.ts'
import type { FileWriter } from './export-source.ts'
import { factsTable } from './tables/facts.ts'
import type { Cell } from './tables/table.ts'

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

/**
 * One line of TSV: UTF-8, a tab between cells, LF at the end, never a quoted cell. A tab, line break or backslash of a
 * text stands as `\t`, `\n`, `\r`, `\\`. Formulas are defused as in CSV, and a text that begins with a quotation mark
 * gets an apostrophe, too: some readers would take it for the beginning of a quoted cell.
 */
export function tsvLine(cells: readonly Cell[]): string {
  return `${cells.map(tsvCell).join('\t')}\n`
}

function tsvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell !== 'string') return String(cell)
  const text = cell.startsWith('"') ? `'${cell}` : defused(cell)
  return text.replace(/[\\\t\n\r]/g, (found) => escapes[found] ?? found)
}

/** The table of facts for tools that read lines and tabs. */
export const tsvFacts: FileWriter = {
  format: 'tsv-facts',
  label: { en: 'TSV, one row per fact and article', de: 'TSV, eine Zeile je Fakt und Artikel' },
  use: {
    en: 'The same table with tabs, for the command line and programs that know no quoted cells.',
    de: 'Dieselbe Tabelle mit Tabulatoren, für die Kommandozeile und Programme, die keine Anführungszeichen um Zellen kennen.',
  },
  extension: 'tsv',
  row: 'attestation',
  unit: 'utf-16',
  needsTexts: false,
  options: ['bom'],
  losses: [
    ...csvFacts.losses,
    {
      en: 'Cells are never quoted: a tab, line break or backslash of a text stands as \\t, \\n, \\r or \\\\; a text that begins with a quotation mark carries an apostrophe, too.',
      de: 'Zellen stehen nie in Anführungszeichen: Tabulator, Zeilenumbruch und Backslash eines Textes stehen als \\t, \\n, \\r und \\\\; auch ein Text, der mit einem Anführungszeichen beginnt, trägt einen Apostroph.',
    },
  ],
  write: linesOf(factsTable, tsvLine),
}
