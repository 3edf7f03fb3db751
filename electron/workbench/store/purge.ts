import { createHash } from 'node:crypto'
import { BelegError } from '../../../shared/errors.ts'
import { refreshFamilies } from './families/family-index.ts'
import { olderThan } from './families/version-chain.ts'
import { rebuildIndex } from '../linking/name-index.ts'
import { groupOf } from '../linking/redirects.ts'
import type { Engine, PurgedRow, PurgeReport } from '../project/index.ts'
import {
  entitiesOfPast,
  pastArticles,
  pastArticlesNaming,
  textsGoing,
  withTwins,
  type PastArticle,
} from './past-articles.ts'
import { pastRows, stepsAbout } from './purge-past.ts'
import { purgedReleases, renameParts } from './purge-releases.ts'
import { clearProposals } from './proposals.ts'
import type { ProposalBuilder } from './proposal-builder.ts'
import { exists, type Reading, type Writing } from './rows.ts'

/** What is to be removed for good: articles, or what the project holds of a person or another entity. */
export interface PurgeRequest {
  readonly articleIds: readonly string[]
  readonly entityIds: readonly string[]
}

/** What removing would take. */
export interface PurgePreview {
  readonly articles: readonly { readonly id: string; readonly title: string }[]
  /** What else could be asked for: articles whose import was undone. Their texts and history are still in the folder. */
  readonly undone: readonly { readonly id: string; readonly title: string }[]
  /** Those asked for, and those that only these articles brought into the registry. */
  readonly entities: readonly { readonly id: string; readonly label: string }[]
  /** Decided facts that go with the articles. */
  readonly facts: number
  readonly rows: number
  /** Backups in the project's folder; all go, and a new one is written. */
  readonly backups: number
  /** What has to be typed to confirm: the name of the project. */
  readonly confirm: string
  /** Files and steps that hold something of it: texts and originals go, the others are written again without it or go. */
  readonly holdings: Readonly<
    Record<'texts' | 'originals' | 'batches' | 'snapshots' | 'journals' | 'backups' | 'steps', number>
  >
}

/** Deleted in this order, so that no row ever points at nothing; `?` is the list of ids as JSON. */
const inArticles = '(SELECT value FROM json_each(?))'
const facts = `(SELECT id FROM fact WHERE article_id IN ${inArticles})`
const attestations = `(SELECT id FROM attestation WHERE article_id IN ${inArticles} OR fact_id IN ${facts})`

interface Selection {
  readonly table: string
  readonly key: readonly string[]
  readonly where: string
}

const ofArticles: readonly Selection[] = [
  ...(['adjudication', 'opinion_fact'] as const).map((table) => ({ table, key: ['id'], where: `article_id IN ${inArticles}` })),
  { table: 'opinion_article', key: ['opinion_id', 'article_id'], where: `article_id IN ${inArticles}` },
  { table: 'family_verdict', key: ['a', 'b'], where: `a IN ${inArticles} OR b IN ${inArticles}` },
  { table: 'carry_rest', key: ['id'], where: `article_id IN ${inArticles} OR from_article_id IN ${inArticles}` },
  { table: 'carried_decision', key: ['fact_id', 'ordinal'], where: `article_id IN ${inArticles}` },
  { table: 'answered_proposal', key: ['proposal_id'], where: `article_id IN ${inArticles} OR fact_id IN ${facts}` },
  { table: 'evidence', key: ['attestation_id', 'ordinal'], where: `attestation_id IN ${attestations}` },
  { table: 'slot', key: ['id'], where: `fact_id IN ${facts} OR attestation_id IN ${attestations}` },
  { table: 'attestation', key: ['id'], where: `id IN ${attestations}` },
  { table: 'dataset_member', key: ['dataset_id', 'fact_id'], where: `fact_id IN ${facts} OR fact_id IN (SELECT id FROM p_fact WHERE article_id IN ${inArticles})` },
  { table: 'decision', key: ['id'], where: `article_id IN ${inArticles} OR subject_id IN ${facts}` },
  { table: 'fact', key: ['id'], where: `id IN ${facts}` },
  ...(['mention', 'zone'] as const).map((table) => ({ table, key: ['id'], where: `article_id IN ${inArticles}` })),
  { table: 'sentence_review', key: ['article_id', 'start', 'end'], where: `article_id IN ${inArticles}` },
  { table: 'article_field', key: ['article_id', 'field'], where: `article_id IN ${inArticles}` },
  { table: 'extraction', key: ['article_id'], where: `article_id IN ${inArticles}` },
  { table: 'alias', key: ['id'], where: `scope_id IN ${inArticles}` },
  { table: 'article', key: ['id'], where: `id IN ${inArticles}` },
  { table: 'text', key: ['sha256'], where: `sha256 IN (SELECT text_sha256 FROM article WHERE id IN ${inArticles}) AND sha256 NOT IN (SELECT text_sha256 FROM article WHERE id NOT IN ${inArticles})` },
] // prettier-ignore

