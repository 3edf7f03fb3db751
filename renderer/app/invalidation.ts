import type { Change, ChannelName } from '../../shared/contract/index.ts'

const namesArticle = (input: unknown): string | null =>
  typeof input === 'object' && input !== null && 'articleId' in input && typeof input.articleId === 'string'
    ? input.articleId
    : null

const namesFact = (input: unknown): string | null =>
  typeof input === 'object' && input !== null && 'factId' in input && typeof input.factId === 'string'
    ? input.factId
    : null

/** Entities an answer shows, where the answer lists them. */
function showsEntity(answer: unknown, ids: ReadonlySet<string>): boolean {
  if (typeof answer !== 'object' || answer === null || !('entities' in answer)) return true
  if (!Array.isArray(answer.entities)) return true
  return answer.entities.some((entity: unknown) => {
    return typeof entity === 'object' && entity !== null && 'id' in entity && ids.has(String(entity.id))
  })
}

/**
 * Whether an answer to `channel` may differ after `change`. Errs towards asking again: a stale screen is worse
 * than a question too many.
 */
export function touchedBy(change: Change, channel: ChannelName, input: unknown, answer: unknown): boolean {
  // Another codebook may name, offer and check everything otherwise.
  const renamed = change.tables.includes('codebook_version')
  switch (channel) {
    case 'codebook.current':
    case 'codebook.version':
      return renamed
    case 'articles.open': {
      // Settings of the project hide kinds of proposals.
      if (renamed || change.tables.includes('setting')) return true
      const article = namesArticle(input)
      if (article !== null && change.articleIds.includes(article)) return true
      if (change.entityIds.length > 0) return showsEntity(answer, new Set(change.entityIds))
      return change.articleIds.length === 0 && change.factIds.length > 0
    }
    case 'facts.history': {
      const fact = namesFact(input)
      return fact === null || change.factIds.length === 0 || change.factIds.includes(fact)
    }
    case 'facts.list': {
      const article = namesArticle(input)
      return (
        renamed || article === null || change.articleIds.length === 0 || change.articleIds.includes(article)
      )
    }
    case 'app.info':
    case 'app.preferences':
    case 'files.browse':
    case 'datasets.formats':
    case 'jobs.list':
      return false
    default:
      return true
  }
}
