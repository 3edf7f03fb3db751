import type { SplitSelection } from '../../../shared/commands/index.ts'
import type { ConcordanceRow } from '../../../shared/model/views.ts'
import { articleIdSchema, mentionIdSchema } from '../../../shared/model/ids.ts'

/** What is chosen in the split dialog so far. */
export interface SplitDraft {
  readonly by: SplitSelection['by']
  /** Ids of mentions or of articles, as `by` says. */
  readonly ids: ReadonlySet<string>
  readonly source: string
  /** ISO 8601, empty where open. */
  readonly from: string
  readonly to: string
}

/** The mentions a draft would move. */
export function chosenOf(rows: readonly ConcordanceRow[], draft: SplitDraft): readonly ConcordanceRow[] {
  switch (draft.by) {
    case 'mentions':
      return rows.filter(({ mentionId }) => draft.ids.has(mentionId))
    case 'articles':
      return rows.filter(({ articleId }) => draft.ids.has(articleId))
    case 'source':
      return draft.source === '' ? [] : rows.filter(({ source }) => source === draft.source)
    case 'dates':
      if (draft.from === '' && draft.to === '') return []
      return rows.filter(
        ({ published }) =>
          published !== null &&
          published >= draft.from &&
          (draft.to === '' || published.slice(0, draft.to.length) <= draft.to),
      )
  }
}

/** The draft as the command takes it. */
export function selectionOf({ by, ids, source, from, to }: SplitDraft): SplitSelection {
  switch (by) {
    case 'mentions':
      return { by, mentionIds: [...ids].map((id) => mentionIdSchema.parse(id)) }
    case 'articles':
      return { by, articleIds: [...ids].map((id) => articleIdSchema.parse(id)) }
    case 'source':
      return { by, source }
    case 'dates':
      return { by, ...(from === '' ? {} : { from }), ...(to === '' ? {} : { to }) }
  }
}
