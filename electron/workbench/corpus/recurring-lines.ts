import type { QuotedSpan } from '../../../shared/model/span.ts'

/** A line as lines are compared: blanks made one, every number the same. */
export const comparableLine = (line: string): string =>
  line.replace(/\s+/gu, ' ').trim().replace(/\d+/g, '0').normalize('NFC')

/** The lines of a text without the blanks around them, where they stand. */
export function* linesOf(text: string): Generator<QuotedSpan> {
  for (let at = 0; at <= text.length;) {
    const found = text.indexOf('\n', at)
    const stop = found === -1 ? text.length : found
    const line = text.slice(at, stop)
    const surface = line.trim()
    if (surface !== '') {
      const start = at + line.indexOf(surface)
      yield { start, end: start + surface.length, surface }
    }
    at = stop + 1
  }
}

/** Where lines stand in a text that are one of these (as `comparableLine` has them). */
export function linesLike(text: string, lines: ReadonlySet<string>): readonly QuotedSpan[] {
  return [...linesOf(text)].filter(({ surface }) => lines.has(comparableLine(surface)))
}

/** Fewer articles than this show no habit of a source. */
const fewest = 3
/** Of how many articles of the source, at least, a line must stand in. */
const leastShare = 0.02
/** Longer lines are paragraphs: an agency's story, not a template. */
const longest = 400

/** An article as the search for recurring lines sees it. */
export interface SourceArticle {
  readonly articleId: string
  readonly text: string
  /** Parts that are masked already. */
  readonly masked: readonly { readonly start: number; readonly end: number }[]
}

export interface RecurringLine {
  /** As it stands in the first article. */
  readonly text: string
  readonly line: string
  /** Articles in which it stands, those in which it counts as part of the article first. */
  readonly articleIds: readonly string[]
  /** In how many of them it is not masked yet. */
  readonly open: number
}

/**
 * Lines that stand in several articles of one source and are not masked in all of them: proposals, the most frequent first.
 * A line counts once for an article. Articles with the same text count once: a story that was sent twice is no template.
 */
export function recurringLines(articles: readonly SourceArticle[]): readonly RecurringLine[] {
  const found = new Map<string, { text: string; open: string[]; masked: string[] }>()
  const texts = new Set<string>()
  for (const { articleId, text, masked } of articles) {
    if (texts.has(text)) continue
    texts.add(text)
    const seen = new Set<string>()
    for (const { start, end, surface } of linesOf(text)) {
      if (surface.length > longest || !/\p{L}/u.test(surface)) continue
      const line = comparableLine(surface)
      if (seen.has(line)) continue
      seen.add(line)
      const known = found.get(line) ?? { text: surface, open: [], masked: [] }
      found.set(line, known)
      const hidden = masked.some((zone) => zone.start <= start && zone.end >= end)
      ;(hidden ? known.masked : known.open).push(articleId)
    }
  }
  const needed = Math.max(fewest, Math.ceil(texts.size * leastShare))
  return [...found]
    .filter(([, { open, masked }]) => open.length > 0 && open.length + masked.length >= needed)
    .map(([line, { text, open, masked }]) => ({
      line,
      text,
      articleIds: [...open, ...masked],
      open: open.length,
    }))
    .sort((a, b) => b.articleIds.length - a.articleIds.length || (a.line < b.line ? -1 : 1))
}
