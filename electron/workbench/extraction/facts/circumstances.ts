import type { ExtractedMention, ExtractedSlot, FactTime } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import type { Modality, Polarity } from '../../../../shared/model/vocabulary.ts'
import { pairOf, type FactGrammar } from './compile.ts'
import { plainWord } from './listed-words.ts'
import { wordsOf, type Predication } from './predication.ts'
import type { Phrase } from './phrase.ts'
import { mentionSlot, textSlot } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import { isGermanLetter } from './tones.ts'

/** The time a date mention gives, or undefined where it has no value. */
export function timeOf(mention: ExtractedMention): FactTime | undefined {
  const { norm } = mention
  if (mention.type !== 'DATE' || norm?.iso === undefined || norm.iso === '') return undefined
  return {
    iso: norm.iso.replace(/T(?:MO|MI|AF|EV|NI)$/, ''),
    precision: norm.precision ?? precisionOf(norm.iso),
    basis: norm.basis ?? 'stated',
    rule: norm.rule,
    inferred: norm.inferred === undefined ? undefined : [norm.inferred],
    start: mention.start,
    end: mention.end,
    surface: mention.surface,
    mention: mention.id,
  }
}

function precisionOf(iso: string): FactTime['precision'] {
  const date = iso.split('/')[0] ?? iso
  if (/^\d{4}-\d{2}-\d{2}T\d/.test(date)) return 'second'
  if (/^\d{4}-\d{2}-\d{2}/.test(date)) return 'day'
  if (/^\d{4}-\d{2}/.test(date)) return 'month'
  return /^\d{3}$|X$/.test(date) ? 'decade' : 'year'
}

/** Date mentions among the words of a clause, in order. */
export function datesIn(reading: SentenceReading, clause: Predication): readonly ExtractedMention[] {
  return reading.sentence.mentions.filter(
    (mention) =>
      mention.type === 'DATE' && clause.ranges.some(({ from, to }) => within(reading, mention, from, to)),
  )
}

function within(reading: SentenceReading, span: Span, from: number, to: number): boolean {
  const start = reading.words[from]?.start ?? Infinity
  const end = reading.words[to - 1]?.end ?? -1
  return start <= span.start && span.end <= end
}

/** The first place named with "in", "bei" or "nahe". */
export function placeIn(reading: SentenceReading, phrases: readonly Phrase[]): ExtractedSlot | undefined {
  let found: ExtractedMention | undefined
  for (const phrase of phrases) {
    if (
      phrase.prep === undefined ||
      !['in', 'bei', 'nahe', 'nördlich', 'südlich', 'unweit', 'vor', 'auf'].includes(phrase.prep)
    )
      continue
    found ??= placeMention(reading, phrase)
  }
  return found === undefined ? undefined : mentionSlot('place', found)
}

/** Place mention that heads the phrase, or stands at its end ("der Hauptstadt Hanoi"). */
export function placeMention(reading: SentenceReading, phrase: Phrase): ExtractedMention | undefined {
  const last = reading.words[phrase.to - 1]
  if (last === undefined) return undefined
  const places = last.mentions.filter(
    (mention) =>
      (mention.type === 'GPE' || mention.type === 'LOC') &&
      mention.end >= last.end &&
      mention.entity !== null,
  )
  return places[0]
}

/** "um … zu": the infinitive clause of purpose that hangs on the clause. */
export function purposeOf(
  reading: SentenceReading,
  text: string,
  clause: Predication,
): ExtractedSlot | undefined {
  for (const child of reading.clauses) {
    const from = child.ranges[0]?.from ?? 0
    if (child.parent !== clause.id || child.kind !== 'infinitive' || reading.words[from]?.lower !== 'um')
      continue
    const last = wordsOf(child).at(-1)
    const end = last === undefined ? undefined : reading.words[last]?.end
    if (end !== undefined) return textSlot('purpose', text, { start: reading.words[from].start, end })
  }
  return undefined
}

/** How the clause presents what it says. Source: annotation guidelines, "Modality and polarity". */
export function modalityOf(reading: SentenceReading, clause: Predication, lexicon: FactGrammar): Modality {
  clause.modality ??= findModality(reading, clause, lexicon)
  return clause.modality
}

function findModality(reading: SentenceReading, clause: Predication, lexicon: FactGrammar): Modality {
  for (const i of wordsOf(clause)) {
    const word = reading.words[i]
    if (word === undefined || word.punctuation) continue
    if (word.listed.expected) return 'expected'
  }
  if (clause.opener !== undefined && lexicon.grammar.conditionals.includes(clause.opener))
    return 'hypothetical'
  const conditional = reading.clauses.some(
    (other) =>
      other.opener !== undefined &&
      lexicon.grammar.conditionals.includes(other.opener) &&
      (other.parent === clause.id || clause.parent === other.id),
  )
  switch (clause.modal) {
    case 'sollen':
      return clause.tense === 'k2' ? 'proposed' : 'planned'
    case 'wollen':
      return clause.tense === 'pres' && clause.speech < 0 ? 'planned' : 'desired'
    case 'mögen':
      return 'desired'
    case 'müssen':
      return 'proposed'
    case 'können':
      return clause.tense === 'k2' || conditional ? 'hypothetical' : 'asserted'
    case 'dürfen':
      return clause.tense === 'k2' ? 'expected' : 'asserted'
    default:
      break
  }
  if (conditional && (clause.tense === 'k2' || clause.future)) return 'hypothetical'
  if (clause.future) return 'planned'
  if (clause.auxiliary === 'werden' && clause.tense === 'k2') return 'hypothetical'
  for (const i of wordsOf(clause)) {
    const listed = reading.words[i]?.listed ?? plainWord
    if (listed.planned) return 'planned'
    if (listed.desired) return 'desired'
    if (listed.hypothetical) return 'hypothetical'
  }
  return 'asserted'
}

