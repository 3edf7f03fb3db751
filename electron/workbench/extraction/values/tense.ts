import type { Clause, SentenceTokens } from '../document.ts'
import type { ValueLexicon } from './lexicon.ts'

/** The clause a token stands in, or undefined for a sentence without clauses. */
export function clauseAt(sentence: SentenceTokens, token: number): Clause | undefined {
  return sentence.clauses.find((clause) => clause.from <= token && token < clause.to)
}

/** Whether the clause around a token, with the parts it is split into, speaks of what is to come. */
export function isAhead(sentence: SentenceTokens, token: number, lexicon: ValueLexicon): boolean {
  const here = clauseAt(sentence, token)
  if (here === undefined) return false
  return sentence.clauses.some((clause) => {
    const same =
      clause === here ||
      (clause.kind === here.kind && clause.depth === here.depth && clause.parent === here.parent) ||
      (sentence.clauses[here.parent] === clause && clause.kind === here.kind)
    return same && cueIn(sentence, clause, lexicon)
  })
}

function cueIn(sentence: SentenceTokens, clause: Clause, lexicon: ValueLexicon): boolean {
  for (let index = clause.from; index < clause.to; index += 1) {
    if (lexicon.sets.futureCues.has(sentence.tokens[index]?.lower ?? '')) return true
  }
  return false
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

/** Words between a finite "hat" or "ist" and the end of the clause that tell a perfect from a present. */
const participle =
  /^(?:\p{L}*ge\p{L}+(?:t|en)|\p{L}+iert|(?:be|ver|er|ent|zer|unter|über|wider|miss|emp)\p{L}+(?:t|en)|\p{L}+(?:ver|be|er|ent)\p{L}+(?:t|en))$/u
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
export function isPresent(sentence: SentenceTokens, token: number, lexicon: ValueLexicon): boolean {
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
    if (auxiliaries.has(word.lower)) {
      auxiliary = true
      present = true
    } else if (pastCues.has(word.lower)) return 'past'
    else if (notVerbs.has(word.lower)) continue
    else if (!attributive && participle.test(word.lower)) {
      // "begonnen" and "besucht" tell the past with an auxiliary; "beginnt" and "besucht" alone the present.
      done = true
      finite ||= word.lower.endsWith('t')
    } else if (/\p{Ll}{2}(?:te|ten)$/u.test(word.lower) && !attributive) return 'past'
    else if (presentForms.has(word.lower) || (/\p{Ll}{2}t$/u.test(word.lower) && index < clause.to))
      present = true
  }
  if (auxiliary && done) return 'past'
  return present || finite ? 'present' : undefined
}
