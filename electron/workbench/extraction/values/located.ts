import type { SentenceTokens } from '../document.ts'
import { findAmount } from './amounts.ts'
import { findDate } from './dates.ts'
import type { FoundValue } from './expressions.ts'
import type { ValueLexicon } from './lexicon.ts'
import { Reader } from './reader.ts'
import { findRelative } from './relative.ts'

/** A value with the sentence it stands in. */
export interface LocatedValue extends FoundValue {
  readonly sentence: number
  /** Whether it lies ahead by the words around it: asked by several rules, answered once. */
  ahead: boolean | undefined
}

/**
 * All values of the sentences in text order, not yet resolved. At every token the longest reading wins; only a
 * part of the day keeps the bare date inside it.
 */
export function locateValues(
  sentences: readonly SentenceTokens[],
  lexicon: ValueLexicon,
): readonly LocatedValue[] {
  const located: LocatedValue[] = []
  sentences.forEach((sentence, index) => {
    const reader = new Reader(sentence.tokens, lexicon)
    let at = 0
    while (at < sentence.tokens.length) {
      const found = reader.mayBegin(at) ? longestAt(reader, at) : nothing
      if (found.length === 0) {
        at += 1
        continue
      }
      at += 1
      for (const { from, to, type, rule, prior, time, norm } of found) {
        // In one shape: values are read by all that follows.
        located.push({ from, to, type, rule, prior, time, norm, sentence: index, ahead: undefined })
        at = Math.max(at, to)
      }
    }
  })
  return located
}

const nothing: readonly FoundValue[] = []

function longestAt(reader: Reader, at: number): readonly FoundValue[] {
  const token = reader.tokens[at]
  if (token === undefined || token.kind === 'quote-open' || token.kind === 'quote-close') return nothing
  if (token.kind === 'url') return [{ from: at, to: at + 1, type: 'URL', rule: 'url', prior: 0.99 }]
  if (token.kind === 'punctuation' && !reader.lexicon.currencies.has(token.text)) return nothing
  const dates = findDate(reader, at)
  const relative = findRelative(reader, at)
  const amount = reader.mayCount(at) ? findAmount(reader, at) : null
  const end = (values: readonly FoundValue[]) => values.reduce((last, value) => Math.max(last, value.to), -1)
  // "legte 1959 einen Besuch ab": a number that reads as a year counts no noun behind it.
  const counting = amount?.rule === 'quantity-counted' || amount?.rule === 'number'
  const bareCount = counting && amount.norm?.comparator === undefined
  const amountEnd = amount === null || (bareCount && dates.length > 0) ? -1 : amount.to
  if (end(dates) >= 0 && end(dates) >= end(relative) && end(dates) >= amountEnd) return dates
  if (end(relative) >= 0 && end(relative) >= amountEnd) return relative
  return amount === null ? nothing : [amount]
}
