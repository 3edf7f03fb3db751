import type { QuotedSpan, Span } from './model/span.ts'

/** The span with the words it covers. Throws a RangeError where the span is empty or leaves the text. */
export function quote(text: string, span: Span): QuotedSpan {
  if (span.start < 0 || span.end > text.length || span.end <= span.start) {
    throw new RangeError(
      `span [${String(span.start)}, ${String(span.end)}) leaves a text of ${String(text.length)} code units`,
    )
  }
  return { start: span.start, end: span.end, surface: text.slice(span.start, span.end) }
}

/** Whether the span still covers the words it claims. */
export function holds(text: string, span: QuotedSpan): boolean {
  return span.end > span.start && span.end <= text.length && text.slice(span.start, span.end) === span.surface
}

/** Number of code units that both spans cover. */
export function overlap(a: Span, b: Span): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))
}

/** Intersection over union of two sets of spans, in code units; spans of one set are expected not to overlap each other. */
export function intersectionOverUnion(a: readonly Span[], b: readonly Span[]): number {
  let shared = 0
  for (const x of a) for (const y of b) shared += overlap(x, y)
  const total = length(a) + length(b) - shared
  return total === 0 ? 0 : shared / total
}

/** Whether `inner` lies within `outer`; equal spans contain each other. */
export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** Text order: by start, then the longer first. Code-unit comparison only, no locale. */
export function byPosition(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end
}

/** Moves a UTF-16 offset off the middle of a surrogate pair, towards the start. */
export function floorToCodePoint(text: string, offset: number): number {
  const unit = text.charCodeAt(offset)
  const before = text.charCodeAt(offset - 1)
  return unit >= 0xdc00 && unit <= 0xdfff && before >= 0xd800 && before <= 0xdbff ? offset - 1 : offset
}

/**
 * Turns UTF-16 offsets of a text into code points, as formats count that were made by Python programs. An offset inside a
 * surrogate pair counts as the pair's start. Costs a search in the list of the text's pairs, nothing where it has none.
 */
export function codePoints(text: string): (utf16: number) => number {
  const pairs: number[] = []
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0xd800 || unit > 0xdbff) continue
    const next = text.charCodeAt(at + 1)
    if (next >= 0xdc00 && next <= 0xdfff) pairs.push(at++)
  }
  if (pairs.length === 0) return (utf16) => utf16
  return (utf16) => {
    let low = 0
    let high = pairs.length
    // The number of pairs that begin before the offset.
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[middle] ?? Infinity) < utf16) low = middle + 1
      else high = middle
    }
    return utf16 - low
  }
}

function length(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + (span.end - span.start), 0)
}

/** What offsets of a foreign file may count. */
export type CountedIn = 'utf-16' | 'code-points' | 'bytes'

/** Turns offsets of one text from UTF-16 code units into another unit and back. */
export interface UnitTable {
  /** The offset in the unit; one inside a character counts as the character's beginning. */
  readonly of: (utf16: number) => number
  /** The UTF-16 offset; null where the text has no such place or it lies inside a character. */
  readonly from: (counted: number) => number | null
}

/** The table of a text; `bytes` are those of its UTF-8. */
export function unitTable(text: string, unit: CountedIn): UnitTable {
  const ends = text.length
  if (unit === 'utf-16') {
    const inText = (offset: number): boolean => Number.isInteger(offset) && offset >= 0 && offset <= ends
    return {
      of: (offset) => offset,
      from: (offset) => (inText(offset) && floorToCodePoint(text, offset) === offset ? offset : null),
    }
  }
  const counted = new Uint32Array(ends + 1)
  let count = 0
  for (let at = 0; at < ends;) {
    const point = text.codePointAt(at) ?? 0
    const units = point > 0xffff ? 2 : 1
    counted.fill(count, at, at + units)
    at += units
    count += unit === 'code-points' ? 1 : point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
  }
  counted[ends] = count
  return {
    of: (offset) => counted[offset] ?? count,
    from: (offset) => {
      let low = 0
      let high = ends
      while (low < high) {
        const middle = (low + high) >> 1
        if ((counted[middle] ?? count) < offset) low = middle + 1
        else high = middle
      }
      return counted[low] === offset ? low : null
    },
  }
}
