import type { ArticleId } from '../../../shared/model/ids.ts'
import { asArticleId } from '../../app/brand-ids.ts'
import { useExternal } from '../../app/external.ts'
import { usePages } from '../../app/pages.ts'
import { useRoute } from '../../app/routes.ts'
import { libraryView, rowsOf } from './library-view.ts'

/** The article one is at: under review, or the active one of the library; null elsewhere. */
export function useActiveArticle(): ArticleId | null {
  const route = useRoute()
  const view = useExternal(libraryView)
  const pages = usePages('articles.list', route.screen === 'library' ? rowsOf(view) : null)
  if (route.screen === 'review') return asArticleId(route.articleId)
  return route.screen === 'library' ? (pages.row(view.active)?.id ?? null) : null
}
