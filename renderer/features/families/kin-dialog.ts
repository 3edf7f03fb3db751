import type { ArticleId, FactId } from '../../../shared/model/ids.ts'
import { external } from '../../app/external.ts'

/** What is shown of an article's near-duplicates and versions. */
export const kinDialog = external<
  | { readonly kind: 'family' | 'versions' | 'redecode'; readonly articleId: ArticleId }
  | { readonly kind: 'carry'; readonly factId: FactId }
  | null
>(null)
