import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { aliasIdSchema, officeIdSchema } from '../../../../shared/model/ids.ts'
import {
  lookKinds,
  lookKindSchema,
  type EntityView,
  type LookKind,
  type OfficeView,
} from '../../../../shared/model/views.ts'
import { aliasKindSchema, aliasScopeSchema } from '../../../../shared/model/vocabulary.ts'
import type { RowReader } from '../../database/index.ts'
import type { Param } from '../../database/values.ts'
import { fold } from '../../linking/fold.ts'
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
  const typed = search === '' ? null : asWritten(db, search, recallByName(db, keys, keys.keyed(search), true, mostTyped))
  const filter = filterOf(request, typed)
  const from = `d_entity AS d${filter.columns ? ' JOIN entity ON entity.id = d.entity_id' : ''} WHERE ${filter.where}`
  const total = db.count(`SELECT count(*) FROM ${from}`, filter.params)
  const order =
    typed === null
      ? 'd.mentions DESC, d.entity_id'
      : '(SELECT key FROM json_each(?) WHERE value = d.entity_id), d.mentions DESC'
  const ids = db.all(
    `SELECT d.entity_id AS id FROM ${from} ORDER BY ${order} LIMIT ? OFFSET ?`,
    [...filter.params, ...(typed === null ? [] : [idList(typed)]), request.limit, request.offset],
    (row) => row.text('id'),
  )
  const looks = looksOf(db, ids)
  return {
    total,
    rows: standingViews(db, ids).map((view) => ({ ...view, look: [...(looks.get(view.id) ?? [])] })),
    ...(request.facets === true ? { facets: facetsOf(db) } : {}),
    revision,
  }
} // prettier-ignore

/** Names that sound alike have one key (Maja, Maia): first those that are written as it was typed, the order kept otherwise. */
function asWritten(db: Reading, search: string, found: readonly string[]): readonly string[] {
  const written = new Set(
    db.all(
      'SELECT d.root AS root FROM alias JOIN d_entity AS d ON d.entity_id = alias.entity_id WHERE alias.folded = ? LIMIT 400',
      [fold(search)],
      (row) => row.text('root'),
    ),
  )
  return [...found.filter((id) => written.has(id)), ...found.filter((id) => !written.has(id))]
}

function filterOf(
  request: ChannelRequest<'entities.list'>,
  typed: readonly string[] | null,
): { readonly where: string; readonly params: readonly Param[]; /** Whether the entity's own columns are asked. */ readonly columns: boolean } {
  const where: string[] = ['d.root = d.entity_id']
  const params: Param[] = []
  let columns = false
  const narrow = (condition: string, ...values: readonly Param[]): void => {
    where.push(condition)
    params.push(...values)
    if (condition.startsWith('entity.')) columns = true
  }
  if (typed !== null) narrow(`d.entity_id IN ${inList}`, idList(typed))
  if (request.types !== undefined && request.types.length > 0)
    narrow(`entity.type IN ${inList}`, idList(request.types))
  if (request.countries !== undefined && request.countries.length > 0)
    narrow(`entity.country IN ${inList}`, idList(request.countries))
  // An old id in a bookmark or a file leads to who stands for it now.
  if (request.ids !== undefined)
    narrow(`d.entity_id IN (SELECT root FROM d_entity WHERE entity_id IN ${inList})`, idList(request.ids))
  if (request.identified !== undefined) narrow(`d.entity_id ${request.identified ? '' : 'NOT '}IN (SELECT root FROM d_look WHERE kind = 'identified')`)
  if (request.minMentions !== undefined) narrow('d.mentions >= ?', request.minMentions)
  if (request.source !== undefined)
    narrow(
      `d.entity_id IN (SELECT e.root FROM d_entity_article AS a JOIN d_entity AS e ON e.entity_id = a.entity_id
         WHERE a.article_id IN (SELECT id FROM article WHERE ${sourceSql} = ?))`,
      request.source,
    )
  if (request.needsLook === true) narrow(`d.entity_id IN (SELECT root FROM d_look WHERE ${isLook})`)
  if (request.look !== undefined) narrow('d.entity_id IN (SELECT root FROM d_look WHERE kind = ?)', request.look)
  return { where: where.join(' AND '), params, columns }
} // prettier-ignore

const isLook = `kind IN (${lookKinds.map((kind) => `'${kind}'`).join(', ')})`

/** What speaks for looking at some survivors again. */
function looksOf(db: Reading, roots: readonly string[]): ReadonlyMap<string, readonly LookKind[]> {
  const found = new Map<string, LookKind[]>()
  db.each(`SELECT root, kind FROM d_look WHERE root IN ${inList} AND ${isLook} ORDER BY root, kind`, [idList(roots)], (row) => {
    put(found, row.text('root'), lookKindSchema.parse(row.text('kind')))
    return true
  })
  return found
} // prettier-ignore

function facetsOf(db: Reading): NonNullable<ChannelOutput<'entities.list'>['facets']> {
  const counted = (sql: string): Record<string, number> =>
    Object.fromEntries(db.all(sql, [], (row) => [row.text('value'), row.integer('n')] as const))
  return {
    types: counted('SELECT type AS value, count(*) AS n FROM entity WHERE redirect_to IS NULL GROUP BY type ORDER BY n DESC, value'),
    countries: counted('SELECT country AS value, count(*) AS n FROM entity WHERE redirect_to IS NULL AND country IS NOT NULL GROUP BY country ORDER BY n DESC, value'),
    identified: db.count("SELECT count(*) FROM d_look WHERE kind = 'identified'"),
    needsLook: db.count(`SELECT count(DISTINCT root) FROM d_look WHERE ${isLook}`),
    looks: counted(`SELECT kind AS value, count(*) AS n FROM d_look WHERE ${isLook} GROUP BY kind`),
  }
} // prettier-ignore

