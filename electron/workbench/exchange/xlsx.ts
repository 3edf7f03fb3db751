import type { ExportChunks, ExportFile, ExportSource, FileWriter } from './export-source.ts'
import {
  columnName,
  headerStyle,
  inlineText,
  mostCharacters,
  mostRows,
  widthOf,
  xlsxCell,
} from './xlsx-cells.ts'
import { partsOf, sheetHead } from './xlsx-parts.ts'
import { readmeTable, type Shortened } from './xlsx-readme.ts'
import { articlesTable } from './tables/articles.ts'
import { entitiesTable } from './tables/entities.ts'
import { factsTable } from './tables/facts.ts'
import { tableLosses } from './tables/losses.ts'
import { slotsTable } from './tables/slots.ts'
import type { Cell, Table } from './tables/table.ts'
import { zipOf } from './zip.ts'

/** Rows are gathered to pieces of about this many characters. */
const pieceSize = 64 * 1024
/** The README names this many shortened cells and counts the rest. */
const mostNamed = 1000

/** What became of the cells while the sheets were written. */
interface Written {
  readonly sheets: { readonly name: string; rows: number }[]
  readonly shortened: Shortened[]
  shortenedMore: number
}

/** The sheets of one table: a second one where there are more rows than a worksheet takes. */
async function* sheetsOf(
  name: string,
  table: Table,
  written: Written,
  rowsPerSheet: number,
): AsyncGenerator<ExportFile, void, undefined> {
  const rows = table.rows()
  let waiting = await rows.next()
  let part = 0
  do {
    part++
    const sheet = { name: part === 1 ? name : `${name} (${String(part)})`, rows: 0 }
    written.sheets.push(sheet)
    yield {
      path: `xl/worksheets/sheet${String(written.sheets.length)}.xml`,
      write: async function* () {
        let piece = sheetStart(table)
        for (; waiting.done !== true && sheet.rows < rowsPerSheet - 1; waiting = await rows.next()) {
          sheet.rows++
          piece += rowText(table, sheet, waiting.value, written)
          if (piece.length < pieceSize) continue
          yield piece
          piece = ''
        }
        yield piece + sheetEnd(table, sheet.rows)
        return sheet.rows
      },
    }
  } while (waiting.done !== true)
}

function sheetStart({ columns }: Table): string {
  const widths = columns.map(({ name, holds }, at) => {
    const place = String(at + 1)
    return `<col min="${place}" max="${place}" width="${String(widthOf(name, holds))}" customWidth="1"/>`
  })
  const header = columns.map(({ name }, at) => inlineText(`${columnName(at)}1`, name, headerStyle))
  return `${sheetHead(widths.join(''))}<row r="1">${header.join('')}</row>\n`
}

function rowText(
  { columns }: Table,
  sheet: { readonly name: string; readonly rows: number },
  cells: readonly Cell[],
  written: Written,
): string {
  const number = String(sheet.rows + 1)
  let text = `<row r="${number}">`
  for (const [at, cell] of cells.entries()) {
    const column = columns[at]
    if (column === undefined) continue
    const reference = `${columnName(at)}${number}`
    if (typeof cell === 'string' && cell.length > mostCharacters) {
      if (written.shortened.length < mostNamed)
        written.shortened.push({
          sheet: sheet.name,
          cell: reference,
          column: column.name,
          length: cell.length,
        })
      else written.shortenedMore++
    }
    text += xlsxCell(reference, cell, column.holds)
  }
  return `${text}</row>\n`
}

const sheetEnd = ({ columns }: Table, rows: number): string =>
  `</sheetData><autoFilter ref="A1:${columnName(columns.length - 1)}${String(rows + 1)}"/></worksheet>`

/** The files of the workbook: sheets first, then what names them. `rowsPerSheet` is for tests. */
export async function* workbookFiles(
  source: ExportSource,
  rowsPerSheet = mostRows,
): AsyncGenerator<ExportFile, void, undefined> {
  const written: Written = { sheets: [], shortened: [], shortenedMore: 0 }
  const tables = { facts: factsTable, slots: slotsTable, entities: entitiesTable, articles: articlesTable }
  for (const [name, table] of Object.entries(tables)) {
    yield* sheetsOf(name, table(source), written, rowsPerSheet)
  }
  const readme = readmeTable(source, xlsx, { ...written, sheets: [...written.sheets] })
  yield* sheetsOf('README', readme, { sheets: written.sheets, shortened: [], shortenedMore: 0 }, mostRows)
  for (const { path, text } of partsOf(written.sheets.map(({ name }) => name))) {
    yield { path, write: () => whole(text) }
  }
}

async function* whole(text: string): ExportChunks {
  yield await Promise.resolve(text)
  return 0
}

/** Everything as one workbook. */
export const xlsx: FileWriter = {
  format: 'xlsx',
  label: { en: 'Excel workbook', de: 'Excel-Arbeitsmappe' },
  use: {
    en: 'Facts, slots, entities and articles as sheets of one workbook, with a sheet that explains them.',
    de: 'Fakten, Felder, Entitäten und Artikel als Blätter einer Arbeitsmappe, mit einem Blatt, das sie erklärt.',
  },
  extension: 'xlsx',
  row: 'attestation',
  unit: 'utf-16',
  needsTexts: false,
  losses: [
    ...tableLosses,
    {
      en: 'A cell holds 32,767 characters at most; longer ones are cut and named in the sheet “README”.',
      de: 'Eine Zelle fasst höchstens 32.767 Zeichen; längere sind gekürzt und im Blatt „README“ genannt.',
    },
    {
      en: 'Single days are dates; years, months and intervals are text. Texts are marked as text, so that none is calculated as a formula and none carries an apostrophe.',
      de: 'Einzelne Tage sind Datumswerte; Jahre, Monate und Zeiträume sind Text. Texte sind als Text gekennzeichnet: Keiner wird als Formel berechnet, keiner trägt einen Apostroph.',
    },
  ],
  write: (source) => zipOf(workbookFiles(source)),
}