const ofEntities: readonly Selection[] = [
  { table: 'office', key: ['id'], where: `entity_id IN ${inArticles}` },
  { table: 'distinction', key: ['a', 'b'], where: `a IN ${inArticles} OR b IN ${inArticles}` },
  { table: 'alias', key: ['id'], where: `entity_id IN ${inArticles}` },
  { table: 'identifier', key: ['entity_id', 'scheme', 'value'], where: `entity_id IN ${inArticles}` },
  { table: 'entity', key: ['id'], where: `id IN ${inArticles}` },
]

function select(db: Reading, selections: readonly Selection[], ids: readonly string[]): readonly PurgedRow[] {
  const list = JSON.stringify(ids)
  return selections.flatMap(({ table, key, where }) =>
    db.all(
      `SELECT ${key.map((name) => `"${name}"`).join(', ')} FROM ${table} WHERE ${where}`,
      where.split('?').slice(1).map(() => list),
      (row) => ({ table, key: key.map((name) => { const value = row.value(name); return value instanceof Uint8Array ? null : value }) }),
    ),
  )
} // prettier-ignore

/** The articles asked for, and those in which an entity is linked or one of its names stands; undone ones too. */
function articlesOf(engine: Engine, past: readonly PastArticle[], { articleIds, entityIds }: PurgeRequest): readonly string[] {
  const db = engine.read()
  const found = new Set(articleIds)
  for (const entityId of groupOf(db, ...entityIds)) {
    const add = (sql: string): void => {
      for (const id of db.all(sql, [entityId], (row) => row.textOrNull('id'))) if (id !== null) found.add(id)
    }
    add('SELECT DISTINCT article_id AS id FROM p_entity WHERE entity_id = ?')
    add('SELECT DISTINCT article_id AS id FROM mention WHERE entity_id = ?')
    add('SELECT DISTINCT fact.article_id AS id FROM slot JOIN fact ON fact.id = slot.fact_id WHERE slot.entity_id = ?')
    const names = db.all('SELECT text FROM alias WHERE entity_id = ?', [entityId], (row) => row.text('text'))
    for (const { id } of pastArticlesNaming(engine.folder, past, names)) found.add(id)
    for (const name of names) {
      const phrase = `"${name.replaceAll(/["*]/g, ' ')}"`
      for (const id of db.all('SELECT d_fts_map.article_id AS id FROM d_fts JOIN d_fts_map ON d_fts_map.docid = d_fts.docid WHERE d_fts MATCH ?', [phrase], (row) => row.text('id'))) found.add(id)
    }
  }
  return withTwins(db, past, [...found])
} // prettier-ignore

/** Entities that the articles alone brought into the registry, and that nothing else uses. */
function leftAlone(db: Reading, articleIds: readonly string[]): readonly string[] {
  const list = JSON.stringify(articleIds)
  return db.all(
    `SELECT id FROM entity WHERE origin = 'extraction'
       AND (id IN (SELECT entity_id FROM p_entity WHERE article_id IN ${inArticles}) OR id IN (SELECT entity_id FROM mention WHERE article_id IN ${inArticles}))
       AND NOT EXISTS (SELECT 1 FROM p_entity WHERE entity_id = entity.id AND article_id NOT IN ${inArticles})
       AND NOT EXISTS (SELECT 1 FROM mention WHERE entity_id = entity.id AND article_id NOT IN ${inArticles})
       AND NOT EXISTS (SELECT 1 FROM slot JOIN fact ON fact.id = slot.fact_id WHERE slot.entity_id = entity.id AND fact.article_id NOT IN ${inArticles})
       AND NOT EXISTS (SELECT 1 FROM entity AS other WHERE other.redirect_to = entity.id)
       AND NOT EXISTS (SELECT 1 FROM office WHERE office.of_entity_id = entity.id)
     ORDER BY id`,
    [list, list, list, list, list],
    (row) => row.text('id'),
  )
} // prettier-ignore

