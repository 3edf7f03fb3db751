import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { BelegError } from '../../../../shared/errors.ts'
import type {
  EntityListFormat,
  ListMapping,
  ListReading,
  RememberedList,
} from '../../../../shared/model/entity-list.ts'
import { columnSignature } from '../../../../shared/model/library.ts'
import type { EntityType } from '../../../../shared/model/vocabulary.ts'
import { decodeText } from '../../corpus/decode.ts'
import { fileFailure } from '../../corpus/file-failure.ts'
import { entryOfFollowTheMoney, isFollowTheMoney } from './follow-the-money.ts'
import { JsonCutter, type JsonPiece } from './json-values.ts'
import type { ListLexicon } from './list-lexicon.ts'
import type { RawEntry } from './listed-entity.ts'
import { RecordCutter, separatorOf, type Cells } from './separated.ts'
import { entryOfRow, guessColumns, guessSeparator, isName } from './table-list.ts'
import { entryOfWikidata, isWikidata, WikidataNames } from './wikidata-list.ts'

/** How a list is read, found out or told. */
export interface ListPlan {
  readonly path: string
  /** The file's name without its ending: what the list is called in the project. */
  readonly name: string
  readonly bytes: number
  readonly format: EntityListFormat
  readonly encoding: string
  readonly separator: string
  readonly scheme: string
  readonly type: EntityType | null
  readonly table: {
    readonly columns: Cells
    readonly mapping: ListMapping
    readonly from: 'told' | 'remembered' | 'guessed'
    readonly rows: readonly Cells[]
    /** What stands between two cells. */
    readonly mark: string
  } | null
} // prettier-ignore

/** Longest record, in UTF-16 code units: a row with a stray quote would swallow the rest of the file. */
const longestRow = 1_000_000
/** The largest entity documents of Wikidata have about 4 MB. */
const longestDocument = 16_000_000
const headBytes = 256 * 1024
const headRows = 200
const shownRows = 8
const mostColumns = 2000

/** Finds out what a file is and how its columns are to be taken. Rejects with `file.*`, `entityList.*`, `table.tooWide`. */
export async function planList(
  path: string,
  reading: ListReading,
  lexicon: ListLexicon,
  remembered: Readonly<Record<string, RememberedList>>,
): Promise<ListPlan> {
  const { head, bytes, whole } = await headOf(path)
  const decoded = decodeText(head) ?? (whole ? null : decodeText(head.subarray(0, lastLineEnd(head))))
  if (decoded === null) throw new BelegError('entityList.unknown', { path })
  const text = decoded.text
  const format = reading.format ?? formatOf(text)
  if (format === null) throw new BelegError('entityList.unknown', { path })
  const name = basename(path).replace(/\.[^.]*$/, '')
  const plan = { path, name, bytes, format, encoding: decoded.encoding }
  const scheme = reading.scheme ?? name.slice(0, 100)
  if (format !== 'table')
    return { ...plan, separator: '', scheme: format === 'wikidata' ? 'wikidata' : (reading.scheme ?? 'followthemoney'), type: reading.type ?? null, table: null }
  const mark = separatorOf(text)
  const [columns = [], ...rows] = rowsOf(text, mark, path)
  if (columns.length > mostColumns) throw new BelegError('table.tooWide', { path, limit: mostColumns })
  const known = remembered[columnSignature(columns)]
  const own = (mapping: ListMapping): ListMapping => Object.fromEntries(Object.entries(mapping).filter(([column]) => columns.includes(column)))
  const from = reading.mapping !== undefined ? 'told' : known !== undefined ? 'remembered' : 'guessed'
  const mapping = own(reading.mapping ?? known?.mapping ?? guessColumns(lexicon, columns, rows))
  return {
    ...plan,
    separator: reading.separator ?? known?.separator ?? guessSeparator(mapping, columns, rows),
    scheme: reading.scheme ?? known?.scheme ?? scheme,
    type: reading.type ?? known?.type ?? null,
    table: { columns, mapping, from, rows: rows.slice(0, shownRows).map((row) => row.map((cell) => cell.slice(0, 200))), mark },
  }
} // prettier-ignore

/** Whether a plan can be carried out: a table needs a column that names its entities. */
export const namesEntities = ({ table }: ListPlan): boolean =>
  table === null || Object.values(table.mapping).some(isName)

