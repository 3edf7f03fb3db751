import { announce } from '../../app/announce.tsx'
import { addFact } from './draft.ts'
import { typeLabel } from './reading.ts'
import { useReview } from './review-context.ts'

/** Makes the draft a fact and goes to it. The draft stays until the store has it. */
export function useDraftSaving(): () => Promise<void> {
  const { article, reading, desk, change, act, select, focusFacts, spent } = useReview()
  const { t } = reading.locale
  return async () => {
    const { draft } = desk
    if (draft === null) return
    const result = await act([{ type: 'fact.add', payload: addFact(draft, article.row.id, spent()) }])
    const answer = result.ok ? result.value[0] : undefined
    if (answer?.ok !== true) return
    change({ draft: null, panel: null })
    const made = answer.created?.['fact']?.[0]
    if (desk.view === 'sweep') requestAnimationFrame(focusFacts)
    else if (made !== undefined) select(made, { reveal: true, focus: true })
    announce(t('review.said.added', { type: typeLabel(reading, draft.type) }))
  }
}
