import { useMemo, useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { DatasetSort } from '../../../shared/model/dataset.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { DatasetView, FactView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { usePreferences } from '../../app/preferences.ts'
import { usePages } from '../../app/pages.ts'
import { navigate } from '../../app/routes.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { factLine, lineText, timeText } from '../review/fact-line.ts'
import type { Reading } from '../review/reading.ts'
import { ColumnsDialog, columnsOf, type Column } from './columns-dialog.tsx'

const widths: Readonly<Record<Column, string>> = {
  type: '9.5rem',
  line: 'minmax(12rem, 1.5fr)',
  time: '9.5rem',
  quote: 'minmax(8rem, 1.2fr)',
  article: 'minmax(6rem, 0.8fr)',
  state: '6.5rem',
  coder: '7rem',
  decided: '9rem',
  codes: '9rem',
  note: 'minmax(5rem, 0.6fr)',
}

/** What a column is sorted by in the store; null where its words are made here. */
const sortOf: Readonly<Record<Column, DatasetSort['by'] | null>> = {
  type: 'type',
  line: null,
  time: 'time',
  quote: null,
  article: 'article',
  state: 'state',
  coder: 'coder',
  decided: 'decided',
  codes: null,
  note: null,
}

/** Where somebody is in a table: how it is sorted, and the row. */
interface Place {
  readonly sort: DatasetSort
  readonly active: number
}

/** Where each table was left, for as long as the page is open: who went to a fact in its article comes back to its row. */
const leftAt = new Map<string, Place>()
const atTheBeginning: Place = { sort: { by: 'text', down: false }, active: 0 }

/** The facts of a dataset as they now stand. Enter goes to the fact in its article; Delete leaves it out by hand. */
export function DatasetTable(props: {
  readonly dataset: DatasetView
  readonly codebook: Codebook
}): ReactNode {
  const { dataset, codebook } = props
  const store = useStore()
  const locale = useLocale()
  const { t, language } = locale
  const [place, setPlace] = useState<Place>(() => leftAt.get(dataset.id) ?? atTheBeginning)
  const { sort, active } = place
  const go = (change: Partial<Place>): void => {
    const next = { ...place, ...change }
    leftAt.set(dataset.id, next)
    setPlace(next)
  }
  const setActive = (row: number): void => go({ active: row })
  const columns = columnsOf(usePreferences().datasetColumns)
  const pages = usePages('datasets.rows', { datasetId: dataset.id, sort })
  const [choosing, setChoosing] = useState(false)
  const total = pages.total ?? 0
  const current = Math.max(0, Math.min(active, total - 1))
  const names = pages.named
  const reading: Reading = useMemo(
    () => ({ codebook, entities: names.entities, locale }),
    [codebook, names, locale],
  )

  const open = (index: number): void => {
    const fact = pages.row(index)
    if (fact !== undefined) navigate({ screen: 'review', articleId: fact.articleId, factId: fact.id })
  }
  const exclude = (fact: FactView | undefined): void => {
    if (fact === undefined) return
    void store.apply([
      { type: 'dataset.member', payload: { datasetId: dataset.id, factId: fact.id, verdict: 'exclude' } },
    ])
    announce(t('dataset.excludedOne'))
  }
  useHomeContext('list')
  useKeys('list', {
    'list.next': () => setActive(Math.min(total - 1, current + 1)),
    'list.previous': () => setActive(Math.max(0, current - 1)),
    'list.open': () => open(current),
    'list.remove': () => exclude(pages.row(current)),
  })

  if (pages.error !== null) {
    return (
      <p className="screen-error" role="alert">
        {errorMessage(pages.error, language)}
      </p>
    )
  }
  if (pages.total === 0) {
    return <EmptyState icon="table" title={t('dataset.emptyTitle')} text={t('dataset.emptyText')} />
  }
  const style = { gridTemplateColumns: columns.map((column) => widths[column]).join(' ') }
  const words = (fact: FactView, column: Column): string => {
    switch (column) {
      case 'type':
        return codebook.factTypes.find((one) => one.id === fact.type)?.label[language] ?? fact.type
      case 'line':
        return lineText(reading, { ...factLine(reading, fact), time: null })
      case 'time':
        return fact.time === null ? '–' : timeText(reading, fact.time)
      case 'quote':
        return fact.evidence.map((span) => span.surface).join(' … ')
      case 'article':
        return names.articles.get(fact.articleId) ?? fact.articleId
      case 'state':
        return t(`factState.${fact.state}`)
      case 'coder':
        return fact.coder ?? '–'
      case 'decided':
        return fact.decidedAt === null ? '–' : locale.format.instant(fact.decidedAt)
      case 'codes':
        return [fact.plover?.event, fact.plover?.mode, fact.cameo].filter((code) => code != null).join(' · ')
      case 'note':
        return fact.note ?? (fact.flag ? '⚑' : '')
    }
  }
  const cell = (fact: FactView): ReactNode => (
    <div className="dataset-row" style={style}>
      {columns.map((column) => (
        <span key={column} role="gridcell" className={`dataset-${column}`} title={words(fact, column)}>
          {words(fact, column)}
        </span>
      ))}
    </div>
  )
  const heading = (column: Column): ReactNode => {
    const by = sortOf[column]
    if (by === null) return t(`dataset.column.${column}`)
    const here = sort.by === by
    return (
      <button
        type="button"
        className="dataset-sort"
        onClick={() => {
          // A third time goes back to the order of the texts.
          const next = sort.down ? atTheBeginning.sort : { by, down: true }
          go({ active: 0, sort: here ? next : { by, down: false } })
        }}
      >
        {t(`dataset.column.${column}`)}
        {here ? <Icon name={sort.down ? 'down' : 'up'} /> : null}
      </button>
    )
  }
  return (
    <>
      <div className="dataset-table">
        <VirtualList
          label={dataset.name}
          role="grid"
          count={total}
          rowHeight={3.4}
          active={current}
          onActive={setActive}
          onOpen={open}
          onRange={pages.show}
          keys="list"
          autoFocus
          head={
            <div className="dataset-row dataset-head" role="row" aria-rowindex={1} style={style}>
              {columns.map((column) => (
                <span
                  key={column}
                  role="columnheader"
                  className={`dataset-${column}`}
                  aria-sort={sort.by !== sortOf[column] ? undefined : sort.down ? 'descending' : 'ascending'}
                >
                  {heading(column)}
                </span>
              ))}
            </div>
          }
          row={(index) => {
            const fact = pages.row(index)
            return fact === undefined ? <div className="row-waiting">…</div> : cell(fact)
          }}
        />
      </div>
      <div className="dataset-foot small">
        <span>
          <KeysOf action="list.open" /> {t('dataset.openFact')}
        </span>
        <Button
          look="quiet"
          icon="minus"
          onClick={() => exclude(pages.row(current))}
          hint={<KeysOf action="list.remove" />}
        >
          {t('dataset.exclude')}
        </Button>
        <Button look="quiet" icon="table" onClick={() => setChoosing(true)}>
          {t('dataset.columns')} …
        </Button>
      </div>
      {choosing ? <ColumnsDialog onClose={() => setChoosing(false)} /> : null}
    </>
  )
}
