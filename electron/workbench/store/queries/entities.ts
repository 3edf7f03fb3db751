import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { aliasIdSchema, officeIdSchema } from '../../../../shared/model/ids.ts'
import type { EntityView, OfficeView } from '../../../../shared/model/views.ts'
import { aliasKindSchema, aliasScopeSchema } from '../../../../shared/model/vocabulary.ts'
import type { Param } from '../../database/values.ts'
import type { NameKeys } from '../../linking/name-keys.ts'
import { recallByName } from '../../linking/recall.ts'
import { groupOf, idList, inList, judgedDifferent, redirected, sourceSql } from '../../linking/redirects.ts'
import { allRows, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { entityRef, entityRefs } from './article-context.ts'

/** More than this one does not read: what was typed says too little. */
const mostTyped = 400

/** The registry: those most spoken of first; where something was typed, the likeliest first. */
export function listEntities(
  db: Reading,
  keys: NameKeys,
  request: ChannelRequest<'entities.list'>,
  revision: number,
): ChannelOutput<'entities.list'> {
  const search = (request.search ?? '').trim()
  const typed = search === '' ? null : recallByName(db, keys, keys.keyed(search), true, mostTyped)
  const filter = filterOf(request, typed)
  const from = `d_entity AS d JOIN entity ON entity.id = d.entity_id WHERE ${filter.where}`
  const total = db.count(`SELECT count(*) FROM ${from}`, filter.params)
  const order =
    typed === null
      ? 'd.mentions DESC, entity.id'
      : '(SELECT key FROM json_each(?) WHERE value = entity.id), d.mentions DESC'
  const found = allRows(db, `SELECT entity.* FROM ${from} ORDER BY ${order} LIMIT ? OFFSET ?`, [
    ...filter.params,
    ...(typed === null ? [] : [idList(typed)]),
    request.limit,
    request.offset,
  ])
  return {
    total,
    rows: found.map((row) => entityView(db, row)),
    ...(request.facets === true ? { facets: facetsOf(db) } : {}),
    revision,
  }
}

/** Whole names of more than one entity, in any spelling. */
const doubles = `d.n IN (SELECT n FROM d_name_key WHERE key IN (
  SELECT k.key FROM d_name_key AS k JOIN d_entity AS e ON e.n = k.n WHERE k.key >= 'f' AND k.key < 'g'
  GROUP BY k.key HAVING count(DISTINCT e.root) > 1))`
const identified = 'EXISTS (SELECT 1 FROM identifier WHERE identifier.entity_id = entity.id)'

function filterOf(
  request: ChannelRequest<'entities.list'>,
  typed: readonly string[] | null,
): { readonly where: string; readonly params: readonly Param[] } {
  const where: string[] = ['entity.redirect_to IS NULL']
  const params: Param[] = []
  const narrow = (condition: string, ...values: readonly Param[]): void => {
    where.push(condition)
    params.push(...values)
  }
  if (typed !== null) narrow(`entity.id IN ${inList}`, idList(typed))
  if (request.types !== undefined && request.types.length > 0)
    narrow(`entity.type IN ${inList}`, idList(request.types))
  if (request.countries !== undefined && request.countries.length > 0)
    narrow(`entity.country IN ${inList}`, idList(request.countries))
  // An old id in a bookmark or a file leads to who stands for it now.
  if (request.ids !== undefined)
    narrow(`entity.id IN (SELECT root FROM d_entity WHERE entity_id IN ${inList})`, idList(request.ids))
  if (request.identified !== undefined) narrow(request.identified ? identified : `NOT ${identified}`)
  if (request.minMentions !== undefined) narrow('d.mentions >= ?', request.minMentions)
  if (request.source !== undefined)
    narrow(
      `entity.id IN (SELECT e.root FROM d_entity_article AS a JOIN d_entity AS e ON e.entity_id = a.entity_id
         WHERE a.article_id IN (SELECT id FROM article WHERE ${sourceSql} = ?))`,
      request.source,
    )
  if (request.needsLook === true) narrow(doubles)
  return { where: where.join(' AND '), params }
}

function facetsOf(db: Reading): NonNullable<ChannelOutput<'entities.list'>['facets']> {
  const counted = (column: string): Record<string, number> =>
    Object.fromEntries(
      db.all(
        `SELECT ${column} AS value, count(*) AS n FROM entity WHERE redirect_to IS NULL AND ${column} IS NOT NULL GROUP BY 1 ORDER BY n DESC, value`,
        [],
        (row) => [row.text('value'), row.integer('n')] as const,
      ),
    )
  const one = (condition: string): number =>
    db.count(
      `SELECT count(*) FROM d_entity AS d JOIN entity ON entity.id = d.entity_id WHERE entity.redirect_to IS NULL AND ${condition}`,
    )
  return {
    types: counted('type'),
    countries: counted('country'),
    identified: one(identified),
    needsLook: one(doubles),
  }
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
    ...countsOf(db, id),
  }
}

/** How much is said of a survivor, as the index counts it. */
export const countsOf = (
  db: Reading,
  entityId: string,
): { readonly mentions: number; readonly articles: number } =>
  db.get('SELECT mentions, articles FROM d_entity WHERE entity_id = ?', [entityId], (row) => ({
    mentions: row.integer('mentions'),
    articles: row.integer('articles'),
  })) ?? { mentions: 0, articles: 0 }

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
