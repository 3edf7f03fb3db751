import { useDeferredValue, useRef, useState, type ReactNode } from 'react'
import './library.css'
import { errorMessage } from '../../../shared/errors.ts'
import type { TriageState } from '../../../shared/model/vocabulary.ts'
import { announce } from '../../app/announce.tsx'
import { useExternal } from '../../app/external.ts'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { usePages } from '../../app/pages.ts'
import { navigate } from '../../app/routes.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { patch, useJobs, useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { Meter } from '../../ui/progress-bar.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { chooseAndImport, importDialog } from '../import/import-actions.ts'
import { ArticleRowView } from './article-row.tsx'
import { Facets } from './facets.tsx'
import { activeAfterTriage, filterOf, libraryView, wholeLibrary } from './library-view.ts'
import { ReasonDialog } from './reason-dialog.tsx'

/** The articles as a queue: search, narrow, triage by one key, open. */
export function LibraryScreen(): ReactNode {
  const store = useStore()
  const { t, tn, language } = useLocale()
  const project = useProject()
  const view = useExternal(libraryView)
  const search = useDeferredValue(view.search)
  const filter = filterOf({ ...view, search })
  const pages = usePages('articles.list', filter)
  const searchField = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const [rejecting, setRejecting] = useState(false)
  const total = pages.total ?? 0
  const active = Math.max(0, Math.min(view.active, total - 1))
  const row = pages.row(active)
  const importing = useJobs().some((job) => job.kind === 'import' && job.state === 'running')
  const readOnly = project?.readOnly !== null
  useWindowTitle(t('screen.library'))
  useHomeContext('library')

  const move = (to: number): void =>
    libraryView.set({ ...view, active: Math.max(0, Math.min(total - 1, to)) })
  const open = (index: number): void => {
    const article = pages.row(index)
    if (article === undefined) return
    libraryView.set({ ...view, active: index })
    navigate({ screen: 'review', articleId: article.id, factId: null })
  }
  const triage = (state: TriageState, reason?: string): void => {
    if (row === undefined || readOnly) return
    void store.apply(
      [
        {
          type: 'article.triage',
          payload: { articleId: row.id, state, ...(reason === undefined ? {} : { reason }) },
        },
      ],
      {
        optimistic: [
          patch('articles.list', pages.inputOf(active), (answer) => ({
            ...answer,
            rows: answer.rows.map((one) =>
              one.id === row.id ? { ...one, triage: state, triageReason: reason ?? null } : one,
            ),
          })),
        ],
      },
    )
    announce(t('library.marked', { title: row.title, state: t(`triage.${state}`) }))
    libraryView.set({ ...view, active: activeAfterTriage({ ...view, active }, state, total) })
  }
  const focusList = (): void => list.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()

  useKeys('library', {
    'library.next': () => move(active + 1),
    'library.previous': () => move(active - 1),
    'library.open': () => open(active),
    'library.todo': () => triage('todo'),
    'library.noFacts': () => triage('no_facts'),
    'library.notRelevant': () => {
      if (row !== undefined && !readOnly) setRejecting(true)
    },
    'library.search': () => searchField.current?.focus(),
  })

  if (project !== null && project !== undefined && project.articles === 0) {
    if (importing)
      return <EmptyState icon="import" title={t('library.comingTitle')} text={t('library.comingText')} />
    return (
      <EmptyState icon="book" title={t('library.emptyTitle')} text={t('library.emptyText')}>
        <Button
          look="main"
          icon="import"
          disabled={readOnly}
          onClick={() => void chooseAndImport(store)}
          hint={<KeysOf action="import.open" />}
        >
          {t('library.import')}
        </Button>
        <Button icon="paste" disabled={readOnly} onClick={() => importDialog.set({ kind: 'paste' })}>
          {t('library.paste')}
        </Button>
      </EmptyState>
    )
  }
  const settled =
    project === null || project === undefined
      ? 0
      : (project.triage['finished'] ?? 0) +
        (project.triage['no_facts'] ?? 0) +
        (project.triage['not_relevant'] ?? 0)
  const narrowed = Object.keys(filter).length > 0

  return (
    <div className="library">
      <h1 className="sr-only">{t('screen.library')}</h1>
      <div className="toolbar">
        <input
          ref={searchField}
          type="search"
          className="input toolbar-search"
          aria-label={t('action.library.search')}
          placeholder={t('library.searchHint')}
          value={view.search}
          maxLength={500}
          onChange={(event) => libraryView.set({ ...view, search: event.currentTarget.value, active: 0 })}
          onKeyDown={(event) => {
            if (event.key === 'Escape' && view.search !== '')
              libraryView.set({ ...view, search: '', active: 0 })
            else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') focusList()
            else return
            event.preventDefault()
          }}
        />
        <span className="toolbar-count numbers" role="status">
          {narrowed
            ? t('library.countOf', { count: total, all: project?.articles ?? 0 })
            : tn('library.count', total)}
        </span>
        {project === null || project === undefined ? null : (
          <span className="toolbar-progress numbers">
            {t('library.settled', { done: settled, all: project.articles })}
            <Meter done={settled} total={project.articles} />
          </span>
        )}
        <Button icon="paste" disabled={readOnly} onClick={() => importDialog.set({ kind: 'paste' })}>
          {t('library.paste')}
        </Button>
        <Button icon="import" disabled={readOnly} onClick={() => void chooseAndImport(store)}>
          {t('library.import')}
        </Button>
      </div>
      <Facets view={view} facets={pages.first?.facets} />
      <div className="library-list" ref={list}>
        {pages.error === null ? null : (
          <p className="screen-error" role="alert">
            {errorMessage(pages.error, language)}
          </p>
        )}
        {pages.total === 0 && !pages.loading ? (
          <EmptyState icon="search" title={t('library.noneTitle')} text={t('library.noneText')}>
            <Button onClick={() => libraryView.set(wholeLibrary)}>{t('library.showAll')}</Button>
          </EmptyState>
        ) : (
          <VirtualList
            label={t('screen.library')}
            count={total}
            rowHeight={3.5}
            active={active}
            onActive={move}
            onOpen={open}
            onRange={pages.show}
            keys="library"
            autoFocus
            row={(index) => {
              const article = pages.row(index)
              return article === undefined ? (
                <div className="row-waiting">…</div>
              ) : (
                <ArticleRowView row={article} />
              )
            }}
          />
        )}
      </div>
      <div className="library-keys small">
        {(['library.open', 'library.todo', 'library.noFacts', 'library.notRelevant'] as const).map((id) => (
          <span key={id}>
            <KeysOf action={id} /> {t(`action.${id}`)}
          </span>
        ))}
      </div>
      {rejecting && row !== undefined ? (
        <ReasonDialog
          title={row.title}
          onClose={() => setRejecting(false)}
          onReason={(reason) => {
            setRejecting(false)
            triage('not_relevant', reason)
          }}
        />
      ) : null}
    </div>
  )
}
