import { useMemo } from 'react'
import { useQuery, type Store } from '../../app/store.ts'
import { factOrders, type FactOrder } from './step-between-facts.ts'

/** How this person likes the Review screen, and where they were. Kept by the shell with the other preferences. */
export interface ReviewPreferences {
  /** Share of the width that the text has, in per cent. */
  readonly split: number
  readonly order: FactOrder
  /** Size of the article's letters in per cent, on top of the size of the interface. */
  readonly articleSize: number
  /** Where the coder was in the articles looked at last, the latest first. */
  readonly places: readonly Place[]
  /** A fact being made by hand, as JSON. */
  readonly draft: string
}

export interface Place {
  readonly articleId: string
  readonly factId: string | null
  readonly sweep: boolean
}

export const articleSizes = [85, 100, 115, 130, 150, 175, 200] as const
const keptPlaces = 25
const prefix = 'review.'
type Stored = Readonly<Record<string, string | number | boolean>>

export function readReviewPreferences(stored: Stored): ReviewPreferences {
  const split = stored[`${prefix}split`]
  const size = stored[`${prefix}articleSize`]
  const draft = stored[`${prefix}draft`]
  return {
    split: typeof split === 'number' && split >= 25 && split <= 75 ? split : 56,
    order: factOrders.find((order) => order === stored[`${prefix}order`]) ?? 'text',
    articleSize: articleSizes.find((one) => one === size) ?? 100,
    places: parsePlaces(stored[`${prefix}places`]),
    draft: typeof draft === 'string' ? draft : '',
  }
}

function parsePlaces(stored: unknown): readonly Place[] {
  if (typeof stored !== 'string') return []
  return stored.split('\n').flatMap((line) => {
    const [articleId = '', factId = '', sweep = ''] = line.split(' ')
    return articleId === ''
      ? []
      : [{ articleId, factId: factId === '' ? null : factId, sweep: sweep === 'sweep' }]
  })
}

/** The places with one more in front. */
export function withPlace(places: readonly Place[], place: Place): string {
  return [place, ...places.filter((one) => one.articleId !== place.articleId)]
    .slice(0, keptPlaces)
    .map((one) => `${one.articleId} ${one.factId ?? ''} ${one.sweep ? 'sweep' : ''}`.trimEnd())
    .join('\n')
}

export function useReviewPreferences(): ReviewPreferences {
  const stored = useQuery('app.preferences', {}).value
  return useMemo(() => readReviewPreferences(stored ?? {}), [stored])
}

export function setReviewPreference(
  store: Store,
  name: 'split' | 'order' | 'articleSize' | 'places' | 'draft',
  value: string | number,
): void {
  const before = store.cache.query('app.preferences', {}).base ?? {}
  const key = `${prefix}${name}`
  if (before[key] === value) return
  store.cache.put('app.preferences', {}, { ...before, [key]: value })
  // A preference that could not be kept is no reason to interrupt the review.
  void store.call('app.preferences', { set: { [key]: value } })
}
