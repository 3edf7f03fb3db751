import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { aliasIdSchema, articleIdSchema } from '../../../../shared/model/ids.ts'
import { aliasKindSchema, aliasScopeSchema } from '../../../../shared/model/vocabulary.ts'
import { redirected } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { entityRefs } from './article-context.ts'
import { toldSql } from './learned.ts'
import { articlesDecided } from './names-decided.ts'

/** Every name that decisions taught, newest first: what the next article is read with. */
export function learnedNames(
  db: Reading,
  request: ChannelRequest<'entities.learned'>,
  revision: number,
): ChannelOutput<'entities.learned'> {
  const total = db.count("SELECT count(*) FROM alias WHERE origin = 'learned'")
  const rows = db.all(
    `SELECT alias.*, ${toldSql} AS told, article.title AS title, article.source_name AS name, article.id AS article FROM alias
     LEFT JOIN article ON alias.scope = 'article' AND article.id = alias.scope_id
     WHERE alias.origin = 'learned' ORDER BY alias.created_at DESC, alias.id LIMIT ? OFFSET ?`,
    [request.limit, request.offset],
    (row) => {
      const [entity] = entityRefs(db, [redirected(db, row.text('entity_id'))])
      const articleId = row.textOrNull('article')
      return entity === undefined
        ? []
        : [
            {
              aliasId: aliasIdSchema.parse(row.text('id')),
              text: row.text('text'),
              kind: aliasKindSchema.parse(row.text('kind')),
              scope: aliasScopeSchema.parse(row.text('scope')),
              place: row.textOrNull('title') ?? row.textOrNull('name') ?? row.textOrNull('scope_id'),
              articleId: articleId === null ? null : articleIdSchema.parse(articleId),
              entity,
              at: row.text('created_at'),
              told: row.integer('told') === 1,
              decidedIn: articlesDecided(db, entity.id, row.text('folded')).length,
            },
          ]
    },
  )
  return { total, rows: rows.flat(), revision }
}
