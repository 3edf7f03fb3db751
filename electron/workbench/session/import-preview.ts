import type { ChannelOutput } from '../../../shared/contract/index.ts'
import { BelegError, toFailure } from '../../../shared/errors.ts'
import type { ColumnMapping, Reading } from '../../../shared/model/library.ts'
import { decodedFile } from '../corpus/formats/plain.ts'
import { startFormatReader } from '../corpus/format-reader.ts'
import { listArticles, type ArticleFile } from '../corpus/list-articles.ts'
import { howToRead, readBytes } from '../corpus/read-articles.ts'
import { splitText } from '../corpus/split-text.ts'
import type { StoreHost } from '../store/store-host.ts'

export interface ImportPreviewRequest {
  /** Absolute paths. */
  readonly paths: readonly string[]
  /** Pasted instead. */
  readonly text?: string | undefined
  readonly reading?: Reading | undefined
}

type Preview = ChannelOutput<'import.preview'>

/** Characters and pieces shown before they are imported. */
const beginning = 1500
const shownPieces = 50
/** Entries looked at to say what kinds there are; a folder of a hundred thousand is not walked for it. */
const mostListed = 5000

/** How the first file of each kind would be read. Nothing is written. */
export async function previewImport(
  store: StoreHost,
  { paths, text, reading = {} }: ImportPreviewRequest,
): Promise<Preview> {
  const files = { table: 0, text: 0, other: 0, skipped: 0 }
  let [firstTable, firstText]: [ArticleFile | null, ArticleFile | null] = [null, null]
  let listed = 0
  for await (const found of listArticles(paths)) {
    listed += 1
    if (listed > mostListed) break
    if (found.kind === 'skipped') files.skipped += 1
    else if (found.format === 'table' || found.format === 'json' || found.format === 'xlsx') {
      files.table += 1
      firstTable ??= found
    } else if (found.format === 'text' || found.format === 'markdown') {
      files.text += 1
      firstText ??= found
    } else files.other += 1
  }
  try {
    const remembered = await store.perform('columnMappings', null)
    const table = firstTable === null ? null : await tableHead(firstTable, reading, remembered)
    const shown = text === undefined ? (firstText === null ? null : await textOf(firstText, reading)) : { name: '', encoding: 'utf-8', text } // prettier-ignore
    return { files, table, text: shown === null ? null : textHead(shown, reading), error: null }
  } catch (error) {
    if (!(error instanceof BelegError)) throw error
    return { files, table: null, text: null, error: plain(error) }
  }
}

function plain(error: BelegError): NonNullable<Preview['error']> {
  const { detail, ...failure } = toFailure(error)
  return { ...failure, ...(detail === undefined ? {} : { detail: { ...detail } }) }
}

async function tableHead(
  file: ArticleFile,
  reading: Reading,
  remembered: Readonly<Record<string, ColumnMapping>>,
): Promise<Preview['table']> {
  const reader = startFormatReader()
  try {
    const bytes = await readBytes(file, undefined)
    const how = { ...howToRead({ reading, remembered }), head: true }
    const { head } = await reader.read({ format: file.format, path: file.path, bytes, how })
    if (head === undefined) return null
    return {
      name: file.name,
      columns: [...head.columns],
      mapping: { ...head.mapping },
      from: head.from,
      rows: head.rows.map((row) => ({ ...row })),
      total: head.total,
    }
  } finally {
    await reader.close()
  }
}

interface ShownText {
  readonly name: string
  readonly encoding: string
  readonly text: string
}

async function textOf(file: ArticleFile, reading: Reading): Promise<ShownText> {
  const bytes = await readBytes(file, undefined)
  const { text, encoding } = decodedFile({ path: file.path, bytes }, reading)
  return { name: file.name, encoding, text }
}

function textHead({ name, encoding, text }: ShownText, { split }: Reading): Preview['text'] {
  const pieces = split === undefined ? null : splitText(text, split)
  return {
    name,
    encoding,
    beginning: text.slice(0, beginning),
    pieces: pieces?.slice(0, shownPieces).map((piece) => piece.slice(0, 300)) ?? null,
    total: pieces?.length ?? 1,
  }
}
