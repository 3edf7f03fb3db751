import { useEffect } from 'react'
import type { ArticleId } from '../../shared/model/ids.ts'
import { useStore } from './store.ts'

/** Milliseconds one must rest on something before it is read: walking past costs nothing. */
const rest = 250

/** Reads the article that is likely to be opened next, so that opening it is instant; null for none. */
export function useReadAhead(articleId: ArticleId | null): void {
  const store = useStore()
  useEffect(() => {
    if (articleId === null) return undefined
    const timer = setTimeout(() => {
      const query = store.cache.query('articles.open', { articleId })
      if (query.stale) store.cache.subscribe(query, () => undefined)()
    }, rest)
    return () => clearTimeout(timer)
  }, [store, articleId])
}
