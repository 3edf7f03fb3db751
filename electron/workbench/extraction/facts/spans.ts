import type { Span } from '../../../../shared/model/span.ts'
import { enumeration, type Phrase } from './phrase.ts'
import type { Predication } from './predication.ts'
import type { SentenceReading } from './roles.ts'
import type { Word } from './words.ts'

/** Genitives and prepositional phrases that follow the noun without a verb or mark between. */
export function attributesOf(reading: SentenceReading, noun: Phrase): readonly Phrase[] {
  const found: Phrase[] = []
  let end = noun.to
  for (let at = noun.id + 1; at < reading.phrases.length; at += 1) {
    const phrase = reading.phrases[at]
    if (phrase === undefined) break
    const gap = phrase.from - (phrase.prep === undefined ? 0 : 1) - end
    const joined = phrase.coordinatedWith >= 0 || phrase.appositionOf >= 0 || phrase.genitiveOf >= 0
    if (gap > 0 && !joined) {
      // Adverbs may stand between ("Gespräche am Montag in Wien"), verbs and marks may not.
      const words = reading.words.slice(end, phrase.from - (phrase.prep === undefined ? 0 : 1))
      if (words.some((word) => word.punctuation || word.forms.length > 0 || word.lower === 'und')) break
    }
    if (phrase.prep === undefined && !joined && !phrase.value) break
    found.push(phrase)
    end = phrase.to
  }
  return found
}

/** A phrase with its attributes and the rest of its enumeration. */
export function wholePhrase(reading: SentenceReading, phrase: Phrase): readonly Phrase[] {
  const own = enumeration(reading.phrases, phrase)
  return [
    ...own,
    ...own.flatMap((member) => reading.phrases.filter((other) => other.genitiveOf === member.id)),
  ]
}

export function spanOf(reading: SentenceReading, phrase: Phrase): readonly Span[] {
  const start = reading.words[phrase.from]?.start
  const end = reading.words[phrase.to - 1]?.end
  return start === undefined || end === undefined ? [] : [{ start, end }]
}

const ties = new Set(['und', 'sowie', 'oder', 'aber'])

/** The words of a clause without the conjunction that ties it to the one before. */
export function clauseSpans(reading: SentenceReading, clause: Predication): readonly Span[] {
  let left = 0
  for (const { from, to } of clause.ranges) left += Math.max(0, to - from)
  let first: Word | undefined
  let last: Word | undefined
  for (const { from, to } of clause.ranges) {
    if (to > from) last = reading.words[to - 1]
    for (let at = from; at < to && first === undefined; at += 1, left -= 1) {
      const word = reading.words[at]
      if (left === 1 || word === undefined || !ties.has(word.lower)) first = word
    }
  }
  return first === undefined || last === undefined ? [] : [{ start: first.start, end: last.end }]
}
