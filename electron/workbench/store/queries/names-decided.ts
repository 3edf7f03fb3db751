import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList, sourceSql } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'

/** An article in which a coder decided whom a name means. */
interface NameDecided {
  readonly articleId: string
  readonly source: string | null
}

/** Articles in which coders decided that a name (folded) means an entity, in order of their ids; the evidence of what was learned. */
export function articlesDecided(db: Reading, survivor: string, folded: string): readonly NameDecided[] {
  const found = new Map<string, NameDecided>()
  db.each(
    `SELECT mention.article_id AS article_id, mention.quote AS quote, ${sourceSql} AS source FROM mention
     JOIN article ON article.id = mention.article_id
     WHERE mention.entity_id IN ${inList} AND mention.state <> 'removed' AND mention.coder_id IS NOT NULL ORDER BY mention.article_id`,
    [idList(groupOf(db, survivor))],
    (row) => {
      const articleId = row.text('article_id')
      if (!found.has(articleId) && fold(row.text('quote')) === folded)
        found.set(articleId, { articleId, source: row.textOrNull('source') })
      return true
    },
  )
  return [...found.values()]
}
