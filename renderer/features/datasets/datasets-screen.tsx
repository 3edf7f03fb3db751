import { useState, type ReactNode } from 'react'
import './datasets.css'
import type { ReleaseView } from '../../../shared/model/release.ts'
import type { DatasetView } from '../../../shared/model/views.ts'
import { routeHash } from '../../app/routes.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { useProject, useQuery, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { DatasetDialog } from './dataset-dialog.tsx'
import { DatasetTable } from './dataset-table.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { ByHandDialog } from './by-hand-dialog.tsx'
import { DatasetChecks } from './dataset-checks.tsx'
import { FreezeDialog } from './freeze-dialog.tsx'
import { importDialog } from '../import/import-actions.ts'
import { ReleasesPart, WriteDialog } from './releases-part.tsx'

type Open = 'new' | 'edit' | 'export' | 'remove' | 'byHand' | 'freeze'
type Part = 'table' | 'checks' | 'releases'

/** The filter of a dataset in words. */
function FilterWords(props: { readonly dataset: DatasetView }): ReactNode {
  const { t, tn, language, format } = useLocale()
  const codebook = useQuery('codebook.current', {}).value
  const { query, included, excluded } = props.dataset
  const types = (query.types ?? []).map(
    (id) => codebook?.factTypes.find((type) => type.id === id)?.label[language] ?? id,
  )
  const parts = [
    format.list(query.states.map((state) => t(`factState.${state}`))),
    types.length === 0 ? t('dataset.allTypes') : format.list(types),
    query.articleIds === undefined ? null : tn('library.count', query.articleIds.length),
    query.publishers === undefined ? null : format.list(query.publishers),
    query.from === undefined ? null : t('dataset.since', { date: format.date(query.from) }),
    query.to === undefined ? null : t('dataset.until', { date: format.date(query.to) }),
    query.publishedFrom === undefined
      ? null
      : t('dataset.publishedSince', { date: format.date(query.publishedFrom) }),
    query.publishedTo === undefined
      ? null
      : t('dataset.publishedUntil', { date: format.date(query.publishedTo) }),
    query.entityIds === undefined ? null : tn('dataset.entities', query.entityIds.length),
    query.coderIds === undefined ? null : tn('dataset.coders', query.coderIds.length),
    query.flagged === undefined ? null : t(query.flagged ? 'dataset.flagged' : 'dataset.notFlagged'),
    query.langs === undefined
      ? null
      : format.list(query.langs.map((lang) => (lang === '' ? '–' : format.language(lang)))),
    included === 0 ? null : tn('dataset.included', included),
    excluded === 0 ? null : tn('dataset.excluded', excluded),
  ]
  return <p className="dataset-filter">{parts.filter((part) => part !== null).join(' · ')}</p>
}

/** The way back: what other tools, or another project, say of the articles. */
function TakeInAnnotations(props: { readonly disabled: boolean }): ReactNode {
  const { t } = useLocale()
  return (
    <Button look="quiet" icon="import" disabled={props.disabled} onClick={() => importDialog.set({ kind: 'annotations' })}>
      {t('annotations.open')} …
    </Button>
  )
} // prettier-ignore

