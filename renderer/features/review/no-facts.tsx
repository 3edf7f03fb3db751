import { useState, type ReactNode } from 'react'
import { useJobs, useStore } from '../../app/store.ts'
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
  const { article, reading, readOnly } = useReview()
  const { t, format } = reading.locale
  const store = useStore()
  const running = useJobs().some(({ kind, state }) => kind === 'extraction' && state === 'running')
  /** Until the work that was asked for has begun. */
  const [asking, setAsking] = useState(false)
  const notice = article.notices[0]
  const code = known.find((one) => one === notice?.code)
  const extract = async (): Promise<void> => {
    setAsking(true)
    const answer = await store.call('extraction.start', { articleIds: [article.row.id] })
    setAsking(false)
    if (!answer.ok) store.fail(answer.error)
  }
  const why = code === undefined ? notice?.message : t(`review.notice.${code}`)
  return (
    <EmptyState
      title={t('review.noFacts.title')}
      text={why ?? t('review.noFacts.text', { count: format.number(left) })}
    >
      {code === 'zones-only' ? (
        <Button look="main" disabled={readOnly || running || asking} onClick={() => void extract()}>
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
