import { xmlLegal } from '../xml-text.ts'

/** An article of the project, as far as it is known without its text. */
export interface KnownArticle {
  readonly id: string
  readonly sourceName: string
  readonly textSha256: string
  readonly utf16Length: number
}

/** How an article of a file was found in the project. */
export type MatchBasis = 'hash' | 'text' | 'quotes'

const stemOf = (name: string): string =>
  (name.replaceAll('\\', '/').split('/').at(-1) ?? name).replace(/\.[A-Za-z]{1,6}$/, '').toLowerCase()

/** The one of several articles of the same text that is called like the file, else the first. */
export function bestNamed(articles: readonly KnownArticle[], name: string): KnownArticle | undefined {
  const exact = articles.find(({ sourceName }) => sourceName === name)
  return exact ?? articles.find(({ sourceName }) => stemOf(sourceName) === stemOf(name)) ?? articles[0]
}

/** Articles whose text may be the one of a file but for what tools change: blanks at the end, characters XML cannot hold. */
export function nearlyAsLong(articles: readonly KnownArticle[], text: string): readonly KnownArticle[] {
  return articles.filter(({ utf16Length }) => Math.abs(utf16Length - text.length) <= 16)
}

/** Whether two texts are the same but for that; places in one are then places in the other. */
export function sameText(ours: string, theirs: string): boolean {
  return ours === theirs || xmlLegal(ours).trimEnd() === xmlLegal(theirs).trimEnd()
}

/** Quotes that tell texts apart: the longest, each once. */
export function tellingQuotes(quotes: readonly string[]): readonly string[] {
  const distinct = [...new Set(quotes.filter((words) => words.trim().length >= 3))]
  return distinct.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, 40)
}

/** Which share of the quotes a text holds. */
export function share(text: string, quotes: readonly string[]): number {
  if (quotes.length === 0) return 0
  return quotes.filter((words) => text.includes(words)).length / quotes.length
}

/** How much of the quotes an article must hold to be taken for the one that was annotated. */
export const enough = 0.8
/** Fewer quotes, and shorter ones, would fit anything. */
export const tellsEnough = (quotes: readonly string[]): boolean =>
  quotes.length >= 3 || (quotes[0]?.length ?? 0) >= 25
