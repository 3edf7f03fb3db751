import { SaxesParser } from 'saxes'
import { BelegError } from '../../../../shared/errors.ts'
import type { FileBytes, FileContents, HowToRead } from './source-document.ts'
import { documentsOf, mostColumns, mostRows, type Row, type Table } from './table.ts'
import { unzip } from './unzip.ts'

/** XML of a workbook larger than this is a bomb. */
const mostXml = 400 * 1024 * 1024
const deepest = 200

/**
 * A workbook (ECMA-376, SpreadsheetML): each visible sheet is a table, its first row with several cells the names. Cells
 * give what they show: shared and inline strings, numbers, days as ISO 8601, and of formulas the value saved with them.
 * Sheets of which no column can be the text are passed over; where none can, the first one is refused.
 */
export async function readXlsx({ path, bytes }: FileBytes, how: HowToRead): Promise<FileContents> {
  const parts = await partsOf(path, bytes)
  const workbook = parts.get('xl/workbook.xml')
  if (workbook === undefined) throw new BelegError('file.damaged', { path, kind: 'XLSX' })
  const { sheets, from1904 } = sheetsOf(path, workbook, parts.get('xl/_rels/workbook.xml.rels') ?? '')
  const shared = sharedStrings(path, parts.get('xl/sharedStrings.xml') ?? '')
  const dates = dateStyles(path, parts.get('xl/styles.xml') ?? '')
  const tables = sheets.flatMap(({ name, part }) => {
    const xml = parts.get(part)
    return xml === undefined ? [] : [{ name, table: tableOf(rowsOf(path, xml, { shared, dates, from1904 })) }]
  })
  const filled = tables.filter(({ table }) => table.rows.length > 0)
  const read = filled.flatMap(({ name, table }) => {
    try {
      return [{ name, contents: documentsOf(path, table, 'by length', 'utf-8', how) }]
    } catch (error) {
      if (error instanceof BelegError && error.code === 'table.noText' && filled.length > 1) return []
      throw error
    }
  })
  const [first] = read
  if (first === undefined) {
    if (filled.length === 0) throw new BelegError('file.empty', { path })
    throw new BelegError('table.noText', { path, columns: filled.flatMap(({ table }) => table.columns).slice(0, 20).join(', ') }) // prettier-ignore
  }
  if (how.head === true) return (read.find(({ contents }) => contents.head?.from !== 'unknown') ?? first).contents
  if (read.length === 1) return first.contents
  // Rows of several sheets are told apart by the sheet's name.
  const within = <P extends { readonly part: string }>(name: string, ones: readonly P[]): readonly P[] =>
    ones.map((one) => ({ ...one, part: `${name}!${one.part}` }))
  return {
    documents: read.flatMap(({ name, contents }) => within(name, contents.documents)),
    unread: read.flatMap(({ name, contents }) => within(name, contents.unread)),
  }
} // prettier-ignore

async function partsOf(path: string, bytes: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const parts = new Map<string, string>()
  let total = 0
  const wanted = (name: string): boolean =>
    /^xl\/(?:workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/i.test(name)
  for await (const member of unzip({ path, bytes }, { most: mostXml, wanted })) {
    if ('error' in member) throw member.error
    total += member.bytes.length
    if (total > mostXml) throw new BelegError('archive.tooLarge', { path, limit: mostXml / (1024 * 1024) })
    parts.set(member.name, new TextDecoder('utf-8').decode(member.bytes))
  }
  return parts
} // prettier-ignore

type Attributes = Readonly<Record<string, string>>

/** Walks a part, names without their prefix. Throws `file.damaged` where it is no XML or nested without end. */
function walk(
  path: string,
  xml: string,
  on: {
    readonly open?: (name: string, attributes: Attributes) => void
    readonly text?: (text: string) => void
    readonly close?: (name: string) => void
  },
): void {
  if (xml === '') return
  const local = (name: string): string => name.slice(name.indexOf(':') + 1)
  const damaged = (): never => {
    throw new BelegError('file.damaged', { path, kind: 'XLSX' })
  }
  let depth = 0
  const parser = new SaxesParser()
  parser.on('error', damaged)
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > deepest) damaged()
    on.open?.(local(name), attributes)
  })
  parser.on('text', (text) => on.text?.(text))
  parser.on('closetag', ({ name }) => {
    depth -= 1
    on.close?.(local(name))
  })
  parser.write(xml).close()
}

function sheetsOf(
  path: string,
  workbook: string,
  relations: string,
): { readonly sheets: readonly { readonly name: string; readonly part: string }[]; readonly from1904: boolean } {
  const targets = new Map<string, string>()
  walk(path, relations, {
    open: (name, attributes) => {
      if (name === 'Relationship')
        targets.set(attributes['Id'] ?? '', (attributes['Target'] ?? '').replace(/^\/?(?:xl\/)?/, ''))
    },
  })
  const sheets: { name: string; part: string }[] = []
  let from1904 = false
  walk(path, workbook, {
    open: (name, attributes) => {
      if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attributes['date1904'] ?? '')
      if (name !== 'sheet' || (attributes['state'] ?? 'visible') !== 'visible') return
      const target = targets.get(attributes['r:id'] ?? attributes['id'] ?? '')
      const part = `xl/${target ?? `worksheets/sheet${String(sheets.length + 1)}.xml`}`
      sheets.push({ name: attributes['name'] ?? String(sheets.length + 1), part })
    },
  })
  return { sheets, from1904 }
} // prettier-ignore

