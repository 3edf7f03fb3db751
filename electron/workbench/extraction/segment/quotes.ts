import type { Span } from '../../../../shared/model/span.ts'
import type { Token } from '../document.ts'

/**
 * Outermost quotations of a stretch of text, quotation marks included, in order. A German quotation that is
 * never closed runs to the end of the stretch, because newspapers open every paragraph of a long quotation
 * anew; a stray straight mark is ignored.
 */
export function findQuotes(tokens: readonly Token[], end: number): readonly Span[] {
  const quotes: Span[] = []
  const open: Token[] = []
  for (const token of tokens) {
    if (token.kind === 'quote-open') open.push(token)
    else if (token.kind === 'quote-close') {
      const opener = open.findLastIndex((candidate) => matches(candidate.text, token.text))
      if (opener < 0) continue
      const outermost = open[opener]
      open.length = opener
      if (outermost !== undefined && opener === 0) quotes.push({ start: outermost.start, end: token.end })
    }
  }
  const unclosed = open[0]
  if (unclosed !== undefined && (unclosed.text === '„' || unclosed.text === '»') && end > unclosed.end) {
    quotes.push({ start: unclosed.start, end })
  }
  return quotes
}

function matches(opener: string, closer: string): boolean {
  const single = "‚‘‹›'’"
  return single.includes(opener) === single.includes(closer)
}

/** The quotations that touch `[start, end)`; both lists are in order, so the search goes on where it stopped. */
export function quotesWithin(
  quotes: readonly Span[],
  start: number,
  end: number,
  from: number,
): readonly Span[] {
  const touching: Span[] = []
  for (let index = from; index < quotes.length; index += 1) {
    const quote = quotes[index]
    if (quote === undefined || quote.start >= end) break
    if (quote.end > start) touching.push(quote)
  }
  return touching
}
