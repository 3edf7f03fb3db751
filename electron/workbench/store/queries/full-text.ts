/** Columns of the full text by the names a person may give them. */
const columns: Readonly<Record<string, 'title' | 'body'>> = {
  title: 'title',
  titel: 'title',
  body: 'body',
  text: 'body',
}

/** More spellings than this of one word or phrase are not asked for. */
const mostSpellings = 8

/**
 * What a person typed as an FTS4 expression in its enhanced syntax (sqlite.org/fts3.html), which sql.js is built with:
 * words are joined by AND and match as prefixes, "quoted words" as a phrase, a leading minus excludes, OR between words
 * is kept, `title:` and `text:` look in one column. ß and ss, ä and ae are the same letter. Everything else is text, so
 * that no input is a syntax error. Empty where nothing can be searched.
 */
export function matchExpression(typed: string): string {
  const parts: string[] = []
  const excluded: string[] = []
  let or = false
  for (const token of typed.matchAll(/(-?)(?:(\p{L}+):)?(?:"([^"]*)"?|([^\s"]+))/gu)) {
    const [, minus, name, quoted, bare] = token
    if (bare === 'OR' || bare === 'ODER') {
      or = parts.length > 0
      continue
    }
    const column = columns[name?.toLowerCase() ?? '']
    // A word before a colon that names no column is a word.
    const other = name !== undefined && column === undefined ? words(name) : []
    const prefix = column === undefined ? '' : `${column}:`
    const terms = [
      ...other.map((word) => anyOf(spellings(word).map((one) => `${one}*`))),
      ...(quoted === undefined
        ? words(bare ?? '').map((word) => anyOf(spellings(word).map((one) => `${prefix}${one}*`)))
        : phrase(words(quoted), prefix)),
    ]
    if (terms.length === 0) continue
    if (minus === '-') excluded.push(terms.length === 1 ? (terms[0] ?? '') : `(${terms.join(' ')})`)
    else if (or) parts.push(`${parts.pop() ?? ''} OR (${terms.join(' ')})`)
    else parts.push(`(${terms.join(' ')})`)
    or = false
  }
  if (parts.length === 0) return ''
  return [parts.map((part) => `(${part})`).join(' '), ...excluded].join(' NOT ')
}

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
