import type { ChannelOutput } from '../../shared/contract/index.ts'
import { isBrief } from '../../shared/article-of-columns.ts'
import type { FactId } from '../../shared/model/ids.ts'
import type { ArticleView, FactView } from '../../shared/model/views.ts'

/** Whole facts asked for at once: what the store reads in a moment, so that nobody waits behind it. */
const atOnce = 150

/** The facts of an article that are not whole yet, as many as are asked for at once. */
export function nextBrief(article: ArticleView): readonly FactId[] {
  const ids: FactId[] = []
  for (const fact of article.facts) {
    if (!isBrief(fact)) continue
    ids.push(fact.id)
    if (ids.length === atOnce) break
  }
  return ids
}

/** Facts before and after the selected one that are to be whole before anybody gets there. */
const around = { before: 20, after: 60 } as const
/** So near, a fact that is not whole is asked for at once. */
const near = 15

/** What is to be asked for now that a place in the order is reached; empty while all near it is whole. */
export function briefAround(order: readonly FactView[], at: number): readonly FactId[] {
  const close = order.slice(Math.max(0, at - near), at + near)
  if (!close.some(isBrief)) return []
  return order
    .slice(Math.max(0, at - around.before), at + around.after)
    .filter(isBrief)
    .map(({ id }) => id)
}

/** The article with facts that have become whole. What is whole already stays: the news may be older than it. */
export function withWhole(article: ArticleView, news: ChannelOutput<'articles.refresh'>): ArticleView {
  const whole = new Map<FactId, FactView>(news.facts.map((fact) => [fact.id, fact]))
  const gone = new Set<FactId>(news.gone)
  const known = new Set<string>(article.entities.map(({ id }) => id))
  const met = news.entities.filter(({ id }) => !known.has(id))
  return {
    ...article,
    facts: article.facts.flatMap((fact) =>
      !isBrief(fact) ? [fact] : gone.has(fact.id) ? [] : [whole.get(fact.id) ?? fact],
    ),
    entities: met.length === 0 ? article.entities : [...article.entities, ...met],
  }
}
