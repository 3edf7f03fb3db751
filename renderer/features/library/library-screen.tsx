import { useDeferredValue, useRef, useState, type ReactNode } from 'react'
import './library.css'
import { errorMessage } from '../../../shared/errors.ts'
import type { ArticleId } from '../../../shared/model/ids.ts'
import type { TriageState } from '../../../shared/model/vocabulary.ts'
import { announce } from '../../app/announce.tsx'
import { refusalOf } from '../../app/command-queue.ts'
import { useExternal } from '../../app/external.ts'
import { useHomeContext, useKeys } from '../../app/keyboard.ts'
import { usePages } from '../../app/pages.ts'
import { useReadAhead } from '../../app/read-ahead.ts'
import { navigate } from '../../app/routes.ts'
import { useWindowTitle } from '../../app/status-text.ts'
import { patch, useJobs, useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeysOf } from '../../ui/kbd.tsx'
import { VirtualList } from '../../ui/virtual-list.tsx'
import { chooseAndImport, importDialog } from '../import/import-actions.ts'
import { ArticleRowView } from './article-row.tsx'
import { BulkDialog } from './bulk-dialog.tsx'
import { Facets } from './facets.tsx'
import { LibraryBar } from './library-bar.tsx'
import {
  activeAfterTriage,
  choosing,
  libraryView,
  rowsOf,
  wholeLibrary,
  withoutMarks,
} from './library-view.ts'
import { ReasonDialog } from './reason-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { useMarks } from './use-marks.ts'

type Open =
  | { readonly kind: 'reason' }
  | { readonly kind: 'remove'; readonly ids: readonly ArticleId[] }
  | { readonly kind: 'bulk'; readonly ids: readonly ArticleId[]; readonly state?: TriageState }

