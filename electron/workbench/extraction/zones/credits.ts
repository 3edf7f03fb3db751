import type { Span } from '../../../../shared/model/span.ts'
import type { Block } from './blocks.ts'
import type { ZoneLexicon } from './lexicon.ts'

/** Credits are short; the search looks no further back than this from the end of a line. */
const longestCredit = 120
/** A line longer than this before its credit is a paragraph, not a caption. */
export const longestCaption = 420
/** A caption whose credit no word announces. */
const longestPlainCaption = 240

/** A photo credit or source reference at the end of a longer line. */
export interface TrailingCredit extends Span {
  readonly kind: 'photo_credit' | 'source_line'
}

/**
 * The credit behind a caption on the same line ("… in Wien. Foto: dpa", "(Bild: Reuters)", "© AFP"), or null.
 * A source named behind a whole paragraph is a source line; behind something as short as a caption it credits
 * the picture.
 */
export function trailingCredit(text: string, line: Span, lexicon: ZoneLexicon): TrailingCredit | null {
  const from = Math.max(line.start, line.end - longestCredit)
  const tail = text.slice(from, line.end)
  let best = -1
  let isSource = false
  // A marker counts in front of a colon or ©, which most lines lack.
  if (/[:©]/.test(tail)) {
    for (const marker of lexicon.creditMarkers) {
      const at = lastMarker(tail, marker)
      if (at > best) best = at
    }
    for (const marker of lexicon.sourceMarkers) {
      const at = lastMarker(tail, marker)
      if (at > best) {
        best = at
        isSource = true
      }
    }
  }
  const sign = Math.max(tail.lastIndexOf('©'), tail.lastIndexOf('(c) '))
  if (sign > best && !tail.slice(sign).includes('. ')) {
    // "Foto: © dpa" begins at its word.
    best = sign
    isSource = false
  }
  if (best < 0) return agencyBehindBar(text, line, tail, lexicon)
  // "Archivfoto: …" and "Foto: © …" belong to one credit; take the earlier marker when only blanks part them.
  const head = tail.slice(0, best)
  const lead = /(?:Fotos?|Bild(?:er)?|Bildrechte)\s?[:/]\s?$/.exec(head)
  if (lead !== null) best = lead.index
  const before = tail.slice(0, best)
  if (!/(?:[.!?…“"”»)\]]|[\s(|/[–-])\s?[([|/–-]?\s?$/.test(before) || /[,;]\s*$/.test(before)) return null
  let start = from + best
  const opening = /[([]\s?$/.exec(before)
  const credit = tail.slice(best)
  if (/[.!?]\s+\p{Lu}\p{Ll}+\s+\p{Ll}/u.test(credit)) return null
  if (opening !== null && /[)\]]\.?$/.test(credit)) start = from + opening.index
  else {
    const dash = /[|/–-]\s?$/.exec(before)
    if (dash !== null && /\s$/.test(before.slice(0, dash.index))) start = from + dash.index
  }
  const rest = before.length + (from - line.start)
  if (rest < 12) return null
  if (isSource && rest > longestCaption) return { start, end: line.end, kind: 'source_line' }
  return { start, end: line.end, kind: 'photo_credit' }
}

/** "… am Bahnhof | dpa": an agency behind a bar credits the picture. */
function agencyBehindBar(
  text: string,
  line: Span,
  tail: string,
  lexicon: ZoneLexicon,
): TrailingCredit | null {
  const bar = tail.lastIndexOf(' | ')
  if (bar < 0 || isAgencySignature(tail.slice(bar + 3), lexicon) === null) return null
  const start = line.end - tail.length + bar + 1
  return start - line.start < 12 || text.charAt(start) !== '|'
    ? null
    : { start, end: line.end, kind: 'photo_credit' }
}

/**
 * "Die Ministerin am Hafen. AFP", "… am Hafen Jonas Stein/Getty Images": what credits the picture stands behind a
 * caption of one sentence with no word for it. A verb or preposition in front of the name makes it part of the text.
 */
export function agencyBehindCaption(block: Block, lexicon: ZoneLexicon): TrailingCredit | null {
  const { view, start, end } = block
  if (block.length > longestPlainCaption || view.length !== block.length || block.shape.quoted) return null
  const last = view.charAt(view.length - 1)
  const stopped =
    last === ')'
      ? /^(.{12,}\S) (\([^.!?()]{2,50}\))$/u.exec(view)
      : last === '.' || last === '!' || last === '?' || last === '('
        ? null
        : /^(.{12,}?\p{L}{3}[.!?)“”"]) ?([^.!?()]{2,50})$/u.exec(view)
  const named = stopped?.[2]?.replace(/^\(|\)$/g, '') ?? ''
  if (
    stopped?.[1] !== undefined &&
    (creditsPicture(named, lexicon) || isPhotographerSignature(named, lexicon))
  )
    return { start: start + view.length - (stopped[2] ?? '').length, end, kind: 'photo_credit' }
  const words = view.split(' ')
  for (let count = Math.min(4, words.length - 3); count >= 1; count -= 1) {
    const tail = words.slice(-count).join(' ')
    if (/[()]/.test(tail)) break
    const before = words.at(-count - 1) ?? ''
    const joins =
      !/^\p{Lu}/u.test(before) || /(?:agentur|sender|zeitung|dienst|magazin|portal)$/iu.test(before)
    if (!joins && creditsPicture(tail, lexicon))
      return { start: end - tail.length, end, kind: 'photo_credit' }
  }
  return null
}

function creditsPicture(named: string, lexicon: ZoneLexicon): boolean {
  return (
    !lexicon.agencyNouns.has(named.toLowerCase()) &&
    !/^\p{Ll}+$/u.test(named.replace(/^(?:dpa|epd|imago|ddp|picture alliance)$/u, 'A')) &&
    isAgencySignature(named, lexicon)?.initials === false
  )
}

/** Last place where the marker stands as a word in front of a colon, © or slash. */
function lastMarker(tail: string, marker: string): number {
  for (let at = tail.lastIndexOf(marker); at >= 0; at = at === 0 ? -1 : tail.lastIndexOf(marker, at - 1)) {
    const before = at === 0 ? ' ' : tail.charAt(at - 1)
    const behind = tail.slice(at + marker.length, at + marker.length + 3)
    if (/[\s([|/–-]/.test(before) && /^ ?[:©]/.test(behind)) return at
  }
  return -1
}

/** "13. März 2025", "13.03.2025", "2025": the day of an agency's report beside its name. */
function isDate(part: string): boolean {
  return /^\d{1,2}\. ?(?:\p{L}{3,9}|\d{1,2}\.) ?(?:\d{2,4})?$|^(?:19|20)\d{2}$/u.test(part)
}

/** "Keystone/EPA/Anna Berg": an agency and the photographer, in any order. */
export function isPhotographerSignature(view: string, lexicon: ZoneLexicon): boolean {
  if (view.length > 70 || !/[/|]/.test(view)) return false
  const parts = view.split(/\s?[/|,]\s?/)
  if (parts.length < 2 || parts.length > 4) return false
  let agencies = 0
  for (const part of parts) {
    if (lexicon.agencies.has(part.toLowerCase())) agencies += 1
    else if (!/^\p{Lu}[\p{L}.’'-]+(?: \p{Lu}[\p{L}.’'-]+){1,3}$/u.test(part)) return false
  }
  return agencies > 0 && agencies < parts.length
}

/** Whether a line is nothing but names of agencies and initials: "dpa", "AFP/Reuters", "(kgr/dpa)". */
export function isAgencySignature(view: string, lexicon: ZoneLexicon): { readonly initials: boolean } | null {
  if (view.length > 60) return null
  const parts = view
    .replace(/^(?:[([–-]\s?|[Mm]it )|[)\].]$/g, '')
    .split(/\s?[/,|;()]\s?|\s(?:und|and|mit)\s/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (parts.length === 0 || parts.length > 6) return null
  let agencies = 0
  let initials = 0
  for (const part of parts) {
    if (lexicon.agencies.has(part.toLowerCase())) agencies += 1
    else if (/^red\.?$/i.test(part) || isDate(part)) continue
    else if (/^\p{L}{2,4}$/u.test(part)) initials += 1
    else return null
  }
  return agencies > 0 ? { initials: initials > 0 } : null
}
