import type { Token } from '../document.ts'
import type { GazetteerEntry } from './pack.ts'
import { wordKind } from './word-kinds.ts'
import { isCapitalised, type Item, type SentenceWork } from './work.ts'

const names = new Set(['GPE', 'LOC', 'ORG', 'EVT', 'DOCU', 'PROJECT', 'POLICY'])

/**
 * Finds what the gazetteer lists: longest phrase first, shorter ones nested in it, adjectives and nouns of
 * origin, and the name parts of hyphen compounds.
 */
export function findListed(work: SentenceWork): void {
  let at = 0
  while (at < work.tokens.length) at = findAt(work, at)
}

function findAt(work: SentenceWork, at: number): number {
  const token = work.tokens[at]
  if (token === undefined || (token.kind !== 'word' && token.kind !== 'abbreviation')) return at + 1
  const hit = work.is(at, wordKind.phrase)
    ? work.pack.phrases.longest(work.tokens, at, work.tokens.length)
    : undefined
  if (hit !== undefined && accepts(work, hit.value, at, hit.to)) {
    work.add(listed(hit.value, at, hit.to))
    if (hit.to - at > 1) findNested(work, at, hit.to, hit.value)
    else if (token.text.includes('-') && hit.value.type !== 'GPE' && hit.value.type !== 'LOC')
      findParts(work, at, token, hit.value)
    return hit.to
  }
  const state = work.is(at, wordKind.stateForm)
    ? work.pack.phrases.longest(work.tokens, at + 1, work.tokens.length)
    : undefined
  if (state?.value.subtype === 'country') {
    // "Republik Aserbaidschan", "Königreich Marokko": the form of state belongs to the name.
    work.add(listed(state.value, at, state.to))
    return state.to
  }
  const origin = work.is(at, wordKind.origin) ? originOf(work, at, token) : undefined
  if (origin !== undefined) {
    work.add({
      from: at,
      to: at + 1,
      type: 'DEM',
      form: 'demonym',
      target: { kind: 'gazetteer', entry: origin },
      rule: 'mention.demonym',
      prior: 0.95,
    })
    return at + 1
  }
  if (isShouting(token)) {
    const calm = token.text.charAt(0) + token.text.slice(1).toLowerCase()
    const entry = work.pack.phrases.word(calm)
    if (entry !== undefined) work.add(listed(entry, at, at + 1))
  } else if (work.is(at, wordKind.hyphen)) findParts(work, at, token)
  return at + 1
}

function listed(entry: GazetteerEntry, from: number, to: number): Omit<Item, 'start' | 'end'> {
  const prior = entry.type === 'GPE' || entry.type === 'LOC' ? 0.97 : entry.type === 'ORG' ? 0.95 : 0.9
  return {
    from,
    to,
    type: entry.type,
    form: 'name',
    target: { kind: 'gazetteer', entry },
    rule: `mention.gazetteer.${entry.type.toLowerCase()}`,
    prior,
  }
}

/** Phrases inside a longer one: "Kommunistischen Partei Vietnams" holds "Vietnams". */
function findNested(work: SentenceWork, from: number, to: number, outer: GazetteerEntry): void {
  for (let at = from; at < to; at += 1) {
    const token = work.tokens[at]
    if (token === undefined) continue
    const hit = work.pack.phrases.longest(work.tokens, at, at === from ? to - 1 : to)
    if (hit !== undefined && hit.value !== outer && (hit.value.type !== outer.type || outer.type === 'ORG')) {
      work.add(listed(hit.value, at, hit.to))
      if (hit.to - at > 1) findNested(work, at, hit.to, hit.value)
      at = hit.to - 1
      continue
    }
    const adjective = work.pack.adjectives.get(token.lower)
    // "Europäische Union" is no union of Europe's; "vietnamesischen Nationalversammlung" is Vietnam's.
    if (
      adjective !== undefined &&
      token.text === token.lower &&
      outer.type !== 'LOC' &&
      outer.type !== 'GPE'
    ) {
      work.add({
        from: at,
        to: at + 1,
        type: 'DEM',
        form: 'demonym',
        target: { kind: 'gazetteer', entry: adjective },
        rule: 'mention.demonym',
        prior: 0.95,
      })
    } else if (token.text.includes('-') && outer.type !== 'LOC' && outer.type !== 'GPE')
      findParts(work, at, token, outer)
  }
}

