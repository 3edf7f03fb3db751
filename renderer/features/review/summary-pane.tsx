import type { ReactNode } from 'react'
import { Button, KeysOf } from '../../ui/index.ts'
import { useQuery } from '../../app/store.ts'
import { MissedFacts, SittingFigures } from './quality-figures.tsx'
import { sittingBegan } from './sitting.ts'
import { useReview } from './review-context.ts'
import { finishable } from './sweep.ts'

/** What was done in this article, and the way on. */
export function SummaryPane(props: { readonly onFinish: () => void }): ReactNode {
  const { article, reading, progress, swept } = useReview()
  const { t, tn, format } = reading.locale
  const state = finishable(article)
  const here = useQuery('review.quality', { articleId: article.row.id }).value
  const sitting = useQuery('review.quality', { since: sittingBegan }).value
  const took = article.facts.reduce((sum, fact) => sum + (fact.durationMs ?? 0), 0)
  const counts = [
    ['factState.accepted', progress.accepted],
    ['factState.edited', progress.edited],
    ['factState.added', progress.added],
    ['factState.rejected', progress.rejected],
    ['factState.proposed', progress.open],
  ] as const
  return (
    <div className="rv-summary" tabIndex={0} data-pane-focus="" role="group" aria-label={t('review.summary')}>
      <h2>{state.ok ? t('review.summary.ready') : t('review.summary.notYet')}</h2>
      <dl className="rv-counts numbers">
        {counts.map(([key, count]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{format.number(count)}</dd>
          </div>
        ))}
        <div>
          <dt>{t('review.summary.sentences')}</dt>
          <dd>{format.number(swept.length - state.sentences)}</dd>
        </div>
        {took === 0 ? null : (
          <div>
            <dt>{t('review.summary.took')}</dt>
            <dd>{format.duration(took)}</dd>
          </div>
        )}
      </dl>
      {state.ok ? null : (
        <p>
          {[
            state.open === 0 ? null : tn('review.stillOpen', state.open),
            state.sentences === 0 ? null : tn('review.stillUnswept', state.sentences),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      )}
      {here === undefined || here.blind.sentences === 0 ? null : (
        <>
          <h3 className="rv-sub">{t('quality.missedTitle')}</h3>
          <MissedFacts quality={here} />
        </>
      )}
      {sitting === undefined ? null : (
        <>
          <h3 className="rv-sub">{t('quality.sittingTitle')}</h3>
          <SittingFigures quality={sitting} />
        </>
      )}
      <div className="rv-deeds">
        <Button look="main" onClick={props.onFinish} hint={<KeysOf action="fact.accept" />}>
          {state.ok
            ? article.next === null
              ? t('review.summary.finish')
              : t('review.summary.finishNext')
            : t('review.summary.goOn')}
        </Button>
      </div>
    </div>
  )
}
