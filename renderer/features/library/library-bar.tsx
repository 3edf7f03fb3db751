import type { ReactNode, RefObject } from 'react'
import { librarySorts, type SearchHint } from '../../../shared/contract/index.ts'
import { searchHint } from '../../../shared/search-hints.ts'
import { useProject, useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/progress-bar.tsx'
import { chooseAndImport, importDialog } from '../import/import-actions.ts'
import { choosing, filterOf, libraryView, withoutMarks, type LibraryView } from './library-view.ts'

/** The search with what is odd about it, the order, how many articles are left, and the ways to bring in more. */
export function LibraryBar(props: {
  readonly view: LibraryView
  /** Articles of the list, however families are folded. */
  readonly articles: number
  readonly hints: readonly SearchHint[]
  readonly field: RefObject<HTMLInputElement | null>
  readonly sortField: RefObject<HTMLSelectElement | null>
  readonly onLeave: () => void
}): ReactNode {
  const { view, articles, hints, field, sortField, onLeave } = props
  const store = useStore()
  const { t, tn, language } = useLocale()
  const project = useProject()
  const readOnly = project?.readOnly !== null
  const settled =
    (project?.triage['finished'] ?? 0) +
    (project?.triage['no_facts'] ?? 0) +
    (project?.triage['not_relevant'] ?? 0)
  // Older versions of an article are no work, and not among these.
  const current = Object.values(project?.triage ?? {}).reduce((sum, count) => sum + count, 0)
  const { sort: _sort, ...filter } = filterOf(view)
  const search = (words: string): void => libraryView.set({ ...withoutMarks(view), search: words, active: 0 })
  return (
    <div className="toolbar">
      <input
        ref={field}
        type="search"
        className="input toolbar-search"
        aria-label={t('action.library.search')}
        aria-describedby="library-hints"
        placeholder={t('library.searchHint')}
        title={t('library.searchSyntax')}
        value={view.search}
        maxLength={500}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && view.search !== '') search('')
          else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === 'Escape') onLeave()
          else return
          event.preventDefault()
        }}
      />
      <select
        ref={sortField}
        className="input toolbar-sort"
        aria-label={t('library.sort')}
        value={view.chosen.sort ?? ''}
        onChange={(event) => {
          const { sort: _before, ...rest } = view.chosen
          const sort = librarySorts.find((one) => one === event.currentTarget.value)
          libraryView.set(choosing(view, sort === undefined ? rest : { ...rest, sort }))
        }}
      >
        <option value="">{t('library.sort.default')}</option>
        {librarySorts.map((sort) => (
          <option key={sort} value={sort}>
            {t(`library.sort.${sort}`)}
          </option>
        ))}
      </select>
      <span className="toolbar-count numbers" role="status">
        {Object.keys(filter).length > 0
          ? t('library.countOf', { count: articles, all: current })
          : tn('library.count', articles)}
      </span>
      {project == null ? null : (
        <span className="toolbar-progress numbers">
          {t('library.settled', { done: settled, all: current })}
          <Meter done={settled} total={current} />
        </span>
      )}
      <Button disabled={readOnly} onClick={() => importDialog.set({ kind: 'lines' })}>
        {t('lines.open')}
      </Button>
      <Button icon="paste" disabled={readOnly} onClick={() => importDialog.set({ kind: 'paste' })}>
        {t('library.paste')}
      </Button>
      <Button icon="import" disabled={readOnly} onClick={() => void chooseAndImport(store)}>
        {t('library.import')}
      </Button>
      <p id="library-hints" className="search-hints small" role="status">
        {hints.map((hint) => searchHint(hint, language)).join(' ')}
      </p>
    </div>
  )
}