/** Everything a removal takes. */
interface Scope {
  readonly articleIds: readonly string[]
  readonly entityIds: readonly string[]
  /** Rows that are there. */
  readonly rows: readonly PurgedRow[]
  /** Those, and the rows that the history still knows. */
  readonly all: readonly PurgedRow[]
}

function scopeOf(engine: Engine, past: readonly PastArticle[], request: PurgeRequest): Scope {
  const db = engine.read()
  const articleIds = articlesOf(engine, past, request)
  const entityIds = [...new Set([...groupOf(db, ...request.entityIds), ...leftAlone(db, articleIds)])]
  const rows = [...select(db, ofArticles, articleIds), ...select(db, ofEntities, entityIds)]
  const texts = [...textsGoing(db, past, articleIds)].map((sha) => ({ table: 'text', key: [sha] }))
  const gone = new Set(articleIds)
  const formerly = entitiesOfPast(db, past.flatMap(({ id }) => (gone.has(id) ? [id] : [])))
  return { articleIds, entityIds, rows, all: withPast([...rows, ...texts], pastRows(db, articleIds, [...entityIds, ...formerly])) }
} // prettier-ignore

export function purgePreview(engine: Engine, request: PurgeRequest): PurgePreview {
  const db = engine.read()
  const past = pastArticles(db)
  const undone = new Set(past.map(({ id }) => id))
  for (const id of request.articleIds) {
    if (!undone.has(id) && !exists(db, 'SELECT 1 FROM article WHERE id = ?', [id])) throw new BelegError('notFound', { kind: 'article', id })
  }
  for (const id of request.entityIds) {
    if (!exists(db, 'SELECT 1 FROM entity WHERE id = ?', [id])) throw new BelegError('notFound', { kind: 'entity', id })
  }
  const { articleIds, entityIds, rows, all } = scopeOf(engine, past, request)
  const going = new Set(articleIds)
  const named = ({ id, title }: PastArticle): { readonly id: string; readonly title: string } => ({ id, title })
  return {
    articles: [
      ...db.all(`SELECT id, coalesce(title, source_name, id) AS title FROM article WHERE id IN ${inArticles} ORDER BY ordinal`, [JSON.stringify(articleIds)], (row) => ({ id: row.text('id'), title: row.text('title') })),
      ...past.filter(({ id }) => going.has(id)).map(named),
    ],
    undone: past.map(named),
    entities: db.all(`SELECT id, coalesce(label_de, label_en, id) AS label FROM entity WHERE id IN ${inArticles} ORDER BY id`, [JSON.stringify(entityIds)], (row) => ({ id: row.text('id'), label: row.text('label') })),
    facts: rows.filter(({ table }) => table === 'fact').length,
    rows: all.length,
    backups: engine.backups().length,
    confirm: projectName(engine),
    holdings: holdings(engine, articleIds, all),
  }
} // prettier-ignore

/** Rows that are there and rows that were, each once. */
const withPast = (rows: readonly PurgedRow[], past: readonly PurgedRow[]): readonly PurgedRow[] => [
  ...new Map([...rows, ...past].map((row) => [JSON.stringify([row.table, row.key]), row])).values(),
]

function holdings(engine: Engine, articleIds: readonly string[], rows: readonly PurgedRow[]): PurgePreview['holdings'] {
  const db = engine.read()
  const texts = rows.filter(({ table }) => table === 'text').map(({ key }) => key[0])
  const originals = new Set(engine.folder.originals.list().map(({ sha }) => sha))
  const sources = db.all(
    `SELECT source_sha256 AS sha FROM text WHERE sha256 IN ${inArticles}
     UNION SELECT json_extract(coalesce(before_json, after_json), '$.source_sha256') FROM history_change WHERE tbl = 'text' AND json_extract(key_json, '$[0]') IN ${inArticles}`,
    [JSON.stringify(texts), JSON.stringify(texts)],
    (row) => row.textOrNull('sha') ?? '',
  )
  const steps = stepsNaming(db, rows, stepsAbout(db, articleIds))
  return { ...engine.keptFiles(), texts: texts.length, originals: sources.filter((sha) => originals.has(sha)).length, batches: batchesNaming(db, articleIds).size, steps: steps.size }
} // prettier-ignore

