import { schemaVersion } from '../database/index.ts'
import { exists, insert, type Writing } from './rows.ts'

/** Counts of one article for lists, made again from the decided and proposed tables. */
export function refreshCounts(db: Writing, articleId: string): void {
  db.remove('d_article', { article_id: articleId })
  if (!exists(db, 'SELECT 1 FROM article WHERE id = ?', [articleId])) return
  const count = (sql: string): number => db.count(sql, [articleId])
  const states = new Map(
    db.all(
      `SELECT fact.state AS state, count(*) AS facts FROM attestation JOIN fact ON fact.id = attestation.fact_id
       WHERE attestation.article_id = ? GROUP BY fact.state`,
      [articleId],
      (row): [string, number] => [row.text('state'), row.integer('facts')],
    ),
  )
  const inState = (...names: readonly string[]): number =>
    names.reduce((sum, name) => sum + (states.get(name) ?? 0), 0)
  const open = count(
    'SELECT count(*) FROM p_fact WHERE article_id = ? AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id)',
  )
  const kept = inState('accepted', 'edited', 'added')
  const rejected = inState('rejected')
  insert(db, 'd_article', {
    article_id: articleId,
    facts: open + inState('proposed') + kept + rejected,
    decided: kept + rejected,
    rejected,
    sentences: count('SELECT count(*) FROM p_sentence WHERE article_id = ?'),
    reviewed: count('SELECT count(*) FROM sentence_review WHERE article_id = ? AND complete = 1'),
    // A journal may be read back into a database of an older schema; the migration that follows counts there.
    ...(knowsTypes(db) ? { types: typesOf(db, articleId) } : {}),
    // The condition is the index's own (p_fact_conflict), so that no other proposal is opened.
    conflicts:
      count(`SELECT count(*) FROM p_fact WHERE article_id = ? AND json_array_length(body_json, '$.conflictsWith') > 0
      AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id AND fact.state = 'rejected')`),
  })
}

/** The column came with the sixth migration. */
const knowsTypes = (db: Writing): boolean => schemaVersion(db) >= 6

/** Types of the facts that are proposed or kept, in code-unit order, parted by blanks. */
function typesOf(db: Writing, articleId: string): string {
  return db
    .all(
      `SELECT type FROM p_fact WHERE article_id = ?1 AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id)
       UNION SELECT fact.type FROM attestation JOIN fact ON fact.id = attestation.fact_id
         WHERE attestation.article_id = ?1 AND fact.state NOT IN ('rejected', 'withdrawn') ORDER BY 1`,
      [articleId],
      (row) => row.text('type'),
    )
    .join(' ')
}

/** Puts an article into the full-text index, or takes it out where it is gone. */
export function refreshFullText(db: Writing, articleId: string, textOf: (sha256: string) => string): void {
  const known = db.get('SELECT docid FROM d_fts_map WHERE article_id = ?', [articleId], (row) =>
    row.integer('docid'),
  )
  if (known !== undefined) {
    db.run('DELETE FROM d_fts WHERE docid = ?', [known])
    db.run('DELETE FROM d_fts_map WHERE docid = ?', [known])
  }
  const article = db.get('SELECT title, text_sha256 FROM article WHERE id = ?', [articleId], (row) => ({
    title: row.textOrNull('title'),
    sha256: row.text('text_sha256'),
  }))
  if (article === undefined) return
  db.run('INSERT INTO d_fts_map (article_id) VALUES (?)', [articleId])
  const docid = db.count('SELECT docid FROM d_fts_map WHERE article_id = ?', [articleId])
  db.run('INSERT INTO d_fts (docid, title, body) VALUES (?, ?, ?)', [
    docid,
    article.title ?? '',
    textOf(article.sha256),
  ])
}

/** Blocks of four kilobytes that are written at a time: some fifty milliseconds. */
const mergedAtOnce = 256
/** Fewer pieces of one size stay as they are: a large index is not written anew for each hundred texts. */
const leastMerged = 4

/**
 * Every step that brings texts leaves a piece of index of its own, and every search looks into all of them. Draws some
 * together (sqlite.org/fts3.html, "merge"); whether there are more. What is found stays the same.
 */
export function mergeFullText(db: Writing): boolean {
  const changes = (): number => db.count('SELECT total_changes()')
  const before = changes()
  db.run('INSERT INTO d_fts (d_fts) VALUES (?)', [`merge=${String(mergedAtOnce)},${String(leastMerged)}`])
  // One change is that of the command itself.
  return changes() - before >= 2
}
