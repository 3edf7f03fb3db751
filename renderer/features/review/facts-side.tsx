import type { ReactNode } from 'react'
import { KeysOf, Meter } from '../../ui/index.ts'
import { DraftCard } from './draft-card.tsx'
import { ReasonStrip } from './fact-card.tsx'
import { FactList } from './fact-list.tsx'
import { LinkPanel } from './link-panel.tsx'
import { ArticleNotePanel, MentionNotePanel } from './note-panel.tsx'
import { MentionPanel, MentionTypePanel } from './mention-panel.tsx'
import { restsOnText } from './panel.ts'
import { useReview } from './review-context.ts'
import { SummaryPane } from './summary-pane.tsx'
import { NoFacts } from './no-facts.tsx'
import { nextOrder } from './step-between-facts.ts'
import { sweepLeft } from './sweep.ts'
import { SweepPane } from './sweep-pane.tsx'
import { NewFactPanel } from './type-panel.tsx'
import type { Decisions } from './use-decisions.ts'
import type { TextWork } from './use-text-work.ts'

/** The facts side: counts, then the list, the sweep or the summary. */
export function FactsSide(props: {
  readonly decisions: Decisions
  readonly work: TextWork
  readonly onComplete: () => void
  readonly onStepSweep: (by: 1 | -1) => void
  readonly onToggleSweep: () => void
  readonly onFinish: () => void
}): ReactNode {
  const { article, reading, desk, order, held, hiddenFacts, progress, swept, change, setOrder, preferences } =
    useReview()
  const { t, tn } = reading.locale
  const left = sweepLeft(swept)
  const panel = desk.panel
  const mention =
    panel !== null && 'mentionId' in panel
      ? article.mentions.find(({ id }) => id === panel.mentionId)
      : undefined
  return (
    <>
      <div className="rv-counts-line">
        <p className="numbers">
          <b>{tn('review.count.facts', progress.facts)}</b> ·{' '}
          {t('review.count.decided', { count: progress.decided })}
          {progress.edited === 0 ? null : ` · ${t('review.count.edited', { count: progress.edited })}`} ·{' '}
          {tn('review.sweep.left', left)}
          {held.size === 0 ? null : (
            <span title={t('review.held.why')}> · {tn('review.held', held.size)}</span>
          )}
        </p>
        {hiddenFacts === 0 ? null : (
          <p className="rv-hidden numbers">
            <span title={t('review.hidden.why')}>{tn('review.hidden', hiddenFacts)}</span>{' '}
            <button
              type="button"
              className="rv-switch"
              aria-pressed={desk.showHidden}
              onClick={() => change({ showHidden: !desk.showHidden })}
            >
              {t('review.hidden.show')} <KeysOf action="facts.hidden" />
            </button>
          </p>
        )}
        <Meter done={progress.decided} total={progress.facts} />
        <div className="rv-switches">
          <button
            type="button"
            className="rv-switch"
            aria-pressed={desk.view === 'facts'}
            onClick={() => change({ view: 'facts' })}
          >
            {t('review.facts')}
          </button>
          <button
            type="button"
            className="rv-switch"
            aria-pressed={desk.view === 'sweep'}
            onClick={props.onToggleSweep}
          >
            {t('review.sweep')} <KeysOf action="sweep.toggle" />
          </button>
          <span className="rv-gap" />
          {desk.view === 'facts' ? (
            <button
              type="button"
              className="rv-switch"
              onClick={() => setOrder(nextOrder(preferences.order))}
            >
              {t(`review.order.${preferences.order}`)} <KeysOf action="facts.order" />
            </button>
          ) : null}
        </div>
      </div>
      {panel !== null && restsOnText(panel) ? (
        <div className="rv-desk">
          {panel.kind === 'mention' ? <MentionPanel key={panel.span.start} span={panel.span} /> : null}
          {panel.kind === 'articleNote' ? <ArticleNotePanel /> : null}
          {panel.kind === 'mentionNote' && mention !== undefined ? (
            <MentionNotePanel key={mention.id} mention={mention} />
          ) : null}
          {panel.kind === 'mentionType' && mention !== undefined ? (
            <MentionTypePanel key={mention.id} mention={mention} />
          ) : null}
          {panel.kind === 'newFact' ? <NewFactPanel key={panel.span.start} span={panel.span} /> : null}
          {panel.kind === 'link' ? <LinkPanel key={panel.mentionId} mentionId={panel.mentionId} /> : null}
        </div>
      ) : null}
      {desk.draft === null ? null : <DraftCard draft={desk.draft} />}
      <div className="rv-body" data-pane="">
        {desk.view === 'sweep' ? (
          <SweepPane onComplete={props.onComplete} onStep={props.onStepSweep} work={props.work} />
        ) : desk.view === 'summary' ? (
          <SummaryPane onFinish={props.onFinish} />
        ) : order.length === 0 ? (
          <div className="rv-empty" tabIndex={0} data-pane-focus="">
            <NoFacts left={left} onToggleSweep={props.onToggleSweep} />
          </div>
        ) : (
          <FactList decisions={props.decisions} />
        )}
      </div>
      {/* Below, so that the list keeps its place when it comes and goes. */}
      <ReasonStrip decisions={props.decisions} />
    </>
  )
}
