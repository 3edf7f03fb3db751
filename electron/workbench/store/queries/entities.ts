import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { aliasIdSchema, officeIdSchema } from '../../../../shared/model/ids.ts'
import type { EntityView, OfficeView } from '../../../../shared/model/views.ts'
import { aliasKindSchema, aliasScopeSchema } from '../../../../shared/model/vocabulary.ts'
import type { Param } from '../../database/values.ts'
import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList, judgedDifferent, redirected } from '../../linking/redirects.ts'
import { allRows, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { entityRef, entityRefs } from './article-context.ts'

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
    where.push(`entity.id IN ${inList}`)
    // An old id in a bookmark or a file leads to who stands for it now.
    params.push(idList(request.ids.map((id) => redirected(db, id))))
  }
  const search = fold(request.search ?? '')
  if (search !== '') {
    where.push(
      `entity.id IN (SELECT id FROM (
         WITH RECURSIVE member (id) AS (
           SELECT entity_id FROM alias WHERE folded LIKE ? ESCAPE '\\' OR folded LIKE ? ESCAPE '\\'
           UNION SELECT entity.redirect_to FROM entity JOIN member ON entity.id = member.id WHERE entity.redirect_to IS NOT NULL)
         SELECT id FROM member))`,
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

/** An entity with everything that counts as its own: what was merged into it brought its names, identifiers and offices. */
export function entityView(db: Reading, row: Row): EntityView {
  const id = text(row, 'id')
  const group = idList(groupOf(db, id))
  return {
    ...entityRef(row),
    note: textOrNull(row, 'note'),
    origin: text(row, 'origin'),
    identifiers: [
      ...db.all(
        `SELECT DISTINCT scheme, value FROM identifier WHERE entity_id IN ${inList} ORDER BY scheme, value`,
        [group],
        (found) => ({ scheme: found.text('scheme'), value: found.text('value') }),
      ),
    ],
    aliases: [
      ...db.all(
        `SELECT * FROM alias WHERE entity_id IN ${inList} ORDER BY scope, text, id`,
        [group],
        (found) => ({
          id: aliasIdSchema.parse(found.text('id')),
          text: found.text('text'),
          kind: aliasKindSchema.parse(found.text('kind')),
          scope: aliasScopeSchema.parse(found.text('scope')),
          scopeId: found.textOrNull('scope_id'),
          lang: found.textOrNull('lang'),
          origin: found.text('origin'),
        }),
      ),
    ],
    offices: officesOf(db, group),
    merged: allRows(
      db,
      `SELECT * FROM entity WHERE id IN ${inList} AND redirect_to IS NOT NULL ORDER BY created_at, id`,
      [group],
    ).map(entityRef),
    different: [...judgedDifferent(db, id)].flatMap(([other, { reason }]) =>
      entityRefs(db, [other]).map((entity) => ({ entity, reason })),
    ),
    ...reachOf(db, id),
  }
}

/** Offices of a group, in the order of time, those without a beginning first. */
function officesOf(db: Reading, group: string): OfficeView[] {
  const rows = allRows(
    db,
    `SELECT * FROM office WHERE entity_id IN ${inList} ORDER BY coalesce(valid_from, ''), coalesce(valid_to, '9999'), title, id`,
    [group],
  )
  return rows.map((row) => {
    const of = textOrNull(row, 'of_entity_id')
    return {
      id: officeIdSchema.parse(text(row, 'id')),
      title: text(row, 'title'),
      of: of === null ? null : (entityRefs(db, [redirected(db, of)])[0] ?? null),
      from: textOrNull(row, 'valid_from'),
      to: textOrNull(row, 'valid_to'),
      note: textOrNull(row, 'note'),
      origin: text(row, 'origin'),
    }
  })
}

/** How many mentions, in how many articles, now stand for some entities (survivors) and those merged into them. */
export function reachOf(
  db: Reading,
  ...survivors: readonly string[]
): { readonly mentions: number; readonly articles: number } {
  const group = idList(groupOf(db, ...survivors))
  return (
    db.get(
      `SELECT count(*) AS mentions, count(DISTINCT article_id) AS articles FROM (
         SELECT id, article_id FROM mention WHERE entity_id IN ${inList} AND state <> 'removed'
         UNION ALL
         SELECT p_mention.id, p_mention.article_id FROM p_entity
           JOIN p_mention ON p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id
         WHERE p_entity.entity_id IN ${inList} AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id))`,
      [group, group],
      (row) => ({ mentions: row.integer('mentions'), articles: row.integer('articles') }),
    ) ?? { mentions: 0, articles: 0 }
  )
}
