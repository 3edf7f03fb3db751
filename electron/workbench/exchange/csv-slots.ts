import { csvOf } from './csv.ts'
import { defusedLoss } from './tables/losses.ts'
import type { FileWriter } from './export-source.ts'
import { slotsTable } from './tables/slots.ts'

/** One row per filler of a slot, for joining and networks. */
export const csvSlots: FileWriter = {
  format: 'csv-slots',
  label: { en: 'CSV, one row per slot', de: 'CSV, eine Zeile je Feld' },
  use: {
    en: 'For statistics programs: every slot with its place in the text.',
    de: 'Für Statistikprogramme: jedes Feld mit seiner Stelle im Text.',
  },
  extension: 'csv',
  row: 'slot',
  unit: 'utf-16',
  needsTexts: false,
  options: ['bom'],
  losses: [
    {
      en: 'Facts without any slot have no row, and evidence, time, attribution and codes of a fact are not in this table; “CSV, one row per fact and article” has them.',
      de: 'Fakten ohne Feld haben keine Zeile, und Belegstellen, Zeit, Zuschreibung und Codes der Fakten fehlen in dieser Tabelle; „CSV, eine Zeile je Fakt und Artikel“ enthält sie.',
    },
    {
      en: 'Of a date only the reading that counts is given; JSONL has the other readings too.',
      de: 'Von einem Datum steht nur die geltende Lesart hier; JSONL enthält auch die anderen.',
    },
    {
      en: 'The decisions and the articles’ texts are not included.',
      de: 'Entscheidungen und die Texte der Artikel sind nicht enthalten.',
    },
    defusedLoss,
  ],
  write: csvOf(slotsTable),
}