/** Datasets: saved filters over the facts, their live tables, and their export. */
export function DatasetsScreen(props: { readonly datasetId: string | null }): ReactNode {
  const store = useStore()
  const { t, tn } = useLocale()
  const project = useProject()
  const datasets = useQuery('datasets.list', {})
  // Asked for before a dialog wants them: where it opens without them, nothing in it takes the focus.
  useQuery('datasets.formats', {})
  const codebook = useQuery('codebook.current', {}).value
  const [open, setOpen] = useState<Open | null>(null)
  const [part, setPart] = useState<Part>('table')
  const [frozen, setFrozen] = useState<ReleaseView | null>(null)
  useWindowTitle(t('screen.datasets'))
  const readOnly = project?.readOnly !== null
  const list = datasets.value
  if (list === undefined) return <p className="empty">{t('ui.loading')}</p>
  const current = list.find((one) => one.id === props.datasetId) ?? list[0]
  const close = (): void => setOpen(null)
  if (current === undefined) {
    return (
      <>
        <h1 className="sr-only">{t('screen.datasets')}</h1>
        <EmptyState icon="table" title={t('datasets.emptyTitle')} text={t('datasets.emptyText')}>
          <Button look="main" icon="plus" disabled={readOnly} onClick={() => setOpen('new')}>
            {t('dataset.new')}
          </Button>
          <TakeInAnnotations disabled={readOnly} />
        </EmptyState>
        {open === 'new' ? <DatasetDialog dataset={null} onClose={close} /> : null}
      </>
    )
  }
  return (
    <div className="datasets">
      <nav className="datasets-nav" aria-label={t('screen.datasets')} data-pane="">
        {list.map((dataset) => (
          <a
            key={dataset.id}
            className="side-link"
            href={routeHash({ screen: 'datasets', datasetId: dataset.id })}
            aria-current={dataset.id === current.id ? 'page' : undefined}
          >
            <span>{dataset.name}</span>
            <span className="quiet small numbers">{tn('dataset.facts', dataset.facts)}</span>
          </a>
        ))}
        <Button look="quiet" icon="plus" disabled={readOnly} onClick={() => setOpen('new')}>
          {t('dataset.new')}
        </Button>
        <TakeInAnnotations disabled={readOnly} />
      </nav>
      <section className="dataset" aria-labelledby="dataset-title">
        <header className="dataset-header">
          <div>
            <h1 id="dataset-title" className="section-title">
              {current.name}
            </h1>
            <FilterWords dataset={current} />
          </div>
          <div className="dataset-ways">
            <Button look="quiet" disabled={readOnly} onClick={() => setOpen('byHand')}>
              {t('dataset.byHand')} …
            </Button>
            <Button disabled={readOnly} onClick={() => setOpen('edit')}>
              {t('dataset.edit')} …
            </Button>
            <Button look="quiet" disabled={readOnly} onClick={() => setOpen('remove')}>
              {t('ui.remove')} …
            </Button>
            <Button icon="export" onClick={() => setOpen('export')}>
              {t('export.do')} …
            </Button>
            <Button look="main" icon="lock" disabled={readOnly} onClick={() => setOpen('freeze')}>
              {t('release.freeze')} …
            </Button>
          </div>
        </header>
        {codebook === undefined ? null : (
          <Tabs
            label={current.name}
            tabs={(['table', 'checks', 'releases'] as const).map((id) => ({
              id,
              label: t(`dataset.part.${id}`),
            }))}
            current={part}
            onChange={setPart}
          >
            {part === 'table' ? (
              <DatasetTable key={current.id} dataset={current} codebook={codebook} />
            ) : part === 'checks' ? (
              <DatasetChecks key={current.id} dataset={current} codebook={codebook} />
            ) : (
              <ReleasesPart key={current.id} dataset={current} onFreeze={() => setOpen('freeze')} />
            )}
          </Tabs>
        )}
      </section>
      {open === 'new' ? <DatasetDialog dataset={null} onClose={close} /> : null}
      {open === 'edit' ? <DatasetDialog dataset={current} onClose={close} /> : null}
      {open === 'export' ? <ExportDialog dataset={current} onClose={close} /> : null}
      {open === 'freeze' && codebook !== undefined ? (
        <FreezeDialog
          dataset={current}
          codebook={codebook}
          onFrozen={(release) => {
            setPart('releases')
            setFrozen(release)
            close()
          }}
          onClose={close}
        />
      ) : null}
      {frozen === null ? null : <WriteDialog release={frozen} onClose={() => setFrozen(null)} />}
      {open === 'byHand' ? <ByHandDialog dataset={current} onClose={close} /> : null}
      {open === 'remove' ? (
        <Dialog
          title={t('dataset.removeTitle', { name: current.name })}
          onClose={close}
          foot={
            <>
              <Button onClick={close} data-autofocus="">
                {t('ui.cancel')}
              </Button>
              <Button
                look="danger"
                onClick={() => {
                  close()
                  void store.apply([{ type: 'dataset.remove', payload: { datasetId: current.id } }])
                }}
              >
                {t('ui.remove')}
              </Button>
            </>
          }
        >
          <p>{t('dataset.removeText')}</p>
        </Dialog>
      ) : null}
    </div>
  )
}
