import type { Span } from '../../../../shared/model/span.ts'

/** A stretch of two texts: the same words on both sides, or what stands in place of one another (either may be empty). */
export interface DiffPart {
  readonly same: boolean
  readonly a: Span
  readonly b: Span
}

interface Token {
  readonly start: number
  readonly end: number
  readonly id: number
}

/** More pairs of words than this between two anchors are not compared one by one: they are told as changed. */
const mostPairs = 1_500_000
/** A run of so few words that are the same between two changes belongs to the change: it would only scatter it. */
const fewestSameWords = 2

const token = /[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu

/**
 * What is the same in two texts and what is not, word by word: words that occur once in both hold the texts together
 * (patience diff, after Bram Cohen), and between them the longest common row of words is found. White space does not
 * count. The parts cover both texts from beginning to end, in order; deterministic.
 */
export function diffTexts(a: string, b: string): readonly DiffPart[] {
  const ids = new Map<string, number>()
  const [left, right] = [tokensOf(a, ids), tokensOf(b, ids)]
  const pairs: (readonly [number, number])[] = []
  match(left, right, { a0: 0, a1: left.length, b0: 0, b1: right.length }, pairs)
  return partsOf(a, b, left, right, withoutScatter(pairs, left.length, right.length))
}

function tokensOf(text: string, ids: Map<string, number>): readonly Token[] {
  return Array.from(text.matchAll(token), (found) => {
    const words = found[0].normalize('NFC')
    let id = ids.get(words)
    if (id === undefined) ids.set(words, (id = ids.size))
    return { start: found.index, end: found.index + found[0].length, id }
  })
}

interface Range {
  readonly a0: number
  readonly a1: number
  readonly b0: number
  readonly b1: number
}

/** Adds the pairs of equal tokens of a range, ascending. */
function match(
  a: readonly Token[],
  b: readonly Token[],
  range: Range,
  into: (readonly [number, number])[],
): void {
  let { a0, a1, b0, b1 } = range
  while (a0 < a1 && b0 < b1 && a[a0]?.id === b[b0]?.id) into.push([a0++, b0++])
  const tail: (readonly [number, number])[] = []
  while (a0 < a1 && b0 < b1 && a[a1 - 1]?.id === b[b1 - 1]?.id) tail.push([--a1, --b1])
  if (a0 < a1 && b0 < b1) {
    const anchors = anchorsOf(a, b, { a0, a1, b0, b1 })
    if (anchors.length === 0) longestRow(a, b, { a0, a1, b0, b1 }, into)
    else {
      let [fromA, fromB] = [a0, b0]
      for (const [atA, atB] of anchors) {
        match(a, b, { a0: fromA, a1: atA, b0: fromB, b1: atB }, into)
        into.push([atA, atB])
        ;[fromA, fromB] = [atA + 1, atB + 1]
      }
      match(a, b, { a0: fromA, a1, b0: fromB, b1 }, into)
    }
  }
  into.push(...tail.reverse())
}

/** Tokens that occur once on each side, in the longest row that ascends on both. */
function anchorsOf(
  a: readonly Token[],
  b: readonly Token[],
  range: Range,
): readonly (readonly [number, number])[] {
  const onceIn = (tokens: readonly Token[], from: number, to: number): ReadonlyMap<number, number> => {
    const found = new Map<number, number>()
    for (let at = from; at < to; at++) {
      const id = tokens[at]?.id ?? -1
      found.set(id, found.has(id) ? -1 : at)
    }
    return found
  }
  const inB = onceIn(b, range.b0, range.b1)
  const common: (readonly [number, number])[] = []
  for (const [id, at] of onceIn(a, range.a0, range.a1)) {
    const other = inB.get(id)
    if (at >= 0 && other !== undefined && other >= 0) common.push([at, other])
  }
  return ascendingRow(common.sort(([x], [y]) => x - y))
}

/** The longest subsequence whose second numbers ascend (patience sorting). */
function ascendingRow(pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  const ends: number[] = []
  const before: number[] = []
  for (const [index, [, value]] of pairs.entries()) {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < value) low = middle + 1
      else high = middle
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1)
    ends[low] = index
  }
  const row: (readonly [number, number])[] = []
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at]
    if (pair !== undefined) row.push(pair)
  }
  return row.reverse()
}

/** The longest common row of tokens where no token anchors; nothing where the range is too large for that. */
function longestRow(
  a: readonly Token[],
  b: readonly Token[],
  range: Range,
  into: (readonly [number, number])[],
): void {
  const { a0, a1, b0, b1 } = range
  const [height, width] = [a1 - a0, b1 - b0]
  if (height * width > mostPairs) return
  const lengths = new Uint32Array((height + 1) * (width + 1))
  const at = (x: number, y: number): number => lengths[x * (width + 1) + y] ?? 0
  for (let x = height - 1; x >= 0; x--) {
    for (let y = width - 1; y >= 0; y--) {
      lengths[x * (width + 1) + y] =
        a[a0 + x]?.id === b[b0 + y]?.id ? at(x + 1, y + 1) + 1 : Math.max(at(x + 1, y), at(x, y + 1))
    }
  }
  for (let x = 0, y = 0; x < height && y < width;) {
    if (a[a0 + x]?.id === b[b0 + y]?.id) into.push([a0 + x++, b0 + y++])
    else if (at(x + 1, y) >= at(x, y + 1)) x++
    else y++
  }
}

