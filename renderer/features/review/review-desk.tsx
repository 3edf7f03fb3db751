import {
  memo,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react'
import { useStatusText, useWindowTitle } from '../../app/status-text.ts'
import { useStore } from '../../app/store.ts'
import { AlikeDialog } from './alike-dialog.tsx'
import { FactsSide } from './facts-side.tsx'
import { ReviewProvider, useReview } from './review-context.ts'
import { ReviewHeader } from './review-header.tsx'
import { setReviewPreference } from './review-preferences.ts'
import { sweepLeft } from './sweep.ts'
import { TextSide } from './text-side.tsx'
import { useDecisions } from './use-decisions.ts'
import { useDesk } from './use-desk.ts'
import { useReviewKeys } from './use-review-keys.ts'
import { useTextWork, type SlotAim } from './use-text-work.ts'

/** Both panes of one article, side by side, in step by fact. */
export const ReviewDesk = memo(function ReviewDesk(props: Parameters<typeof useDesk>[0]): ReactNode {
  const review = useDesk(props)
  const { desk, fact, reading, preferences, facts } = review
  const { t, tn } = reading.locale
  const decisions = useDecisions(review)
  const aim = (): SlotAim | null => {
    const key = desk.hint ?? desk.chip
    if (key === null) return null
    if (key.startsWith('empty:') || key.startsWith('gap:'))
      return { role: key.slice(key.indexOf(':') + 1).split('|')[0] ?? '', slotId: null }
    const slotId = key.slice('slot:'.length)
    const slot =
      desk.draft?.slots.find((one) => one.id === slotId) ?? fact?.slots.find((one) => one.id === slotId)
    return slot === undefined ? null : { role: slot.role, slotId }
  }
  const work = useTextWork(review, aim)
  const keys = useReviewKeys(review, decisions, work)
  const panes = useRef<HTMLDivElement>(null)
  useWindowTitle(review.article.row.title)
  useStatusText(tn('review.sweep.left', sweepLeft(review.swept)))
  return (
    <ReviewProvider
      value={{
        ...review,
        quote: work.copyQuote,
        setEvidence: work.setEvidence,
        resize: keys.resize,
      }}
    >
      <div className="rv" data-article={review.article.row.id}>
        <ReviewHeader />
        <div
          ref={panes}
          className="rv-panes"
          style={{ '--split': `${String(preferences.split)}%` } as CSSProperties}
        >
          <TextSide />
          <Splitter panes={panes} split={preferences.split} label={t('review.splitter')} />
          <section
            ref={facts}
            className="rv-facts"
            data-keys="facts"
            tabIndex={-1}
            aria-label={t('review.facts')}
          >
            <FactsSide
              decisions={decisions}
              work={work}
              onComplete={keys.completeSentence}
              onStepSweep={keys.stepSweep}
              onToggleSweep={keys.toggleSweep}
              onFinish={keys.finish}
            />
          </section>
        </div>
        <Alike />
      </div>
    </ReviewProvider>
  )
})

/** The dialog of a decision on all that is alike, while one is being made. */
function Alike(): ReactNode {
  const { desk, article, change } = useReview()
  const { alike } = desk
  const fact = alike === null ? undefined : article.facts.find(({ id }) => id === alike.factId)
  return alike === null || fact === undefined ? null : (
    <AlikeDialog fact={fact} verdict={alike.verdict} onClose={() => change({ alike: null })} />
  )
}

const least = 25
const greatest = 75
const clamp = (share: number): number => Math.min(greatest, Math.max(least, Math.round(share)))

/** The line between the panes: dragged, or moved by arrow keys; remembered. */
function Splitter(props: {
  readonly panes: { readonly current: HTMLElement | null }
  readonly split: number
  readonly label: string
}): ReactNode {
  const store = useStore()
  const { panes, split, label } = props
  const set = (share: number): void => setReviewPreference(store, 'split', clamp(share))
  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const box = panes.current?.getBoundingClientRect()
    if (box !== undefined && box.width > 0)
      panes.current?.style.setProperty(
        '--split',
        `${String(clamp(((event.clientX - box.left) / box.width) * 100))}%`,
      )
  }
  const drop = (event: PointerEvent<HTMLDivElement>): void => {
    const box = panes.current?.getBoundingClientRect()
    if (event.currentTarget.hasPointerCapture(event.pointerId) && box !== undefined)
      set(((event.clientX - box.left) / box.width) * 100)
  }
  const press = (event: KeyboardEvent): void => {
    const step =
      event.key === 'ArrowLeft'
        ? -2
        : event.key === 'ArrowRight'
          ? 2
          : event.key === 'Home'
            ? least - split
            : event.key === 'End'
              ? greatest - split
              : 0
    if (step === 0) return
    event.preventDefault()
    event.stopPropagation()
    set(split + step)
  }
  return (
    <div
      className="rv-splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={split}
      aria-valuemin={least}
      aria-valuemax={greatest}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onPointerUp={drop}
      onKeyDown={press}
    />
  )
}
