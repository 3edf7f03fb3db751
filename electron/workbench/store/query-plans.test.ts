import { describe, expect, it } from 'vitest'
import type { ReadableDatabase } from '../database/index.ts'
import { librarySorts } from '../../../shared/contract/index.ts'
import { SimulatedDisk } from '../project/testing/simulated-disk.ts'
import { loadSqlite } from '../database/index.ts'
import { loadCodebook, loadMigrations, readWasm, resourcesFolder } from '../resources.ts'
import { createOn, openOn, type Desk } from './testing/store-on-disk.ts'
import { workingDay } from './testing/working-day.ts'

const resources = resourcesFolder()
const ground = {
  sqlite: await loadSqlite(readWasm(resources)),
  migrations: loadMigrations(resources),
  codebook: loadCodebook(resources),
}

/** Tables that grow with the work; the others stay small. */
const large = new Set([
  'alias', 'attestation', 'decision', 'evidence', 'fact', 'history', 'history_change', 'identifier', 'mention', 'p_entity',
  'p_fact', 'p_field', 'p_mention', 'p_sentence', 'p_slot', 'p_zone', 'sentence_review', 'slot', 'zone',
  'answered_proposal', 'carry_rest', 'd_band', 'd_entity_article', 'd_family', 'd_near', 'd_signature',
]) // prettier-ignore

/** Every statement a query runs, with what it was given. */
function recorded(db: ReadableDatabase, into: Set<string>): ReadableDatabase {
  return {
    all: (sql, params, read) => {
      into.add(sql)
      return db.all(sql, params, read)
    },
    get: (sql, params, read) => {
      into.add(sql)
      return db.get(sql, params, read)
    },
    each: (sql, params, visit) => {
      into.add(sql)
      db.each(sql, params, visit)
    },
    count: (sql, params) => {
      into.add(sql)
      return db.count(sql, params)
    },
  }
}

/** Aliases of a statement, by what they stand for: `FROM fact AS f`, `JOIN p_fact p`. */
function tableOf(sql: string, name: string): string {
  const found = [...sql.matchAll(/(?:FROM|JOIN|,)\s+([a-z_]+)(?:\s+AS)?\s+([a-z_0-9]+)/gi)].find(
    ([, , alias]) => alias === name,
  )
  return found?.[1] ?? name
}

function fullScans(db: ReadableDatabase, sql: string): readonly string[] {
  return db
    .all(`EXPLAIN QUERY PLAN ${sql}`, [], (row) => row.text('detail'))
    .filter((detail) => large.has(tableOf(sql, /^SCAN (\w+)/.exec(detail)?.[1] ?? '')))
}

const desk = ((): Desk => {
  const fs = new SimulatedDisk()
  createOn(fs, ground)
  const opened = openOn(fs, ground)
  const day = workingDay(22, false)
  for (const step of day.slice(0, day.findIndex(({ name }) => name === 'dataset') + 1)) step.run(opened)
  return opened
})()

/** Scans that are what was asked for, each with its reason. */
const allowed: readonly (readonly [pattern: RegExp, why: string])[] = [
  [
    /^SCAN alias\b.*LIKE/,
    'words are looked for inside names: the names, some ten thousand short rows, are read once',
  ],
  [
    /^SCAN zone USING COVERING INDEX zone_article in: SELECT article_id AS id FROM zone UNION/,
    'every article with a line decided by hand is wanted: the index alone is read, once for a job over all articles',
  ],
  [
    /^SCAN d_family\b.* in: SELECT article_id, family, newest FROM d_family$/,
    'folding asks about every article of the list: short rows, read once after a step and remembered',
  ],
  [
    /^SCAN a\b.* in: SELECT a\.article_id AS id, group_concat\(d\.n\)/,
    'facets count the names of all articles: read once and remembered',
  ],
]

const [article = { id: '' }] = desk.store.listArticles({ offset: 0, limit: 1 }).rows
const articleId = article.id as never
const db = desk.engine.read()
const first = (sql: string): never => (db.get(sql, [], (row) => row.text('id')) ?? '') as never
const page = { offset: 0, limit: 20 }
const undoable = (): number =>
  db.count('SELECT max(seq) FROM history WHERE undoable = 1 AND undone_by IS NULL')
