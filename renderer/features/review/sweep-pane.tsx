import type { ReactNode } from 'react'
import { Button, Kbd, KeysOf } from '../../ui/index.ts'
import { BlindPane, BlindResult } from './blind-pane.tsx'
import { FactLineView } from './fact-line-view.tsx'
import { useReview } from './review-context.ts'
import { sweepLeft } from './sweep.ts'
import type { TextWork } from './use-text-work.ts'

/** One sentence at a time, the barest first, with the facts it carries: complete, or add what is missing. */
export function SweepPane(props: {
  readonly onComplete: () => void
  readonly onStep: (by: 1 | -1) => void
  readonly work: TextWork
}): ReactNode {
  const { article, reading, desk, select, change, swept: order, blind } = useReview()
  const { t, tn } = reading.locale
  const start = desk.sweep[desk.sweepAt]
  const here = order.find(({ sentence }) => sentence.start === start)
  const left = sweepLeft(order)
  if (here === undefined) {
    return (
      <div className="rv-sweep" tabIndex={0} data-pane-focus="">
        <p>{t('review.sweep.none')}</p>
        <div className="rv-deeds">
          <Button look="main" onClick={() => change({ view: 'summary' })}>
            {t('review.sweep.toSummary')}
          </Button>
        </div>
      </div>
    )
  }
  const place = `${t('review.sweep.at', { at: desk.sweepAt + 1, count: order.length })} · ${tn('review.sweep.left', left)}`
  if (blind.some((one) => one.start === start))
    return (
      <BlindPane sentence={here.sentence} place={place} onReveal={props.onComplete} onStep={props.onStep} />
    )
  const facts = here.factIds.flatMap((id) => article.facts.find((fact) => fact.id === id) ?? [])
  return (
    <div className="rv-sweep" tabIndex={0} data-pane-focus="" role="group" aria-label={t('review.sweep')}>
      <p className="rv-sweep-count numbers">{place}</p>
      <blockquote className={`rv-sentence${here.sentence.reviewed ? ' rv-sentence-done' : ''}`}>
        {here.sentence.reviewed ? <span className="rv-tick">✓ {t('review.sweep.complete')} </span> : null}
        {article.text.slice(here.sentence.start, here.sentence.end)}
      </blockquote>
      {here.sentence.blind === undefined ? null : (
        <BlindResult seen={here.sentence.blind} proposed={facts.map(({ type }) => type)} />
      )}
      <h2 className="rv-sub">
        {facts.length === 0 ? t('review.sweep.bare') : tn('review.sweep.carries', facts.length)}
      </h2>
      <ol className="rv-carried">
        {facts.map((fact, index) => (
          <li key={fact.id}>
            <button
              type="button"
              tabIndex={-1}
              className="rv-carried-fact"
              onClick={() => select(fact.id, { focus: true })}
            >
              {index < 9 ? <Kbd name={String(index + 1)} /> : null}
              <FactLineView reading={reading} fact={fact} />
              <span className="rv-carried-state">{t(`factState.${fact.state}`)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p className="rv-ask">{t('review.sweep.ask')}</p>
      <div className="rv-deeds">
        <Button look="main" onClick={props.onComplete} hint={<KeysOf action="sentence.complete" />}>
          {t('review.sweep.isComplete')}
        </Button>
        <Button onClick={props.work.newFact} hint={<KeysOf action="fact.new" />}>
          {t('review.sweep.add')}
        </Button>
        <Button look="quiet" onClick={() => props.onStep(-1)} hint={<KeysOf action="fact.previous" />}>
          {t('review.sweep.back')}
        </Button>
        <Button look="quiet" onClick={() => props.onStep(1)} hint={<KeysOf action="fact.next" />}>
          {t('review.sweep.on')}
        </Button>
      </div>
    </div>
  )
}
