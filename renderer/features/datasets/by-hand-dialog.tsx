import { useDeferredValue, useMemo, useState, type ReactNode } from 'react'
import type { DatasetView, EntityRef, FactView } from '../../../shared/model/views.ts'
import { asArticleId } from '../../app/brand-ids.ts'
import { useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { factLine, lineText } from '../review/fact-line.ts'

/** Facts with one thing to do for each. */
function FactChoices(props: {
  readonly label: string
  readonly facts: readonly FactView[]
  readonly entities: readonly EntityRef[]
  readonly way: string
  readonly onTake: (fact: FactView) => void
}): ReactNode {
  const locale = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const entities = useMemo(
    () => new Map<string, EntityRef>(props.entities.map((entity) => [entity.id, entity])),
    [props.entities],
  )
  if (codebook === undefined) return null
  const reading = { codebook, entities, locale }
  return (
    <ul className="by-hand-list" aria-label={props.label}>
      {props.facts.map((fact) => {
        const line = lineText(reading, factLine(reading, fact))
        return (
          <li key={fact.id}>
            <span className="by-hand-line">{line}</span>
            <span className="quiet small">{locale.t(`factState.${fact.state}`)}</span>
            <Button look="quiet" aria-label={`${props.way}: ${line}`} onClick={() => props.onTake(fact)}>
              {props.way}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}

/** Verdicts by hand over the filter: facts left out can come back, facts of an article can be taken in. */
export function ByHandDialog(props: {
  readonly dataset: DatasetView
  readonly onClose: () => void
}): ReactNode {
  const { dataset, onClose } = props
  const store = useStore()
  const { t, tn } = useLocale()
  const [search, setSearch] = useState('')
  const [articleId, setArticleId] = useState<string | null>(null)
  const asked = useDeferredValue(search.trim())
  const leftOut = useQuery('datasets.rows', { datasetId: dataset.id, leftOut: true, limit: 500 }).value
  const articles = useQuery(
    'articles.list',
    { ...(asked === '' ? {} : { search: asked }), limit: 6 },
    { keep: true },
  ).value
  const facts = useQuery(
    'facts.list',
    articleId === null ? null : { articleId: asArticleId(articleId), limit: 1000 },
  ).value
  const inside = useQuery(
    'datasets.rows',
    articleId === null ? null : { datasetId: dataset.id, articleId: asArticleId(articleId), limit: 1000 },
  ).value
  const insideIds = useMemo(() => new Set<string>(inside?.rows.map((fact) => fact.id)), [inside])
  const outside = (facts?.rows ?? []).filter((fact) => !insideIds.has(fact.id))
  const decide = (fact: FactView, verdict: 'include' | null): void => {
    void store.apply([
      { type: 'dataset.member', payload: { datasetId: dataset.id, factId: fact.id, verdict } },
    ])
  }
  return (
    <Dialog title={t('dataset.byHandTitle', { name: dataset.name })} size="wide" onClose={onClose}>
      <div className="stack">
        <section className="stack">
          <h3 className="field-label">{tn('dataset.excluded', leftOut?.total ?? dataset.excluded)}</h3>
          {leftOut === undefined || leftOut.rows.length === 0 ? (
            <p className="quiet">{t('dataset.noneExcluded')}</p>
          ) : (
            <FactChoices
              label={t('dataset.byHand')}
              facts={leftOut.rows}
              entities={leftOut.entities ?? []}
              way={t('dataset.takeBack')}
              onTake={(fact) => decide(fact, null)}
            />
          )}
        </section>
        <section className="stack">
          <h3 className="field-label">{t('dataset.addByHand')}</h3>
          <input
            type="search"
            className="input"
            data-autofocus=""
            aria-label={t('dataset.findArticle')}
            placeholder={t('dataset.findArticle')}
            value={search}
            onChange={(event) => {
              setSearch(event.currentTarget.value)
              setArticleId(null)
            }}
          />
          {articleId === null ? (
            <ul className="by-hand-list">
              {(articles?.rows ?? []).map((row) => (
                <li key={row.id}>
                  <button type="button" className="by-hand-article" onClick={() => setArticleId(row.id)}>
                    {row.title}
                    <span className="quiet small numbers">{tn('dataset.facts', row.facts)}</span>
                  </button>
                </li>
              ))}
            </ul>
          ) : outside.length === 0 ? (
            <p className="quiet">{facts === undefined ? t('ui.loading') : t('dataset.nothingToAdd')}</p>
          ) : (
            <FactChoices
              label={t('dataset.addByHand')}
              facts={outside}
              entities={facts?.entities ?? []}
              way={t('dataset.add')}
              onTake={(fact) => decide(fact, 'include')}
            />
          )}
        </section>
      </div>
    </Dialog>
  )
}
