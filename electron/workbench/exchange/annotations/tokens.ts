import type { Span } from '../../../../shared/model/span.ts'
import { byPosition } from '../../../../shared/offsets.ts'

/** What readers of line formats take for white space or for the end of a line, whatever language they are written in. */
const blank = /[\s\u0085\u001c-\u001f\u2028\u2029\ufeff]/u
/**
 * A word with its combining marks and inner apostrophes and hyphens, a number with its separators, or one sign with what
 * modifies it (marks, variation selectors, joined emoji, pairs of regional indicators).
 */
const tokenPattern =
  /\p{L}[\p{L}\p{M}\p{N}_]*(?:[-'’‐‑.](?=\p{L})[\p{L}\p{M}\p{N}_]+)*|\p{N}+(?:[.,:](?=\p{N})\p{N}+)*|\p{RI}\p{RI}|[^\s\u0085\u001c-\u001f\u2028\u2029\ufeff](?:[\p{M}\ufe0f\u{1f3fb}-\u{1f3ff}]|\u200d\p{Extended_Pictographic})*/gu

/** Tokens of a part of a text, in order; a token is parted where `cuts` says so, so that no mark ends inside one. */
export function tokensOf(text: string, part: Span, cuts: readonly number[]): readonly Span[] {
  const found: Span[] = []
  const slice = text.slice(part.start, part.end)
  let next = 0
  const within = cuts.filter((cut) => cut > part.start && cut < part.end)
  for (const match of slice.matchAll(tokenPattern)) {
    let start = part.start + match.index
    const end = start + match[0].length
    while ((within[next] ?? Infinity) <= start) next++
    for (; (within[next] ?? Infinity) < end; next++) {
      const cut = within[next] ?? end
      found.push({ start, end: cut })
      start = cut
    }
    found.push({ start, end })
  }
  return found
}

/**
 * The whole text in sentences: the ones given, and every line between them that holds anything. Marks that reach over a
 * break make one sentence of both sides.
 */
export function sentencesOf(text: string, given: readonly Span[], marks: readonly Span[]): readonly Span[] {
  const whole: Span[] = []
  let at = 0
  for (const sentence of [...given].sort(byPosition)) {
    if (sentence.start < at || sentence.end <= sentence.start) continue
    whole.push(...linesOf(text, { start: at, end: sentence.start }))
    whole.push(...trimmed(text, sentence))
    at = sentence.end
  }
  whole.push(...linesOf(text, { start: at, end: text.length }))
  return joinedUnder(whole, [...marks].sort(byPosition))
}

function joinedUnder(sentences: readonly Span[], marks: readonly Span[]): readonly Span[] {
  const joined: Span[] = []
  let next = 0
  /** Where the marks that began so far end. */
  let reach = 0
  for (const sentence of sentences) {
    for (; (marks[next]?.start ?? Infinity) < sentence.start; next++)
      reach = Math.max(reach, marks[next]?.end ?? 0)
    const last = joined.at(-1)
    if (last !== undefined && reach > sentence.start) joined[joined.length - 1] = { start: last.start, end: sentence.end }
    else joined.push(sentence)
  }
  return joined
} // prettier-ignore

function linesOf(text: string, gap: Span): readonly Span[] {
  const lines: Span[] = []
  for (let start = gap.start; start < gap.end;) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 || newline >= gap.end ? gap.end : newline
    lines.push(...trimmed(text, { start, end }))
    start = end + 1
  }
  return lines
}

/** The span without blanks at its ends; nothing where it holds nothing else. */
function trimmed(text: string, { start, end }: Span): readonly Span[] {
  while (start < end && blank.test(text[start] ?? '')) start++
  while (end > start && blank.test(text[end - 1] ?? '')) end--
  return start < end ? [{ start, end }] : []
}

/** Every place where a mark begins or ends, ascending, each once. */
export function cutsOf(marks: readonly Span[]): readonly number[] {
  return [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort((a, b) => a - b)
}
