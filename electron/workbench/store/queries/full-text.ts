/**
 * What a person typed as an FTS4 expression in its enhanced syntax (sqlite.org/fts3.html), which sql.js is built with:
 * words are joined by AND and match as prefixes, "quoted words" as a phrase, a leading minus excludes, OR between words
 * is kept. Everything else is text, so that no input is a syntax error. Empty where nothing can be searched.
 */
export function matchExpression(typed: string): string {
  const parts: string[] = []
  const excluded: string[] = []
  let or = false
  for (const token of typed.matchAll(/(-?)"([^"]*)"?|(-?)([^\s"]+)/gu)) {
    const minus = (token[1] ?? token[3]) === '-'
    const phrase = token[2] === undefined ? null : words(token[2])
    const bare = token[4] === undefined ? null : token[4]
    if (bare === 'OR' || bare === 'ODER') {
      or = parts.length > 0
      continue
    }
    const term =
      phrase === null
        ? words(bare ?? '').map((word) => `${word}*`)
        : phrase.length === 0
          ? []
          : [`"${phrase.join(' ')}"`]
    if (term.length === 0) continue
    if (minus) excluded.push(...term)
    else if (or) parts.push(`${parts.pop() ?? ''} OR (${term.join(' ')})`)
    else parts.push(`(${term.join(' ')})`)
    or = false
  }
  if (parts.length === 0) return ''
  return [parts.map((part) => `(${part})`).join(' '), ...excluded].join(' NOT ')
}

const words = (typed: string): string[] => typed.match(/[\p{L}\p{N}]+/gu) ?? []
