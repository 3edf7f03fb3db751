/** A run of text on a page, as a PDF places it: origin at the lower left, units of 1/72 inch. */
export interface PageWord {
  readonly text: string
  readonly x: number
  /** Of the base line. */
  readonly y: number
  readonly width: number
  /** Of the type. */
  readonly size: number
}

/** A paragraph of a page. */
export interface Paragraph {
  readonly text: string
  /** Of the type of its last line. */
  readonly size: number
}

interface Line {
  readonly y: number
  readonly size: number
  readonly left: number
  readonly right: number
  readonly text: string
  /** The text parted at wide gaps, and where each part but the first begins. */
  readonly cells: readonly string[]
  readonly stops: readonly number[]
}

/** A gap within a line that is so many times as wide as the type is high may part the cells of a table. */
const cellGap = 2

/** A gutter is at least this many times as wide as the type is high. */
const gutterWidth = 1.2
/** Lines a column must have beside the other before a gap in the page is a gutter. */
const columnLines = 4

/**
 * The paragraphs of a page in reading order. Where two columns stand side by side, the left one is read before the
 * right one; what crosses the gutter (a headline) parts the page into bands read one after the other.
 */
export function pageText(words: readonly PageWord[], pageWidth: number): readonly Paragraph[] {
  const visible = words.filter((word) => word.text.trim() !== '' && word.size > 0)
  if (visible.length === 0) return []
  const { top, bottom } = edges(visible)
  const body = visible.filter(({ y }) => y <= top && y >= bottom)
  const outside = (words: readonly PageWord[]): readonly Paragraph[] => linesOf(words)
  return [
    ...outside(visible.filter(({ y }) => y > top)),
    ...flowing(bands(body, pageWidth).map((band) => paragraphs(linesOf(band)))),
    ...outside(visible.filter(({ y }) => y < bottom)).map(withoutNumber),
  ]
}

/** A sentence that goes on in the next column goes on in the text. */
function flowing(parts: readonly (readonly Paragraph[])[]): readonly Paragraph[] {
  const result: Paragraph[] = []
  const [longest] = parts.flat().toSorted((a, b) => b.text.length - a.text.length)
  const body = longest?.size ?? 0
  for (const part of parts) {
    const [first, ...rest] = part
    if (first === undefined) continue
    const last = result.at(-1)
    if (last !== undefined && (goesOn(last, first) || isOneHeadline(last, first, body)))
      result[result.length - 1] = { ...first, text: joinLines(last.text, first.text) }
    else result.push(first)
    result.push(...rest)
  }
  return result
}

/** A headline over two columns whose last line is so short that it stands over one of them alone. */
const isOneHeadline = (before: Paragraph, after: Paragraph, body: number): boolean =>
  Math.abs(before.size - after.size) < 0.5 && before.size > body * 1.25 && !/[.!?:]$/u.test(before.text)

/** Whether a sentence that stops here goes on there: in the same type, without a full stop, and not from a headline. */
export const goesOn = (before: Paragraph, after: Paragraph): boolean =>
  Math.abs(before.size - after.size) < 0.5 &&
  /[\p{L}\p{N},;\u2010\u00ad–-]$/u.test(before.text) &&
  (/^\p{Ll}/u.test(after.text) || before.text.length > 40)

/** Lines at the head and foot of a page that stand apart from the rest belong to no column: at most two at each end. */
function edges(words: readonly PageWord[]): { readonly top: number; readonly bottom: number } {
  const rows = linesOf(words)
  const gap = (at: number): number => (rows[at]?.y ?? 0) - (rows[at + 1]?.y ?? 0)
  const apart = (at: number): boolean => gap(at) > (rows[at]?.size ?? 10) * 2.5
  const last = rows.length - 1
  const head = rows.length > 6 ? [1, 0].find(apart) : undefined
  const foot = rows.length > 6 ? [last - 2, last - 1].find(apart) : undefined
  return {
    top: head === undefined ? Number.POSITIVE_INFINITY : (rows[head + 1]?.y ?? 0) + 1,
    bottom: foot === undefined ? Number.NEGATIVE_INFINITY : (rows[foot]?.y ?? 0) - 1,
  }
}