/** The articles as a queue: search, narrow, triage by one key, decide about many, open. */
export function LibraryScreen(): ReactNode {
  const store = useStore()
  const { t, tn, language } = useLocale()
  const project = useProject()
  const view = useExternal(libraryView)
  const search = useDeferredValue(view.search)
  const pages = usePages('articles.list', rowsOf({ ...view, search }))
  const searchField = useRef<HTMLInputElement>(null)
  const sortField = useRef<HTMLSelectElement>(null)
  const screen = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<Open | null>(null)
  const total = pages.total ?? 0
  const active = Math.max(0, Math.min(view.active, total - 1))
  const row = pages.row(active)
  const marks = useMarks(view, active, pages)
  const importing = useJobs().some((job) => job.kind === 'import' && job.state === 'running')
  const readOnly = project?.readOnly !== null
  useWindowTitle(t('screen.library'))
  useReadAhead(row?.id ?? null)
  useHomeContext('library')

  const move = (to: number): void =>
    libraryView.set({ ...view, anchor: null, active: Math.max(0, Math.min(total - 1, to)) })
  const review = (index: number): void => {
    const article = pages.row(index)
    if (article === undefined) return
    libraryView.set({ ...view, active: index })
    navigate({ screen: 'review', articleId: article.id, factId: null })
  }
  const triage = (state: TriageState, reason?: string): void => {
    if (row === undefined || readOnly) return
    void store.apply(
      [{ type: 'article.triage', payload: { articleId: row.id, state, ...(reason === undefined ? {} : { reason }) } }],
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
  } // prettier-ignore
  const chosen = (): readonly ArticleId[] =>
    view.marked.size > 0 ? [...view.marked] : row === undefined ? [] : [row.id]
  /** Several are looked at before they are decided about; one is decided at once. */
  const sortOut = (state: TriageState): void => {
    if (readOnly) return
    if (view.marked.size > 0) setOpen({ kind: 'bulk', ids: chosen(), state })
    else if (state === 'not_relevant') setOpen(row === undefined ? null : { kind: 'reason' })
    else triage(state)
  }
  /** The row keeps its place: the members come after the first. */
  const unfold = (open: boolean): boolean => {
    const family = row?.family?.id ?? row?.newest ?? (row !== undefined && row.version > 1 ? row.id : undefined)
    if (family === undefined || view.unfolded.includes(family) === open) return false
    const unfolded = open ? [...view.unfolded, family] : view.unfolded.filter((one) => one !== family)
    libraryView.set({ ...view, unfolded, anchor: null })
    return true
  }
  const join = async (articleIds: ArticleId[]): Promise<void> => {
    const result = await store.apply([{ type: 'family.join', payload: { articleIds } }])
    if (refusalOf(result) !== null) return
    announce(tn('family.joinSaid', articleIds.length))
    libraryView.set(withoutMarks(libraryView.get()))
  }
  const focusList = (): void => screen.current?.querySelector<HTMLElement>('[role=listbox]')?.focus()

  useKeys('library', {
    'library.next': () => move(active + 1),
    'library.previous': () => move(active - 1),
    'library.open': () => review(active),
    'library.todo': () => sortOut('todo'),
    'library.noFacts': () => sortOut('no_facts'),
    'library.notRelevant': () => sortOut('not_relevant'),
    'library.search': () => searchField.current?.focus(),
    'library.sort': () => sortField.current?.focus(),
    'library.facets': () => screen.current?.querySelector<HTMLElement>('.facets input, .facets button')?.focus(),
    'library.extendDown': () => marks.extendTo(active + 1),
    'library.extendUp': () => marks.extendTo(active - 1),
    'library.mark': () => marks.toggle(active),
    'library.markAll': () => marks.all(),
    'library.unmark': () => {
      if (view.marked.size === 0) return false
      marks.none()
      return true
    },
    'library.bulk': () => {
      if (!readOnly && chosen().length > 0) setOpen({ kind: 'bulk', ids: chosen() })
    },
    'library.extract': () => {
      if (!readOnly && chosen().length > 0) void store.call('extraction.start', { articleIds: [...chosen()] })
    },
    'library.unfold': () => unfold(true),
    'library.fold': () => unfold(false),
    'library.families': () => {
      const { families, ...others } = view.chosen
      libraryView.set(choosing(view, families === true ? others : { ...others, families: true }))
    },
    'library.join': () => {
      if (!readOnly && view.marked.size > 1) void join([...view.marked])
    },
    'library.remove': () => {
      if (!readOnly && chosen().length > 0) setOpen({ kind: 'remove', ids: chosen() })
    },
  }) // prettier-ignore

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
  const done = (): void => {
    setOpen(null)
    libraryView.set(withoutMarks)
  }
  return (
    <div className="library" ref={screen}>
      <h1 className="sr-only">{t('screen.library')}</h1>
      <LibraryBar
        view={view}
        articles={pages.first?.articles ?? total}
        hints={pages.first?.hints ?? []}
        field={searchField}
        sortField={sortField}
        onLeave={focusList}
      />
      <Facets view={view} readOnly={readOnly} />
      <div className="library-list">
        {pages.error === null ? null : (
          <p className="screen-error" role="alert">
            {errorMessage(pages.error, language)}
          </p>
        )}
        {view.marked.size === 0 ? null : (
          <div className="marked-bar" role="group" aria-label={tn('library.marks', view.marked.size)}>
            <strong className="numbers">{tn('library.marks', view.marked.size)}</strong>
            <Button disabled={readOnly} onClick={() => setOpen({ kind: 'bulk', ids: chosen() })} hint={<KeysOf action="library.bulk" />}>
              {t('library.bulk')}
            </Button>
            <Button disabled={readOnly} onClick={() => void store.call('extraction.start', { articleIds: [...chosen()] })} hint={<KeysOf action="library.extract" />}>
              {t('library.extract')}
            </Button>
            <Button look="danger" disabled={readOnly} onClick={() => setOpen({ kind: 'remove', ids: chosen() })} hint={<KeysOf action="library.remove" />}>
              {t('ui.remove')}
            </Button>
            <Button look="quiet" icon="cross" onClick={marks.none}>{t('library.unmark')}</Button>
          </div>
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
            marked={view.marked.size === 0 ? undefined : (index) => view.marked.has(pages.row(index)?.id as ArticleId)}
            onActive={(index, how) => {
              if (how?.extend === true) marks.extendTo(index)
              else if (how?.add === true) marks.toggle(index)
              else move(index)
            }}
            onOpen={review}
            onRange={pages.show}
            keys="library"
            autoFocus
            row={(index) => {
              const article = pages.row(index)
              if (article === undefined) return <div className="row-waiting">…</div>
              const { family } = article
              return <ArticleRowView row={article} unfolded={family !== undefined && pages.row(index - 1)?.family?.id === family.id && view.unfolded.includes(family.id)} />
            }}
          />
        )}
      </div>
      <div className="library-keys small">
        {(['library.open', 'library.todo', 'library.noFacts', 'library.notRelevant', 'library.facets', 'library.mark', 'article.details'] as const).map((id) => (
          <span key={id}>
            <KeysOf action={id} /> {t(`action.${id}`)}
          </span>
        ))}
      </div>
      {open?.kind === 'reason' && row !== undefined ? (
        <ReasonDialog
          title={row.title}
          onClose={() => setOpen(null)}
          onReason={(reason) => {
            setOpen(null)
            triage('not_relevant', reason)
          }}
        />
      ) : null}
      {open?.kind === 'bulk' ? <BulkDialog articleIds={open.ids} state={open.state} onDone={done} onClose={() => setOpen(null)} /> : null}
      {open?.kind === 'remove' ? <RemoveDialog articleIds={open.ids} onDone={done} onClose={() => setOpen(null)} /> : null}
    </div>
  )
} // prettier-ignore
