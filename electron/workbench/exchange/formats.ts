import { BelegError } from '../../../shared/errors.ts'
import { exportFormats, type ExportFormat } from '../../../shared/contract/index.ts'
import { floorToCodePoint } from '../../../shared/offsets.ts'
import { csvFacts } from './csv-facts.ts'
import { csvSlots } from './csv-slots.ts'
import type { ExportWriter } from './export-source.ts'
import { jsonl } from './jsonl.ts'

/** Every export format, by name. */
export const exportWriters: { readonly [F in ExportFormat]: ExportWriter & { readonly format: F } } = {
  'csv-facts': { ...csvFacts, format: 'csv-facts' },
  'csv-slots': { ...csvSlots, format: 'csv-slots' },
  jsonl: { ...jsonl, format: 'jsonl' },
}

/** The writer of a format. Throws `export.format` for a name nobody writes. */
export function exportWriter(format: string): ExportWriter {
  const known = exportFormats.find((name) => name === format)
  if (known === undefined) throw new BelegError('export.format', { format, known: [...exportFormats] })
  return exportWriters[known]
}

/** A file name for a dataset in a format: what no system refuses, whatever the dataset is called. */
export function exportFileName(datasetName: string, writer: ExportWriter): string {
  const stem = datasetName
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*]+/g, '-')
    .replace(/^[ .-]+|[ .-]+$/g, '')
  const cut = stem.slice(0, floorToCodePoint(stem, 80)).trimEnd()
  const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(cut)
  return `${cut === '' || reserved ? `dataset${cut}` : cut}.${writer.format === 'jsonl' ? '' : `${writer.format.slice(4)}.`}${writer.extension}`
}
