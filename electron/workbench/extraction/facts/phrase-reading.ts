import type { ExtractedMention } from '../../../../shared/model/extraction.ts'
import { nounStem, type FactGrammar } from './compile.ts'
import { caseOf } from './phrase-case.ts'
import { extendedAttribute } from './phrase-attribute.ts'
import { readHeads } from './phrase-heads.ts'
import { type Actor, type Phrase, toActor } from './phrase.ts'
import { endsLikeAdjective } from './endings.ts'
import { isActorType, type Word } from './words.ts'

export interface Draft {
  from: number
  to: number
  head: number
  determiner: string | undefined
  cases: string
  pronoun: boolean
  value: boolean
  owner: Actor | undefined
  /** Where the phrase proper begins after an extended attribute ("die [vom Iran] unterstützte Miliz"). */
  core?: number
}

export function owns(words: readonly Word[], previous: Phrase, draft: Draft, lexicon: FactGrammar): boolean {
  const surface = previous.actor?.mention.surface ?? ''
  const adjective = words[draft.from]
  return (
    previous.determiner === undefined && !previous.pronoun && previous.actor?.mention.form === 'name' && lexicon.mayOwn(surface) &&
    draft.determiner === undefined && !draft.pronoun && !draft.value && adjective?.capital === false && draft.head > draft.from
  ) // prettier-ignore
}

export function readPhrase(
  words: readonly Word[],
  start: number,
  lexicon: FactGrammar,
  governed: boolean,
): Draft | undefined {
  const first = words[start]
  if (first === undefined || first.punctuation) return undefined
  let at = start
  let determiner: string | undefined
  let owner: Actor | undefined
  const listed = first.listed.determiner
  if (listed !== undefined) {
    determiner = first.lower
    const possessor = lexicon.possessive(first.lower) ? named(first) : undefined
    if (possessor !== undefined) owner = toActor(possessor)
    at += 1
    const second = words[at]
    if (
      second !== undefined &&
      second.listed.determiner !== undefined &&
      /^(beiden|zwei|drei|vier|fünf|vielen|mehreren|einigen|sein|ihr)/.test(second.lower)
    )
      at += 1
  }
  const core = determiner === undefined ? -1 : extendedAttribute(words, at, lexicon)
  if (core >= 0) at = core
  at = skipModifiers(words, at, lexicon, determiner !== undefined)
  const noun = words[at]
  if (noun !== undefined && isNounLike(noun, at)) {
    const head = readHeads(words, at, lexicon)
    const value =
      determiner === undefined && areValues(words, start, head.to) && !countsActors(words[head.head], lexicon)
    return {
      from: start,
      to: head.to,
      head: head.head,
      determiner,
      cases: caseOf(words, start, at, determiner, lexicon),
      pronoun: false,
      value,
      owner: owner ?? head.owner,
      ...(core < 0 ? {} : { core }),
    }
  }
  // A pronoun stands alone; a bare "die" or "der" is one only where a mention says so.
  const cases = first.listed.pronoun
  const meant = isMeant(first)
  if (
    cases !== undefined &&
    (!governed || meant || cases !== '') &&
    !(first.capital && start > 0 && first.lower === 'sie' && !meant)
  ) {
    return {
      from: start,
      to: start + 1,
      head: start,
      determiner: undefined,
      cases,
      pronoun: true,
      value: false,
      owner: undefined,
    }
  }
  if (meant && listed === undefined) {
    let to = start + 1
    const mention = first.mentions[0]
    while (to < words.length && mention !== undefined && (words[to]?.end ?? Infinity) <= mention.end) to += 1
    return {
      from: start,
      to,
      head: to - 1,
      determiner: undefined,
      cases: 'ngdap',
      pronoun: false,
      value: false,
      owner: undefined,
    }
  }
  return undefined
}

/** Who is meant by exactly this word. */
function named(word: Word): ExtractedMention | undefined {
  for (const mention of word.mentions)
    if (mention.entity !== null && mention.end === word.end && mention.start === word.start) return mention
  return undefined
}

/** Whether a mention says that the word, alone, is somebody. */
function isMeant(word: Word): boolean {
  for (const { form, start, type } of word.mentions)
    if (form === 'pronoun' || (start === word.start && isActorType(type))) return true
  return false
}

/** Whether all words are numbers or parts of values. */
function areValues(words: readonly Word[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    const word = words[at]
    if (word !== undefined && !word.number && !word.mentions.some(isValue)) return false
  }
  return true
}

