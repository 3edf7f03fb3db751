import type { FactGrammar } from './compile.ts'
import type { Draft } from './phrase-reading.ts'
import type { Phrase } from './phrase.ts'
import type { Word } from './words.ts'

export function caseOf(
  words: readonly Word[],
  start: number,
  noun: number,
  determiner: string | undefined,
  lexicon: FactGrammar,
): string {
  // "rund", "etwa" show no case.
  const listed = determiner === undefined ? undefined : lexicon.grammar.determiners[determiner]
  const all = listed === undefined || listed === '' ? 'nadgp' : listed
  const adjective =
    noun - 1 > start || (determiner === undefined && noun > start) ? words[noun - 1]?.lower : undefined
  if (determiner === 'der' || determiner === 'dieser' || determiner === 'jener') {
    if (adjective?.endsWith('e') === true) return 'n'
    if (adjective?.endsWith('en') === true) return 'gdp'
    const head = words[noun]?.lower ?? ''
    // "der Gouverneur", "der Agent" hold office and are men, whatever the ending; "der Ministerin" is not.
    const man =
      words[noun]?.mentions.some((mention) => mention.type === 'ROLE') === true
        ? !/in(?:nen)?$/.test(head)
        : /eur$/.test(head)
    const feminine = !man && lexicon.grammar.feminineEndings.some((ending) => head.endsWith(ending))
    const plural = /(en|ern|innen)$/.test(head) && !feminine
    // "zwischen Israel und der Hamas": names are feminine as often as not.
    const named = words[noun]?.mentions.some((mention) => mention.type === 'ORG' || mention.type === 'GPE')
    if (named === true && !feminine) return plural ? 'ngdp' : 'ngd'
    return feminine ? 'gd' : plural ? 'ngdp' : 'ng'
  }
  if (determiner === 'die') {
    if (adjective?.endsWith('en') === true) return 'nap'
    if (adjective?.endsWith('e') === true) return 'na'
  }
  if (determiner === undefined && adjective !== undefined) {
    if (adjective.endsWith('er')) return 'ngdp'
    if (adjective.endsWith('em')) return 'd'
    if (adjective.endsWith('en')) return 'adp'
    if (adjective.endsWith('e')) return 'nap'
  }
  return all
}

export function restrict(cases: string, prep: string, written: string, lexicon: FactGrammar): string {
  const governed =
    written in lexicon.grammar.contractions ? 'da' : (lexicon.grammar.prepositions[prep] ?? 'da')
  let kept = ''
  for (let at = 0; at < cases.length; at += 1) {
    const letter = cases.charAt(at)
    if (letter === 'p' || governed.includes(letter)) kept += letter
  }
  return kept === '' || kept === 'p' ? `${governed}${kept}` : kept
}

export function isGenitive(
  words: readonly Word[],
  draft: Draft,
  previous: Phrase,
  lexicon: FactGrammar,
): boolean {
  if (draft.pronoun || draft.value || previous.pronoun || previous.value || draft.determiner === undefined) {
    if (draft.determiner !== undefined || draft.pronoun || previous.pronoun) return false
    // "Vertreter beider Länder" and "Aufnahme diplomatischer Beziehungen" show the case on the adjective.
    return (
      words[draft.from]?.lower.endsWith('er') === true &&
      draft.head > draft.from &&
      words[draft.from]?.capital === false
    )
  }
  if (!draft.cases.includes('g')) return false
  const head = words[previous.head]
  const person = head?.mentions.some((mention) => mention.type === 'PER' && mention.form === 'name') === true
  return !person && lexicon.grammar.determiners[draft.determiner]?.includes('g') === true
}
