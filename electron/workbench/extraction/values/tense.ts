import type { Clause, SentenceTokens } from '../document.ts'
import type { ValueLexicon } from './lexicon.ts'

/** Words between a finite "hat" or "ist" and the end of the clause that tell a perfect from a present. */
const participle =
  /^(?:\p{L}*ge\p{L}+(?:t|en)|\p{L}+iert|(?:be|ver|er|ent|zer|unter|über|wider|miss|emp)\p{L}+(?:t|en)|\p{L}+(?:ver|be|er|ent)\p{L}+(?:t|en))$/u

/** Whether a word looks like a participle, by the word: the same verbs come again and again. */
const participles = new Map<string, boolean>()
/** Words remembered; more are looked at anew, so that memory stays bounded. */
const remembered = 20_000

function isParticiple(lower: string): boolean {
  const known = participles.get(lower)
  if (known !== undefined) return known
  const found = participle.test(lower)
  if (participles.size < remembered) participles.set(lower, found)
  return found
}

/** The clause a token stands in, or undefined for a sentence without clauses. */
export function clauseAt(sentence: SentenceTokens, token: number): Clause | undefined {
  return sentence.clauses.find((clause) => clause.from <= token && token < clause.to)
}

/** Whether the clause around a token, with the parts it is split into, speaks of what is to come. */
export function isAhead(sentence: SentenceTokens, token: number, lexicon: ValueLexicon): boolean {
  const here = clauseAt(sentence, token)
  if (here === undefined) return false
  // "Das Treffen werde stattfinden, teilte sie am Montag mit": what is announced is not when they spoke.
  const words = betweenCommas(sentence, token, here)
  if (ownPast(sentence, words, lexicon) && !cueIn(sentence, words, lexicon)) return false
  if (cueIn(sentence, here, lexicon)) return true
  if (isSpeaking(sentence, token, lexicon)) return false
  // "um am Montag weiterzuverhandeln": a purpose lies ahead.
  if (here.kind === 'infinitive' && here.opener === 'um') return true
  return sentence.clauses.some((clause) => {
    const same =
      clause === here ||
      (clause.kind === here.kind && clause.depth === here.depth && clause.parent === here.parent) ||
      (sentence.clauses[here.parent] === clause && clause.kind === here.kind)
    return same && cueIn(sentence, clause, lexicon)
  })
}

/** The part of a clause around a token up to the next comma on either side. */
function betweenCommas(sentence: SentenceTokens, token: number, clause: Clause): Span {
  const parts = (at: number): boolean => sentence.tokens[at]?.text === ','
  let from = token
  while (from > clause.from && !parts(from - 1)) from -= 1
  let to = token
  while (to < clause.to && !parts(to)) to += 1
  return { from, to }
}

type Span = Pick<Clause, 'from' | 'to'>

function cueIn(sentence: SentenceTokens, clause: Span, lexicon: ValueLexicon): boolean {
  for (let index = clause.from; index < clause.to; index += 1) {
    if (lexicon.sets.futureCues.has(sentence.tokens[index]?.lower ?? ''))
      return !endsInPerfect(sentence, clause)
  }
  return false
}

/** "soll am Montag gesagt haben": hearsay about what is over. */
function endsInPerfect(sentence: SentenceTokens, clause: Span): boolean {
  let last = clause.to - 1
  while (last > clause.from && sentence.tokens[last]?.kind !== 'word') last -= 1
  return sentence.tokens[last]?.lower === 'haben' && isParticiple(sentence.tokens[last - 1]?.lower ?? '')
}

/** A finite verb of the past in the clause itself; forms in "-ten" that may be infinitives do not count. */
function ownPast(sentence: SentenceTokens, clause: Span, lexicon: ValueLexicon): boolean {
  for (let index = clause.from; index < clause.to; index += 1) {
    const word = sentence.tokens[index]
    if (word?.kind !== 'word' || word.text !== word.lower || lexicon.sets.notVerbs.has(word.lower)) continue
    if (lexicon.sets.pastCues.has(word.lower)) return true
    const next = sentence.tokens[index + 1]
    if (next?.kind === 'word' && next.text !== next.lower) continue
    if (/\p{Ll}{2}te$|[bfgkmwz]ten$/u.test(word.lower)) return true
  }
  return false
}

/** What the words say about the time of a date at tokens `[from, to)`. */
interface Told {
  readonly ahead: boolean
  readonly past: boolean
  readonly limit: boolean
}

/** Whether a date lies ahead or behind by the words around it: its own attribute first, then the verb of its clause. */
export function toldOf(sentence: SentenceTokens, from: number, to: number, lexicon: ValueLexicon): Told {
  const attribute = attributeAround(sentence, from, to, lexicon)
  if (attribute !== null) return { ahead: attribute === 'ahead', past: attribute === 'past', limit: false }
  const here = clauseAt(sentence, from)
  const ahead =
    isAhead(sentence, from, lexicon) ||
    // "ziehen bis Mitte September ab": a limit lies ahead of whoever names it.
    (isDeadline(sentence, from) && (here === undefined || tenseIn(sentence, here, lexicon) !== 'past')) ||
    // Captions describe what is over in the present tense.
    (sentence.section !== 'caption' && isPresent(sentence, from, lexicon))
  const past = !ahead && here !== undefined && tenseIn(sentence, here, lexicon) === 'past'
  return { ahead, past, limit: ahead && isLimit(sentence, from) }
}

/** "bis Mitte September", "bis spätestens 15. Januar", "spätestens im Mai". */
function isDeadline(sentence: SentenceTokens, from: number): boolean {
  let at = from - 1
  while (at > from - 3 && /^(?:zum|am|im)$/.test(sentence.tokens[at]?.lower ?? '')) at -= 1
  return /^(?:bis|spätestens)$/.test(sentence.tokens[at]?.lower ?? '')
}

