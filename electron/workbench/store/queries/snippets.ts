import type { Reading } from '../rows.ts'
import { inList } from '../../linking/redirects.ts'
import { plain, type Wanted } from './full-text.ts'

/** Words a snippet has, and those before the first that was looked for, so that one sees where it stands. */
const length = 16
const before = 2
/** Letters within which words stand together. */
const near = 110
/** More places of one word are not looked at: the best ones stand early. */
const mostPlaces = 40

interface Place {
  readonly start: number
  readonly end: number
  /** Its words, one after the other. */
  readonly words: readonly { readonly start: number; readonly end: number }[]
  readonly which: number
}

/** The passages of some texts in which the words of a search stand closest, the words in ⟦ ⟧; by number of the text. */
export function snippetsOf(
  db: Reading,
  docids: readonly number[],
  wanted: readonly Wanted[],
): ReadonlyMap<number, string> {
  if (wanted.length === 0 || docids.length === 0) return new Map()
  return new Map(
    db.all(
      `SELECT docid, title, body FROM d_fts WHERE docid IN ${inList}`,
      [JSON.stringify(docids)],
      (row) => [
        row.integer('docid'),
        snippetOf(row.text('body'), wanted, 'body') ?? snippetOf(row.text('title'), wanted, 'title') ?? '',
      ],
    ),
  )
}

/** The passage of one text; null where none of the words stands in it. */
export function snippetOf(text: string, wanted: readonly Wanted[], column: 'title' | 'body'): string | null {
  const folded = foldedInPlace(text)
  const places = wanted
    .flatMap((one, which) => (one.column === null || one.column === column ? placesOf(folded, one, which) : []))
    .sort((a, b) => a.start - b.start)
  let best: Place | undefined
  let most = 0
  for (const [n, place] of places.entries()) {
    const kinds = new Set<number>()
    for (const other of places.slice(n, n + mostPlaces)) if (other.end <= place.start + near) kinds.add(other.which)
    if (best === undefined || kinds.size > most) [best, most] = [place, kinds.size]
  }
  if (best === undefined) return null
  let from = wordsBack(folded, best.start, before)
  const to = wordsOn(folded, from, length)
  const short = length - wordsIn(folded, from, to)
  if (short > 0) from = wordsBack(folded, from, short)
  const marks = places.flatMap(({ words }) => words).filter(({ start, end }) => start >= from && end <= to)
  let [snippet, at] = [from === 0 ? '' : '…', from]
  for (const { start, end } of marks) {
    if (start < at) continue
    snippet += `${text.slice(at, start)}⟦${text.slice(start, end)}⟧`
    at = end
  }
  return snippet + text.slice(at, to) + (to === text.length ? '' : '…')
} // prettier-ignore

/** Where a word, or several in a row, stand in a folded text. */
function placesOf(folded: string, { words }: Wanted, which: number): readonly Place[] {
  const found: Place[] = []
  for (const form of words[0]?.forms ?? []) {
    for (let at = folded.indexOf(form); at >= 0 && found.length < mostPlaces; at = folded.indexOf(form, at + 1)) {
      const row = isLetter(folded, at - 1) ? null : rowAt(folded, at, words)
      if (row !== null) found.push({ start: at, end: row.at(-1)?.end ?? at, words: row, which })
    }
  }
  return found
} // prettier-ignore

function rowAt(folded: string, start: number, words: Wanted['words']): Place['words'] | null {
  const row: { readonly start: number; readonly end: number }[] = []
  let at = start
  for (const { forms, prefix } of words) {
    while (at < folded.length && !isLetter(folded, at)) at += 1
    const end = wordEnd(folded, at)
    const word = folded.slice(at, end)
    if (!forms.some((form) => (prefix ? word.startsWith(form) : word === form))) return null
    row.push({ start: at, end })
    at = end
  }
  return row
}

function wordEnd(folded: string, from: number): number {
  let at = from
  while (isLetter(folded, at)) at += 1
  return at
}

/** The beginning of the nth word before a place, or of the text. */
function wordsBack(folded: string, from: number, count: number): number {
  let at = from
  for (let n = 0; n < count && at > 0; n++) {
    let back = at - 1
    while (back >= 0 && !isLetter(folded, back)) back -= 1
    if (back < 0) return 0
    while (isLetter(folded, back - 1)) back -= 1
    at = back
  }
  return at
}

/** The end of the nth word from a place on; of the text where it ends before, or with that word. */
function wordsOn(folded: string, from: number, count: number): number {
  let at = from
  for (let n = 0; n < count; n++) {
    while (at < folded.length && !isLetter(folded, at)) at += 1
    if (at >= folded.length) break
    at = wordEnd(folded, at)
  }
  return /[\p{L}\p{N}]/u.test(folded.slice(at)) ? at : folded.length
}

const wordsIn = (folded: string, from: number, to: number): number =>
  folded.slice(from, to).match(/[\p{L}\p{N}]+/gu)?.length ?? 0

function isLetter(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code < 128)
    return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90)
  return code >= 0xd800 && code <= 0xdfff ? true : /[\p{L}\p{N}\p{M}]/u.test(text.charAt(at))
}

/** Small letters without diacritics, each where it was: what would take another place stays as it is. */
function foldedInPlace(text: string): string {
  const small = text.toLowerCase()
  return (small.length === text.length ? small : text).replaceAll(/[\u00c0-\u024f\u1e00-\u1eff]/gu, baseOf)
}
const bases = new Map<string, string>()
function baseOf(letter: string): string {
  let base = bases.get(letter)
  if (base === undefined) {
    base = plain(letter)
    if (base.length !== 1) base = letter
    bases.set(letter, base)
  }
  return base
}
