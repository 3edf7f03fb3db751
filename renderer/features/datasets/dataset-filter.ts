import type { DatasetQuery } from '../../../shared/model/dataset.ts'
import { curatedStates, factStates, type FactState } from '../../../shared/model/vocabulary.ts'
import type { ArticleId, CoderId, EntityId } from '../../../shared/model/ids.ts'
import { asArticleId } from '../../app/brand-ids.ts'

/** The filter of a dataset as the form holds it: text fields may hold what is not a date yet. */
export interface FilterDraft {
  readonly name: string
  readonly states: readonly FactState[]
  readonly types: readonly string[]
  readonly publishers: readonly string[]
  readonly articleIds: readonly string[]
  readonly from: string
  readonly to: string
  readonly publishedFrom: string
  readonly publishedTo: string
  readonly entityIds: readonly EntityId[]
  readonly coderIds: readonly CoderId[]
  readonly langs: readonly string[]
  /** Only flagged facts, only others, or either. */
  readonly flagged: boolean | undefined
}

/** States a dataset may ask for; withdrawn proposals are of no use to anyone. */
export const askableStates = factStates.filter((state) => state !== 'withdrawn')

export const newDraft = (name: string): FilterDraft => ({
  name,
  states: curatedStates,
  types: [],
  publishers: [],
  articleIds: [],
  from: '',
  to: '',
  publishedFrom: '',
  publishedTo: '',
  entityIds: [],
  coderIds: [],
  langs: [],
  flagged: undefined,
})

export const draftOf = (name: string, query: DatasetQuery): FilterDraft => ({
  name,
  states: query.states,
  types: query.types ?? [],
  publishers: query.publishers ?? [],
  articleIds: query.articleIds ?? [],
  from: query.from ?? '',
  to: query.to ?? '',
  publishedFrom: query.publishedFrom ?? '',
  publishedTo: query.publishedTo ?? '',
  entityIds: query.entityIds ?? [],
  coderIds: query.coderIds ?? [],
  langs: query.langs ?? [],
  flagged: query.flagged,
})

/** Whether a text is a year, a month or a day of ISO 8601, or empty. */
export function isDayOrEmpty(text: string): boolean {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text.trim())
  if (match === null) return text.trim() === ''
  const month = Number(match[2] ?? '1')
  const day = Number(match[3] ?? '1')
  const date = new Date(Date.UTC(Number(match[1]), month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}

/** The saved query; what was left open does not narrow. */
export function queryOf(draft: FilterDraft): DatasetQuery {
  const articleIds: ArticleId[] = draft.articleIds.map(asArticleId)
  const day = (name: 'from' | 'to' | 'publishedFrom' | 'publishedTo'): Partial<DatasetQuery> =>
    draft[name].trim() === '' ? {} : { [name]: draft[name].trim() }
  return {
    states: factStates.filter((state) => draft.states.includes(state)),
    ...(draft.types.length === 0 ? {} : { types: [...draft.types] }),
    ...(draft.publishers.length === 0 ? {} : { publishers: [...draft.publishers] }),
    ...(articleIds.length === 0 ? {} : { articleIds }),
    ...(draft.entityIds.length === 0 ? {} : { entityIds: [...draft.entityIds] }),
    ...(draft.coderIds.length === 0 ? {} : { coderIds: [...draft.coderIds] }),
    ...(draft.langs.length === 0 ? {} : { langs: [...draft.langs] }),
    ...(draft.flagged === undefined ? {} : { flagged: draft.flagged }),
    ...day('from'),
    ...day('to'),
    ...day('publishedFrom'),
    ...day('publishedTo'),
  }
}

/** A choice with one more or one fewer. */
export const toggled = <T>(chosen: readonly T[], one: T): readonly T[] =>
  chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]