/** Leaves short runs between two changes to the change; runs at either end of the texts stay. */
function withoutScatter(
  pairs: readonly (readonly [number, number])[],
  lengthA: number,
  lengthB: number,
): readonly (readonly [number, number])[] {
  const kept: (readonly [number, number])[] = []
  for (let from = 0; from < pairs.length;) {
    let to = from + 1
    while (to < pairs.length && follows(pairs[to - 1], pairs[to])) to++
    const [first, last] = [pairs[from] ?? [0, 0], pairs[to - 1] ?? [0, 0]]
    const atEnd = (first[0] === 0 && first[1] === 0) || (last[0] === lengthA - 1 && last[1] === lengthB - 1)
    if (to - from > fewestSameWords || atEnd) kept.push(...pairs.slice(from, to))
    from = to
  }
  return kept
}

const follows = (
  one: readonly [number, number] | undefined,
  next: readonly [number, number] | undefined,
): boolean => one !== undefined && next !== undefined && next[0] === one[0] + 1 && next[1] === one[1] + 1

function partsOf(
  a: string,
  b: string,
  left: readonly Token[],
  right: readonly Token[],
  pairs: readonly (readonly [number, number])[],
): readonly DiffPart[] {
  const parts: DiffPart[] = []
  let [fromA, fromB] = [0, 0]
  const put = (same: boolean, toA: number, toB: number): void => {
    if (toA > fromA || toB > fromB)
      parts.push({ same, a: { start: fromA, end: toA }, b: { start: fromB, end: toB } })
    ;[fromA, fromB] = [toA, toB]
  }
  for (let from = 0; from < pairs.length;) {
    let to = from + 1
    while (to < pairs.length && follows(pairs[to - 1], pairs[to])) to++
    const [first, last] = [pairs[from], pairs[to - 1]]
    if (first !== undefined && last !== undefined) {
      // White space that is the same on both sides belongs to what is the same.
      const changed =
        first[0] > (pairs[from - 1]?.[0] ?? -1) + 1 || first[1] > (pairs[from - 1]?.[1] ?? -1) + 1
      let [startA, startB] = [left[first[0]]?.start ?? 0, right[first[1]]?.start ?? 0]
      while (
        startA > fromA &&
        startB > fromB &&
        a[startA - 1] === b[startB - 1] &&
        /\s/u.test(a.charAt(startA - 1))
      )
        [startA, startB] = [startA - 1, startB - 1]
      if (changed) put(false, startA, startB)
      let [endA, endB] = [left[last[0]]?.end ?? 0, right[last[1]]?.end ?? 0]
      while (endA < a.length && a[endA] === b[endB] && /\s/u.test(a.charAt(endA)))
        [endA, endB] = [endA + 1, endB + 1]
      put(true, endA, endB)
    }
    from = to
  }
  put(left.length === 0 && right.length === 0, a.length, b.length)
  return mended(parts, a, b)
}

/** The rest after the last word is white space where both texts end with the same word. */
function mended(parts: readonly DiffPart[], a: string, b: string): readonly DiffPart[] {
  const last = parts.at(-1)
  if (last === undefined || last.same) return parts
  const blank = a.slice(last.a.start).trim() === '' && b.slice(last.b.start).trim() === ''
  return blank ? [...parts.slice(0, -1), { ...last, same: true }] : parts
}

/** Where a place of the first text lies in the second: exact inside the same words, else the edge of the change. */
export function placeInOther(
  parts: readonly DiffPart[],
  offset: number,
  edge: 'start' | 'end',
): { readonly at: number; readonly exact: boolean } {
  for (const { same, a, b } of parts) {
    const inside =
      edge === 'start' ? offset >= a.start && offset < a.end : offset > a.start && offset <= a.end
    if (!inside) continue
    if (!same) return { at: b[edge], exact: offset === a[edge] }
    // Inside the same words both sides are as long, but for white space, which is counted from the nearer end.
    const [fromStart, fromEnd] = [offset - a.start, a.end - offset]
    return {
      at: fromStart <= fromEnd ? Math.min(b.start + fromStart, b.end) : Math.max(b.end - fromEnd, b.start),
      exact: true,
    }
  }
  return { at: offset <= 0 ? 0 : (parts.at(-1)?.b.end ?? 0), exact: offset <= 0 }
}
