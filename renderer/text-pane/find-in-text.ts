import type { Span } from '../../shared/model/span.ts'

/** A text prepared for finding: folded letters, and for each of them the offset it came from. */
export interface FoldedText {
  readonly folded: string
  /** `origin[i]` is the offset in the text of folded unit `i`; one entry more marks the end. */
  readonly origin: Uint32Array
}

const special: Readonly<Record<string, string>> = {
  ß: 'ss',
  đ: 'd',
  Đ: 'd',
  ł: 'l',
  Ł: 'l',
  ø: 'o',
  Ø: 'o',
  æ: 'ae',
  Æ: 'ae',
}
const combining = /\p{M}/gu
const ignorable = /^[\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]$/

/**
 * Folds case and diacritics, so that "to lam" finds "Tô Lâm" and "beloussow" finds "Beloussow"; white space of any
 * kind counts as one space, invisible characters as nothing. Every folded unit keeps its origin, so hits never drift.
 */
export function foldText(text: string): FoldedText {
  const parts: string[] = []
  const origin = new Uint32Array(text.length * 3 + 1)
  let units = 0
  let afterSpace = false
  let at = 0
  for (const character of text) {
    const folded = foldCharacter(character, afterSpace)
    if (folded !== '') {
      parts.push(folded)
      for (let unit = 0; unit < folded.length; unit += 1) origin[units++] = at
      afterSpace = folded === ' '
    }
    at += character.length
  }
  origin[units] = text.length
  return { folded: parts.join(''), origin: origin.subarray(0, units + 1) }
}

function foldCharacter(character: string, afterSpace: boolean): string {
  const code = character.charCodeAt(0)
  if (code < 0x80) {
    if (code === 0x20 || (code >= 0x09 && code <= 0x0d)) return afterSpace ? '' : ' '
    return character.toLowerCase()
  }
  if (code === 0xa0 || /^\s$/u.test(character)) return afterSpace ? '' : ' '
  if (ignorable.test(character)) return ''
  const known = special[character]
  if (known !== undefined) return known
  const folded = character.normalize('NFD').replace(combining, '').toLowerCase()
  return folded.length > 3 ? folded.slice(0, 3) : folded
}

/** Most hits one search shows; more would only slow the pane down. */
export const hitLimit = 10_000

/** Hits in text order as spans of the original text, without overlaps. An empty or blank query finds nothing. */
export function findInText(prepared: FoldedText, textLength: number, query: string): readonly Span[] {
  const needle = foldText(query).folded.trim()
  if (needle === '') return []
  const hits: Span[] = []
  for (let from = 0; hits.length < hitLimit;) {
    const at = prepared.folded.indexOf(needle, from)
    if (at === -1) break
    const start = prepared.origin[at] ?? 0
    // The hit ends where the next folded letter begins: combining marks after the last letter belong to it.
    let after = at + needle.length
    const last = prepared.origin[after - 1] ?? start
    while (after < prepared.origin.length - 1 && prepared.origin[after] === last) after += 1
    const end = after >= prepared.origin.length ? textLength : (prepared.origin[after] ?? textLength)
    hits.push({ start, end })
    from = at + needle.length
  }
  return hits
}

/** Index of the first hit at or after the offset, wrapping to the first; -1 without hits. */
export function hitFrom(hits: readonly Span[], offset: number): number {
  if (hits.length === 0) return -1
  const index = hits.findIndex((hit) => hit.start >= offset)
  return index === -1 ? 0 : index
}
