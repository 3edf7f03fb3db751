import type { Change, ChannelOutput } from '../../shared/contract/index.ts'
import type { FactId } from '../../shared/model/ids.ts'
import type { ArticleView, FactView } from '../../shared/model/views.ts'
import { byPosition } from '../../shared/offsets.ts'

/** Tables whose rows belong to one fact and show nowhere else in the article. */
const ofOneFact = new Set([
  'history',
  'fact',
  'decision',
  'attestation',
  'evidence',
  'slot',
  'dataset_member',
])

/** More than this is asked for as a whole. */
const few = 100

/** The facts of `articleId` alone that a change touched; null where more of the article may have changed. */
export function factsOnly(change: Change, articleId: string): readonly string[] | null {
  const { articleIds, factIds, tables } = change
  if (factIds.length === 0 || factIds.length > few) return null
  if (articleIds.length !== 1 || articleIds[0] !== articleId) return null
  return tables.every((table) => ofOneFact.has(table)) ? factIds : null
}

const firstOf = (fact: FactView): { readonly start: number; readonly end: number } =>
  fact.evidence[0] ?? fact.trigger ?? { start: 0, end: 0 }

const inTextOrder = (a: FactView, b: FactView): number =>
  byPosition(firstOf(a), firstOf(b)) || (a.id < b.id ? -1 : 1)

/** The article with some of its facts as they are now. What did not change stays the same object. */
export function withRefreshed(article: ArticleView, news: ChannelOutput<'articles.refresh'>): ArticleView {
  const fresh = new Map<FactId, FactView>(news.facts.map((fact) => [fact.id, fact]))
  const gone = new Set<FactId>(news.gone)
  const facts = article.facts.flatMap((fact) => {
    if (gone.has(fact.id)) return []
    const now = fresh.get(fact.id)
    fresh.delete(fact.id)
    return [now ?? fact]
  })
  const moved =
    fresh.size > 0 || facts.some((fact, at) => at > 0 && inTextOrder(facts[at - 1] ?? fact, fact) > 0)
  const known = new Set<string>(article.entities.map(({ id }) => id))
  const met = news.entities.filter(({ id }) => !known.has(id))
  return {
    ...article,
    row: news.row,
    facts: moved ? [...facts, ...fresh.values()].sort(inTextOrder) : facts,
    entities: met.length === 0 ? article.entities : [...article.entities, ...met],
    revision: news.revision,
  }
}
