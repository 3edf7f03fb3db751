import type { GrammarLexicon, ModalityLexicon } from './lexicon.ts'

/** What the short lists of function words and of words of modality say of a word. */
export interface ListedWord {
  /** Cases a determiner or pronoun may show, one letter each. */
  readonly determiner: string | undefined
  readonly pronoun: string | undefined
  /** Cases a preposition governs. */
  readonly preposition: string | undefined
  /** The preposition in a contraction: "im" gives "in". */
  readonly contraction: string | undefined
  readonly adverb: boolean
  readonly coordinator: boolean
  readonly listCoordinator: boolean
  readonly subordinator: boolean
  readonly negation: boolean
  readonly expected: boolean
  readonly planned: boolean
  readonly desired: boolean
  readonly hypothetical: boolean
}

/** A word that no list holds. */
export const plainWord: ListedWord = {
  determiner: undefined, pronoun: undefined, preposition: undefined, contraction: undefined, adverb: false, coordinator: false,
  listCoordinator: false, subordinator: false, negation: false, expected: false, planned: false, desired: false, hypothetical: false,
} // prettier-ignore

/** All words of the lists by their lower case; asked once per word of a text. */
export function listedWords(
  grammar: GrammarLexicon,
  modality: ModalityLexicon,
): ReadonlyMap<string, ListedWord> {
  const { determiners, pronouns, prepositions, contractions } = grammar
  const { adverbs, coordinators, listCoordinators, subordinators, negations } = grammar
  const { expected, planned, desired, hypothetical } = modality
  const tables = [determiners, pronouns, prepositions, contractions].flatMap((table) => Object.keys(table))
  const lists = [
    adverbs, coordinators, listCoordinators, subordinators, negations, expected, planned, desired, hypothetical,
  ].flat() // prettier-ignore
  const words = new Set([...tables, ...lists])
  return new Map(
    Array.from(words, (word): [string, ListedWord] => [
      word,
      {
        determiner: determiners[word], pronoun: pronouns[word], preposition: prepositions[word], contraction: contractions[word],
        adverb: adverbs.includes(word), coordinator: coordinators.includes(word), listCoordinator: listCoordinators.includes(word),
        subordinator: subordinators.includes(word), negation: negations.includes(word), expected: expected.includes(word),
        planned: planned.includes(word), desired: desired.includes(word), hypothetical: hypothetical.includes(word),
      }, // prettier-ignore
    ]),
  )
}
