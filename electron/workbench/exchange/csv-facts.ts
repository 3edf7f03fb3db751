import { csvOf } from './csv.ts'
import type { FileWriter } from './export-source.ts'
import { factsTable } from './tables/facts.ts'

/** One row per attestation of a fact, for reading and counting. */
export const csvFacts: FileWriter = {
  format: 'csv-facts',
  label: { en: 'CSV, one row per fact and article', de: 'CSV, eine Zeile je Fakt und Artikel' },
  use: { en: 'For reading and counting in a spreadsheet.', de: 'Zum Lesen und Zählen in einer Tabelle.' },
  extension: 'csv',
  row: 'attestation',
  unit: 'utf-16',
  needsTexts: false,
  options: ['bom'],
  losses: [
    {
      en: 'Offsets, entity ids and rules of the slots are not in this table; “CSV, one row per slot” has them.',
      de: 'Positionen, Entitäts-IDs und Regeln der Felder fehlen in dieser Tabelle; „CSV, eine Zeile je Feld“ enthält sie.',
    },
    {
      en: 'Names of entities stand in one language only.',
      de: 'Die Namen der Entitäten stehen nur in einer Sprache.',
    },
    {
      en: 'Of the decisions only the last one is given; JSONL has all of them.',
      de: 'Von den Entscheidungen steht nur die letzte hier; JSONL enthält alle.',
    },
    {
      en: 'The articles’ texts are not included.',
      de: 'Die Texte der Artikel sind nicht enthalten.',
    },
    {
      en: 'Texts that begin like a formula carry an apostrophe in front; remove one to get the text back. Import the file as text: spreadsheets turn offsets such as 3-9 into dates.',
      de: 'Texte, die wie eine Formel beginnen, tragen einen Apostroph davor; ohne ihn ist es der Text. Importieren Sie die Datei als Text: Tabellenprogramme machen aus Positionen wie 3-9 ein Datum.',
    },
  ],
  write: csvOf(factsTable),
}
