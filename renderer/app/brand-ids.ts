import type { ArticleId, EntityId } from '../../shared/model/ids.ts'

// Ids that come back out of the address: the store checks them like any other input and answers `notFound`.
export const asArticleId = (id: string): ArticleId => id as ArticleId
export const asEntityId = (id: string): EntityId => id as EntityId
