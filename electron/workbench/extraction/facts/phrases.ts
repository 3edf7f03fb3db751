import type { FactGrammar } from './compile.ts'
import { actorOf, unnamedActor } from './phrase-actors.ts'
import { restrict, isGenitive } from './phrase-case.ts'
import { prepositionAt } from './phrase-attribute.ts'
import { owns, readPhrase } from './phrase-reading.ts'
import { tieAppositions, lendGenitives, tieCoordinations } from './phrase-ties.ts'
import type { Phrase } from './phrase.ts'
import type { SentenceWords } from './words.ts'

/** The noun phrases of a sentence in order, with genitives, enumerations and appositions tied together. */
export function readPhrases(sentence: SentenceWords, lexicon: FactGrammar): Phrase[] {
  const { words } = sentence
  const phrases: Phrase[] = []
  let i = 0
  while (i < words.length) {
    const word = words[i]
    if (word === undefined) break
    const prep = prepositionAt(words, i, lexicon)
    const start = prep === undefined ? i : i + 1
    const draft = word.punctuation ? undefined : readPhrase(words, start, lexicon, prep !== undefined)
    if (draft === undefined) {
      i += 1
      continue
    }
    const previous = phrases.at(-1)
    // "für Vietnams strategisches Ziel": the name before the adjective owns what follows, and the preposition governs both.
    const next = prep === undefined && previous?.to === i ? previous : undefined
    const possessor = next !== undefined && owns(words, next, draft, lexicon) ? next : undefined
    // "hat in Hanoi der Minister empfangen": a place without an article is nobody's.
    const place =
      next?.determiner === undefined &&
      ['in', 'nach', 'aus'].includes(next?.prep ?? '') &&
      words[next?.head ?? -1]?.mentions.some((one) => one.type === 'GPE' && one.form === 'name') === true
    const genitiveOf =
      next !== undefined && !place && possessor === undefined && isGenitive(words, draft, next, lexicon)
        ? next.id
        : -1
    if (possessor !== undefined) possessor.genitiveOf = phrases.length
    const phrase: Phrase = {
      id: phrases.length,
      from: start,
      to: draft.to,
      prep: prep ?? possessor?.prep,
      cases: prep === undefined ? draft.cases : restrict(draft.cases, prep, words[i]?.lower ?? '', lexicon),
      head: draft.head,
      determiner: draft.determiner,
      owner: draft.owner ?? possessor?.actor,
      actor: actorOf(words, draft, lexicon),
      genitiveOf,
      coordinatedWith: -1,
      appositionOf: -1,
      lentBy: -1,
      pronoun: draft.pronoun,
      value: draft.value,
    }
    phrases.push(phrase)
    i = draft.to
  }
  tieAppositions(words, phrases, lexicon)
  lendGenitives(words, phrases, lexicon)
  tieCoordinations(words, phrases, lexicon)
  for (const phrase of phrases) phrase.actor ??= unnamedActor(words, phrase, lexicon)
  return phrases
}