async function headOf(path: string): Promise<{ readonly head: Buffer; readonly bytes: number; readonly whole: boolean }> {
  try {
    const bytes = (await stat(path)).size
    const file = await open(path, 'r')
    try {
      const buffer = Buffer.alloc(Math.min(headBytes, bytes))
      const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
      return { head: buffer.subarray(0, bytesRead), bytes, whole: bytesRead >= bytes }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw fileFailure(path, error)
  }
} // prettier-ignore

/** The head may end within a letter; it is judged up to the last end of a line, or a few bytes less. */
const lastLineEnd = (bytes: Uint8Array): number => {
  const end = bytes.lastIndexOf(0x0a)
  return end > 0 ? end : Math.max(0, bytes.length - 4)
}

function formatOf(text: string): EntityListFormat | null {
  const start = text.trimStart()
  if (!start.startsWith('{') && !start.startsWith('[')) return start === '' ? null : 'table'
  const cutter = new JsonCutter(Number.POSITIVE_INFINITY, () => new BelegError('internal'))
  for (const { text: piece } of cutter.push(text)) {
    for (const value of membersOf(parsed(piece))) {
      if (isFollowTheMoney(value)) return 'followthemoney'
      if (isWikidata(value)) return 'wikidata'
    }
  }
  // A single document longer than the head, or cut off within it.
  if (/"(?:labels|claims|sitelinks)"\s*:/.test(text)) return 'wikidata'
  return /"schema"\s*:/.test(text) && /"properties"\s*:/.test(text) ? 'followthemoney' : null
}

function rowsOf(text: string, mark: string, path: string): readonly Cells[] {
  const cutter = new RecordCutter(mark, longestRow, (line) => tooLong(path, line))
  const rows: Cells[] = []
  for (const row of cutter.push(text)) {
    rows.push(row)
    if (rows.length > headRows) return rows
  }
  return [...rows, ...cutter.end()]
}

const tooLong = (path: string, record: number): BelegError =>
  new BelegError('entityList.longRecord', { path, record })

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

/** `{"entities": {"Q1": {…}}}`, as Wikidata's interface answers, holds many; anything else is itself. */
function membersOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null || !('entities' in value)) return [value]
  const { entities } = value
  return typeof entities === 'object' && entities !== null ? Object.values(entities) : [value]
}

/** The entries of a list, one after the other; `onRead` is told the bytes read. Rejects as `planList`. */
export async function* readList(
  plan: ListPlan,
  lexicon: ListLexicon,
  onRead: (bytes: number) => void,
): AsyncGenerator<RawEntry, void, undefined> {
  if (plan.table !== null) {
    yield* readTable(plan, plan.table, lexicon, onRead)
    return
  }
  const names = new WikidataNames()
  if (plan.format === 'wikidata') {
    for await (const { text } of pieces(plan, (bytes) => { onRead(bytes / 2) })) for (const value of membersOf(parsed(text))) names.take(value)
  }
  let row = 0
  for await (const { text } of pieces(plan, (bytes) => { onRead(plan.format === 'wikidata' ? bytes / 2 : bytes) })) {
    for (const value of membersOf(parsed(text))) {
      row += 1
      const entry = plan.format === 'wikidata' ? entryOfWikidata(lexicon, names, row, value) : entryOfFollowTheMoney(lexicon, row, value, plan.scheme)
      yield entry ?? unreadable(row, text)
    }
  }
} // prettier-ignore

const unreadable = (row: number, text: string): RawEntry => ({
  row, type: null, typeSaid: null, names: [], identifiers: [], country: null, offices: [], note: null,
  broken: { remark: 'notReadable', detail: text.slice(0, 80) },
}) // prettier-ignore

async function* readTable(plan: ListPlan, table: NonNullable<ListPlan['table']>, lexicon: ListLexicon, onRead: (bytes: number) => void): AsyncGenerator<RawEntry, void, undefined> {
  const { separator, scheme } = plan
  const cutter = new RecordCutter(table.mark, longestRow, (line) => tooLong(plan.path, line))
  const reading = { columns: table.columns, mapping: table.mapping, separator, scheme }
  let row = -1
  for await (const text of textOf(plan, onRead)) {
    for (const cells of cutter.push(text)) if ((row += 1) > 0) yield entryOfRow(lexicon, reading, row, cells)
  }
  for (const cells of cutter.end()) if ((row += 1) > 0) yield entryOfRow(lexicon, reading, row, cells)
} // prettier-ignore

async function* pieces(plan: ListPlan, onRead: (bytes: number) => void): AsyncGenerator<JsonPiece, void, undefined> {
  const cutter = new JsonCutter(longestDocument, (record) => tooLong(plan.path, record))
  for await (const text of textOf(plan, onRead)) yield* cutter.push(text)
  yield* cutter.end()
} // prettier-ignore

/** The file's text in pieces, in the encoding its head is in; what is no text in it becomes U+FFFD and is seen in the report. */
async function* textOf({ path, encoding }: ListPlan, onRead: (bytes: number) => void): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder(encoding)
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }) as AsyncIterable<Uint8Array>) {
      onRead(chunk.length)
      yield decoder.decode(chunk, { stream: true })
    }
    yield decoder.decode()
  } catch (error) {
    throw error instanceof BelegError ? error : fileFailure(path, error)
  }
} // prettier-ignore
