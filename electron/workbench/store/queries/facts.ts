import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import type { Param } from '../../database/values.ts'
import { idList, inGroupOf } from '../../linking/redirects.ts'
import type { EntityRef } from '../../../../shared/model/views.ts'
import { articleIdSchema, type ArticleId } from '../../../../shared/model/ids.ts'
import type { Reading } from '../rows.ts'
import { entityRefs } from './article-context.ts'
import { factView, factViews } from './fact-views.ts'
import { withRecords } from './rule-records.ts'

/**
 * All facts as (id, article, type, state, start), decided over proposed. `start` is the first evidence, so that lists
 * follow the text.
 */
export const factsSource = `(
  SELECT fact.id AS id, fact.article_id AS article_id, fact.type AS type, fact.state AS state, fact.time_iso AS time_iso,
    (SELECT min(evidence.start) FROM attestation JOIN evidence ON evidence.attestation_id = attestation.id
      WHERE attestation.fact_id = fact.id AND attestation.article_id = fact.article_id) AS start
  FROM fact
  UNION ALL
  SELECT p_fact.id, p_fact.article_id, p_fact.type, 'proposed', json_extract(p_fact.body_json, '$.time.iso'), p_fact.start
  FROM p_fact WHERE NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id)
)`

export interface FactFilter {
  readonly where: string
  readonly params: readonly Param[]
}

/** `column IN (…)`, or nothing where the list is absent; an empty list matches nothing. */
export function oneOf(column: string, values: readonly string[] | undefined): FactFilter {
  if (values === undefined) return { where: '1', params: [] }
  return { where: `${column} IN (${values.map(() => '?').join(', ')})`, params: values }
}

export function allOf(...filters: readonly FactFilter[]): FactFilter {
  return {
    where: filters.map((filter) => `(${filter.where})`).join(' AND '),
    params: filters.flatMap((filter) => filter.params),
  }
}

/** Nobody decided otherwise about the mention, or the fact. */
const mentionOpen = 'NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id)'
const factOpen = 'NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_slot.fact_id)'

/**
 * Ids of facts in which an entity fills a slot: by choice of a coder, by a decided mention, or by a proposed link. Five
 * parameters, each the list of entities as JSON.
 */
const factsOfEntities = `SELECT slot.fact_id FROM slot WHERE slot.entity_id ${inGroupOf}
  UNION SELECT slot.fact_id FROM slot JOIN mention ON mention.id = slot.mention_id WHERE mention.entity_id ${inGroupOf}
  UNION SELECT p_slot.fact_id FROM mention JOIN p_slot ON p_slot.mention_id = mention.id
    WHERE mention.entity_id ${inGroupOf} AND mention.state <> 'removed' AND ${factOpen}
  UNION SELECT slot.fact_id FROM p_entity JOIN p_mention ON p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id
    JOIN slot ON slot.mention_id = p_mention.id WHERE p_entity.entity_id ${inGroupOf} AND ${mentionOpen}
  UNION SELECT p_slot.fact_id FROM p_entity JOIN p_mention ON p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id
    JOIN p_slot ON p_slot.mention_id = p_mention.id WHERE p_entity.entity_id ${inGroupOf} AND ${mentionOpen} AND ${factOpen}`

/** Facts in which an entity, or who was merged into it, fills a slot. */
export function withEntities(entityIds: readonly string[] | undefined): FactFilter {
  if (entityIds === undefined) return { where: '1', params: [] }
  const list = idList(entityIds)
  return { where: `f.id IN (${factsOfEntities})`, params: [list, list, list, list, list] }
}

/** How many facts name one of some entities. */
export function countFactsOf(db: Reading, ...entityIds: readonly string[]): number {
  const list = idList(entityIds)
  return db.count(`SELECT count(*) FROM (${factsOfEntities})`, [list, list, list, list, list])
}

export function listFacts(
  db: Reading,
  codebook: Codebook,
  request: ChannelRequest<'facts.list'>,
  revision: number,
): ChannelOutput<'facts.list'> {
  const filter = allOf(
    oneOf('f.id', request.factIds),
    oneOf('f.article_id', request.articleId === undefined ? undefined : [request.articleId]),
    oneOf('f.state', request.states),
    oneOf('f.type', request.types),
    withEntities(request.entityId === undefined ? undefined : [request.entityId]),
  )
  return { ...pageOfFacts(db, codebook, filter, request.offset, request.limit), revision }
}

interface FactPage {
  readonly total: number
  readonly rows: FactView[]
  readonly entities: EntityRef[]
  readonly articles: { id: ArticleId; title: string; publisher: string | null }[]
}

/** A page of facts in the order of articles and of the text. */
export function pageOfFacts(
  db: Reading,
  codebook: Codebook,
  filter: FactFilter,
  offset: number,
  limit: number,
): FactPage {
  const total = db.count(`SELECT count(*) FROM ${factsSource} AS f WHERE ${filter.where}`, filter.params)
  const ids = db.all(
    `SELECT f.id AS id, f.article_id AS article_id FROM ${factsSource} AS f LEFT JOIN article ON article.id = f.article_id
     WHERE ${filter.where} ORDER BY article.ordinal, f.start, f.id LIMIT ? OFFSET ?`,
    [...filter.params, limit, offset],
    (row) => ({ id: row.text('id'), articleId: row.text('article_id') }),
  )
  return { total, ...factsById(db, codebook, ids) }
}

/** Of an article with as many facts on a page or more, all facts are read at once. */
const readTogether = 4

/** Facts in the order given, with what their ids stand for. */
export function factsById(
  db: Reading,
  codebook: Codebook,
  ids: readonly { readonly id: string; readonly articleId: string }[],
): Omit<FactPage, 'total'> {
  const wanted = new Map<string, number>()
  for (const { articleId } of ids) wanted.set(articleId, (wanted.get(articleId) ?? 0) + 1)
  const together = new Map<string, ReadonlyMap<string, FactView>>()
  const rows = ids.flatMap(({ id, articleId }) => {
    if ((wanted.get(articleId) ?? 0) < readTogether) return factView(db, codebook, id) ?? []
    let views = together.get(articleId)
    if (views === undefined) {
      views = new Map(factViews(db, codebook, articleId).map((view) => [view.id as string, view]))
      together.set(articleId, views)
    }
    return views.get(id) ?? []
  })
  return {
    rows: [...withRecords(db, rows)],
    entities: [...entityRefs(db, new Set(rows.flatMap(entitiesNamed)))],
    articles: [...wanted.keys()].flatMap((articleId) =>
      db.all(
        'SELECT id, coalesce(title, source_name, id) AS title, publisher FROM article WHERE id = ?',
        [articleId],
        (row) => ({
          id: articleIdSchema.parse(row.text('id')),
          title: row.text('title'),
          publisher: row.textOrNull('publisher'),
        }),
      ),
    ),
  }
}

/** Every entity a fact names, so that a list can say it in words. */
function entitiesNamed(fact: FactView): readonly string[] {
  const { slots, attribution } = fact
  return [
    ...slots.map((slot) => slot.entityId),
    attribution?.speaker ?? null,
    ...(attribution?.chain ?? []),
  ].filter((id) => id !== null)
}
