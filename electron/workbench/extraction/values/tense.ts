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
