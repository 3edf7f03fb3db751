import type { ChangeGroup, CheckKind, FactChangeKind } from './model/release.ts'
import type { Bilingual } from './model/codebook.ts'
import type { Language } from './model/vocabulary.ts'

const many: Readonly<Record<FactChangeKind, Readonly<Record<Language, readonly [one: string, other: string]>>>> = {
  added: { en: ['1 fact added', '{n} facts added'], de: ['1 Fakt kam hinzu', '{n} Fakten kamen hinzu'] },
  removed: { en: ['1 fact removed', '{n} facts removed'], de: ['1 Fakt fiel weg', '{n} Fakten fielen weg'] },
  changed: { en: ['1 fact changed', '{n} facts changed'], de: ['1 Fakt änderte sich', '{n} Fakten änderten sich'] },
} // prettier-ignore

/** `{a}` and `{b}` are what a step was about: `from → to` in its label. */
const reasons: Readonly<Record<string, Bilingual>> = {
  'entity.split': { en: 'because {a} was split: part of it is {b} now', de: 'weil {a} aufgeteilt wurde: ein Teil ist nun {b}' },
  'entity.merge': { en: 'because {a} was merged into {b}', de: 'weil {a} mit {b} zusammengeführt wurde' },
  'entity.update': { en: 'because the entity {a} was changed', de: 'weil die Entität {a} geändert wurde' },
  'mention.link': { en: 'because a mention was linked: {a} is {b}', de: 'weil eine Nennung verknüpft wurde: {a} ist {b}' },
  'mention.setType': { en: 'because a mention got another type', de: 'weil eine Nennung einen anderen Typ bekam' },
  'fact.accept': { en: 'by being accepted', de: 'durch Annehmen' },
  'facts.decide': { en: 'by a decision on facts that are alike', de: 'durch eine Entscheidung über gleichartige Fakten' },
  'fact.reject': { en: 'by being rejected', de: 'durch Ablehnen' },
  'fact.reopen': { en: 'by being reopened', de: 'durch Wiederöffnen' },
  'fact.add': { en: 'by hand', de: 'von Hand' },
  'fact.split': { en: 'because a fact was parted in two', de: 'weil ein Fakt in zwei geteilt wurde' },
  'fact.join': { en: 'because two facts were made one', de: 'weil zwei Fakten zu einem wurden' },
  'fact.setType': { en: 'because the type was corrected', de: 'weil der Typ berichtigt wurde' },
  'fact.set': { en: 'because time, modality or polarity was corrected', de: 'weil Zeit, Modalität oder Polarität berichtigt wurde' },
  'fact.setAttribution': { en: 'because the speaker was corrected', de: 'weil die Zuschreibung berichtigt wurde' },
  'fact.setEvidence': { en: 'because the evidence was corrected', de: 'weil der Beleg berichtigt wurde' },
  'fact.annotate': { en: 'by a note or a flag', de: 'durch eine Notiz oder Markierung' },
  'slot.set': { en: 'because a slot was corrected', de: 'weil ein Feld berichtigt wurde' },
  'slot.add': { en: 'because a slot was added', de: 'weil ein Feld hinzukam' },
  'slot.remove': { en: 'because a slot was removed', de: 'weil ein Feld entfernt wurde' },
  'dataset.member': { en: 'by a choice by hand', de: 'durch eine Wahl von Hand' },
  'query': { en: 'because the filter of the dataset was changed', de: 'weil der Filter des Datensatzes geändert wurde' },
  'codebook': { en: 'because they are coded under another version of the codebook', de: 'weil sie nach einer anderen Fassung des Codebuchs kodiert sind' },
  'codebook.save': { en: 'because the codebook was changed to version {a}', de: 'weil das Codebuch zur Fassung {a} geändert wurde' },
  'zone.set': { en: 'because a line was set to be part of the article or not', de: 'weil eine Zeile dem Artikel zu- oder abgesprochen wurde' },
  'article.setField': { en: 'because what is known of the article was corrected', de: 'weil eine Angabe zum Artikel berichtigt wurde' },
  'extraction.record': { en: 'because the article was extracted again', de: 'weil der Artikel neu ausgewertet wurde' },
  'purge': { en: 'by a removal for good', de: 'durch endgültiges Entfernen' },
  'history.undo': { en: 'because a step was undone', de: 'weil ein Schritt rückgängig gemacht wurde' },
  'history.redo': { en: 'because a step was brought back', de: 'weil ein Schritt wiederhergestellt wurde' },
  'batch': { en: 'by several steps given together', de: 'durch mehrere gemeinsam gegebene Schritte' },
} // prettier-ignore

const quotedWords: Readonly<Record<Language, (words: string) => string>> = {
  en: (words) => `“${words}”`,
  de: (words) => `„${words}“`,
}

/** "12 facts changed because “Zhang Youxia” was split: part of it is “Zhang Wei” now". */
export function changeSentence({ change, cause, facts }: ChangeGroup, language: Language): string {
  const [one, other] = many[change][language]
  const counted = (facts === 1 ? one : other).replace('{n}', String(facts))
  const reason = reasons[cause.type]?.[language]
  if (reason === undefined) return counted
  const about = cause.label.split(' → ')
  const last = about.at(-1) ?? ''
  const first = about.length > 1 ? about.slice(0, -1).join(', ') : last
  // Words that were removed for good leave the reason without its names.
  if (first === '' && reason.includes('{a}')) return counted
  const words = quotedWords[language]
  return `${counted}${language === 'de' ? ', ' : ' '}${reason.replace('{a}', words(first)).replace('{b}', words(last))}`.replace(/, (durch|von) /, ' $1 ')
} // prettier-ignore

/** What a check found, as a noun. */
export const checkWords: Readonly<Record<CheckKind, Bilingual>> = {
  missing: { en: 'facts with a required slot neither filled nor marked “not stated”', de: 'Fakten mit einem Pflichtfeld, das weder gefüllt noch als „nicht genannt“ markiert ist' },
  type: { en: 'facts of a type the codebook does not have', de: 'Fakten eines Typs, den das Codebuch nicht kennt' },
  refused: { en: 'facts that break a coding rule', de: 'Fakten, die eine Kodierregel verletzen' },
  quotes: { en: 'facts whose quoted words do not stand where they say', de: 'Fakten, deren Zitat nicht dort steht, wo es stehen soll' },
  warned: { en: 'facts a coding rule warns of', de: 'Fakten, vor denen eine Kodierregel warnt' },
  unlinked: { en: 'facts with a participant that is no entity of the registry', de: 'Fakten mit einem Beteiligten, der keine Entität der Registratur ist' },
  conflicts: { en: 'facts that contradict another fact of the dataset', de: 'Fakten, die einem anderen Fakt des Datensatzes widersprechen' },
  undecided: { en: 'proposals in these articles that nobody decided', de: 'Vorschläge in diesen Artikeln, über die niemand entschieden hat' },
  sweep: { en: 'sentences of these articles that nobody looked through for missed facts', de: 'Sätze dieser Artikel, die niemand auf Übersehenes durchgesehen hat' },
} // prettier-ignore
