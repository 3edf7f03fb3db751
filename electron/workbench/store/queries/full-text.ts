import type { SearchHint } from '../../../../shared/contract/index.ts'

/** Columns of the full text by the names a person may give them. */
const columns: Readonly<Record<string, 'title' | 'body'>> = {
  title: 'title',
  titel: 'title',
  body: 'body',
  text: 'body',
}

/** More spellings than this of one word or phrase are not asked for. */
const mostSpellings = 8

/** Metadata a search may name in front of a colon. */
export type SearchField = 'publisher' | 'agency' | 'author' | 'url' | 'name'
const fields: Readonly<Record<string, SearchField>> = {
  publisher: 'publisher', quelle: 'publisher', source: 'publisher', agency: 'agency', agentur: 'agency',
  author: 'author', autor: 'author', autorin: 'author', url: 'url', link: 'url', file: 'name', datei: 'name',
} // prettier-ignore

const either = new Set(['OR', 'ODER'])
const both = new Set(['AND', 'UND'])
const negation = new Set(['NOT', 'NICHT'])

/** A word, or several in a row, that a search looks for. */
export interface Wanted {
  /** The column it is to stand in; null for either. */
  readonly column: 'title' | 'body' | null
  /** One after the other; each in its spellings, small and without diacritics, whole or as the beginning of a word. */
  readonly words: readonly { readonly forms: readonly string[]; readonly prefix: boolean }[]
}

/** A search as a person typed it, taken apart. */
export interface SearchQuery {
  /** FTS4 expression of what must be there; empty where the texts need not be asked. */
  readonly match: string
  /** FTS4 expression of what must not be there; empty, too, where `match` excludes it itself. */
  readonly without: string
  /** What is looked for and not left out, to be shown where it stands. */
  readonly wanted: readonly Wanted[]
  /** Words, folded, that a field of the metadata must hold or, where `not`, must not hold. */
  readonly fields: readonly {
    readonly field: SearchField
    readonly words: readonly string[]
    readonly not: boolean
  }[]
  /** What was typed and cannot be meant, or is read otherwise than one may expect. */
  readonly hints: readonly SearchHint[]
}

/**
 * What a person typed. Words are joined by AND and match as prefixes, "quoted words" as a phrase; a leading minus or NOT
 * excludes, OR binds the words beside it, `title:` and `text:` look in one column, `publisher:`, `agency:`, `author:`,
 * `url:` and `file:` in the metadata. ß and ss, ä and ae are the same letter. Everything else is text, so that no input
 * is a syntax error of the database (FTS4 in its enhanced syntax, sqlite.org/fts3.html); what cannot be meant is hinted at.
 */
