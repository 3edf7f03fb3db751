import type { LibraryFilter } from '../../../shared/contract/index.ts'
import { triageStates, type TriageState } from '../../../shared/model/vocabulary.ts'
import { external } from '../../app/external.ts'

/** What of the library is shown. Kept while one reviews, so that coming back finds the same place in the queue. */
export interface LibraryView {
  readonly search: string
  readonly triage: readonly TriageState[]
  readonly publishers: readonly string[]
  readonly active: number
}

export const wholeLibrary: LibraryView = { search: '', triage: [], publishers: [], active: 0 }
export const libraryView = external<LibraryView>(wholeLibrary)

/** The question a view asks. Absent fields do not narrow. */
export function filterOf(view: Omit<LibraryView, 'active'>): LibraryFilter {
  const search = view.search.trim()
  return {
    ...(search === '' ? {} : { search }),
    ...(view.triage.length === 0
      ? {}
      : { triage: triageStates.filter((state) => view.triage.includes(state)) }),
    ...(view.publishers.length === 0 ? {} : { publisher: [...view.publishers].sort() }),
  }
}

/** Adds to or takes from a choice of several. */
export const toggled = <T>(chosen: readonly T[], one: T): readonly T[] =>
  chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one]

/** Where the queue stands after an article was given a state: the next one, which has moved up where the row leaves the list. */
export function activeAfterTriage(view: LibraryView, state: TriageState, total: number): number {
  const leaves = view.triage.length > 0 && !view.triage.includes(state)
  return Math.max(0, Math.min(leaves ? total - 2 : total - 1, leaves ? view.active : view.active + 1))
}
