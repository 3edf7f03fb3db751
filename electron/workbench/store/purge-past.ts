import type { PurgedRow } from '../project/index.ts'
import type { Reading } from './rows.ts'

/** What is looked for in the history: ids of articles, and of entities, as JSON lists. */
interface Sought {
  readonly articles: string
  readonly entities: string
}

const side = (column: string, of: string): string =>
  `json_extract(before_json, '$.${column}') IN (SELECT value FROM json_each(${of})) OR json_extract(after_json, '$.${column}') IN (SELECT value FROM json_each(${of}))`
const inKey = (place: number, of: string): string =>
  `json_extract(key_json, '$[${String(place)}]') IN (SELECT value FROM json_each(${of}))`

/**
 * Rows that were there once and that the history still knows: undone, removed, or reset decisions on the articles, and
 * names and offices the entities once had. Reads the history of these tables from end to end; a removal for good is
 * rare.
 */
export function pastRows(
  db: Reading,
  articleIds: readonly string[],
  entityIds: readonly string[],
): readonly PurgedRow[] {
  const sought: Sought = { articles: JSON.stringify(articleIds), entities: JSON.stringify(entityIds) }
  const find = (table: string, where: string, list: string): readonly PurgedRow[] =>
    db.all(`SELECT DISTINCT key_json FROM history_change WHERE tbl = ? AND (${where})`, [table, list], (row) => ({
      table,
      key: row.json('key_json') as PurgedRow['key'],
    })) // prettier-ignore
  const keys = (rows: readonly PurgedRow[]): string => JSON.stringify(rows.map(({ key }) => key[0]))
  const ofArticles = (table: string): readonly PurgedRow[] =>
    find(table, side('article_id', '?2'), sought.articles)
  const facts = ofArticles('fact')
  const attestations = [
    ...ofArticles('attestation'),
    ...find('attestation', side('fact_id', '?2'), keys(facts)),
  ]
  return [
    ...facts,
    ...attestations,
    ...find('evidence', inKey(0, '?2'), keys(attestations)),
    ...find('slot', side('fact_id', '?2'), keys(facts)),
    ...find('slot', side('attestation_id', '?2'), keys(attestations)),
    ...find('dataset_member', inKey(1, '?2'), keys(facts)),
    ...find('decision', side('subject_id', '?2'), keys(facts)),
    ...['carried_decision', 'decision', 'mention', 'zone'].flatMap(ofArticles),
    ...['article', 'article_field', 'sentence_review', 'extraction'].flatMap((table) =>
      find(table, inKey(0, '?2'), sought.articles),
    ),
    ...find('alias', side('scope_id', '?2'), sought.articles),
    ...['alias', 'office'].flatMap((table) => find(table, side('entity_id', '?2'), sought.entities)),
    ...['entity', 'identifier', 'distinction'].flatMap((table) =>
      find(table, inKey(0, '?2'), sought.entities),
    ),
    ...find('distinction', inKey(1, '?2'), sought.entities),
  ]
}

/** Steps given for the articles, and what took them back or brought them again: it bears their label. */
export function stepsAbout(db: Reading, articleIds: readonly string[]): readonly number[] {
  return db.all(
    `WITH RECURSIVE about (seq) AS (
       SELECT seq FROM history WHERE article_id IN (SELECT value FROM json_each(?))
       UNION SELECT history.seq FROM history JOIN about ON history.undo_of = about.seq
     ) SELECT seq FROM about`,
    [JSON.stringify(articleIds)],
    (row) => row.integer('seq'),
  )
}
