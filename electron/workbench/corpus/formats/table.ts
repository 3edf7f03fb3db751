import Papa from 'papaparse'
import { BelegError } from '../../../../shared/errors.ts'
import { columnSignature, type ColumnMapping, type ColumnMeaning } from '../../../../shared/model/library.ts'
import { decodedFile } from './plain.ts'
import {
  knownFields,
  type FileBytes,
  type FileContents,
  type HowToRead,
  type SourceDocument,
  type TableHead,
} from './source-document.ts'

/** More columns than any export has; a file with more is broken or hostile. */
export const mostColumns = 2000
export const mostRows = 200_000

export type Row = Readonly<Record<string, string>>

/** Names of columns in exports of press databases, scrapers and spreadsheets, folded to small letters without blanks. */
const meanings: Readonly<Record<string, ColumnMeaning>> = Object.fromEntries(
  (
    [
      [
        'text',
        'text body content contents fulltext full_text articletext article_text article maintext main_text plaintext story artikel artikeltext inhalt volltext haupttext',
      ],
      ['title', 'title headline heading titel überschrift ueberschrift schlagzeile betreff subject'],
      ['author', 'author authors byline creator autor autorin autoren verfasser'],
      [
        'publisher',
        'publisher source outlet medium media newspaper publication site sitename domain quelle zeitung herausgeber',
      ],
      ['agency', 'agency agentur newsagency'],
      ['sourceUrl', 'url link href permalink sourceurl source_url address webadresse'],
      [
        'publicationDate',
        'date published publishedat published_at publicationdate publication_date datepublished date_published pubdate datum tag day erschienen erscheinungsdatum veröffentlicht veroeffentlicht zeitpunkt timestamp created_at',
      ],
      ['lang', 'lang language sprache'],
      ['location', 'location place ort'],
      ['id', 'id articleid article_id docid doc_id documentid document_id guid uuid kennung'],
    ] as const
  ).flatMap(([meaning, names]) => names.split(' ').map((name) => [name, meaning])),
)

const folded = (column: string): string =>
  column
    .toLowerCase()
    .replace(/[\s.-]+/gu, '_')
    .replace(/^_|_$/g, '')

/**
 * Guesses what the columns hold: by their names, and with `byLength` the text by being the longest where no name says
 * it. Null where no column can be the text.
 */
function guessMapping(
  columns: readonly string[],
  rows: readonly Row[],
  byLength: boolean,
): ColumnMapping | null {
  const mapping: Record<string, ColumnMeaning> = {}
  const taken = new Set<ColumnMeaning>()
  for (const column of columns) {
    const meaning = meanings[folded(column)] ?? meanings[folded(column).replaceAll('_', '')]
    if (meaning === undefined || taken.has(meaning)) continue
    mapping[column] = meaning
    taken.add(meaning)
  }
  if (!taken.has('text')) {
    if (!byLength) return null
    const sample = rows.slice(0, 200)
    const length = (column: string): number =>
      sample.reduce((sum, row) => sum + (row[column]?.length ?? 0), 0)
    const [longest] = columns
      .filter((column) => mapping[column] === undefined)
      .sort((a, b) => length(b) - length(a))
    if (longest === undefined || length(longest) < 80 * Math.max(1, sample.length)) return null
    mapping[longest] = 'text'
  }
  return mapping
}

/** Rows of comma-, semicolon- or tab-separated values with a line of names (RFC 4180), as documents. */
export function readSeparated(file: FileBytes, how: HowToRead): FileContents {
  const decoded = decodedFile(file, how)
  const head = decoded.text.slice(0, 1_000_000).split('\n', 1)[0] ?? ''
  const width = Math.max(...[',', ';', '\t', '|'].map((mark) => head.split(mark).length))
  if (width > mostColumns) throw new BelegError('table.tooWide', { path: file.path, limit: mostColumns })
  const { data, meta } = Papa.parse<Record<string, string>>(decoded.text, {
    header: true,
    skipEmptyLines: 'greedy',
    delimitersToGuess: [',', ';', '\t', '|'],
    preview: mostRows + 1,
  })
  const table = { columns: meta.fields ?? [], rows: data }
  return documentsOf(file.path, table, 'by length', decoded.encoding, how)
}

/** A list of records (`[{…}]`, one record a line, or one list inside an object), as documents. */
export function readJson(file: FileBytes, how: HowToRead): FileContents {
  const decoded = decodedFile(file, how)
  const records = recordsOf(file.path, decoded.text)
  const columns = [...new Set(records.slice(0, 1000).flatMap((record) => Object.keys(record)))]
  if (columns.length > mostColumns)
    throw new BelegError('table.tooWide', { path: file.path, limit: mostColumns })
  // A file of records may be anything; only a name makes one of them an article.
  return documentsOf(file.path, { columns, rows: records }, 'by name', decoded.encoding, how)
}

