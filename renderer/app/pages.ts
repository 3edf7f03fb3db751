import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { ChannelInput, ChannelOutput } from '../../shared/contract/index.ts'
import type { BelegFailure } from '../../shared/errors.ts'
import type { EntityRef } from '../../shared/model/views.ts'
import { useStore } from './store.ts'

/** Channels that answer in pages. */
export type PagedChannel = 'articles.list' | 'facts.list' | 'entities.list' | 'datasets.rows'
export type RowOf<N extends PagedChannel> = ChannelOutput<N>['rows'][number]
type Filter<N extends PagedChannel> = Omit<ChannelInput<N>, 'offset' | 'limit'>

export interface Pages<N extends PagedChannel> {
  /** Undefined until the first page has come. */
  readonly total: number | undefined
  /** The first page that is known: totals and facets. */
  readonly first: ChannelOutput<N> | undefined
  readonly row: (index: number) => RowOf<N> | undefined
  readonly error: BelegFailure | null
  readonly loading: boolean
  /** Names the rows in view, so that their pages are asked for. */
  readonly show: (first: number, last: number) => void
  /** What ids on the known pages stand for, where the channel says so: entities, and titles of articles. */
  readonly named: {
    readonly entities: ReadonlyMap<string, EntityRef>
    readonly articles: ReadonlyMap<string, string>
  }
  /** The question a row came from, for laying a guess over it. */
  readonly inputOf: (index: number) => ChannelInput<N>
}

const pageSize = 200

/** A long list read in pages of what is in view. While the filter changes, the rows of the last one stay. */
export function usePages<N extends PagedChannel>(channel: N, filter: Filter<N> | null): Pages<N> {
  const { cache } = useStore()
  const [range, setRange] = useState({ from: 0, to: 0 })
  const key = filter === null ? null : JSON.stringify(filter)
  const inputOf = useCallback(
    (page: number): ChannelInput<N> =>
      ({
        ...(JSON.parse(key ?? '{}') as object),
        offset: page * pageSize,
        limit: pageSize,
      }) as ChannelInput<N>,
    [key],
  )
  const queries = useMemo(() => {
    if (key === null) return []
    // The first page carries the totals; it is always listened to.
    const pages = new Set([0])
    for (let page = range.from; page <= range.to; page += 1) pages.add(page)
    return [...pages].map((page) => ({ page, query: cache.query(channel, inputOf(page)) }))
  }, [cache, channel, inputOf, key, range])
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = queries.map(({ query }) => cache.subscribe(query, listener))
      return () => {
        for (const stop of stops) stop()
      }
    },
    [cache, queries],
  )
  const version = useSyncExternalStore(subscribe, () => queries.map(({ query }) => query.version).join())

  const now = useMemo(() => {
    const pages = new Map(
      queries.map(({ page, query }) => [page, query.answer.value as ChannelOutput<N> | undefined]),
    )
    return {
      version,
      pages,
      first: pages.get(0),
      error: queries.find(({ query }) => query.answer.error !== null)?.query.answer.error ?? null,
      loading: queries.some(({ query }) => query.answer.loading),
    }
  }, [queries, version])
  const [last, setLast] = useState(now)
  if (now.first !== undefined && now !== last) setLast(now)
  const shown = now.first === undefined && key !== null ? last : now

  const named = useMemo(() => {
    const entities = new Map<string, EntityRef>()
    const articles = new Map<string, string>()
    for (const page of shown.pages.values()) {
      if (page === undefined || !('entities' in page)) continue
      for (const entity of page.entities ?? []) entities.set(entity.id, entity)
      for (const article of page.articles ?? []) articles.set(article.id, article.title)
    }
    return { entities, articles }
  }, [shown])

  const show = useCallback((first: number, lastRow: number) => {
    const from = Math.floor(first / pageSize)
    const to = Math.floor(Math.max(first, lastRow) / pageSize)
    setRange((before) => (before.from === from && before.to === to ? before : { from, to }))
  }, [])

  return {
    total: shown.first?.total,
    first: shown.first,
    error: now.error,
    loading: now.loading,
    show,
    named,
    row: (index) => {
      const page = Math.floor(index / pageSize)
      const rows: readonly RowOf<N>[] | undefined = shown.pages.get(page)?.rows
      return rows?.[index - page * pageSize]
    },
    inputOf: (index) => inputOf(Math.floor(index / pageSize)),
  }
}
