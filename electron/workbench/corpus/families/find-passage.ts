import type { QuotedSpan, Span } from '../../../../shared/model/span.ts'
import { placeInOther, type DiffPart } from './text-diff.ts'

/** Two texts and what is the same in them. */
export interface TextPair {
  readonly from: string
  readonly to: string
  readonly parts: readonly DiffPart[]
}

/** What became of a passage in the other text. `twice`: it stands there more than once, and nothing tells which is meant. */
type Passage =
  { readonly kind: 'exact' | 'aligned'; readonly span: QuotedSpan } | { readonly kind: 'gone' | 'twice' }

/** Letters before and after a passage that tell one occurrence from another. */
const contextLength = 60
/** An aligned passage shares at least this share of its words with the one it stands for. */
const leastShared = 0.6
/** More occurrences than this tell nothing. */
const mostOccurrences = 200

/**
 * Finds a passage of one text in another: the same words, white space aside. Of several occurrences the one that the words
 * around it stand beside, or the diff leads to, is meant. Where the words are not there as they were, with `align` the
 * passage the diff puts in its place, provided that most of its words are the same.
 */
export function findPassage(pair: TextPair, span: Span, { align }: { readonly align: boolean }): Passage {
  const quote = pair.from.slice(span.start, span.end)
  const found = occurrences(pair.to, quote)
  const [only] = found
  if (found.length === 1 && only !== undefined) return exact(pair.to, only)
  if (found.length > 1) {
    const meant = meantOf(pair, span, found)
    return meant === null ? { kind: 'twice' } : exact(pair.to, meant)
  }
  if (!align) return { kind: 'gone' }
  const aligned = alignedSpan(pair, span)
  return aligned === null ? { kind: 'gone' } : { kind: 'aligned', span: aligned }
}

const exact = (text: string, span: Span): Passage => ({
  kind: 'exact',
  span: { ...span, surface: text.slice(span.start, span.end) },
})

/** Every place where the words of a quote stand, whatever white space is between them. */
export function occurrences(text: string, quote: string): readonly Span[] {
  const words = quote.trim().split(/\s+/u).filter((word) => word !== '')
  if (words.length === 0) return []
  const pattern = new RegExp(words.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)).join(String.raw`\s+`), 'gu')
  const found: Span[] = []
  for (const match of text.matchAll(pattern)) {
    const span = { start: match.index, end: match.index + match[0].length }
    if (!cutsWord(text, span)) found.push(span)
    if (found.length >= mostOccurrences) break
  }
  return found
} // prettier-ignore

const letter = /[\p{L}\p{N}]/u

/** "Rat" is no quote of "Rates". */
function cutsWord(text: string, { start, end }: Span): boolean {
  const cut = (at: number): boolean => letter.test(text.charAt(at - 1)) && letter.test(text.charAt(at))
  return cut(start) || cut(end)
}

/** The occurrence that is meant; null where two are as good. */
function meantOf(pair: TextPair, span: Span, found: readonly Span[]): Span | null {
  const { from, to } = pair
  const unmoved = unmovedSpan(pair, span)
  const there = found.find((one) => one.start === unmoved?.start && one.end === unmoved.end)
  if (there !== undefined) return there
  const score = (one: Span): number =>
    sameLetters(from.slice(0, span.start), to.slice(0, one.start), 'end') +
    sameLetters(from.slice(span.end), to.slice(one.end), 'start')
  const ranked = found.map((one) => ({ one, score: score(one) })).sort((x, y) => y.score - x.score)
  const [best, second] = ranked
  // A blank and a letter or two stand beside anything.
  return best !== undefined && second !== undefined && best.score >= second.score + 4 ? best.one : null
}

/** Where the passage lies in the other text if it is in the middle of words that are the same; null where it is not. */
function unmovedSpan({ from, parts }: TextPair, span: Span): Span | null {
  const around = parts.find(({ same, a }) => same && a.start <= span.start && span.end <= a.end)
  if (around === undefined) return null
  const room = (letters: number, atEdge: boolean): boolean => atEdge || letters >= 20
  const before = room(span.start - around.a.start, around.a.start === 0)
  const after = room(around.a.end - span.end, around.a.end === from.length)
  if (!before || !after) return null
  const { at: start } = placeInOther(parts, span.start, 'start')
  return { start, end: placeInOther(parts, span.end, 'end').at }
}

/** How many letters two texts share from one end, at most as many as the context is long. */
function sameLetters(a: string, b: string, from: 'start' | 'end'): number {
  const most = Math.min(a.length, b.length, contextLength)
  let count = 0
  while (
    count < most &&
    (from === 'start' ? a[count] === b[count] : a[a.length - 1 - count] === b[b.length - 1 - count])
  )
    count++
  return count
}

/** What stands in the place of a passage: from the beginning of a word to the end of one. Null where too little is the same. */
function alignedSpan({ from, to, parts }: TextPair, span: Span): QuotedSpan | null {
  const { at: start } = placeInOther(parts, span.start, 'start')
  const { at: end } = placeInOther(parts, span.end, 'end')
  if (end <= start) return null
  const surface = to.slice(start, end)
  const trimmed = surface.trim()
  if (trimmed === '') return null
  const begin = start + surface.indexOf(trimmed)
  const shared = sharedWords(from.slice(span.start, span.end), trimmed)
  return shared < leastShared ? null : { start: begin, end: begin + trimmed.length, surface: trimmed }
}

/** The share of words two passages have in common, of the longer one, each occurrence once. 0 to 1. */
export function sharedWords(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)]
  if (left.length === 0 || right.length === 0) return 0
  const open = new Map<string, number>()
  for (const word of left) open.set(word, (open.get(word) ?? 0) + 1)
  let shared = 0
  for (const word of right) {
    const more = open.get(word) ?? 0
    if (more > 0) shared++
    open.set(word, more - 1)
  }
  return shared / Math.max(left.length, right.length)
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []
