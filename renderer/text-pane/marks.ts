import { byPosition } from '../../shared/offsets.ts'
import type { Span } from '../../shared/model/span.ts'
import type { MentionType } from '../../shared/model/vocabulary.ts'

/** A mention as the text pane draws it. Offsets are UTF-16 code units into the frozen text. */
export interface TextMark extends Span {
  readonly id: string
  readonly type: MentionType
  /** What it stands for, for the tooltip and the list of marks; the words themselves where nothing is linked. */
  readonly name: string
  readonly linked: boolean
}

/** A mark with the lane its underline runs in, so that nested and crossing marks stay apart. */
export interface LanedMark {
  readonly mark: TextMark
  /** 0 runs closest to the letters; the last lane takes whatever finds no room. */
  readonly lane: number
}

/** Lanes that fit between two lines of text. */
export const laneCount = 4

/**
 * Marks in text order, each in the first lane free at its start. The longer of two marks that begin together
 * comes first, so an outer mark keeps the lane nearest to the letters and what it holds runs below. Marks that
 * leave the text or are empty are dropped: they could only point at the wrong words.
 */
export function laneMarks(marks: readonly TextMark[], textLength: number): readonly LanedMark[] {
  const inText = marks.filter((mark) => mark.start >= 0 && mark.end <= textLength && mark.end > mark.start)
  const ends = new Array<number>(laneCount).fill(0)
  return inText.sort(byPosition).map((mark) => {
    const free = ends.findIndex((end) => end <= mark.start)
    const lane = free === -1 ? laneCount - 1 : free
    ends[lane] = Math.max(ends[lane] ?? 0, mark.end)
    return { mark, lane }
  })
}

/** The marks under an offset, the innermost (shortest) first. */
export function marksAt<M extends Span>(marks: readonly M[], offset: number): readonly M[] {
  return marks
    .filter((mark) => mark.start <= offset && offset <= mark.end)
    .sort((a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start)
}

/** The end of the first visible character at `start`: a surrogate pair and the combining marks after it stay whole. */
export function endOfFirstCharacter(text: string, start: number): number {
  let end = start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1)
  while (end < text.length) {
    const point = text.codePointAt(end) ?? 0
    if (!joins.test(String.fromCodePoint(point))) break
    end += point > 0xffff ? 2 : 1
  }
  return Math.min(end, text.length)
}

/** The start of the last visible character that ends at `end`. */
export function startOfLastCharacter(text: string, end: number): number {
  let start = end
  while (start > 0) {
    start -= 1
    const unit = text.charCodeAt(start)
    if (unit >= 0xdc00 && unit <= 0xdfff && start > 0) start -= 1
    if (!joins.test(String.fromCodePoint(text.codePointAt(start) ?? 0))) break
  }
  return start
}

const joins = /^[\p{M}\u200d\ufe00-\ufe0f]$/u