/** Steps about what is removed, and those that changed a row of it. */
function stepsNaming(db: Reading, rows: readonly PurgedRow[], about: readonly number[]): ReadonlySet<number> {
  const steps = new Set(about)
  for (const { table, key } of rows) {
    for (const seq of db.all('SELECT DISTINCT seq FROM history_change WHERE tbl = ? AND key_json = ?', [table, JSON.stringify(key)], (row) => row.integer('seq'))) steps.add(seq)
  }
  return steps
} // prettier-ignore

const projectName = (engine: Engine): string =>
  engine.read().get("SELECT value FROM setting WHERE key = 'name'", [], (row) => row.textOrNull('value')) ??
  engine.file.name

/** What was removed, and what of it could not be looked into. */
export interface Purged extends PurgeReport {
  /** Releases, by name, of which files could not be read: those files went as a whole. */
  readonly damagedReleases: readonly string[]
}

/**
 * Removes what the preview names, for good: rows, history, proposals, texts, files, backups. Throws
 * `purge.unconfirmed` where what was typed is not what the preview asks for. The same request under the same id gives
 * the first report and removes nothing again.
 */
export function purge(
  engine: Engine,
  proposals: ProposalBuilder,
  request: PurgeRequest & { readonly confirm: string; readonly commandId: string },
  meta: { readonly coderId: string | null; readonly at: string },
): Purged {
  const asked = createHash('sha256').update(JSON.stringify([request.articleIds, request.entityIds])).digest('hex')
  const full = { ...meta, commandId: request.commandId, type: 'purge', payload: { request: asked } }
  const before = engine.purged(full)
  if (before !== null) return { ...before, damagedReleases: [] }
  const { confirm } = purgePreview(engine, request)
  if (request.confirm !== confirm) throw new BelegError('purge.unconfirmed', { expected: confirm })
  const db = engine.read()
  const { articleIds, entityIds, rows, all } = scopeOf(engine, pastArticles(db), request)
  const steps = stepsAbout(db, articleIds)
  // Read from the disk again, so that the new files follow from the old ones alone.
  proposals.forget()
  const batches = rewrittenBatches(db, proposals, articleIds)
  const releases = purgedReleases(db, engine.folder, { articles: new Set(articleIds), entities: new Set(entityIds), steps: stepsNaming(db, all, steps) })
  const older = articleIds.flatMap((id) => olderThan(db, id))
  const answered = select(db, ofArticles.filter(({ table }) => table === 'answered_proposal'), articleIds)
  const asksAgain = new Set(answered.flatMap(({ key: [id] }) => db.all('SELECT article_id FROM answered_proposal WHERE proposal_id = ?', [id ?? null], (row) => row.text('article_id'))))
  const report = engine.purge(
    full,
    all,
    steps,
    (writing) => {
      for (const articleId of articleIds) clearProposals(writing, articleId)
      for (const [old, fresh] of batches) renameBatch(writing, old, fresh)
      renameParts(writing, releases, meta.at)
      writing.run(`UPDATE article SET supersedes = NULL WHERE supersedes IN ${inArticles}`, [JSON.stringify(articleIds)])
      forgetEntities(writing, entityIds)
      for (const row of rows) removeRow(writing, row)
      for (const articleId of articleIds) {
        writing.run('DELETE FROM d_fts WHERE docid IN (SELECT docid FROM d_fts_map WHERE article_id = ?)', [articleId])
        writing.run('DELETE FROM d_fts_map WHERE article_id = ?', [articleId])
        writing.run('DELETE FROM d_article WHERE article_id = ?', [articleId])
      }
      for (const id of asksAgain) if (!articleIds.includes(id)) proposals.rebuild(writing, id)
      rebuildIndex(writing, proposals.nameKeys)
      refreshFamilies(writing, [...articleIds, ...older].map((id) => ({ table: 'article', key: [id], before: {}, after: null })), proposals.shingles)
    },
  )
  proposals.forget()
  return { ...report, damagedReleases: releases.flatMap(({ name, damaged }) => (damaged === 0 ? [] : [name])) }
} // prettier-ignore

