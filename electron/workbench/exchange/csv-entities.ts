import { csvOf } from './csv.ts'
import { defusedLoss } from './tables/losses.ts'
import type { FileWriter } from './export-source.ts'
import { entitiesTable } from './tables/entities.ts'

/** One row per entity, for joining with slots. */
export const csvEntities: FileWriter = {
  format: 'csv-entities',
  label: { en: 'CSV, one row per entity', de: 'CSV, eine Zeile je Entität' },
  use: {
    en: 'People, places and organisations with names, identifiers and offices, to join with slots.',
    de: 'Personen, Orte und Organisationen mit Namen, Kennungen und Ämtern, zum Verknüpfen mit Feldern.',
  },
  extension: 'csv',
  row: 'entity',
  unit: 'none',
  needsTexts: false,
  options: ['bom'],
  losses: [
    {
      en: 'Kinds and languages of the aliases, notes on offices and reasons for “never the same” are not included; JSONL has them.',
      de: 'Arten und Sprachen der Namen, Anmerkungen zu Ämtern und Gründe für „nie dieselben“ fehlen; JSONL enthält sie.',
    },
    {
      en: 'Mentions and articles are counted over the whole project, not the dataset.',
      de: 'Nennungen und Artikel sind im ganzen Projekt gezählt, nicht im Datensatz.',
    },
    defusedLoss,
  ],
  write: csvOf(entitiesTable),
}
