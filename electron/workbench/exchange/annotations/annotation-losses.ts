import type { Bilingual } from '../../../../shared/model/codebook.ts'

/** What formats of annotations lose, each sentence once. */
export const annotationLosses = {
  attestations: {
    en: 'A fact stands in its first article; further articles that attest it are not named.',
    de: 'Ein Fakt steht in seinem ersten Artikel; weitere Artikel, die ihn belegen, sind nicht genannt.',
  },
  history: {
    en: 'Decisions, coders, attribution and event codes are not included.',
    de: 'Entscheidungen, Kodierende, Zuschreibung und Ereigniscodes fehlen.',
  },
  norms: {
    en: 'Of normalised values (dates, amounts) only the words in the text are kept; a value without words is a remark.',
    de: 'Von normierten Werten (Daten, Beträgen) bleiben nur die Wörter im Text; ein Wert ohne Wörter steht als Anmerkung da.',
  },
  attributes: {
    en: 'Modality, polarity, time, identifiers of entities and slots without words in the text are not included.',
    de: 'Modalität, Polarität, Zeit, Kennungen der Entitäten und Felder ohne Wörter im Text fehlen.',
  },
  zones: {
    en: 'Zones, metadata and reviewed sentences are not included.',
    de: 'Zonen, Metadaten und durchgesehene Sätze fehlen.',
  },
  parts: {
    en: 'Evidence of several parts is several marks.',
    de: 'Belegstellen aus mehreren Teilen sind mehrere Markierungen.',
  },
  anchor: {
    en: 'A fact whose trigger is the first part of its evidence cannot be told from one without a trigger.',
    de: 'Ein Fakt, dessen Auslöser der erste Teil der Belegstelle ist, lässt sich von einem ohne Auslöser nicht unterscheiden.',
  },
} as const satisfies Readonly<Record<string, Bilingual>>