/** Texts of a list of strings; runs of rich text are joined, readings of East Asian words left out. */
function sharedStrings(path: string, xml: string): readonly string[] {
  const strings: string[] = []
  let text = ''
  let inside = false
  let silent = 0
  walk(path, xml, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') silent += 1
      inside = name === 't'
    },
    text: (words) => {
      if (inside && silent === 0) text += words
    },
    close: (name) => {
      inside = false
      if (name === 'rPh') silent -= 1
      if (name === 'si') strings.push(text)
    },
  })
  return strings
}

/** Formats of numbers that are days or times without saying so. Source: ECMA-376 part 1, 18.8.30. */
const isBuiltInDate = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58) // prettier-ignore

/** Numbers of the cell styles that show days. */
function dateStyles(path: string, xml: string): ReadonlySet<number> {
  const own = new Map<number, string>()
  const styles = new Set<number>()
  let inside = false
  let at = 0
  walk(path, xml, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
      if (name === 'cellXfs') inside = true
      if (name !== 'xf' || !inside) return
      const id = Number(attributes['numFmtId'] ?? 0)
      // Words in quotes, escapes and colours are no part of the day.
      const code = (own.get(id) ?? '').replace(/"[^"]*"|\\.|\[[^\]]*\]/g, '')
      if (own.has(id) ? /[ymdhs]/i.test(code) : isBuiltInDate(id)) styles.add(at)
      at += 1
    },
    close: (name) => {
      if (name === 'cellXfs') inside = false
    },
  })
  return styles
}

interface CellGround {
  readonly shared: readonly string[]
  readonly dates: ReadonlySet<number>
  readonly from1904: boolean
}

/** Rows of cells as they read, by number of the column. */
function rowsOf(path: string, xml: string, ground: CellGround): readonly (readonly string[])[] {
  const rows: string[][] = []
  let row: string[] = []
  let cell: { readonly column: number; readonly type: string; readonly style: number } | null = null
  let [value, inline] = ['', '']
  let reading: 'value' | 'inline' | null = null
  let silent = 0
  walk(path, xml, {
    open: (name, attributes) => {
      if (name === 'row') row = []
      if (name === 'rPh') silent += 1
      if (name === 'c') {
        const column = columnOf(attributes['r']) ?? row.length
        if (column >= mostColumns) throw new BelegError('table.tooWide', { path, limit: mostColumns })
        cell = { column, type: attributes['t'] ?? 'n', style: Number(attributes['s'] ?? 0) }
        ;[value, inline] = ['', '']
      }
      reading = cell === null ? null : name === 'v' ? 'value' : name === 't' ? 'inline' : reading
    },
    text: (words) => {
      if (reading === 'value') value += words
      else if (reading === 'inline' && silent === 0) inline += words
    },
    close: (name) => {
      if (name === 'v' || name === 't') reading = null
      if (name === 'rPh') silent -= 1
      if (name === 'c' && cell !== null) {
        while (row.length < cell.column) row.push('')
        row[cell.column] = shown(cell, value, inline, ground)
        cell = null
      }
      if (name !== 'row') return
      if (rows.length > mostRows) throw new BelegError('table.tooLong', { path, limit: mostRows })
      if (row.some((one) => one.trim() !== '')) rows.push(row)
    },
  })
  return rows
}

/** `BC12` is column 54. */
function columnOf(reference: string | undefined): number | null {
  const letters = /^([A-Z]{1,4})\d+$/.exec(reference ?? '')?.[1]
  if (letters === undefined) return null
  return Array.from(letters).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function shown(
  { type, style }: { readonly type: string; readonly style: number },
  value: string,
  inline: string,
  { shared, dates, from1904 }: CellGround,
): string {
  switch (type) {
    case 's':
      return shared[Number(value)] ?? ''
    case 'inlineStr':
      return inline
    case 'b':
      return value === '1' ? 'true' : 'false'
    case 'e':
      return ''
    case 'n':
      return value !== '' && dates.has(style) ? dayOf(Number(value), from1904) : value
    default:
      return value === '' ? inline : value
  }
}

/** A serial day as ISO 8601; day 60 of the 1900 system never was. The time of day is kept where there is one. */
function dayOf(serial: number, from1904: boolean): string {
  if (!Number.isFinite(serial) || serial < 0 || serial > 2_958_466) return String(serial)
  const days = from1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial
  const moment = new Date(Math.round((days - 25_569) * 86_400) * 1000).toISOString()
  return Number.isInteger(serial) ? moment.slice(0, 10) : moment.slice(0, 19)
}

/** The first row with several cells names the columns; a name that comes twice, or none, is numbered. */
function tableOf(rows: readonly (readonly string[])[]): Table {
  const at = rows.findIndex((row) => row.filter((cell) => cell.trim() !== '').length > 1)
  const head = rows[at] ?? rows[0] ?? []
  const width = Math.max(0, ...rows.slice(0, 1000).map((row) => row.length))
  const columns: string[] = []
  for (let column = 0; column < width; column += 1) {
    const name = (head[column] ?? '').replace(/\s+/gu, ' ').trim()
    columns.push(name === '' || columns.includes(name) ? `${name}${name === '' ? '' : ' '}(${String(column + 1)})` : name)
  }
  const body = rows.slice(Math.max(0, at) + 1)
  return {
    columns,
    rows: body.map((row): Row => Object.fromEntries(columns.map((name, column) => [name, row[column] ?? '']))),
  }
} // prettier-ignore