/** Ordinary words that share their form with a name need a sign that the name is meant. */
function accepts(work: SentenceWork, entry: GazetteerEntry, from: number, to: number): boolean {
  const before = work.lower(from - 1)
  if (entry.ambiguous === true) {
    if (entry.type === 'LOC')
      return (
        ['der', 'den', 'dem', 'des', 'vom', 'zum'].includes(before) &&
        work.lower(to) !== 'des' &&
        work.lower(to) !== 'der'
      )
    return work.pack.words.placePrepositions.has(before) && before !== 'im'
  }
  const first = work.word(from)
  // "die Volksrepublik" is China's, "Volksrepublik Bangladesch" is not.
  if (first.startsWith('Volksrepublik') && to - from === 1)
    return !isCapitalised(work.tokens[to]) && ['die', 'der'].includes(before)
  // "Iran" and "Mali" are safe; a two-letter word in a heading of capitals is not.
  if (to - from === 1 && first.length <= 2 && entry.type === 'ORG' && work.sentence.tokens.length > 3)
    return !isShouted(work)
  return true
}

/** Whether all longer words of the sentence are in capitals. */
export function isShouted(work: SentenceWork): boolean {
  let words = 0
  for (const token of work.tokens) {
    if (token.kind !== 'word' || token.text.length <= 3) continue
    if (token.text !== token.text.toUpperCase()) return false
    words += 1
  }
  return words > 2
}

function isShouting(token: Token): boolean {
  const second = token.text.charCodeAt(1)
  // Most words are told by a small second letter.
  if (token.text.length <= 4 || (second >= 0x61 && second <= 0x7a)) return false
  return token.text === token.text.toUpperCase() && token.text !== token.lower
}

/** Last letters of an inflected adjective: e, en, er, es, em. */
const inflected = new Set(['e', 'n', 'r', 's', 'm'].map((letter) => letter.charCodeAt(0)))

function originOf(work: SentenceWork, at: number, token: Token): GazetteerEntry | undefined {
  const { adjectives, demonyms, citizens } = work.pack
  const capital = isCapitalised(token)
  const noun = capital ? demonyms.get(token.text) : undefined
  const next = work.tokens[at + 1]
  if (noun !== undefined) {
    // "Deutsche Unternehmen" at the head of a sentence is the adjective; the entity is the same.
    return noun
  }
  const adjective = inflected.has(token.lower.charCodeAt(token.lower.length - 1))
    ? adjectives.get(token.lower)
    : undefined
  if (adjective !== undefined && (!capital || work.opens(at) || isCapitalised(next) || next?.lower === 'und'))
    return adjective
  const citizen = capital ? citizens.get(token.text) : undefined
  if (
    citizen !== undefined &&
    next !== undefined &&
    (isCapitalised(next) || /^\p{Ll}+(?:e|en|er|es)$/u.test(next.text))
  )
    return citizen
  return undefined
}

/** A part of a hyphen compound that names something. */
interface NamedPart {
  readonly start: number
  readonly end: number
  readonly entry: GazetteerEntry
  readonly demonym: boolean
}

/** Name parts of a hyphen compound in order; several parts may make one name ("Saudi-Arabien-Besuch"). */
export function namedParts(work: SentenceWork, token: Token): readonly NamedPart[] {
  const parts: NamedPart[] = []
  const bounds = [0]
  for (let at = token.text.indexOf('-'); at >= 0; at = token.text.indexOf('-', at + 1)) bounds.push(at + 1)
  bounds.push(token.text.length + 1)
  let first = 0
  while (first < bounds.length - 1) {
    let found: NamedPart | undefined
    let next = first + 1
    for (let last = Math.min(bounds.length - 1, first + 3); last > first; last -= 1) {
      if (first === 0 && last === bounds.length - 1) continue
      const start = bounds[first] ?? 0
      const end = (bounds[last] ?? 0) - 1
      const piece = token.text.slice(start, end)
      const entry = work.pack.phrases.word(piece)
      const origin =
        work.pack.adjectives.get(`${piece}e`.toLowerCase()) ?? work.pack.adjectives.get(piece.toLowerCase())
      if (entry !== undefined && names.has(entry.type) && piece.length > 1)
        found = { start: token.start + start, end: token.start + end, entry, demonym: false }
      else if (origin !== undefined && piece === piece.toLowerCase())
        found = { start: token.start + start, end: token.start + end, entry: origin, demonym: true }
      if (found !== undefined) {
        next = last
        break
      }
    }
    if (found !== undefined) parts.push(found)
    first = next
  }
  return parts
}

const measures = /(?:dollar|dollars|cent|rubel|yuan|euro|mark)$/i

function findParts(work: SentenceWork, at: number, token: Token, outer?: GazetteerEntry): void {
  if (measures.test(token.text)) return
  for (const part of namedParts(work, token)) {
    if (part.entry === outer) continue
    work.addSpan({
      from: at,
      to: at + 1,
      start: part.start,
      end: part.end,
      type: part.demonym ? 'DEM' : part.entry.type,
      form: part.demonym ? 'demonym' : 'name',
      target: { kind: 'gazetteer', entry: part.entry },
      rule: 'mention.compound-part',
      prior: 0.9,
    })
  }
}
