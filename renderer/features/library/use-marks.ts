import type { ArticleId } from '../../../shared/model/ids.ts'
import { announce } from '../../app/announce.tsx'
import type { Pages } from '../../app/pages.ts'
import { useStore } from '../../app/store.ts'
import { useLocale } from '../../locales/locale.tsx'
import { rowsOf, libraryView, withoutMarks, type LibraryView } from './library-view.ts'

/** Marking several articles: with Shift from where one is, one by one, or all that the search and the facets leave. */
export interface Marks {
  readonly extendTo: (index: number) => void
  readonly toggle: (index: number) => void
  readonly all: () => Promise<void>
  readonly none: () => void
}

export function useMarks(view: LibraryView, active: number, pages: Pages<'articles.list'>): Marks {
  const store = useStore()
  const { tn, t } = useLocale()
  const total = pages.total ?? 0
  const say = (count: number): void =>
    announce(count === 0 ? t('library.noneMarked') : tn('library.marks', count))
  return {
    extendTo: (to) => {
      const end = Math.max(0, Math.min(total - 1, to))
      const anchor = view.anchor ?? active
      const marked = new Set<ArticleId>()
      for (let index = Math.min(anchor, end); index <= Math.max(anchor, end); index += 1) {
        const row = pages.row(index)
        if (row !== undefined) marked.add(row.id)
      }
      libraryView.set({ ...view, active: end, anchor, marked })
      say(marked.size)
    },
    toggle: (index) => {
      const row = pages.row(index)
      if (row === undefined) return
      const marked = new Set(view.marked)
      if (!marked.delete(row.id)) marked.add(row.id)
      libraryView.set({ ...view, active: index, anchor: index, marked })
      say(marked.size)
    },
    all: async () => {
      const answer = await store.call('articles.ids', rowsOf(view))
      if (!answer.ok) {
        store.fail(answer.error)
        return
      }
      libraryView.set((now) => ({ ...now, marked: new Set(answer.value.ids) }))
      say(answer.value.ids.length)
    },
    none: () => libraryView.set(withoutMarks(view)),
  }
}