/** Negated where a negation stands in the clause itself and not in "nicht nur". */
export function polarityOf(reading: SentenceReading, clause: Predication): Polarity {
  for (const i of wordsOf(clause)) {
    const word = reading.words[i]
    if (word === undefined || !word.listed.negation) continue
    const next = reading.words[i + 1]?.lower
    if (next === 'nur' || next === 'zuletzt' || next === 'mehr' || next === 'allein') continue
    return 'neg'
  }
  return 'pos'
}

/** Topics: what follows "über", "zu Fragen", "im Bereich", as words. */
export function topicsIn(
  reading: SentenceReading,
  text: string,
  phrases: readonly Phrase[],
  lexicon: FactGrammar,
): readonly ExtractedSlot[] {
  const slots: ExtractedSlot[] = []
  for (const phrase of phrases) {
    if (phrase.prep === undefined || phrase.value) continue
    const lower = reading.words[phrase.head]?.lower ?? ''
    const named =
      phrase.prep === 'über' ||
      (['zu', 'in'].includes(phrase.prep) &&
        /(fragen?|themen|thema|bereich(?:en?)?|gebiet(?:en?)?)$/.test(lower))
    if (!named) continue
    for (const member of reading.phrases) {
      if (member.id !== phrase.id && !(member.coordinatedWith === phrase.id && member.id > phrase.id))
        continue
      if (member.actor !== undefined && member.actor.mention.type === 'PER') continue
      const span = phraseSpan(reading, member)
      if (span !== undefined)
        slots.push(textSlot('topic', text, span, topicNorm(text.slice(span.start, span.end), lexicon)))
    }
  }
  return slots
}

/** A phrase with its genitives, without its preposition. */
export function phraseSpan(reading: SentenceReading, phrase: Phrase): Span | undefined {
  let to = phrase.to
  let last = phrase
  for (let at = phrase.id + 1; at < reading.phrases.length; at += 1) {
    const next = reading.phrases[at]
    if (next === undefined || next.genitiveOf !== last.id) break
    last = next
    to = next.to
  }
  const start = reading.words[phrase.from]?.start
  const end = reading.words[to - 1]?.end
  return start === undefined || end === undefined || end <= start ? undefined : { start, end }
}

/** The topic that the words speak of, by word stems; undefined for none. */
export function topicNorm(words: string, lexicon: FactGrammar): string | undefined {
  return topicNorms(words, lexicon)[0]
}

/** Letters of the longest stem worth trying. */
const longestTopic = 16

/** All topics the words speak of; a stem counts at the beginning of a word only ("Öl", not "Völker"). */
export function topicNorms(words: string, lexicon: FactGrammar): readonly string[] {
  let known = topicMemory.get(lexicon)
  if (known === undefined || known.size > mostTopicWords) {
    known = new Map()
    topicMemory.set(lexicon, known)
  }
  let found: Map<number, string> | undefined
  const lower = words.toLowerCase()
  for (let at = 0; at < lower.length; at += 1) {
    if (!isGermanLetter(lower.charCodeAt(at))) continue
    const from = at
    while (at < lower.length && isGermanLetter(lower.charCodeAt(at))) at += 1
    if (at - from < 2) continue
    if (lexicon.topicPairs[pairOf(lower.charCodeAt(from), lower.charCodeAt(from + 1))] === 0) continue
    const word = lower.slice(from, at)
    let stems = known.get(word)
    if (stems === undefined) {
      stems = topicsOfWord(word, lexicon)
      known.set(word, stems)
    }
    for (const stem of stems) (found ??= new Map()).set(stem.at, stem.topic)
  }
  return found === undefined ? [] : [...found].sort(([a], [b]) => a - b).map(([, topic]) => topic)
}

type Topic = NonNullable<ReturnType<FactGrammar['topicStems']['get']>>

/** Topics by word: the evidence of every fact is asked for them, and most words come again and again. */
const topicMemory = new WeakMap<FactGrammar, Map<string, readonly Topic[]>>()
const mostTopicWords = 20_000

function topicsOfWord(word: string, lexicon: FactGrammar): readonly Topic[] {
  const found: Topic[] = []
  const most = Math.min(word.length, longestTopic)
  for (let length = 2; length <= most; length += 1) {
    const stem = lexicon.topicStems.get(word.slice(0, length))
    // Stems of two or three letters ("Öl", "Gas") stand alone or before a "p" ("Ölpreis").
    if (stem !== undefined && (length > 3 || length === word.length || word.charAt(length) === 'p'))
      found.push(stem)
  }
  return found
}
