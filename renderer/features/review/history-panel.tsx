import { useEffect, useRef, type ReactNode } from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import { commandWord, stepSubject } from '../../app/command-word.ts'
import { useQuery } from '../../app/store.ts'
import { Button, Kbd } from '../../ui/index.ts'
import { useReview } from './review-context.ts'

/** Everything that was done to a fact: who, when, what. */
export function HistoryPanel(props: { readonly fact: FactView }): ReactNode {
  const { reading, closePanel } = useReview()
  const { t, format } = reading.locale
  const rows = useQuery('facts.history', { factId: props.fact.id }).value
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => panel.current?.focus(), [])
  return (
    <div
      ref={panel}
      className="rv-panel"
      role="group"
      tabIndex={-1}
      data-keys="editor"
      aria-label={t('review.history')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' && event.key !== 'Enter') return
        event.preventDefault()
        event.stopPropagation()
        closePanel()
      }}
    >
      <p className="rv-panel-title">{t('review.history')}</p>
      {rows?.length === 0 ? <p className="rv-more">{t('review.history.none')}</p> : null}
      {rows === undefined || rows.length === 0 ? null : (
        <ol className="rv-history">
          {rows.map((row) => (
            <li key={row.seq}>
              <span className="numbers">{format.instant(row.at)}</span> ·{' '}
              {row.coder ?? t('review.history.nobody')} · {commandWord(row.type, t)} ·{' '}
              {stepSubject(row, reading.locale, reading.codebook)}
              {row.note === null ? null : <i> {row.note}</i>}
              {row.undoneBy === null ? null : <span> ({t('review.history.undone')})</span>}
            </li>
          ))}
        </ol>
      )}
      <div className="rv-deeds">
        <Button look="quiet" onClick={closePanel} hint={<Kbd name="Escape" />}>
          {t('review.close')}
        </Button>
      </div>
    </div>
  )
}
