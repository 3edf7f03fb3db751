import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual'
import {
  memo,
  useCallback,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from 'react'
import { isBrief } from '../../../shared/article-of-columns.ts'
import type { FactView } from '../../../shared/model/views.ts'
import { rootFontSize } from '../../app/appearance.ts'
import { useExternal } from '../../app/external.ts'
import { FactCard } from './fact-card.tsx'
import { FactLineView } from './fact-line-view.tsx'
import { shorten } from './fact-line.ts'
import type { Reading } from './reading.ts'
import { useReview, type Review } from './review-context.ts'
import type { Decisions } from './use-decisions.ts'

const stateSigns: Readonly<Record<FactView['state'], string>> = {
  proposed: '○',
  accepted: '✓',
  edited: '✎',
  rejected: '✕',
  added: '+',
  withdrawn: '–',
}

/** The ids of a list, the same as long as they are: a decision changes a fact, not the places of all. */
function useIds(order: readonly FactView[]): readonly string[] {
  const [kept, setKept] = useState<readonly string[]>([])
  const ids = useMemo(
    () =>
      kept.length === order.length && order.every(({ id }, at) => id === kept[at])
        ? kept
        : order.map(({ id }) => id),
    [order, kept],
  )
  if (ids !== kept) setKept(ids)
  return ids
}

// What stays from draw to draw is made on its own: made inside the list, it would hold the facts of the first draw.
const useKeyOf = (ids: readonly string[]): ((index: number) => string | number) =>
  useCallback((index: number) => ids[index] ?? index, [ids])
const useChoose = (select: Review['select']): ((factId: string) => void) =>
  useCallback((factId: string) => select(factId), [select])

/** Which facts are drawn, and where. */
function useVirtualFacts(list: {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly keyOf: (index: number) => string | number
  readonly count: number
  readonly row: number
  readonly at: number
}): Virtualizer<HTMLDivElement, Element> {
  const { scroller, keyOf, count, row, at } = list
  // The selected fact is always there: it holds the focus even while scrolled away.
  const extract = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range)
      return at === -1 || shown.includes(at) ? shown : [...shown, at].sort((a, b) => a - b)
    },
    [at],
  )
  // eslint-disable-next-line react-hooks/incompatible-library -- its values are read in the list only
  return useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    getItemKey: keyOf,
    estimateSize: () => row,
    overscan: 4,
    rangeExtractor: extract,
    initialRect: { width: 500, height: 600 },
  })
}

/**
 * The facts, only those in view drawn. Each is an article of a feed; the selected one has the focus and stands open
 * in its place.
 */
export function FactList(props: { readonly decisions: Decisions }): ReactNode {
  const { order, desk, reading, select, focusFacts, pane } = useReview()
  const { t } = reading.locale
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const row = useExternal(rootFontSize) * 3.4
  const at = order.findIndex((fact) => fact.id === desk.selected)
  const virtualizer = useVirtualFacts({
    scroller,
    keyOf: useKeyOf(useIds(order)),
    count: order.length,
    row,
    at,
  })

  const selected = desk.selected
  useLayoutEffect(() => {
    const place = virtualizer.measurementsCache[at]
    if (place === undefined) return
    // Whether it is in view is known without asking the page, which would have to lay everything out first.
    const top = virtualizer.scrollOffset ?? 0
    const bottom = top + (virtualizer.scrollRect?.height ?? 0)
    if (place.start < top || place.end > bottom) virtualizer.scrollToIndex(at, { align: 'auto' })
  }, [virtualizer, at])
  useEffect(() => {
    // Where the focus is in the list, it follows; where it is in the text, it stays.
    const inList =
      scroller.current?.contains(document.activeElement) === true || document.activeElement === document.body
    if (inList && desk.panel === null && pane.current?.hasFocus() !== true) focusFacts()
    const show = (): void =>
      scroller.current?.querySelector<HTMLElement>('[data-pane-focus]')?.scrollIntoView({ block: 'nearest' })
    show()
    // Once more when the card has been measured and its neighbours have moved, and when the list has made up for that.
    let frame = requestAnimationFrame(() => {
      show()
      frame = requestAnimationFrame(show)
    })
    // Printing takes the list off the page for a moment, and its place with it.
    const showSoon = (): void => void setTimeout(show, 100)
    window.addEventListener('afterprint', showSoon)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('afterprint', showSoon)
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when another fact is selected or a panel opens in it
  }, [selected, desk.panel?.kind, desk.reasonFor === null])

  const choose = useChoose(select)
  return (
    <div ref={scroller} className="rv-list">
      <div
        className="rv-space"
        role="feed"
        aria-label={t('review.facts')}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {virtualizer.getVirtualItems().map((item) => {
          const fact = order[item.index]
          if (fact === undefined) return null
          const here = item.index === at
          return (
            <article
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              data-fact={fact.id}
              {...(here ? { 'data-pane-focus': '' } : {})}
              tabIndex={here ? 0 : -1}
              aria-current={here ? 'true' : undefined}
              aria-posinset={item.index + 1}
              aria-setsize={order.length}
              aria-labelledby={`${id}-${fact.id}`}
              className={`rv-fact rv-fact-${fact.state}${here ? ' rv-fact-here' : ''}`}
              aria-busy={isBrief(fact) ? 'true' : undefined}
              style={{ transform: `translateY(${String(item.start)}px)` }}
            >
              <FactHead
                id={`${id}-${fact.id}`}
                fact={fact}
                reading={reading}
                later={desk.later.has(fact.id)}
                onChoose={choose}
              />
              {!here ? null : isBrief(fact) ? (
                <BriefCard fact={fact} />
              ) : (
                <FactCard fact={fact} decisions={props.decisions} />
              )}
            </article>
          )
        })}
      </div>
    </div>
  )
}

/** The words a fact rests on, for the moment until the rest of it has been read. */
function BriefCard(props: { readonly fact: FactView }): ReactNode {
  return (
    <div className="rv-card">
      <ul className="rv-quotes">
        {props.fact.evidence.map((span) => (
          <li key={span.start} className="rv-quote">
            {shorten(span.surface, 200)}
          </li>
        ))}
      </ul>
    </div>
  )
}

const FactHead = memo(function FactHead(props: {
  readonly id: string
  readonly fact: FactView
  readonly reading: Reading
  readonly later: boolean
  readonly onChoose: (factId: string) => void
}): ReactNode {
  const { fact, reading } = props
  const { t } = reading.locale
  const state = props.later && fact.state === 'proposed' ? t('review.putOff') : t(`factState.${fact.state}`)
  return (
    <div className="rv-head" onClick={() => props.onChoose(fact.id)}>
      <span className="rv-state" aria-hidden="true" title={state}>
        {props.later && fact.state === 'proposed' ? '◔' : stateSigns[fact.state]}
      </span>
      <div id={props.id} className="rv-head-line">
        <span className="sr-only">{state}: </span>
        <FactLineView reading={reading} fact={fact} />
      </div>
      <span className="rv-head-signs">
        {fact.missing.length > 0 && fact.state === 'proposed' ? (
          <span title={t('review.incomplete')}>!</span>
        ) : null}
        {fact.conflictsWith.length > 0 ? <span title={t('review.conflict')}>⚡</span> : null}
        {fact.flag ? <span title={t('review.flagged')}>⚑</span> : null}
        {fact.note === null ? null : <span title={fact.note}>✎</span>}
      </span>
    </div>
  )
})
