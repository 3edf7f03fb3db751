import { useMemo, useState, type ReactNode } from 'react'
import { errorMessage } from '../../../shared/errors.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { DatasetView, FactView } from '../../../shared/model/views.ts'
import { announce } from '../../app/announce.tsx'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { usePages } from '../../app/pages.ts'
import { navigate } from '../../app/routes.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { factLine, lineText, timeText } from '../review/fact-line.ts'
import type { Reading } from '../review/reading.ts'

/** The facts of a dataset as they now stand. Enter goes to the fact in its article; Delete leaves it out by hand. */
export function DatasetTable(props: {
  readonly dataset: DatasetView
  readonly codebook: Codebook
}): ReactNode {
  const { dataset, codebook } = props
  const store = useStore()
  const locale = useLocale()
  const { t, language } = locale
  const pages = usePages('datasets.rows', { datasetId: dataset.id })
  const [active, setActive] = useState(0)
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
  const cell = (fact: FactView): ReactNode => {
    const line = factLine(reading, fact)
    const type = codebook.factTypes.find((one) => one.id === fact.type)
    const quote = fact.evidence.map((span) => span.surface).join(' … ')
    const article = names.articles.get(fact.articleId)
    return (
      <div className="dataset-row">
        <span role="gridcell" className="dataset-type">
          {type?.label[language] ?? fact.type}
        </span>
        <span role="gridcell" className="dataset-line">
          {lineText(reading, { ...line, time: null })}
        </span>
        <span role="gridcell" className="dataset-time numbers">
          {fact.time === null ? '–' : timeText(reading, fact.time)}
        </span>
        <span role="gridcell" className="dataset-quote" title={quote}>
          {quote}
        </span>
        <span role="gridcell" className="dataset-article" title={article}>
          {article ?? fact.articleId}
        </span>
        <span role="gridcell" className="dataset-state" data-state={fact.state}>
          {t(`factState.${fact.state}`)}
        </span>
      </div>
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
            <div className="dataset-row dataset-head" role="row" aria-rowindex={1}>
              {(['type', 'line', 'time', 'quote', 'article', 'state'] as const).map((column) => (
                <span key={column} role="columnheader" className={`dataset-${column}`}>
                  {t(`dataset.column.${column}`)}
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
      </div>
    </>
  )
}