export function searchQuery(typed: string): SearchQuery {
  const parts: string[] = []
  const excluded: string[] = []
  const wanted: Wanted[] = []
  const asked: SearchQuery['fields'][number][] = []
  const hints: SearchHint[] = []
  let or = false
  let not = false
  let last = ''
  for (const token of typed.matchAll(/(-?)(?:(\p{L}+):)?(?:"([^"]*)("?)|([^\s"]+))/gu)) {
    const [whole, minus, name, quoted, closing, bare] = token
    const operator = name === undefined && minus === '' && bare !== undefined ? bare : ''
    if (either.has(operator) || both.has(operator) || negation.has(operator)) {
      if (parts.length + asked.length + excluded.length === 0 && !negation.has(operator))
        hints.push({ code: 'operatorFirst', part: operator })
      or = either.has(operator) && parts.length > 0
      not = negation.has(operator)
      last = operator
      continue
    }
    last = ''
    if (quoted !== undefined && closing === '') hints.push({ code: 'openQuote', part: whole })
    if (bare !== undefined && /^[()]|[()]$/.test(bare) && !hints.some(({ code }) => code === 'groups'))
      hints.push({ code: 'groups', part: bare })
    const excludes = not || minus === '-'
    not = false
    const field = fields[name?.toLowerCase() ?? '']
    if (field !== undefined) {
      const wanted = words(quoted ?? bare ?? '').map(folded)
      if (wanted.length > 0) asked.push({ field, words: wanted, not: excludes })
      if (or) hints.push({ code: 'fieldOr', part: whole })
      or = false
      continue
    }
    const terms = termsOf(name, quoted, bare)
    if (terms.length === 0) continue
    if (!excludes) wanted.push(...wantedOf(name, quoted, bare))
    if (excludes) excluded.push(terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' ')})`)
    else if (or) parts.push(`${parts.pop() ?? ''} OR (${terms.join(' ')})`)
    else parts.push(`(${terms.join(' ')})`)
    or = false
  }
  if (last !== '') hints.push({ code: 'operatorLast', part: last })
  if (parts.length + excluded.length + asked.length === 0 && /\S/u.test(typed))
    hints.push({ code: 'noWords', part: typed.trim().slice(0, 40) })
  const match =
    parts.length === 0 ? '' : [parts.map((part) => `(${part})`).join(' '), ...excluded].join(' NOT ')
  return {
    match,
    without: parts.length === 0 ? excluded.map((part) => `(${part})`).join(' OR ') : '',
    wanted,
    fields: asked,
    hints,
  }
}

/** What one token looks for, as `termsOf` asks the index. */
function wantedOf(
  name: string | undefined,
  quoted: string | undefined,
  bare: string | undefined,
): readonly Wanted[] {
  const column = columns[name?.toLowerCase() ?? ''] ?? null
  const beginning = (word: string): Wanted => ({ column, words: [{ forms: formsOf(word), prefix: true }] })
  const other = name !== undefined && column === null ? words(name).map(beginning) : []
  if (quoted === undefined) return [...other, ...words(bare ?? '').map(beginning)]
  const row = words(quoted).map((word) => ({ forms: formsOf(word), prefix: false }))
  return row.length === 0 ? other : [...other, { column, words: row }]
}

/** The spellings of a word as the index has them. */
const formsOf = (word: string): readonly string[] => [...new Set(spellings(word).map(plain))]

/** The terms of one token: a word before a colon that names no column is a word. */
function termsOf(
  name: string | undefined,
  quoted: string | undefined,
  bare: string | undefined,
): readonly string[] {
  const column = columns[name?.toLowerCase() ?? '']
  const other = name !== undefined && column === undefined ? words(name) : []
  const prefix = column === undefined ? '' : `${column}:`
  return [
    ...other.map((word) => anyOf(spellings(word).map((one) => `${one}*`))),
    ...(quoted === undefined
      ? words(bare ?? '').map((word) => anyOf(spellings(word).map((one) => `${prefix}${one}*`)))
      : phrase(words(quoted), prefix)),
  ]
}

/** As the tokenizer of the index has a word (unicode61, remove_diacritics=2): small letters without diacritics. */
export const plain = (word: string): string =>
  word
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()

/** Small letters without diacritics, for comparing what people type with names. */
export const folded = (text: string): string => plain(text).replaceAll('ß', 'ss')

const words = (typed: string): string[] => typed.match(/[\p{L}\p{N}]+/gu) ?? []

const anyOf = (terms: readonly string[]): string =>
  terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' OR ')})`

/**
 * A phrase in all spellings of its words. FTS4 looks for a phrase in every column, so one that is asked for in a column
 * must stand somewhere, and each of its words in that column.
 */
function phrase(of: readonly string[], prefix: string): readonly string[] {
  if (of.length === 0) return []
  let phrases: readonly string[] = ['']
  for (const word of of) {
    const next = phrases.flatMap((begun) =>
      spellings(word).map((one) => (begun === '' ? one : `${begun} ${one}`)),
    )
    phrases =
      next.length > mostSpellings ? phrases.map((begun) => (begun === '' ? word : `${begun} ${word}`)) : next
  }
  const whole = anyOf(phrases.map((one) => `"${one}"`))
  if (prefix === '') return [whole]
  return [whole, ...of.map((word) => anyOf(spellings(word).map((one) => `${prefix}${one}`)))]
}

/** Pairs of ways to write one sound. The index has no diacritics, so an umlaut stands there as its bare vowel. */
const pairs: readonly (readonly [RegExp, string])[] = [
  [/ß/gu, 'ss'],
  [/ss/gu, 'ß'],
  [/ä/gu, 'ae'],
  [/ö/gu, 'oe'],
  [/ü/gu, 'ue'],
  // "neue" and "Quelle" hold no umlaut: there the e belongs to the syllable before.
  [/(?<![aeiouqäöü])([aou])e(?![aeiouäöü])/gu, '$1'],
]

/** The word and the other ways to write it. */
function spellings(word: string): readonly string[] {
  const small = word.toLowerCase()
  const found = new Set([word])
  const add = (one: string): void => {
    if (one !== small && one.length >= 3 && found.size < mostSpellings) found.add(one)
  }
  for (const [letters, other] of pairs) {
    for (const one of [...found]) add(one.toLowerCase().replace(letters, other))
  }
  return [...found]
}
