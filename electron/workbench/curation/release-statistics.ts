import type { ExportSource } from '../exchange/export-source.ts'

/** What a release holds, counted from its own rows. */
export interface ReleaseStatistics {
  readonly facts: number
  readonly articles: number
  readonly entities: number
  /** Type of the codebook → state → facts. */
  readonly byType: ReadonlyMap<string, ReadonlyMap<string, number>>
  /** Facts each coder decided last, by name as the release shows it. */
  readonly byCoder: ReadonlyMap<string, number>
  readonly publishers: ReadonlyMap<string, number>
  /** Days of publication of the articles that have one. */
  readonly published: { readonly from: string; readonly to: string } | null
  /** Facts with a slot that is marked “not stated in the text”. */
  readonly notStated: number
  /** Facts of which the time is known. */
  readonly timed: number
}

export async function statisticsOf(source: ExportSource): Promise<ReleaseStatistics> {
  const byType = new Map<string, Map<string, number>>()
  const byCoder = new Map<string, number>()
  const publishers = new Map<string, number>()
  const days: string[] = []
  let [facts, articles, entities, notStated, timed] = [0, 0, 0, 0, 0]
  for await (const fact of source.facts()) {
    facts += 1
    const states = byType.get(fact.type) ?? new Map<string, number>()
    byType.set(fact.type, states)
    count(states, fact.state)
    if (fact.coder !== null) count(byCoder, fact.coder)
    if (fact.slots.some((slot) => slot.notStated)) notStated += 1
    if (fact.time?.iso !== undefined) timed += 1
  }
  for await (const { publisher, published } of source.articles()) {
    articles += 1
    if (publisher !== null) count(publishers, publisher)
    if (published !== null) days.push(published.slice(0, 10))
  }
  for await (const _ of source.entities()) entities += 1
  days.sort()
  const [from] = days
  const to = days.at(-1)
  return {
    facts, articles, entities, notStated, timed,
    byType: sorted(byType),
    byCoder: sorted(byCoder),
    publishers: sorted(publishers),
    published: from === undefined || to === undefined ? null : { from, to },
  }
} // prettier-ignore

function count(of: Map<string, number>, name: string): void {
  of.set(name, (of.get(name) ?? 0) + 1)
}

/** In code-unit order, which is the same everywhere. */
const sorted = <V>(of: ReadonlyMap<string, V>): ReadonlyMap<string, V> =>
  new Map([...of].sort(([a], [b]) => (a < b ? -1 : 1)))