/** An entity with everything that counts as its own: what was merged into it brought its names, identifiers and offices. */
export function entityView(db: Reading, row: Row): EntityView {
  const id = text(row, 'id')
  const members = groupOf(db, id).map((member) => ({ root: id, member }))
  const [view] = viewsOf(db, [row], members)
  return view as EntityView
}

/** Survivors as views, in the order given. */
function standingViews(db: Reading, ids: readonly string[]): readonly EntityView[] {
  const list = idList(ids)
  const rows = allRows(db, `SELECT entity.* FROM json_each(?) AS j CROSS JOIN entity ON entity.id = j.value ORDER BY j.key`, [list]) // prettier-ignore
  const members = db.all(
    `SELECT root, entity_id FROM d_entity WHERE root IN ${inList} ORDER BY entity_id`,
    [list],
    (row) => ({ root: row.text('root'), member: row.text('entity_id') }),
  )
  return viewsOf(db, rows, members)
}

interface Member {
  readonly root: string
  readonly member: string
}

const put = <T>(into: Map<string, T[]>, key: string, value: T): void => {
  const known = into.get(key)
  if (known === undefined) into.set(key, [value])
  else known.push(value)
}

/** As many statements for a page as for one: `members` are the survivors with everyone who was merged into them. */
function viewsOf(db: Reading, rows: readonly Row[], members: readonly Member[]): readonly EntityView[] {
  const rootOf = new Map(members.map(({ root, member }) => [member, root]))
  const list = idList(members.map(({ member }) => member))
  const gathered = <T>(sql: string, read: (row: RowReader) => T): ReadonlyMap<string, readonly T[]> => {
    const found = new Map<string, T[]>()
    db.each(sql, [list], (row) => {
      put(found, rootOf.get(row.text('entity_id')) ?? '', read(row))
      return true
    })
    return found
  }
  const identifiers = gathered(
    `SELECT entity_id, scheme, value FROM identifier WHERE entity_id IN ${inList} ORDER BY scheme, value`,
    (row) => ({ scheme: row.text('scheme'), value: row.text('value') }),
  )
  const aliases = gathered(`SELECT * FROM alias WHERE entity_id IN ${inList} ORDER BY scope, text, id`, (row) => ({
    id: aliasIdSchema.parse(row.text('id')),
    text: row.text('text'),
    kind: aliasKindSchema.parse(row.text('kind')),
    scope: aliasScopeSchema.parse(row.text('scope')),
    scopeId: row.textOrNull('scope_id'),
    lang: row.textOrNull('lang'),
    origin: row.text('origin'),
  }))
  const offices = gathered(
    `SELECT * FROM office WHERE entity_id IN ${inList} ORDER BY coalesce(valid_from, ''), coalesce(valid_to, '9999'), title, id`,
    (row): OfficeView => {
      const of = row.textOrNull('of_entity_id')
      return {
        id: officeIdSchema.parse(row.text('id')),
        title: row.text('title'),
        of: of === null ? null : (entityRefs(db, [redirected(db, of)])[0] ?? null),
        from: row.textOrNull('valid_from'),
        to: row.textOrNull('valid_to'),
        note: row.textOrNull('note'),
        origin: row.text('origin'),
      }
    },
  )
  const merged = gathered(
    `SELECT id AS entity_id, * FROM entity WHERE id IN ${inList} AND redirect_to IS NOT NULL ORDER BY created_at, id`,
    (row) => entityRef(row.row()),
  )
  const judged = new Set<string>()
  for (const column of ['a', 'b'])
    for (const [root] of gathered(`SELECT ${column} AS entity_id FROM distinction WHERE ${column} IN ${inList}`, () => true)) judged.add(root)
  return rows.map((row) => {
    const id = text(row, 'id')
    // One pair of scheme and value may have come from two that were merged.
    const own = new Map((identifiers.get(id) ?? []).map((one) => [JSON.stringify(one), one]))
    return {
      ...entityRef(row),
      note: textOrNull(row, 'note'),
      origin: text(row, 'origin'),
      identifiers: [...own.values()],
      aliases: [...(aliases.get(id) ?? [])],
      offices: [...(offices.get(id) ?? [])],
      merged: [...(merged.get(id) ?? [])],
      different: judged.has(id)
        ? [...judgedDifferent(db, id)].flatMap(([other, { reason }]) => entityRefs(db, [other]).map((entity) => ({ entity, reason })))
        : [],
      ...countsOf(db, id),
    }
  })
} // prettier-ignore

/** How much is said of a survivor, as the index counts it. */
export const countsOf = (
  db: Reading,
  entityId: string,
): { readonly mentions: number; readonly articles: number } =>
  db.get('SELECT mentions, articles FROM d_entity WHERE entity_id = ?', [entityId], (row) => ({
    mentions: row.integer('mentions'),
    articles: row.integer('articles'),
  })) ?? { mentions: 0, articles: 0 }

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
