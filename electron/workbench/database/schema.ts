import { BelegError } from '../../../shared/errors.ts'
import { quoted, type ReadableDatabase } from './sqlite.ts'

/**
 * decided: journaled row by row. history: decided too, written by the engine alone and journaled by construction.
 * proposed: built again from what extraction said. derived: built again from the rest.
 */
export type TableClass = 'decided' | 'history' | 'proposed' | 'derived'

/** Tables people and imports decide, at the newest schema. The prefix decides; this list keeps a slip from going unseen. */
export const decidedTables = [
  'alias', 'article', 'article_field', 'attestation', 'codebook_version', 'coder', 'dataset', 'dataset_member',
  'decision', 'entity', 'evidence', 'extraction', 'fact', 'identifier', 'mention', 'sentence_review', 'setting',
  'slot', 'text', 'zone',
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

/**
 * The shapes of all tables of a class. Decided tables must have a primary key and hold no BLOB, which JSON
 * cannot carry; otherwise throws `internal`, so that such a migration never ships.
 */
export function shapesOf(db: ReadableDatabase, wanted: TableClass): ReadonlyMap<string, TableShape> {
  return new Map(tablesOf(db, wanted).map((name) => [name, shapeOf(db, name)]))
}

function shapeOf(db: ReadableDatabase, name: string): TableShape {
  const columns = db.all(`PRAGMA main.table_info(${quoted(name)})`, [], (row) => ({
    name: row.text('name'),
    type: row.text('type').toUpperCase(),
    key: row.integer('pk'),
  }))
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
