import { BelegError } from '../../../shared/errors.ts'
import { exportFormats, type ExportFormat } from '../../../shared/contract/index.ts'
import { floorToCodePoint } from '../../../shared/offsets.ts'
import { brat } from './annotations/brat.ts'
import { conll } from './annotations/conll.ts'
import { csvArticles } from './csv-articles.ts'
import { csvEntities } from './csv-entities.ts'
import { csvFacts } from './csv-facts.ts'
import { csvSlots } from './csv-slots.ts'
import { doccano } from './annotations/doccano.ts'
import type { ExportChunks, ExportSource, ExportWriter } from './export-source.ts'
import { gexf } from './events/gexf.ts'
import { plover } from './events/plover.ts'
import { polecat } from './events/polecat.ts'
import { jsonl } from './jsonl.ts'
import { labelStudio } from './annotations/label-studio.ts'
import { parquet } from './parquet.ts'
import { nquads, turtle } from './rdf/rdf.ts'
import { tsvFacts } from './tsv-facts.ts'
import { w3c } from './annotations/w3c.ts'
import { xlsx } from './xlsx.ts'
import { xmi } from './annotations/xmi.ts'
import { zipOf } from './zip.ts'

/** Every export format, by name. */
export const exportWriters: { readonly [F in ExportFormat]: ExportWriter } = {
  'csv-facts': csvFacts,
  'csv-slots': csvSlots,
  'csv-entities': csvEntities,
  'csv-articles': csvArticles,
  'tsv-facts': tsvFacts,
  xlsx,
  parquet,
  jsonl,
  brat,
  conll,
  xmi,
  w3c,
  'label-studio': labelStudio,
  doccano,
  plover,
  polecat,
  turtle,
  nquads,
  gexf,
}

/** The writer of a format. Throws `export.format` for a name nobody writes. */
export function exportWriter(format: string): ExportWriter {
  const known = exportFormats.find((name) => name === format)
  if (known === undefined) throw new BelegError('export.format', { format, known: [...exportFormats] })
  return exportWriters[known]
}

/** The one file of an export by itself: what the writer writes, or a zip of its files. */
export function exportChunks(writer: ExportWriter, source: ExportSource): ExportChunks {
  return 'write' in writer ? writer.write(source) : zipOf(writer.files(source))
}

/** A file name for a dataset in a format: what no system refuses, whatever the dataset is called. */
export const exportFileName = (datasetName: string, writer: ExportWriter): string =>
  `${fileStem(datasetName)}${exportEnding(writer)}`

/** A dataset's name as part of a file name that no system refuses. */
export function fileStem(datasetName: string): string {
  const stem = datasetName
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, '-')
    .replace(/^[ .-]+|[ .-]+$/g, '')
  const cut = stem.slice(0, floorToCodePoint(stem, 80)).trimEnd()
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(cut)
  return cut === '' || reserved ? `dataset${cut}` : cut
}

/** What follows the dataset's name: `.facts.csv`, `.brat.zip`, `.jsonl`. */
export function exportEnding({ format, extension }: ExportWriter): string {
  const kind = format.startsWith(`${extension}-`) ? format.slice(extension.length + 1) : format
  return kind === extension ? `.${extension}` : `.${kind}.${extension}`
}
