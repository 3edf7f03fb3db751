import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { datasetQuerySchema, type DatasetQuery, type DatasetSort } from '../../../../shared/model/dataset.ts'
import { datasetIdSchema } from '../../../../shared/model/ids.ts'
import type { DatasetView } from '../../../../shared/model/views.ts'
import { isOldVersion } from '../families/version-chain.ts'
import { allRows, firstRow, jsonOrNull, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { idList, inList } from '../../linking/redirects.ts'
import { exceptHidden } from './hidden-kinds.ts'
import { allOf, factsById, factsSource, oneOf, withEntities, type FactFilter } from './facts.ts'

export function listDatasets(db: Reading): readonly DatasetView[] {
  return allRows(
    db,
    'SELECT dataset.*, coder.name AS coder_name FROM dataset LEFT JOIN coder ON coder.id = dataset.coder_id ORDER BY dataset.created_at, dataset.id',
  ).map((row) => datasetView(db, row))
}

/** A dataset by id or, where no id matches, by name. Throws `dataset.name` with the known names. */
export function requireDataset(db: Reading, idOrName: string): DatasetView {
  const row =
    firstRow(db, 'SELECT dataset.*, NULL AS coder_name FROM dataset WHERE id = ?', [idOrName]) ??
    firstRow(db, 'SELECT dataset.*, NULL AS coder_name FROM dataset WHERE name = ?', [idOrName])
  if (row === undefined) {
    const known = db.all('SELECT name FROM dataset ORDER BY name', [], (found) => found.text('name'))
    throw new BelegError('dataset.name', { name: idOrName, known: known.length === 0 ? ['–'] : [...known] })
  }
  return datasetView(db, row)
}

function datasetView(db: Reading, row: Row): DatasetView {
  const id = text(row, 'id')
  const query = datasetQuerySchema.parse(jsonOrNull(row, 'query_json'))
  const members = (verdict: string): number =>
    db.count('SELECT count(*) FROM dataset_member WHERE dataset_id = ? AND verdict = ?', [id, verdict])
  const filter = filterOf(db, id, query)
  return {
    id: datasetIdSchema.parse(id),
    name: text(row, 'name'),
    query,
    facts: db.count(
      `SELECT count(*) FROM ${factsSource} AS f LEFT JOIN article ON article.id = f.article_id WHERE ${filter.where}`,
      filter.params,
    ),
    included: members('include'),
    excluded: members('exclude'),
    createdAt: text(row, 'created_at'),
    coder: textOrNull(row, 'coder_name'),
  }
}

/** A page of a dataset's facts. Their order is found once for a state of the project, so that further pages cost what they show. */
export function datasetRows(
  db: Reading,
  codebook: Codebook,
  request: ChannelRequest<'datasets.rows'>,
  revision: number,
): ChannelOutput<'datasets.rows'> {
  const dataset = requireDataset(db, request.datasetId)
  const all = membersInOrder(db, dataset, request, revision)
  const { articleId } = request
  const members = articleId === undefined ? all : all.filter((member) => member.articleId === articleId)
  const shown = members.slice(request.offset, request.offset + request.limit)
  return { total: members.length, ...factsById(db, codebook, shown), revision }
}

interface Member {
  readonly id: string
  readonly articleId: string
}

/** Orders kept: the one on the screen, and one more for going back. */
const ordersKept = 2
const kept = new WeakMap<Reading, Map<string, readonly Member[]>>()

function membersInOrder(
  db: Reading,
  { id, query }: DatasetView,
  { leftOut, sort }: Pick<ChannelRequest<'datasets.rows'>, 'leftOut' | 'sort'>,
  revision: number,
): readonly Member[] {
  const orders = kept.get(db) ?? new Map<string, readonly Member[]>()
  kept.set(db, orders)
  const key = JSON.stringify([revision, id, leftOut === true, sort])
  const known = orders.get(key)
  if (known !== undefined) return known
  const filter = leftOut === true ? leftOutOf(id) : filterOf(db, id, query)
  const members = membersBy(db, filter, sort)
  for (const old of [...orders.keys()].slice(0, Math.max(0, orders.size - ordersKept + 1))) orders.delete(old)
  orders.set(key, members)
  return members
}

const sortColumns: Readonly<Record<DatasetSort['by'], string>> = {
  text: 'article.ordinal',
  type: 'f.type',
  time: 'f.time_iso',
  article: 'coalesce(article.title, article.source_name, article.id)',
  published: 'article.published',
  publisher: 'article.publisher',
  state: 'f.state',
  coder: 'coder.name',
  decided: 'own.decided_at',
}

/** Ids of facts in an order; what has no value in the column stands last either way. */
function membersBy(db: Reading, filter: FactFilter, sort: DatasetSort | undefined): readonly Member[] {
  const by = sort?.by ?? 'text'
  const column = sortColumns[by]
  const direction = sort?.down === true ? 'DESC' : 'ASC'
  const joins =
    by === 'coder' || by === 'decided'
      ? 'LEFT JOIN fact AS own ON own.id = f.id LEFT JOIN coder ON coder.id = own.coder_id'
      : ''
  return db.all(
    `SELECT f.id AS id, f.article_id AS article_id FROM ${factsSource} AS f LEFT JOIN article ON article.id = f.article_id ${joins}
     WHERE ${filter.where} ORDER BY ${by === 'text' ? '' : `${column} IS NULL, `}${column} ${direction}, article.ordinal, f.start, f.id`,
    filter.params,
    (row) => ({ id: row.text('id'), articleId: row.text('article_id') }),
  )
}

/** Which facts are in a dataset, with the article of each, in the order of exports: by article, then by the text. */
export const datasetMembers = (
  db: Reading,
  { id, query }: Pick<DatasetView, 'id' | 'query'>,
): readonly { readonly id: string; readonly articleId: string }[] =>
  membersBy(db, filterOf(db, id, query), undefined)

/** What a coder excluded by hand. */
const leftOutOf = (datasetId: string): FactFilter => ({
  where: `f.id IN (SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'exclude')`,
  params: [datasetId],
})

/** The query's filter, overridden by the verdicts given by hand. */
function filterOf(db: Reading, datasetId: string, query: DatasetQuery): FactFilter {
  const matches = allOf(
    oneOf('f.state', query.states),
    oneOf('f.type', query.types),
    oneOf('f.article_id', query.articleIds),
    publisherFilter(query.publishers),
    withEntities(query.entityIds),
    // ISO 8601 dates of reduced precision order as text; the upper bound takes in every day it covers.
    query.from === undefined
      ? { where: '1', params: [] }
      : { where: 'substr(f.time_iso, 1, ?) >= ?', params: [query.from.length, query.from] },
    query.to === undefined
      ? { where: '1', params: [] }
      : { where: 'substr(f.time_iso, 1, ?) <= ?', params: [query.to.length, query.to] },
    ofArticles(query),
    ofNewestVersions,
    query.coderIds === undefined
      ? { where: '1', params: [] }
      : {
          where: `f.id IN (SELECT id FROM fact WHERE coder_id IN ${inList})`,
          params: [idList(query.coderIds)],
        },
    query.flagged === undefined
      ? { where: '1', params: [] }
      : { where: `f.id ${query.flagged ? 'IN' : 'NOT IN'} (SELECT id FROM fact WHERE flag = 1)`, params: [] },
  )
  return allOf(candidates(datasetId, query), notHidden(db, query), {
    where: `(${matches.where} AND f.id NOT IN (SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'exclude'))
      OR f.id IN (SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'include')`,
    params: [...matches.params, datasetId, datasetId],
  })
}

/** Proposals of a kind that a coder chose to hide leave the project with no export. */
const notHidden = (db: Reading, { states }: DatasetQuery): FactFilter =>
  states.includes('proposed') ? exceptHidden(db) : { where: '1', params: [] }

/** Facts of an old version count only where a person left them with it. */
const ofNewestVersions: FactFilter = {
  where: `NOT ${isOldVersion('f.article_id')} OR EXISTS (SELECT 1 FROM carry_rest WHERE carry_rest.subject_id = f.id AND carry_rest.state = 'left')`,
  params: [],
}

/**
 * Where proposals are not asked for, only what was decided, or included by hand, can be in the dataset: said by ids, so
 * that the many proposals are not read.
 */
function candidates(datasetId: string, { states }: DatasetQuery): FactFilter {
  if (states.includes('proposed')) return { where: '1', params: [] }
  return {
    where: `f.id IN (SELECT id FROM fact WHERE state IN (${states.map(() => '?').join(', ')})
      UNION ALL SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'include')`,
    params: [...states, datasetId],
  }
}

/** What is asked of the articles: when they were published, and in which language. */
function ofArticles({ publishedFrom, publishedTo, langs }: DatasetQuery): FactFilter {
  const parts = [
    publishedFrom === undefined
      ? null
      : { where: 'substr(published, 1, ?) >= ?', params: [publishedFrom.length, publishedFrom] },
    publishedTo === undefined
      ? null
      : { where: 'substr(published, 1, ?) <= ?', params: [publishedTo.length, publishedTo] },
    langs === undefined
      ? null
      : { where: `coalesce(lang, '') IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(langs)] },
  ].filter((part) => part !== null)
  if (parts.length === 0) return { where: '1', params: [] }
  const { where, params } = allOf(...parts)
  return { where: `f.article_id IN (SELECT id FROM article WHERE ${where})`, params }
}

function publisherFilter(publishers: readonly string[] | undefined): FactFilter {
  if (publishers === undefined) return { where: '1', params: [] }
  return {
    where: `f.article_id IN (SELECT id FROM article WHERE publisher IN (${publishers.map(() => '?').join(', ')}))`,
    params: publishers,
  }
}
