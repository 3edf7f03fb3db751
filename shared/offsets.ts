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

function length(spans: readonly Span[]): number {
  return spans.reduce((sum, span) => sum + (span.end - span.start), 0)
}
