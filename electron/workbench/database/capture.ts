import { BelegError } from '../../../shared/errors.ts'
import { quoted, type Database, type ReadableDatabase, type WritableDatabase } from './sqlite.ts'
import { isKey, type Cell, type Cells, type RowChange } from './row-change.ts'
import type { TableShape } from './schema.ts'

const log = 'captured_change'

/**
 * Installs triggers on every decided table that write each row's before and after into a temporary table, after
 * SQLite's own recipe for undo (sqlite.org/undoredo.html), so that no handler can forget a change. Temporary
 * triggers never reach a snapshot. Rolling a savepoint back takes the captured changes with it.
 */
export function installCapture(db: Database, shapes: ReadonlyMap<string, TableShape>): void {
  const table = `CREATE TEMP TABLE ${log} (n INTEGER PRIMARY KEY, tbl TEXT NOT NULL, before_json TEXT, after_json TEXT);`
  const triggers = [...shapes.values()].map(triggersOf)
  db.script(['BEGIN;', table, ...triggers, 'COMMIT;'].join('\n'))
}

/**
 * A cell as it is stored. What `json_set` and its like gave is still known to be JSON in the triggers of the statement
 * that stores it, and would be written into the array as an object (sqlite.org/json1.html, interface overview); joined to
 * an empty text it is a text again, and null stays null.
 */
const asStored = (cell: string, column: string): string => (column.endsWith('_json') ? `${cell} || ''` : cell)

function triggersOf(shape: TableShape): string {
  const row = (side: 'old' | 'new') =>
    `json_array(${shape.columns.map((name) => asStored(`${side}.${quoted(name)}`, name)).join(', ')})`
  const differs = (columns: readonly string[]) =>
    columns.map((name) => `old.${quoted(name)} IS NOT new.${quoted(name)}`).join(' OR ')
  const literal = `'${shape.name.replaceAll("'", "''")}'`
  const write = (before: string, after: string) =>
    `INSERT INTO ${log} (tbl, before_json, after_json) VALUES (${literal}, ${before}, ${after});`
  const trigger = (name: string, event: string, when: string, body: string) =>
    `CREATE TEMP TRIGGER ${quoted(`capture_${name}_${shape.name}`)} AFTER ${event} ON main.${quoted(shape.name)} ${when} BEGIN ${body} END;`
  const rest = shape.columns.filter((name) => !shape.key.includes(name))
  const changed =
    rest.length === 0
      ? ''
      : trigger(
          'update',
          'UPDATE',
          `WHEN NOT (${differs(shape.key)}) AND (${differs(rest)})`,
          write(row('old'), row('new')),
        )
  return [
    trigger('insert', 'INSERT', '', write('NULL', row('new'))),
    trigger('delete', 'DELETE', '', write(row('old'), 'NULL')),
    changed,
    trigger(
      'rekey',
      'UPDATE',
      `WHEN ${differs(shape.key)}`,
      write(row('old'), 'NULL') + write('NULL', row('new')),
    ),
  ].join('\n')
}

/** The changes captured since the last call, in order; forgets them. */
export function takeCaptured(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
): readonly RowChange[] {
  const changes = readCaptured(db, shapes)
  if (changes.length > 0) db.run(`DELETE FROM ${log}`)
  return changes
}

function readCaptured(db: ReadableDatabase, shapes: ReadonlyMap<string, TableShape>): readonly RowChange[] {
  return db.all(`SELECT tbl, before_json, after_json FROM ${log} ORDER BY n`, [], (row) => {
    const shape = shapes.get(row.text('tbl'))
    const before = row.json('before_json')
    const after = row.json('after_json')
    const whole = after ?? before
    if (shape === undefined || !isKey(whole)) {
      throw new BelegError('internal', { reason: 'a captured change cannot be read' })
    }
    const key = shape.keyIndexes.map((index) => whole[index] ?? null)
    if (!isKey(before)) return { table: shape.name, key, before: null, after: cellsOf(shape, whole) }
    if (!isKey(after)) return { table: shape.name, key, before: cellsOf(shape, whole), after: null }
    const changed = shape.columns.map((_, index) => index).filter((index) => before[index] !== after[index])
    return {
      table: shape.name,
      key,
      before: cellsOf(shape, before, changed),
      after: cellsOf(shape, after, changed),
    }
  })
}

function cellsOf(shape: TableShape, values: readonly Cell[], indexes?: readonly number[]): Cells {
  const chosen = indexes ?? shape.columns.map((_, index) => index)
  return Object.fromEntries(chosen.map((index) => [shape.columns[index] ?? '', values[index] ?? null]))
}
