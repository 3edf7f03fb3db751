import { BelegError } from '../../../shared/errors.ts'
import type { ReadableDatabase } from '../database/index.ts'

/** Ids as JSON for `IN (SELECT value FROM json_each(?))`: one statement for any number of them. */
export const idList = (ids: readonly string[]): string => JSON.stringify(ids)
export const inList = '(SELECT value FROM json_each(?))'

/** Follows redirects of merged entities to the survivor. The database refuses redirects that would loop. */
export function redirected(db: ReadableDatabase, entityId: string): string {
  let current = entityId
  for (;;) {
    const next = db.get('SELECT redirect_to FROM entity WHERE id = ?', [current], (row) =>
      row.textOrNull('redirect_to'),
    )
    if (next == null) return current
    current = next
  }
}

/** The survivor of an entity, or `notFound`. A command that names an old id means who stands for it now. */
export function survivorOf(db: ReadableDatabase, entityId: string): string {
  const known = db.count('SELECT count(*) FROM entity WHERE id = ?', [entityId])
  if (known === 0) throw new BelegError('notFound', { kind: 'entity', id: entityId })
  return redirected(db, entityId)
}

const groupSql = `WITH RECURSIVE member (id) AS (
  SELECT value FROM json_each(?)
  UNION SELECT entity.id FROM entity JOIN member ON entity.redirect_to = member.id)
SELECT id FROM member ORDER BY id`

/** Survivors with everyone who was merged into them, in code-unit order. */
export function groupOf(db: ReadableDatabase, ...survivors: readonly string[]): readonly string[] {
  return db.all(groupSql, [idList(survivors)], (row) => row.text('id'))
}

/** A pair of groups somebody judged different, with the ids that were judged and the reason. */
export interface Judgement {
  readonly a: string
  readonly b: string
  readonly reason: string | null
}

/** Judgements that two of some groups are never the same; `groups` are lists of ids, redirects followed. */
export function judgementsBetween(
  db: ReadableDatabase,
  one: readonly string[],
  other: readonly string[],
): readonly Judgement[] {
  return db.all(
    `SELECT a, b, reason FROM distinction
     WHERE (a IN ${inList} AND b IN ${inList}) OR (a IN ${inList} AND b IN ${inList}) ORDER BY a, b`,
    [idList(one), idList(other), idList(other), idList(one)],
    (row) => ({ a: row.text('a'), b: row.text('b'), reason: row.textOrNull('reason') }),
  )
}

/** Survivors that were judged different from an entity, each with the first reason given. */
export function judgedDifferent(db: ReadableDatabase, survivor: string): ReadonlyMap<string, Judgement> {
  const group = new Set(groupOf(db, survivor))
  const list = idList([...group])
  const found = new Map<string, Judgement>()
  const rows = db.all(
    `SELECT a, b, reason FROM distinction WHERE a IN ${inList} UNION SELECT a, b, reason FROM distinction WHERE b IN ${inList} ORDER BY a, b`,
    [list, list],
    (row) => ({ a: row.text('a'), b: row.text('b'), reason: row.textOrNull('reason') }),
  )
  for (const judgement of rows) {
    const other = redirected(db, group.has(judgement.a) ? judgement.b : judgement.a)
    if (!found.has(other)) found.set(other, judgement)
  }
  return found
}

/**
 * Where an article comes from, as people name it: its publisher, else the file's name. An alias with the scope
 * `source` holds where this is the same.
 */
export const sourceSql = 'coalesce(article.publisher, article.source_name, article.source)'

/** Completes `entity_id …` with one parameter, a list made by `idList`: whoever counts as one of them, old ids too. */
export const inGroupOf = `IN (
  WITH RECURSIVE member (id) AS (
    SELECT value FROM json_each(?)
    UNION SELECT entity.redirect_to FROM entity JOIN member ON entity.id = member.id WHERE entity.redirect_to IS NOT NULL
    UNION SELECT entity.id FROM entity JOIN member ON entity.redirect_to = member.id)
  SELECT id FROM member)`
