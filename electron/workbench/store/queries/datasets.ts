import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { datasetQuerySchema, type DatasetQuery } from '../../../../shared/model/dataset.ts'
import { datasetIdSchema } from '../../../../shared/model/ids.ts'
import type { DatasetView } from '../../../../shared/model/views.ts'
import { allRows, firstRow, jsonOrNull, text, textOrNull, type Reading, type Row } from '../rows.ts'
import { allOf, factsSource, oneOf, pageOfFacts, withEntities, type FactFilter } from './facts.ts'

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
  const filter = filterOf(id, query)
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

export function datasetRows(
  db: Reading,
  codebook: Codebook,
  request: ChannelRequest<'datasets.rows'>,
  revision: number,
): ChannelOutput<'datasets.rows'> {
  const dataset = requireDataset(db, request.datasetId)
  const filter = request.leftOut === true ? leftOutOf(dataset.id) : filterOf(dataset.id, dataset.query)
  return {
    ...pageOfFacts(db, codebook, filter, request.offset, request.limit),
    revision,
  }
}

/** Which facts are in a dataset, with the article of each, in the order of exports: by article, then by the text. */
export function datasetMembers(
  db: Reading,
  { id, query }: Pick<DatasetView, 'id' | 'query'>,
): readonly { readonly id: string; readonly articleId: string }[] {
  const filter = filterOf(id, query)
  return db.all(
    `SELECT f.id AS id, f.article_id AS article_id FROM ${factsSource} AS f JOIN article ON article.id = f.article_id
     WHERE ${filter.where} ORDER BY article.ordinal, f.start, f.id`,
    filter.params,
    (row) => ({ id: row.text('id'), articleId: row.text('article_id') }),
  )
}

/** What a coder excluded by hand. */
const leftOutOf = (datasetId: string): FactFilter => ({
  where: `f.id IN (SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'exclude')`,
  params: [datasetId],
})

/** The query's filter, overridden by the verdicts given by hand. */
function filterOf(datasetId: string, query: DatasetQuery): FactFilter {
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
  )
  return allOf(candidates(datasetId, query), {
    where: `(${matches.where} AND f.id NOT IN (SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'exclude'))
      OR f.id IN (SELECT fact_id FROM dataset_member WHERE dataset_id = ? AND verdict = 'include')`,
    params: [...matches.params, datasetId, datasetId],
  })
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

function publisherFilter(publishers: readonly string[] | undefined): FactFilter {
  if (publishers === undefined) return { where: '1', params: [] }
  return {
    where: `f.article_id IN (SELECT id FROM article WHERE publisher IN (${publishers.map(() => '?').join(', ')}))`,
    params: publishers,
  }
}
