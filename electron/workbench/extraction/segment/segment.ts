import type { Section } from '../../../../shared/model/extraction.ts'
import type { SentenceTokens } from '../document.ts'
import { splitClauses } from './clauses.ts'
import type { SegmentLexicon } from './lexicon.ts'
import { findQuotes, quotesWithin } from './quotes.ts'
import { sentenceRanges } from './sentences.ts'
import { tokenize } from './tokenize.ts'

/** Sentences of one section with tokens, clauses and the quotations that touch them. Linear in the text. */
export function segmentSection(
  text: string,
  section: Section,
  lexicon: SegmentLexicon,
): readonly SentenceTokens[] {
  const tokens = tokenize(text, section, lexicon)
  const quotes = findQuotes(tokens, section.end)
  const sentences: SentenceTokens[] = []
  let firstQuote = 0
  for (const range of sentenceRanges(tokens, lexicon)) {
    const own = tokens.slice(range.from, range.to)
    const first = own[0]
    const last = own.at(-1)
    if (first === undefined || last === undefined) continue
    while (firstQuote < quotes.length && (quotes[firstQuote]?.end ?? 0) <= first.start) firstQuote += 1
    const touching = quotesWithin(quotes, first.start, last.end, firstQuote)
    sentences.push({
      start: first.start,
      end: last.end,
      section: section.kind,
      tokens: own,
      clauses: splitClauses(own, touching, lexicon),
      quotes: touching,
    })
  }
  return sentences
}
