import { csvOf } from './csv.ts'
import { defusedLoss } from './tables/losses.ts'
import type { FileWriter } from './export-source.ts'
import { articlesTable } from './tables/articles.ts'

/** One row per article, for joining with facts and slots. */
export const csvArticles: FileWriter = {
  format: 'csv-articles',
  label: { en: 'CSV, one row per article', de: 'CSV, eine Zeile je Artikel' },
  use: {
    en: 'Sources, dates and checksums of the articles, to join with facts and slots.',
    de: 'Quellen, Daten und Prüfsummen der Artikel, zum Verknüpfen mit Fakten und Feldern.',
  },
  extension: 'csv',
  row: 'article',
  unit: 'none',
  needsTexts: false,
  options: ['bom'],
  losses: [
    {
      en: 'Texts, zones, sentences and mentions are not included; facts and their decisions neither.',
      de: 'Texte, Zonen, Sätze und Nennungen sind nicht enthalten, ebenso wenig Fakten und ihre Entscheidungen.',
    },
    {
      en: 'Counts of facts and sentences are those of the whole project, not of the dataset.',
      de: 'Die Zahlen der Fakten und Sätze gelten für das ganze Projekt, nicht für den Datensatz.',
    },
    defusedLoss,
  ],
  write: csvOf(articlesTable),
}
