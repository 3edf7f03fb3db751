import type { Span } from '../../../../shared/model/span.ts'

/** Words in a row that make one shingle: long enough that two stories of one subject share next to none. */
const shingleWords = 5

/** Fewer shingles than this say nothing about a text but whether it is the same. */
export const fewestShingles = 12

const word = /[\p{L}\p{N}]+/gu

/**
 * The text an article is compared by: its body zones without what is masked. Where no body zone is known (an import
 * without extraction), everything that is not masked. Parts are kept apart by a line break.
 */
export function comparedText(text: string, body: readonly Span[], masked: readonly Span[]): string {
  const whole: readonly Span[] = body.length === 0 ? [{ start: 0, end: text.length }] : body
  return whole
    .flatMap((span) => without(span, masked))
    .sort((a, b) => a.start - b.start)
    .map(({ start, end }) => text.slice(start, end))
    .join('\n')
}

function without(span: Span, masked: readonly Span[]): readonly Span[] {
  let parts: readonly Span[] = [span]
  for (const mask of masked) {
    parts = parts.flatMap((part) =>
      mask.end <= part.start || part.end <= mask.start
        ? [part]
        : [
            { start: part.start, end: mask.start },
            { start: mask.end, end: part.end },
          ].filter(({ start, end }) => start < end),
    )
  }
  return parts
}

/**
 * The shingles of a text as 32-bit numbers, each once, ascending. Case, punctuation and white space do not count. Two
 * different shingles share a number once in four billion pairs: what is said of the sets is exact but for that.
 */
export function shinglesOf(text: string): Uint32Array {
  const words = Uint32Array.from(text.normalize('NFC').toLowerCase().match(word) ?? [], hashOf)
  const found = new Uint32Array(Math.max(0, words.length - shingleWords + 1))
  for (let at = 0; at < found.length; at++) {
    let mixed = 0x9e3779b9
    for (let n = 0; n < shingleWords; n++) mixed = mix(mixed ^ (words[at + n] ?? 0), 0x85ebca6b + n)
    found[at] = mixed
  }
  found.sort()
  let kept = 0
  for (let at = 0; at < found.length; at++) {
    const shingle = found[at] ?? 0
    if (at === 0 || shingle !== found[kept - 1]) found[kept++] = shingle
  }
  return found.slice(0, kept)
}

/** How many numbers two ascending lists share. */
export function sharedCount(a: Uint32Array, b: Uint32Array): number {
  let shared = 0
  for (let x = 0, y = 0; x < a.length && y < b.length;) {
    const [left, right] = [a[x] ?? 0, b[y] ?? 0]
    if (left === right) shared++
    if (left <= right) x++
    if (right <= left) y++
  }
  return shared
}

/** FNV-1a over UTF-16 code units, finished as below (Fowler, Noll, Vo; public domain). */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  return mix(hash, 0xc2b2ae35)
}

/** A finaliser that lets every bit reach every other (shifts of MurmurHash3, public domain). */
function mix(value: number, by: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), by | 1)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
