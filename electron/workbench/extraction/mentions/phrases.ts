import type { GazetteerEntry } from './pack.ts'
import { countryOf, entryOf, isCapitalised, type Item, type SentenceWork } from './work.ts'

const articles = new Set([
  'der',
  'die',
  'das',
  'des',
  'dem',
  'den',
  'ein',
  'eine',
  'eines',
  'einer',
  'einem',
  'einen',
])
const possessives = /^(?:sein|ihr|unser|mein|dein|euer)(?:e|en|er|es|em)?$/
const demonstratives = /^(?:dies|jen|jed|welch)(?:e|en|er|es|em)$/

export function isArticle(lower: string): boolean {
  return articles.has(lower)
}

export function isDefinite(lower: string): boolean {
  return (
    (articles.has(lower) && !lower.startsWith('ein')) ||
    demonstratives.test(lower) ||
    possessives.test(lower) ||
    lower === 'beim' ||
    lower === 'vom' ||
    lower === 'zum' ||
    lower === 'zur' ||
    lower === 'am' ||
    lower === 'im'
  )
}

/** Closed classes and adverbs that end like an adjective. */
const adjectiveLookalikes = new Set([
  'unter', 'über', 'hinter', 'außer', 'gegenüber', 'wider', 'entgegen', 'gegen', 'wegen', 'neben', 'zwischen', 'ohne',
  'sowie', 'wie', 'oder', 'aber', 'weder', 'entweder', 'sondern', 'während', 'seine', 'seiner', 'seinen', 'seinem',
  'seines', 'ihre', 'ihrer', 'ihren', 'ihrem', 'ihres', 'unsere', 'unserer', 'unseren', 'eine', 'einer', 'einen',
  'einem', 'eines', 'keine', 'keiner', 'keinen', 'deren', 'denen', 'dessen', 'heute', 'morgen', 'gestern', 'immer',
  'wieder', 'weiter', 'später', 'bisher', 'daher', 'seither', 'jeder', 'jede', 'jedes', 'jeden', 'dieser', 'diese',
  'dieses', 'diesen', 'diesem', 'jener', 'jene', 'alle', 'allen', 'aller', 'wurde', 'wurden', 'werden', 'worden',
  'haben', 'hatte', 'hatten', 'habe', 'wäre', 'seien', 'waren', 'sollte', 'sollen', 'wollen', 'müssen', 'können',
  'dürfen', 'unterdessen', 'indessen', 'stattdessen', 'hingegen', 'zusammen', 'eben', 'gerade', 'ebenso', 'ferner',
]) // prettier-ignore

/** Looks like an attributive adjective: lower case with an adjective ending. */
export function isAdjectiveLike(text: string): boolean {
  // Capitals, marks and other endings tell most words at a glance.
  if (text.length < 4 || text.charCodeAt(0) < 0x61 || !'enrsm'.includes(text.charAt(text.length - 1)))
    return false
  return /^\p{Ll}[\p{Ll}-]{2,}(?:e|en|er|es|em)$/u.test(text) && !adjectiveLookalikes.has(text)
}

/** The item that is an adjective of origin over exactly this token. */
export function originAt(work: SentenceWork, at: number): Item | undefined {
  const item = work.at(at)
  return item?.type === 'DEM' && item.from === at && item.to === at + 1 ? item : undefined
}

/** A country or organisation that follows a noun as its genitive or with "von". */
export interface Belonging {
  readonly to: number
  readonly items: readonly Item[]
}

const genitiveArticles = new Set(['der', 'des'])

/**
 * Reads "Russlands", "der Ukraine", "des russischen Sicherheitsrates", "von Frankreich" at token `at`;
 * with "und" further ones of the same kind.
 */
export function belongingAt(work: SentenceWork, at: number): Belonging | undefined {
  const first = oneBelonging(work, at)
  if (first === undefined) return undefined
  const items = [first.item]
  let to = first.to
  while (work.lower(to) === 'und' || (work.lower(to) === ',' && items.length < 6)) {
    const more = oneBelonging(work, to + 1)
    if (more === undefined || more.item.type !== first.item.type || more.item.type === 'ORG') break
    items.push(more.item)
    to = more.to
  }
  // "der Präsident Russlands, Wladimir Putin": a comma alone joins nothing.
  return { to, items }
}

function oneBelonging(
  work: SentenceWork,
  at: number,
): { readonly to: number; readonly item: Item } | undefined {
  const lower = work.lower(at)
  const led = genitiveArticles.has(lower) || lower === 'von' || lower === 'vom'
  let start = led ? at + 1 : at
  if (led)
    while (isAdjectiveLike(work.word(start)) && work.at(start) === undefined && start < at + 3) start += 1
  const item = work.at(start)
  if (item?.from !== start) return undefined
  if (item.type !== 'GPE' && item.type !== 'ORG' && item.type !== 'LOC') return undefined
  if (!led) {
    const genitive =
      /(?:s|’|')$/.test(work.word(item.to - 1)) && entryOf(item)?.de !== work.text.slice(item.start, item.end)
    if (!genitive || (item.type === 'ORG' && item.to - item.from === 1 && item.end - item.start < 5))
      return undefined
  }
  return { to: item.to, item }
}

/** The country an item stands for, lies in or belongs to. */
export function countryOfItem(item: Item | undefined): string | undefined {
  if (item === undefined) return undefined
  const entry = entryOf(item)
  if (entry !== undefined) return known(countryOf(entry))
  return item.target.kind === 'label' ? known(item.target.label.country) : undefined
}

function known(country: string | undefined): string | undefined {
  return country === 'IGO' ? undefined : country
}

/** End of "für Wirtschaft und Handel", "für auswärtige Angelegenheiten" after a title at `at`, or `at`. */
export function complementEnd(work: SentenceWork, at: number): number {
  if (work.lower(at) !== 'für') return at
  let end = at
  let next = at + 1
  while (next < Math.min(work.tokens.length, at + 9)) {
    const token = work.tokens[next]
    if (token === undefined) break
    const item = work.at(next)
    if (item !== undefined && item.type !== 'LOC') break
    if (isCapitalised(token) || token.text.endsWith('-')) {
      if (!work.pack.nouns.likely(token.text) && !token.text.endsWith('-') && item === undefined) break
      end = next + 1
      next += 1
    } else if (
      token.lower === 'und' ||
      token.lower === ',' ||
      isArticle(token.lower) ||
      isAdjectiveLike(token.text)
    ) {
      if (token.lower === ',' && !isCapitalised(work.tokens[next + 1])) break
      // "Minister für Landwirtschaft, Frau X": a form of address begins the name.
      if (token.lower === ',' && work.pack.words.honorifics.has(work.word(next + 1))) break
      // Behind a noun no adjective follows without a joint: "für Seuchenschutz meldete …".
      if (next === end && isAdjectiveLike(token.text) && !isArticle(token.lower)) break
      next += 1
    } else break
  }
  return end
}

/** Name of the capital or country for labels of institutions. */
export function countryLabel(
  entries: ReadonlyMap<string, GazetteerEntry>,
  iso3: string | undefined,
): string | undefined {
  return iso3 === undefined ? undefined : entries.get(iso3)?.de
}
