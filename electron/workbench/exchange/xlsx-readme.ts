import type { Bilingual } from '../../../shared/model/codebook.ts'
import type { ExportSource, ExportWriter } from './export-source.ts'
import { tableOf, type Columns, type Table } from './tables/table.ts'

/** A cell that was too long for a worksheet; `length` in UTF-16 code units. */
export interface Shortened {
  readonly sheet: string
  readonly cell: string
  readonly column: string
  readonly length: number
}

interface Line {
  readonly what: Bilingual
  readonly text: string
}

const columnsOf = (say: (text: Bilingual) => string): Columns<Line> => [
  ['README', ({ what }) => say(what)],
  ['', ({ text }) => text],
]

/** The sheet that explains the others: what is in them, in which unit, and what is not. */
export function readmeTable(
  { project, dataset, codebook, language }: ExportSource,
  writer: Pick<ExportWriter, 'losses'>,
  written: {
    readonly sheets: readonly { readonly name: string; readonly rows: number }[]
    readonly shortened: readonly Shortened[]
    readonly shortenedMore: number
  },
): Table {
  const say = (text: Bilingual): string => text[language]
  const rows = { en: 'rows', de: 'Zeilen' }
  const lines: Line[] = [
    { what: { en: 'Project', de: 'Projekt' }, text: `${project.name} (${project.id})` },
    { what: { en: 'Dataset', de: 'Datensatz' }, text: `${dataset.name} (${dataset.id})` },
    { what: { en: 'Query', de: 'Abfrage' }, text: JSON.stringify(dataset.query) },
    { what: { en: 'Codebook', de: 'Codebuch' }, text: `${codebook.id} ${codebook.version}` },
    {
      what: { en: 'Offsets', de: 'Positionen' },
      text: say({
        en: 'UTF-16 code units, from 0, end exclusive, into the text named by text_sha256',
        de: 'UTF-16-Codeeinheiten ab 0, Ende ausschließlich, im Text, den text_sha256 benennt',
      }),
    },
    ...written.sheets.map(({ name, rows: count }) => ({
      what: { en: 'Sheet', de: 'Blatt' },
      text: `${name}: ${String(count)} ${say(rows)}`,
    })),
    ...writer.losses.map((loss) => ({
      what: { en: 'Not included', de: 'Nicht enthalten' },
      text: say(loss),
    })),
    ...written.shortened.map(({ sheet, cell, column, length }) => ({
      what: { en: 'Shortened cell', de: 'Gekürzte Zelle' },
      text: `${sheet}!${cell} (${column}): ${String(length)} → 32767`,
    })),
    ...(written.shortenedMore === 0
      ? []
      : [
          {
            what: { en: 'Shortened cells not listed', de: 'Nicht aufgeführte gekürzte Zellen' },
            text: String(written.shortenedMore),
          },
        ]),
  ]
  return tableOf(columnsOf(say), async function* () {
    yield* await Promise.resolve(lines)
  })
}
