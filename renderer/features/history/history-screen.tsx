import { useMemo, useRef, useState, type ReactNode } from 'react'
import './history.css'
import { errorMessage } from '../../../shared/errors.ts'
import type { HistoryRow } from '../../../shared/model/views.ts'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { navigate, type HistorySubject } from '../../app/routes.ts'
import { useProject, useQuery } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { everything, filterOf, narrows, type HistoryView } from './history-filter.ts'
import { HistoryFilters } from './history-filters.tsx'
import { StepDetail } from './step-detail.tsx'
import { StepRow } from './step-row.tsx'
import { stepAbout, stepPlace, turnable } from './step-words.ts'
import { UndoDialog } from './undo-dialog.tsx'
import { useSteps } from './use-steps.ts'

/** What the list is narrowed to, by the name its own steps give it. */
function subjectName(
  subject: HistorySubject | null,
  rows: readonly HistoryRow[],
  about: (step: HistoryRow) => string,
): string | null {
  switch (subject?.kind) {
    case undefined:
      return null
    case 'article':
      return rows.find((row) => row.articleId === subject.id)?.articleTitle ?? null
    case 'entity':
      return rows.find((row) => row.entityId === subject.id)?.entityLabel ?? null
    case 'fact': {
      const row = rows.find((one) => one.factId === subject.id)
      return row === undefined ? null : about(row)
    }
  }
}

/** Everything that was done, the newest first: who, when, why, what changed; any one step can be undone by itself. */
export function HistoryScreen(props: { readonly subject: HistorySubject | null }): ReactNode {
  const locale = useLocale()
  const { t, tn, language } = locale
  const project = useProject()
  const codebook = useQuery('codebook.current', {}).value
  const [view, setView] = useState<HistoryView>({ ...everything, subject: props.subject })
  const [active, setActive] = useState(0)
  const [rowsOpen, setRowsOpen] = useState(false)
  const [turning, setTurning] = useState<HistoryRow | null>(null)
  const search = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const coder = project?.coder?.id ?? null
  // The day is what counts: the filter stays one question until it changes.
  const filter = useMemo(() => filterOf(view, new Date(), coder), [view, coder])
  const steps = useSteps(filter)
  const rows = steps.rows ?? []
  const current = Math.max(0, Math.min(active, rows.length - 1))
  const step = rows[current]
  const readOnly = project?.readOnly !== null

  const change = (next: HistoryView): void => {
    setActive(0)
    setView(next)
  }
  const narrow = (subject: HistorySubject): void => {
    change({ ...everything, subject })
    focusList()
  }
  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()
  const open = (index: number): void => {
    const row = rows[index]
    const place = row === undefined ? null : stepPlace(row)
    if (place !== null) navigate(place)
  }
  const turn = (row: HistoryRow | undefined): void => {
    if (row !== undefined && !readOnly && turnable(row) !== null) setTurning(row)
  }
  useHomeContext('list')
  useKeys('list', {
    'list.next': () => setActive(Math.min(rows.length - 1, current + 1)),
    'list.previous': () => setActive(Math.max(0, current - 1)),
    'list.open': () => open(current),
    'list.remove': () => turn(step),
    'list.search': () => search.current?.focus(),
    'step.undo': () => turn(step),
    'step.rows': () => setRowsOpen(!rowsOpen),
  })

  return (
    <div className="history">
      <HistoryFilters
        view={view}
        search={search}
        subjectName={subjectName(view.subject, rows, (row) => stepAbout(row, locale, codebook))}
        onChange={change}
        onLeave={focusList}
      />
      {steps.error === null ? null : (
        <p className="screen-error" role="alert">
          {errorMessage(steps.error, language)}
        </p>
      )}
      {rows.length === 0 && steps.rows !== undefined && !steps.reading && !steps.more ? (
        <EmptyState
          icon="history"
          title={t('history.emptyTitle')}
          text={t(narrows(view) ? 'history.emptyFilter' : 'history.emptyText')}
        >
          {narrows(view) ? (
            <Button look="main" onClick={() => change(everything)}>
              {t('history.clear')}
            </Button>
          ) : null}
        </EmptyState>
      ) : (
        <div className="history-body">
          <div className="history-list" ref={list}>
            <VirtualList
              label={t('history.list')}
              count={rows.length}
              rowHeight={3.6}
              active={current}
              onActive={setActive}
              onOpen={open}
              onRange={(_, last) => steps.show(last)}
              keys="list"
              autoFocus
              row={(index) => {
                const row = rows[index]
                return row === undefined ? null : <StepRow step={row} codebook={codebook} />
              }}
            />
            <p className="history-foot small quiet numbers" role="status">
              {steps.reading && steps.more
                ? t('history.reading')
                : steps.more
                  ? t('history.shownMore', { count: rows.length })
                  : tn('history.shown', rows.length)}
            </p>
          </div>
          {step === undefined ? (
            <p className="step-detail quiet">{t('history.choose')}</p>
          ) : (
            <StepDetail
              key={step.seq}
              step={step}
              codebook={codebook}
              readOnly={readOnly}
              rowsOpen={rowsOpen}
              onRows={setRowsOpen}
              onTurn={turn}
              onNarrow={narrow}
            />
          )}
        </div>
      )}
      {turning === null ? null : (
        <UndoDialog step={turning} codebook={codebook} onClose={() => setTurning(null)} />
      )}
    </div>
  )
}
