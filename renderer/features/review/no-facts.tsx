import type { ReactNode } from 'react'
import { useStore } from '../../app/store.ts'
import { Button, EmptyState, KeysOf } from '../../ui/index.ts'
import { useReview } from './review-context.ts'

/** What extraction says of an article, as the reader is told it; other words come from a project of another program. */
const known = ['no-language-pack', 'time-limit', 'zones-only'] as const

/** Instead of the list of facts where none was proposed: why, and what to do. */
export function NoFacts({
  left,
  onToggleSweep,
}: {
  /** Sentences to walk through. */
  readonly left: number
  readonly onToggleSweep: () => void
}): ReactNode {
  const { article, reading } = useReview()
  const { t, format } = reading.locale
  const store = useStore()
  const notice = article.notices[0]
  const code = known.find((one) => one === notice?.code)
  const why = code === undefined ? notice?.message : t(`review.notice.${code}`)
  return (
    <EmptyState
      title={t('review.noFacts.title')}
      text={why ?? t('review.noFacts.text', { count: format.number(left) })}
    >
      {code === 'zones-only' ? (
        <Button
          look="main"
          onClick={() => void store.call('extraction.start', { articleIds: [article.row.id] })}
        >
          {t('review.noFacts.extract')}
        </Button>
      ) : null}
      <Button
        look={code === 'zones-only' ? 'plain' : 'main'}
        onClick={onToggleSweep}
        hint={<KeysOf action="sweep.toggle" />}
      >
        {t('review.noFacts.sweep')}
      </Button>
    </EmptyState>
  )
}