/** Parts of the page to be read one after the other. */
function bands(words: readonly PageWord[], pageWidth: number): readonly (readonly PageWord[])[] {
  const gutter = gutterOf(words, pageWidth)
  if (gutter === null) return [words]
  const crossing = linesOf(words.filter((word) => word.x < gutter && word.x + word.width > gutter))
  const edges = [...new Set(crossing.map(({ y }) => y))].sort((a, b) => b - a)
  const result: PageWord[][] = []
  let above = Number.POSITIVE_INFINITY
  for (const edge of [...edges, Number.NEGATIVE_INFINITY]) {
    const between = words.filter(({ y }) => y < above - 1 && y > edge + 1)
    result.push(
      between.filter(({ x }) => x < gutter),
      between.filter(({ x }) => x >= gutter),
    )
    if (edge !== Number.NEGATIVE_INFINITY) result.push(words.filter(({ y }) => Math.abs(y - edge) <= 1))
    above = edge
  }
  return merged(
    result.filter((band) => band.length > 0),
    gutter,
  )
}

/** Crossing lines that follow each other are one band, so that they may be one paragraph. */
function merged(parts: readonly (readonly PageWord[])[], gutter: number): readonly (readonly PageWord[])[] {
  const crosses = (part: readonly PageWord[]): boolean =>
    part.some(({ x }) => x < gutter) && part.some(({ x, width }) => x + width > gutter)
  const result: PageWord[][] = []
  let open = false
  for (const part of parts) {
    const last = result.at(-1)
    if (open && last !== undefined && crosses(part)) last.push(...part)
    else result.push([...part])
    open = crosses(part)
  }
  return result
}

/** The middle of the emptiest upright strip in the middle half of the page, where text stands on both sides of it; else null. */
function gutterOf(words: readonly PageWord[], pageWidth: number): number | null {
  const sizes = words.map(({ size }) => size).sort((a, b) => a - b)
  const size = sizes[sizes.length >> 1] ?? 10
  const lines = new Set(words.map(({ y }) => Math.round(y))).size
  const width = Math.max(4, size * gutterWidth)
  let best: { at: number; crossing: number } | null = null
  for (let at = pageWidth * 0.3; at <= pageWidth * 0.7; at += 2) {
    const crossing = words.filter(
      (word) => word.x < at + width / 2 && word.x + word.width > at - width / 2,
    ).length
    if (best === null || crossing < best.crossing) best = { at, crossing }
  }
  if (best === null || best.crossing > lines * 0.25) return null
  const { at } = best
  const left = new Set(words.filter((word) => word.x + word.width <= at).map(({ y }) => Math.round(y)))
  const right = new Set(words.filter((word) => word.x >= at).map(({ y }) => Math.round(y)))
  const both = [...left].filter((y) => right.has(y) || right.has(y + 1) || right.has(y - 1)).length
  return Math.min(left.size, right.size) >= columnLines && both >= columnLines / 2 ? at : null
}

/** Words on one base line, from left to right; lines from top to bottom. */
function linesOf(words: readonly PageWord[]): readonly Line[] {
  const sorted = [...words].sort((a, b) => b.y - a.y || a.x - b.x)
  const rows: PageWord[][] = []
  for (const word of sorted) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (
      row !== undefined &&
      first !== undefined &&
      Math.abs(first.y - word.y) <= Math.max(first.size, word.size) * 0.4
    )
      row.push(word)
    else rows.push([word])
  }
  return rows.map(lineOf)
}