const queries: Readonly<Record<string, (on: Desk) => unknown>> = {
  'articles.list': ({ store }) => [
    store.listArticles(page),
    store.listArticles({ ...page, search: 'Kronburg', triage: ['todo'] }),
  ],
  'articles.list in every order': ({ store }) =>
    librarySorts.map((sort) => store.listArticles({ ...page, search: 'Kronburg', sort })),
  'articles.facets': ({ store }) => [
    store.libraryFacets({}),
    store.libraryFacets({
      search: 'Kronburg -nichts quelle:blatt',
      person: [first("SELECT id FROM entity WHERE type = 'PER'")],
      country: ['DEU'],
      factType: ['meeting'],
      from: '2024',
      to: '2024-12',
      conflicts: true,
      unseen: true,
      names: 'lind',
    }),
  ],
  'articles.ids': ({ store }) => store.libraryIds({ search: '-Kronburg', lang: ['de'], sort: 'newest' }),
  'articles.list with families folded, and of families alone': ({ store }) => [
    store.listArticles({ ...page, fold: true }),
    store.listArticles({ ...page, fold: true, families: true, search: 'Kronburg' }),
  ],
  'articles.bulkPreview': ({ store }) =>
    store.bulkPreview({
      articleIds: [articleId],
      change: { triage: { state: 'todo' }, fields: { lang: 'de' } },
    }),
  'families.of': ({ store }) => store.familyOf({ articleId }),
  'families.compare': ({ store }) =>
    store.compareArticles({ a: articleId, b: first('SELECT id FROM article ORDER BY id DESC') }),
  'families.carryPreview': ({ store }) => store.carryPreview({ factId: first('SELECT id FROM fact') }),
  'versions.of': ({ store }) => store.versionsOf({ articleId }),
  'articles.encodings': ({ store }) => store.encodingsOf({ articleId }),
  'articles.open': ({ store }) => store.openArticle({ articleId }),
  'articles.refresh': ({ store }) =>
    store.refreshArticle({ articleId, factIds: [first('SELECT id FROM p_fact')] }),
  'facts.list of an article': ({ store }) => store.listFacts({ ...page, articleId }),
  'facts.list by id': ({ store }) => store.listFacts({ ...page, factIds: [first('SELECT id FROM fact')] }),
  'facts.list of an entity': ({ store }) =>
    store.listFacts({ ...page, entityId: first('SELECT id FROM entity') }),
  'facts.history': ({ store }) => store.factHistory({ factId: first('SELECT id FROM fact') }),
  'entities.list': ({ store }) => [store.listEntities(page), store.listEntities({ ...page, search: 'Amt' })],
  'entities.candidates': ({ store }) => [
    store.linkCandidates({ mentionId: first('SELECT id FROM p_mention'), limit: 9 }),
    store.linkCandidates({ articleId, search: 'Amt', limit: 9 }),
  ],
  'entities.list with filters': ({ store }) => [
    store.listEntities({ ...page, minMentions: 1 }),
    store.listEntities({ ...page, types: ['PER'], needsLook: true }),
    store.listEntities({ ...page, look: 'sharedName', countries: ['DEU'], identified: false, facets: true }),
    store.listEntities({ ...page, source: 'Bote', ids: [first('SELECT id FROM entity')] }),
  ],
  'entities.concordance': ({ store }) =>
    store.concordance({ ...page, entityId: first('SELECT id FROM entity'), order: 'article' }),
  'entities.mergePreview': ({ store }) =>
    store.mergePreview({
      into: first('SELECT id FROM entity ORDER BY id'),
      from: [first('SELECT id FROM entity ORDER BY id DESC')],
    }),
  'entities.effect': ({ store }) => store.linkEffect({ mentionId: first('SELECT id FROM p_mention') }),
  'entities.learned': ({ store }) => store.learnedNames(page),
  'learning.list': ({ store }) => store.learning(),
  'what imports are told': ({ store }) => store.taughtNames(),
  'datasets.list': ({ store }) => store.listDatasets(),
  'datasets.rows': ({ store }) => store.datasetRows({ ...page, datasetId: first('SELECT id FROM dataset') }),
  outdated: ({ store }) => store.outdated({ version: '2', lexicon: '1', codebook: '1' }),
  source: ({ store }) => store.source(articleId),
  'history.list': ({ store }) => [
    store.listHistory({ limit: 20 }),
    store.listHistory({ limit: 20, articleId }),
    store.listHistory({
      limit: 20,
      text: 'Amt',
      types: ['entity.create'],
      state: 'inForce',
      since: '2026-01-01',
    }),
  ],
  'history.list of a fact': ({ store }) =>
    store.listHistory({ limit: 20, factId: first('SELECT id FROM fact') }),
  'history.list of an entity': ({ store }) =>
    store.listHistory({ limit: 20, entityId: first('SELECT id FROM entity') }),
  'history.step': ({ store }) => store.historyStep({ seq: 5, offset: 0, limit: 100 }),
  'history.coders': ({ store }) => store.historyCoders(),
  'history.undoPlan': ({ store }) => store.undoPlan({ seq: undoable() }),
  'project.status': ({ store }) => store.status(),
}

describe('the queries of the screens', () => {
  it.each(Object.entries(queries))('%s reads no large table from end to end', (_, ask) => {
    const statements = new Set<string>()
    const read = desk.engine.read.bind(desk.engine)
    desk.engine.read = () => recorded(read(), statements)
    try {
      ask(desk)
    } finally {
      desk.engine.read = read
    }
    expect(statements.size).toBeGreaterThan(0)
    const scans = [...statements].flatMap((sql) => fullScans(read(), sql).map((scan) => `${scan} in: ${sql.replaceAll(/\s+/g, ' ').slice(0, 400)}`)) // prettier-ignore
    expect(scans.filter((scan) => !allowed.some(([pattern]) => pattern.test(scan)))).toEqual([])
  })

  it('are looked at by a check that notices a full scan', () => {
    expect(fullScans(db, 'SELECT * FROM fact f WHERE f.note = ?')).toHaveLength(1)
    expect(fullScans(db, 'SELECT * FROM fact WHERE id = ?')).toEqual([])
  })
})
