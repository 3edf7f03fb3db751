import type { Span } from '../../../../shared/model/span.ts'
import type { Token } from '../document.ts'
import type { SegmentLexicon } from './lexicon.ts'
import { endsInVerb } from './openings.ts'

/** Tokens `[from, to)` between two separators. */
export interface Stretch {
  readonly from: number
  readonly to: number
  readonly parenthesis: boolean
  /** Number of the quotation that the stretch lies in; -1 outside. */
  readonly quote: number
}

/** A quotation shorter than this is a quoted word, not a clause of its own. */
const shortestQuoteClause = 4
const shortestParenthesisClause = 4
const longestParenthesisClause = 80

/** Cuts a sentence at separators; quotations and parentheses with a verb become stretches of their own. */
export function cut(
  tokens: readonly Token[],
  quotes: readonly Span[],
  lexicon: SegmentLexicon,
): readonly Stretch[] {
  const stretches: Stretch[] = []
  let from = 0
  let quote = -1
  let quoteEnd = -1
  let nextQuote = 0
  const close = (to: number, parenthesis = false) => {
    if (to > from) stretches.push({ from, to, parenthesis, quote })
    from = Math.max(from, to)
  }
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index]
    if (token === undefined) break
    if (quote >= 0 && index >= quoteEnd) {
      close(index)
      quote = -1
    }
    while ((quotes[nextQuote]?.end ?? Infinity) <= token.start) nextQuote += 1
    const span = quotes[nextQuote]
    if (quote < 0 && span !== undefined && span.start <= token.start) {
      const end = endOfSpan(tokens, index, span.end)
      if (isQuoteClause(tokens, index, end, span.start < token.start)) {
        close(index)
        quote = nextQuote
        quoteEnd = tokens[end]?.text === ',' ? end + 1 : end
      } else if (end - index < shortestQuoteClause + 2) {
        // A quoted word or name keeps its inner punctuation to itself.
        index = Math.max(index, end - 1)
        nextQuote += 1
        continue
      }
      nextQuote += 1
    }
    if (token.kind === 'punctuation' && (token.text === '(' || token.text === '[')) {
      const end = closingBracket(tokens, index)
      if (end < 0) continue
      if (isParenthesisClause(tokens, index, end, lexicon)) {
        close(index)
        close(tokens[end]?.text === ',' ? end + 1 : end, true)
      }
      index = Math.max(index, from, end) - 1
    } else if (token.kind === 'punctuation') {
      if (',;:–—'.includes(token.text) && index + 1 !== quoteEnd) close(index + 1)
    } else if (
      index > from &&
      lexicon.clauses.coordinators.has(token.lower) &&
      bringsClause(tokens[index + 1], lexicon)
    )
      close(index)
  }
  close(tokens.length)
  return stretches
}

function endOfSpan(tokens: readonly Token[], from: number, end: number): number {
  let index = from
  while (index < tokens.length && (tokens[index]?.start ?? 0) < end) index += 1
  return index
}

/** Direct speech rather than a quoted phrase inside a clause: announced by a colon, or closed off by punctuation. */
function isQuoteClause(tokens: readonly Token[], from: number, to: number, goesOn: boolean): boolean {
  if (to - from < (goesOn ? 3 : shortestQuoteClause + 2)) return false
  const before = tokens[from - 1]
  if (before?.text === ':') return true
  const behind = tokens[to]
  const last = tokens[to - 2]
  const closedOff = behind === undefined || (behind.kind === 'punctuation' && ',;–—'.includes(behind.text))
  const sentenceInside = last !== undefined && '.!?…'.includes(last.text)
  return (
    (goesOn || from === 0 || before?.text === ',') && (closedOff || sentenceInside || behind.text === '.')
  )
}

function closingBracket(tokens: readonly Token[], from: number): number {
  const patience = Math.min(tokens.length, from + longestParenthesisClause)
  for (let index = from + 1; index < patience; index += 1) {
    const text = tokens[index]?.text
    if (text === ')' || text === ']') return index + 1
  }
  return -1
}

/** "(Juni 1994 – Juni 2024)" and "(ASEAN)" stay in their clause; "(die er zuvor abgelehnt hatte)" is one. */
function isParenthesisClause(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: SegmentLexicon,
): boolean {
  return to - from - 2 >= shortestParenthesisClause && endsInVerb(tokens, from + 1, to, lexicon)
}

/** "… und dass", "sowie weil": a conjunction that brings its own subordinate clause. */
function bringsClause(next: Token | undefined, lexicon: SegmentLexicon): boolean {
  return (
    next !== undefined &&
    next.lower !== 'damit' &&
    next.lower !== 'was' &&
    lexicon.clauses.subordinators.has(next.lower)
  )
}