function recordsOf(path: string, text: string): readonly Row[] {
  const whole = parsed(text)
  if (whole !== undefined) {
    const list = Array.isArray(whole) ? whole : (listIn(whole) ?? [whole])
    return list.slice(0, mostRows + 1).flatMap(rowOf)
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const rows = lines.slice(0, mostRows + 1).flatMap((line) => rowOf(parsed(line)))
  if (rows.length * 2 < lines.length) throw new BelegError('file.damaged', { path, kind: 'JSON' })
  return rows
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** The longest list of records directly inside an object: `{"articles": […], "total": 3}`. */
function listIn(value: unknown): readonly unknown[] | null {
  if (typeof value !== 'object' || value === null) return null
  const lists = Object.values(value).filter((one): one is readonly unknown[] => Array.isArray(one) && one.some((part) => typeof part === 'object')) // prettier-ignore
  return lists.sort((a, b) => b.length - a.length)[0] ?? null
}

/** Plain values by name; objects one level deep as `outer.inner`, or by their `name`. */
function rowOf(value: unknown): readonly Row[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const row: Record<string, string> = {}
  const take = (name: string, inner: unknown): void => {
    if (typeof inner === 'string') row[name] = inner
    else if (typeof inner === 'number' || typeof inner === 'boolean') row[name] = String(inner)
    else if (Array.isArray(inner) && inner.every((one) => typeof one === 'string'))
      row[name] = inner.join(name === 'paragraphs' ? '\n\n' : ', ')
  }
  for (const [name, inner] of Object.entries(value as Readonly<Record<string, unknown>>)) {
    take(name, inner)
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) continue
    for (const [below, deep] of Object.entries(inner))
      take(below === 'name' ? name : `${name}.${below}`, deep)
  }
  return [row]
}

/** A table with its names of columns. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly Row[]
}

/** What the columns hold: as somebody said, as the project remembers tables with just these columns, or as their names tell. */
function mappingOf(
  { columns, rows }: Table,
  guess: 'by name' | 'by length',
  { mapping: told, remembered = {} }: HowToRead,
): { readonly mapping: ColumnMapping; readonly from: TableHead['from'] } {
  const known = remembered[columnSignature(columns)]
  const own = (mapping: ColumnMapping): ColumnMapping =>
    Object.fromEntries(Object.entries(mapping).filter(([column]) => columns.includes(column)))
  const has = (mapping: ColumnMapping): boolean => Object.values(mapping).includes('text')
  if (told !== undefined && has(own(told))) return { mapping: own(told), from: 'told' }
  if (known !== undefined && has(own(known))) return { mapping: own(known), from: 'remembered' }
  const guessed = guessMapping(columns, rows, guess === 'by length')
  return guessed === null ? { mapping: {}, from: 'unknown' } : { mapping: guessed, from: 'guessed' }
}

/** Rows shown of a table before it is read. */
const headRows = 8

/** The rows as documents, or, where only its head is asked for, that. Throws `table.tooLong`, `table.noText`. */
export function documentsOf(
  path: string,
  table: Table,
  guess: 'by name' | 'by length',
  encoding: string,
  how: HowToRead,
): FileContents {
  const { columns, rows } = table
  if (rows.length > mostRows) throw new BelegError('table.tooLong', { path, limit: mostRows })
  const { mapping, from } = mappingOf(table, guess, how)
  if (how.head === true) {
    const shown = rows.slice(0, headRows).map((row) => Object.fromEntries(columns.map((column) => [column, (row[column] ?? '').slice(0, 300)]))) // prettier-ignore
    return { documents: [], unread: [], head: { columns, mapping, from, rows: shown, total: rows.length } }
  }
  if (from === 'unknown')
    throw new BelegError('table.noText', { path, columns: columns.slice(0, 20).join(', ') })
  const documents: SourceDocument[] = []
  const unread: FileContents['unread'][number][] = []
  const parts = new Set<string>()
  for (const [at, row] of rows.entries()) {
    const values: Partial<Record<ColumnMeaning, string>> = {}
    for (const [column, meaning] of Object.entries(mapping)) values[meaning] ??= row[column] ?? ''
    const { text = '', id = '', ...fields } = values
    // What the table itself calls the article tells it again in the next export, where the rows have moved.
    const named = id
      .replace(/[\p{Cc}#/\\]+/gu, ' ')
      .trim()
      .slice(0, 100)
    const part = named === '' || parts.has(named) ? String(at + 1) : named
    parts.add(part)
    const body = text.replace(/\r\n?/g, '\n').trim()
    if (body === '') {
      unread.push({ part, error: new BelegError('file.empty', { path: `${path}#${part}` }) })
      continue
    }
    const title = fields.title?.replace(/\s+/gu, ' ').trim() ?? ''
    documents.push({
      part,
      text: title === '' || body.startsWith(title) ? body : `${title}\n\n${body}`,
      encoding,
      fields: knownFields(fields),
    })
  }
  return { documents, unread }
}