function lineOf(row: readonly PageWord[]): Line {
  const words = row.toSorted((a, b) => a.x - b.x)
  const size = Math.max(...words.map((word) => word.size))
  const base = words.find((word) => word.size === size)?.y ?? 0
  const cells: string[] = ['']
  const stops: number[] = []
  let end: number | null = null
  for (const word of words) {
    const gap = end === null ? 0 : word.x - end
    const text = cells.at(-1) ?? ''
    end = word.x + word.width
    if (isNoteMark(word, size, base) && (text === '' || /[\p{P}]$/u.test(text))) continue
    if (text !== '' && gap > word.size * cellGap) {
      cells.push(word.text)
      stops.push(word.x)
      continue
    }
    const parted = text !== '' && gap > word.size * 0.15 && !text.endsWith(' ') && !word.text.startsWith(' ')
    cells[cells.length - 1] = `${text}${parted ? ' ' : ''}${word.text}`
  }
  const folded = cells.map((cell) => cell.replace(/\s+/gu, ' ').trim())
  return { y: base, size, left: words[0]?.x ?? 0, right: end ?? 0, text: folded.join(' ').trim(), cells: folded, stops }
} // prettier-ignore

/** A small raised number behind a full stop, or before a note: not a word of the sentence. */
const isNoteMark = (word: PageWord, size: number, base: number): boolean =>
  word.size <= size * 0.8 && word.y - base > size * 0.1 && /^\d{1,3}$/.test(word.text.trim())

/** A note at the foot of a page, without the number that stands before it with no blank between. */
const withoutNumber = ({ text, size }: Paragraph): Paragraph => ({
  text: text.replace(/^\d{1,3}(?=\p{Lu}\p{Ll})/u, ''),
  size,
})

/** Whether two lines are rows of one table: a cell of each begins at the same place. */
const inColumn = (line: Line | undefined, other: Line | undefined): boolean =>
  line?.stops.some((stop) => other?.stops.some((there) => Math.abs(stop - there) <= 2) === true) === true

/** Lines to paragraphs: a wider gap, another size of type, an indented line or a short line before a capital begin a new one. */
function paragraphs(lines: readonly Line[]): readonly Paragraph[] {
  const result: Paragraph[] = []
  const right = Math.max(...lines.map((line) => line.right))
  const left = Math.min(...lines.map((line) => line.left))
  const gaps = lines
    .slice(1)
    .map((line, at) => (lines[at]?.y ?? 0) - line.y)
    .filter((gap) => gap > 0)
    .sort((a, b) => a - b)
  const leading = gaps[Math.floor(gaps.length * 0.3)] ?? 12
  let before: Line | null = null
  let rowBefore = false
  for (const [at, line] of lines.entries()) {
    if (line.text === '') continue
    const isRow = inColumn(line, lines[at - 1]) || inColumn(line, lines[at + 1])
    const text = isRow ? line.cells.join(' | ') : line.text
    const starts =
      before === null ||
      isRow !== rowBefore ||
      before.y - line.y > leading * 1.45 ||
      Math.abs(before.size - line.size) > 0.8 ||
      (line.left - left > line.size * 0.8 && before.left - left < line.size * 0.5) ||
      (before.right < right - (right - left) * 0.18 && /[.!?:“"»)]$/u.test(before.text))
    const last = result.at(-1)
    if (isRow && rowBefore && last !== undefined)
      result[result.length - 1] = { text: `${last.text}\n${text}`, size: line.size }
    else if (starts || last === undefined) result.push({ text, size: line.size })
    else result[result.length - 1] = { text: joinLines(last.text, text), size: line.size }
    before = line
    rowBefore = isRow
  }
  return result
}

/**
 * Joins a line to the text before it. A hyphen at the end goes where the word goes on in small letters
 * ("Verhand-|lungen"); it stays before a capital ("EU-|Gipfel") and before "und" ("Außen-|und Sicherheitspolitik").
 */
export function joinLines(before: string, line: string): string {
  if (/\p{L}[-\u2010\u00ad]$/u.test(before)) {
    if (/^\p{Ll}/u.test(line) && !/^(?:und|oder|bzw\.|sowie|bis)\s/u.test(line))
      return before.slice(0, -1) + line
    if (/^(?:und|oder|bzw\.|sowie|bis)\s/u.test(line)) return `${before} ${line}`
    return before + line
  }
  return `${before} ${line}`
}
