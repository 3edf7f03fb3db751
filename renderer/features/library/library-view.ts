import type { LibraryFilter } from '../../../shared/contract/index.ts'
import { triageStates, type TriageState } from '../../../shared/model/vocabulary.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import { external } from '../../app/external.ts'

/** What was chosen in the facets, and the order. Absent fields do not narrow. */
export type Chosen = Omit<LibraryFilter, 'search'>

/** What of the library is shown. Kept while one reviews, so that coming back finds the same place in the queue. */
export interface LibraryView {
  readonly search: string
  readonly chosen: Chosen
  readonly active: number
  /** Articles to be decided about together; empty where it is the active one alone. */
  readonly marked: ReadonlySet<ArticleId>
  /** Where marking with Shift began. */
  readonly anchor: number | null
  /** Families shown in full. */
  readonly unfolded: readonly string[]
}

const nothingMarked: ReadonlySet<ArticleId> = new Set()
export const wholeLibrary: LibraryView = { search: '', chosen: {}, active: 0, marked: nothingMarked, anchor: null, unfolded: [] } // prettier-ignore
export const libraryView = external<LibraryView>(wholeLibrary)

/** The view with something else chosen: from the top, nothing marked. */
export const choosing = (view: LibraryView, chosen: Chosen): LibraryView => ({
  ...view,
  chosen,
  active: 0,
  marked: nothingMarked,
  anchor: null,
})

export const withoutMarks = (view: LibraryView): LibraryView => ({
  ...view,
  marked: nothingMarked,
  anchor: null,
})

/** The question a view asks: the same for the same choices, in whatever order they were made. */
export function filterOf({ search, chosen }: Pick<LibraryView, 'search' | 'chosen'>): LibraryFilter {
  const words = search.trim()
  const { triage = [], sort, ...rest } = chosen
  const filter: Record<string, unknown> = {}
  for (const [field, value] of Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (Array.isArray(value) ? value.length > 0 : value !== undefined)
      filter[field] = Array.isArray(value) ? [...value].sort() : value
  }
  return {
    ...(words === '' ? {} : { search: words }),
    ...(triage.length === 0 ? {} : { triage: triageStates.filter((state) => triage.includes(state)) }),
    ...(filter as Omit<LibraryFilter, 'triage' | 'sort'>),
    ...(sort === undefined ? {} : { sort }),
  }
}

/** The question for the rows: what the view asks, with families folded into one row. */
export const rowsOf = (view: Pick<LibraryView, 'search' | 'chosen' | 'unfolded'>): LibraryFilter => ({
  ...filterOf(view),
  fold: true,
  ...(view.unfolded.length === 0 ? {} : { unfolded: [...view.unfolded].sort() }),
})

/** Facets that hold lists of values. */
export type ListFacet = 'triage' | 'publisher' | 'agency' | 'lang' | 'person' | 'country' | 'factType'

/** Adds a value to a facet or takes it away. */
export function toggledIn(chosen: Chosen, facet: ListFacet, value: string): Chosen {
  const before: readonly string[] = chosen[facet] ?? []
  const after = toggled(before, value)
  const { [facet]: _gone, ...rest } = chosen
  return after.length === 0 ? rest : { ...rest, [facet]: after }
}

/** Adds to or takes from a choice of several. */
export const toggled = <T>(chosen: readonly T[], one: T): readonly T[] =>
  chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]

/** Where the queue stands after an article was given a state: the next one, which has moved up where the row leaves the list. */
export function activeAfterTriage(view: LibraryView, state: TriageState, total: number): number {
  const { triage = [] } = view.chosen
  const leaves = (triage.length > 0 && !triage.includes(state)) || view.chosen.unseen === true
  return Math.max(0, Math.min(leaves ? total - 2 : total - 1, leaves ? view.active : view.active + 1))
}
