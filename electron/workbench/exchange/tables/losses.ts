import type { Bilingual } from '../../../../shared/model/codebook.ts'

/** What every CSV does to texts that begin like a formula. */
export const defusedLoss: Bilingual = {
  en: 'Texts that begin like a formula carry an apostrophe in front; remove one to get the text back.',
  de: 'Texte, die wie eine Formel beginnen, tragen einen Apostroph davor; ohne ihn ist es der Text.',
}

/** What formats of all four tables leave out. */
export const tableLosses: readonly Bilingual[] = [
  {
    en: 'Names of entities stand in one language only in the table of facts; the table of slots has both.',
    de: 'In der Tabelle der Fakten stehen die Namen der Entitäten nur in einer Sprache; die Tabelle der Felder enthält beide.',
  },
  {
    en: 'Of the decisions only the last one is given; JSONL has all of them.',
    de: 'Von den Entscheidungen steht nur die letzte hier; JSONL enthält alle.',
  },
  {
    en: 'The articles’ texts, zones, sentences and mentions are not included.',
    de: 'Texte, Zonen, Sätze und Nennungen der Artikel sind nicht enthalten.',
  },
]
