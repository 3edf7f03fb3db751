import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { aliasIdSchema } from '../../../../shared/model/ids.ts'
import type { EntityView } from '../../../../shared/model/views.ts'
import { aliasKindSchema, aliasScopeSchema } from '../../../../shared/model/vocabulary.ts'
import type { Param } from '../../database/values.ts'
import { fold } from '../../linking/fold.ts'
import { allRows, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { entityRef } from './article-context.ts'

export function listEntities(
  db: Reading,
  request: ChannelRequest<'entities.list'>,
  revision: number,
): ChannelOutput<'entities.list'> {
  const where: string[] = ['entity.redirect_to IS NULL']
  const params: Param[] = []
  if (request.types !== undefined && request.types.length > 0) {
    where.push(`entity.type IN (${request.types.map(() => '?').join(', ')})`)
    params.push(...request.types)
  }
  if (request.ids !== undefined) {
    where.push(`entity.id IN (${request.ids.map(() => '?').join(', ')})`)
    params.push(...request.ids)
  }
  const search = fold(request.search ?? '')
  if (search !== '') {
    where.push(
      "entity.id IN (SELECT entity_id FROM alias WHERE folded LIKE ? ESCAPE '\\' OR folded LIKE ? ESCAPE '\\')",
    )
    params.push(`${search}%`, `% ${search}%`)
  }
  const total = db.count(`SELECT count(*) FROM entity WHERE ${where.join(' AND ')}`, params)
  const found = allRows(
    db,
    `SELECT * FROM entity WHERE ${where.join(' AND ')} ORDER BY type, coalesce(label_de, label_en), id LIMIT ? OFFSET ?`,
    [...params, request.limit, request.offset],
  )
  return { total, rows: found.map((row) => entityView(db, row)), revision }
}

export function entityView(db: Reading, row: Row): EntityView {
  const id = text(row, 'id')
  return {
    ...entityRef(row),
    note: textOrNull(row, 'note'),
    origin: text(row, 'origin'),
    identifiers: [
      ...db.all(
        'SELECT scheme, value FROM identifier WHERE entity_id = ? ORDER BY scheme, value',
        [id],
        (found) => ({
          scheme: found.text('scheme'),
          value: found.text('value'),
        }),
      ),
    ],
    aliases: [
      ...db.all('SELECT * FROM alias WHERE entity_id = ? ORDER BY scope, text, id', [id], (found) => ({
        id: aliasIdSchema.parse(found.text('id')),
        text: found.text('text'),
        kind: aliasKindSchema.parse(found.text('kind')),
        scope: aliasScopeSchema.parse(found.text('scope')),
        scopeId: found.textOrNull('scope_id'),
        lang: found.textOrNull('lang'),
        origin: found.text('origin'),
      })),
    ],
    ...reachOf(db, id),
  }
}

/** How many mentions, in how many articles, now stand for the entity. */
export function reachOf(
  db: Reading,
  entityId: string,
): { readonly mentions: number; readonly articles: number } {
  return (
    db.get(
      `SELECT count(*) AS mentions, count(DISTINCT article_id) AS articles FROM (
         SELECT id, article_id FROM mention WHERE entity_id = ?1 AND state <> 'removed'
         UNION ALL
         SELECT p_mention.id, p_mention.article_id FROM p_entity
           JOIN p_mention ON p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id
         WHERE p_entity.entity_id = ?1 AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id))`,
      [entityId],
      (row) => ({ mentions: row.integer('mentions'), articles: row.integer('articles') }),
    ) ?? { mentions: 0, articles: 0 }
  )
}