/** "bis zum 31. März", "ab 1. Juli", "spätestens am 15. Januar". */
function isLimit(sentence: SentenceTokens, from: number): boolean {
  let at = from - 1
  while (at > from - 3 && /^(?:zum|dem|den|am)$/.test(sentence.tokens[at]?.lower ?? '')) at -= 1
  return (
    /^(?:bis|ab|spätestens)$/.test(sentence.tokens[at]?.lower ?? '') ||
    sentence.tokens[from - 1]?.lower === 'zum'
  )
}

/**
 * "der am Freitag unterzeichnete Vertrag" is over, "der am Montag beginnende Gipfel" and "das für Freitag geplante
 * Treffen" are to come, whatever the tense of the sentence.
 */
function attributeAround(
  sentence: SentenceTokens,
  from: number,
  to: number,
  lexicon: ValueLexicon,
): 'ahead' | 'past' | null {
  const word = (at: number): string => (at < 0 ? '' : (sentence.tokens[at]?.lower ?? ''))
  const opened = [from - 1, from - 2, from - 3].some((at) =>
    /^(?:der|die|das|den|dem|des|eine?[mnrs]?|ihre?[mnrs]?|seine?[mnrs]?)$/.test(word(at)),
  )
  if (!opened) return null
  for (let at = to; at < to + 4; at += 1) {
    const token = sentence.tokens[at]
    const next = sentence.tokens[at + 1]
    if (token?.kind !== 'word') return null
    if (next?.kind !== 'word' || token.text !== token.lower) continue
    const base = /^(\p{L}{4,}?)e[mnrs]?$/u.exec(token.lower)?.[1]
    if (next.text === next.lower) {
      // "einer am Sonntag veröffentlichten gemeinsamen Erklärung": more attributes stand before the noun.
      const further = sentence.tokens[at + 2]
      const more = at === to && /e[mnrs]?$/.test(next.lower) && further?.text !== further?.lower
      if (more && base !== undefined && isParticiple(base)) return 'past'
      continue
    }
    if (base === undefined) return null
    if (lexicon.sets.futureCues.has(token.lower) || lexicon.sets.futureCues.has(base) || base.endsWith('end'))
      return 'ahead'
    return isParticiple(base) ? 'past' : null
  }
  return null
}

/** Whether a token stands in direct or reported speech. */
export function isReported(sentence: SentenceTokens, token: number): boolean {
  const position = sentence.tokens[token]?.start ?? 0
  if (sentence.quotes.some((quote) => quote.start <= position && position < quote.end)) return true
  const clause = clauseAt(sentence, token)
  return (
    clause !== undefined &&
    clause.kind === 'subordinate' &&
    (clause.opener === 'dass' || clause.opener === undefined)
  )
}

/** Whether the clause around a token says that somebody says something. */
export function isSpeaking(sentence: SentenceTokens, token: number, lexicon: ValueLexicon): boolean {
  const clause = clauseAt(sentence, token)
  if (clause === undefined) return false
  for (let index = clause.from; index < clause.to; index += 1) {
    if (lexicon.sets.speechVerbs.has(sentence.tokens[index]?.lower ?? '')) return true
  }
  return false
}

const auxiliaries = new Set([
  'hat',
  'haben',
  'habe',
  'hätten',
  'hätte',
  'ist',
  'sind',
  'sei',
  'seien',
  'bin',
  'wäre',
  'wären',
])

/**
 * Whether the clause around a token tells in the present tense: news tells what has happened in the past tenses,
 * so that a day in such a clause lies ahead ("Das Treffen beginnt am Donnerstag").
 */
function isPresent(sentence: SentenceTokens, token: number, lexicon: ValueLexicon): boolean {
  const here = clauseAt(sentence, token)
  if (here === undefined || lexicon.sets.sinceWords.has(sentence.tokens[token - 1]?.lower ?? '')) return false
  let present = false
  for (const clause of sentence.clauses) {
    const same =
      clause === here ||
      (clause.kind === here.kind && clause.depth === here.depth && clause.parent === here.parent)
    if (!same) continue
    const told = tenseIn(sentence, clause, lexicon)
    if (told === 'past') return false
    present ||= told === 'present'
  }
  return present
}

function tenseIn(
  sentence: SentenceTokens,
  clause: Clause,
  lexicon: ValueLexicon,
): 'past' | 'present' | undefined {
  const { pastCues, notVerbs, presentForms } = lexicon.sets
  let present = false
  let auxiliary = false
  let done = false
  let finite = false
  for (let index = clause.from; index < clause.to; index += 1) {
    const word = sentence.tokens[index]
    if (word?.kind !== 'word' || word.text !== word.lower) continue
    const next = sentence.tokens[index + 1]
    const attributive = next?.kind === 'word' && next.text !== next.lower
    if (presentForms.has(word.lower)) {
      // "beginnen" and "gelten" look like participles.
      present = true
      done ||= isParticiple(word.lower)
    } else if (auxiliaries.has(word.lower)) {
      auxiliary = true
      present = true
    } else if (pastCues.has(word.lower)) return 'past'
    else if (notVerbs.has(word.lower)) continue
    else if (!attributive && isParticiple(word.lower)) {
      // "begonnen" and "besucht" tell the past with an auxiliary; "beginnt" and "besucht" alone the present.
      done = true
      finite ||= word.lower.endsWith('t')
    } else if (/\p{Ll}{2}(?:te|ten)$/u.test(word.lower) && !attributive) return 'past'
    else if (/\p{Ll}{2}t$/u.test(word.lower)) present = true
  }
  if (auxiliary && done) return 'past'
  return present || finite ? 'present' : undefined
}
