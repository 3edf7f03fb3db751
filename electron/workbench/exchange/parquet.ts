import type { SchemaElement } from 'hyparquet'
import { ByteWriter, ParquetWriter } from 'hyparquet-writer'
import type { ExportChunks, ExportSource, FolderWriter } from './export-source.ts'
import { canonicalJson } from './jsonl-line.ts'
import { articlesTable } from './tables/articles.ts'
import { entitiesTable } from './tables/entities.ts'
import { factsTable } from './tables/facts.ts'
import { tableLosses } from './tables/losses.ts'
import { slotsTable } from './tables/slots.ts'
import type { Cell, Holds, Table, TableOf } from './tables/table.ts'

/** Rows in memory at a time, and in a row group of the file. */
const rowsPerGroup = 10_000

const typeOf: { readonly [H in Holds]: Omit<SchemaElement, 'name'> } = {
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  day: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  integer: { type: 'INT32' },
  number: { type: 'DOUBLE' },
  boolean: { type: 'BOOLEAN' },
}

/** One table as a Parquet file: Snappy, row groups of 10,000 rows, every column optional. `perGroup` is for tests. */
export async function* parquetFile(
  source: ExportSource,
  table: Table,
  perGroup = rowsPerGroup,
): ExportChunks {
  const bytes = new ByteWriter()
  const schema: SchemaElement[] = [
    { name: 'root', num_children: table.columns.length },
    ...table.columns.map(({ name, holds }): SchemaElement => ({
      ...typeOf[holds],
      name,
      repetition_type: 'OPTIONAL',
    })),
  ]
  const { project, dataset, codebook } = source
  const about = {
    schema: 'beleg-tables/1',
    offsets: 'UTF-16 code units, half-open, into the text named by text_sha256',
    project: { id: project.id, name: project.name },
    dataset: { id: dataset.id, name: dataset.name, query: dataset.query },
    codebook: { id: codebook.id, version: codebook.version },
  }
  const writer = new ParquetWriter({
    writer: bytes,
    schema,
    kvMetadata: [{ key: 'beleg', value: canonicalJson(about) }],
    createdBy: 'beleg',
  })
  let group = emptyGroup(table)
  let rows = 0
  for await (const row of table.rows()) {
    for (const [at, cell] of row.entries()) group[at]?.push(valueOf(cell, table.columns[at]?.holds))
    rows++
    if (rows % perGroup !== 0) continue
    await writer.write({ columnData: columnsOf(table, group), rowGroupSize: perGroup })
    yield taken(bytes)
    group = emptyGroup(table)
  }
  if (rows % perGroup !== 0)
    await writer.write({ columnData: columnsOf(table, group), rowGroupSize: perGroup })
  await writer.finish()
  yield taken(bytes)
  return rows
}

type Values = (string | number | boolean | null)[]

const emptyGroup = ({ columns }: Table): Values[] => columns.map(() => [])

const columnsOf = ({ columns }: Table, group: readonly Values[]): { name: string; data: Values }[] =>
  columns.map(({ name }, at) => ({ name, data: group[at] ?? [] }))

/** A value that is a number stands in a column of texts as its digits. */
function valueOf(cell: Cell, holds: Holds | undefined): Cell {
  return cell !== null && (holds === 'text' || holds === 'day') ? String(cell) : cell
}

/** What was written since; the writer goes on with an empty buffer. */
function taken(bytes: ByteWriter): Uint8Array {
  const piece = bytes.getBytes().slice()
  bytes.index = 0
  return piece
}

const tables: Readonly<Record<string, TableOf>> = {
  facts: factsTable,
  slots: slotsTable,
  entities: entitiesTable,
  articles: articlesTable,
}

/** The four tables as Parquet files. */
export const parquet: FolderWriter = {
  format: 'parquet',
  label: { en: 'Parquet, four tables', de: 'Parquet, vier Tabellen' },
  use: {
    en: 'Facts, slots, entities and articles for DuckDB, Spark, ClickHouse or pandas.',
    de: 'Fakten, Felder, Entitäten und Artikel für DuckDB, Spark, ClickHouse oder pandas.',
  },
  extension: 'zip',
  row: 'attestation',
  unit: 'utf-16',
  needsTexts: false,
  losses: [
    ...tableLosses,
    {
      en: 'Dates are text, since they may be a year or an interval. Texts are as they are: nothing is defused for spreadsheets.',
      de: 'Daten sind Text, weil sie ein Jahr oder ein Zeitraum sein können. Texte stehen, wie sie sind: Nichts ist für Tabellenprogramme entschärft.',
    },
  ],
  files: async function* (source) {
    for (const [name, table] of Object.entries(tables)) {
      yield await Promise.resolve({
        path: `${name}.parquet`,
        write: () => parquetFile(source, table(source)),
      })
    }
  },
}
