import { BelegError } from '../../../shared/errors.ts'
import type { ReadableDatabase } from './sqlite.ts'

/**
 * decided: journaled row by row. history: decided too, written by the engine alone and journaled by construction.
 * proposed: built again from what extraction said. derived: built again from the rest.
 */
export type TableClass = 'decided' | 'history' | 'proposed' | 'derived'

/** Tables people and imports decide, at the newest schema. The prefix decides; this list keeps a slip from going unseen. */
export const decidedTables = [
  'adjudication', 'alias', 'answered_proposal', 'article', 'article_field', 'attestation', 'carried_decision', 'carry_rest', 'codebook_version', 'coder', 'dataset', 'dataset_member',
  'cluster_later', 'decision', 'distinction', 'entity', 'evidence', 'extraction', 'fact', 'family_verdict', 'identifier', 'line_rule', 'mention', 'office', 'opinion', 'opinion_article', 'opinion_fact', 'release', 'release_part', 'saved_view',
  'sentence_review', 'setting', 'slot', 'text', 'zone',
] as const // prettier-ignore

export const historyTables = ['history', 'history_change'] as const

/** The class of a table by its name. */
export function classOf(table: string): TableClass {
  if (table.startsWith('p_')) return 'proposed'
  if (table.startsWith('d_')) return 'derived'
  return historyTables.some((name) => name === table) ? 'history' : 'decided'
}

/** A decided table: its columns in order, and those of its primary key in key order. */
export interface TableShape {
  readonly name: string
  readonly columns: readonly string[]
  readonly key: readonly string[]
  /** Positions of the key columns among `columns`. */
  readonly keyIndexes: readonly number[]
}

/** Names of the tables of a class, in code-unit order. */
export function tablesOf(db: ReadableDatabase, wanted: TableClass): readonly string[] {
  return db
    .all(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name",
      [],
      (row) => row.text('name'),
    )
    .filter((name) => classOf(name) === wanted)
}

interface Column {
  readonly name: string
  readonly type: string
  /** Place in the primary key, from 1; 0 where it is not in it. */
  readonly key: number
}

/**
 * The shapes of all tables of a class. Decided tables must have a primary key and hold no BLOB, which JSON
 * cannot carry; otherwise throws `internal`, so that such a migration never ships.
 */
export function shapesOf(db: ReadableDatabase, wanted: TableClass): ReadonlyMap<string, TableShape> {
  const columns = new Map<string, Column[]>(tablesOf(db, wanted).map((table) => [table, []]))
  db.each(
    `SELECT t.name AS tbl, c.name, upper(c.type) AS type, c.pk
     FROM main.sqlite_master t JOIN pragma_table_info(t.name, 'main') c WHERE t.type = 'table' ORDER BY t.name, c.cid`,
    [],
    (row) => {
      columns
        .get(row.text('tbl'))
        ?.push({ name: row.text('name'), type: row.text('type'), key: row.integer('pk') })
      return true
    },
  )
  return new Map([...columns].map(([table, found]) => [table, shapeOf(table, found)]))
}

function shapeOf(name: string, columns: readonly Column[]): TableShape {
  const key = columns.filter((column) => column.key > 0).sort((a, b) => a.key - b.key)
  const carried = columns.every(({ type }) => type === 'TEXT' || type === 'INTEGER' || type === 'REAL')
  if (key.length === 0 || !carried) {
    throw new BelegError('internal', { reason: `the table “${name}” cannot be journaled` })
  }
  return {
    name,
    columns: columns.map((column) => column.name),
    key: key.map((column) => column.name),
    keyIndexes: key.map((column) => columns.indexOf(column)),
  }
}