/** "20.000 Soldaten" are a number of people, who act. */
function countsActors(head: Word | undefined, lexicon: FactGrammar): boolean {
  if (head?.capital !== true) return false
  return (
    head.mentions.some((mention) => isActorType(mention.type) && mention.entity !== null) ||
    nounStem(head.lower, lexicon.actorNouns) !== undefined
  )
}

const values: ReadonlySet<string> = new Set(['DATE', 'DURATION', 'FREQ', 'NUM', 'QUANT', 'MONEY', 'ORDINAL'])

function isValue(mention: ExtractedMention): boolean {
  return values.has(mention.type)
}

const counts: ReadonlySet<string> = new Set(['NUM', 'ORDINAL', 'DURATION', 'QUANT'])

function isCount(mention: ExtractedMention): boolean {
  return counts.has(mention.type)
}

function isOrigin(mention: ExtractedMention): boolean {
  return mention.type === 'DEM'
}

function isOriginOrOffice(mention: ExtractedMention): boolean {
  return mention.type === 'DEM' || mention.type === 'ROLE'
}

const degrees = new Set([
  'sehr',
  'nunmehr',
  'rund',
  'etwa',
  'mehr',
  'als',
  'nur',
  'über',
  'weit',
  'besonders',
  'so',
])

function skipModifiers(
  words: readonly Word[],
  from: number,
  lexicon: FactGrammar,
  determined: boolean,
): number {
  let at = from
  for (;;) {
    const word = words[at]
    if (word === undefined || word.punctuation) return at
    const next = words[at + 1]
    if (word.number || (!word.capital && word.mentions.some(isCount))) {
      at += 1
      continue
    }
    if (word.capital && word.text.endsWith('-') && next !== undefined && next.listed.listCoordinator) {
      at += 2
      continue
    }
    if (word.capital) return at
    if (looksAdjective(word, next, determined || at > from)) {
      at += 1
      continue
    }
    // "einer rein diskriminierenden Entscheidung": an adverb of the adjective.
    if (
      determined &&
      next?.capital === false &&
      word.forms.length === 0 &&
      word.listed.preposition === undefined &&
      word.listed.pronoun === undefined &&
      !word.listed.coordinator &&
      !word.listed.subordinator &&
      looksAdjective(next, words[at + 2], true) &&
      words[at + 2]?.capital === true
    ) {
      at += 1
      continue
    }
    if (
      lexicon.grammar.quantities.includes(word.lower) &&
      next !== undefined &&
      (next.capital || looksAdjective(next, words[at + 2], true))
    ) {
      at += 1
      continue
    }
    if (degrees.has(word.lower) && next !== undefined && at > from - 1) {
      if (next.number || (!next.capital && looksAdjective(next, words[at + 2], true) && determined)) {
        at += 1
        continue
      }
      return at
    }
    if (
      at > from &&
      word.listed.listCoordinator &&
      next !== undefined &&
      !next.capital &&
      looksAdjective(next, words[at + 2], true)
    ) {
      at += 1
      continue
    }
    return at
  }
}

function looksAdjective(word: Word, next: Word | undefined, determined: boolean): boolean {
  if (word.capital || next === undefined || (next.punctuation && next.text !== ',')) return false
  if (word.lower.length < 4 || !endsLikeAdjective(word.lower)) return word.mentions.some(isOrigin)
  if (word.mentions.some(isOriginOrOffice)) return true
  if (
    word.listed.preposition !== undefined ||
    word.listed.pronoun !== undefined ||
    word.listed.determiner !== undefined
  )
    return false
  if (word.listed.adverb || word.listed.subordinator || word.listed.coordinator) return false
  if (word.forms.length > 0)
    return (
      determined && (next.capital || !next.punctuation) && word.forms.every((form) => form.role === 'full')
    )
  return next.capital || next.number || next.listed.listCoordinator || endsLikeAdjective(next.lower)
}

function isNounLike(word: Word, at: number): boolean {
  if (word.punctuation) return false
  for (const mention of word.mentions)
    if (
      mention.form !== 'pronoun' &&
      mention.start === word.start &&
      (word.capital || isActorType(mention.type) || isValue(mention))
    )
      return true
  if (!word.capital) return false
  if (at > 0) return true
  // Sentence-initial capitals: function words and verbs are no nouns.
  const { adverb, subordinator, coordinator, pronoun, preposition, contraction, determiner } = word.listed
  if (adverb || subordinator || coordinator) return false
  if (
    pronoun !== undefined ||
    preposition !== undefined ||
    contraction !== undefined ||
    determiner !== undefined
  )
    return false
  return (
    !word.forms.some((form) => form.kind === 'finite' && form.tense !== 'pres') || word.mentions.length > 0
  )
}