/**
 * Takes articles out as a step that can be undone: every decided row about them, but for their texts. A fact that other
 * articles attest stays with them.
 */
export function removeArticleRows(db: Writing, articleIds: readonly string[]): void {
  const list = JSON.stringify(articleIds)
  const elsewhere = `SELECT article_id FROM attestation WHERE fact_id = fact.id AND article_id NOT IN ${inArticles} ORDER BY id LIMIT 1`
  db.run(
    `UPDATE fact SET article_id = (${elsewhere}) WHERE article_id IN ${inArticles} AND EXISTS (${elsewhere})`,
    [list, list, list],
  )
  db.run(`UPDATE article SET supersedes = NULL WHERE supersedes IN ${inArticles}`, [list])
  for (const row of select(db, ofArticles, articleIds)) if (row.table !== 'text') removeRow(db, row)
}

const keys: ReadonlyMap<string, readonly string[]> = new Map(
  [...ofArticles, ...ofEntities].map(({ table, key }) => [table, key]),
)

function removeRow(db: Writing, { table, key }: PurgedRow): void {
  const names = keys.get(table) ?? []
  db.remove(table, Object.fromEntries(names.map((name, index) => [name, key[index] ?? null])))
}

/** Rows of other articles that name the entity lose the link; the articles in which its name stands go anyway. */
function forgetEntities(db: Writing, entityIds: readonly string[]): void {
  for (const id of entityIds) {
    db.run('UPDATE entity SET redirect_to = NULL WHERE redirect_to = ?', [id])
    db.run('UPDATE mention SET entity_id = NULL WHERE entity_id = ?', [id])
    db.run('UPDATE slot SET entity_id = NULL WHERE entity_id = ?', [id])
    db.run('UPDATE office SET of_entity_id = NULL WHERE of_entity_id = ?', [id])
    db.run("DELETE FROM cluster_later WHERE ' ' || members || ' ' LIKE '% ' || ? || ' %'", [id])
    db.run('UPDATE p_entity SET entity_id = NULL, link_rule = NULL WHERE entity_id = ?', [id])
  }
}

/** Batches that hold proposals of the articles, or once held them. */
function batchesNaming(db: Reading, articleIds: readonly string[]): ReadonlySet<string> {
  const named = new Set<string>()
  for (const id of articleIds) {
    for (const sha of db.all('SELECT batch_sha256 AS sha FROM extraction WHERE article_id = ?', [id], (row) => row.text('sha'))) named.add(sha)
    for (const side of ['before_json', 'after_json']) {
      for (const sha of db.all(`SELECT json_extract(${side}, '$.batch_sha256') AS sha FROM history_change WHERE tbl = 'extraction' AND key_json = ?`, [JSON.stringify([id])], (row) => row.textOrNull('sha'))) {
        if (sha !== null) named.add(sha)
      }
    }
  }
  return named
} // prettier-ignore

/** Batches that held proposals of the articles, written again without them: old name → new name. */
function rewrittenBatches(db: Reading, proposals: ProposalBuilder, articleIds: readonly string[]): ReadonlyMap<string, string> {
  const gone = new Set(articleIds)
  return new Map(
    [...batchesNaming(db, articleIds)].map((sha) => [
      sha,
      proposals.putBatch(proposals.batch(sha).map((entry) => (entry === null || gone.has(entry.articleId) ? null : entry))),
    ]),
  )
} // prettier-ignore

function renameBatch(db: Writing, old: string, fresh: string): void {
  db.run('UPDATE extraction SET batch_sha256 = ? WHERE batch_sha256 = ?', [fresh, old])
  db.run(
    `UPDATE history_change SET before_json = replace(before_json, ?1, ?2), after_json = replace(after_json, ?1, ?2) WHERE tbl = 'extraction'`,
    [old, fresh],
  )
}
