import { BelegError } from '../../../shared/errors.ts'
import { isCells, isKey, writeRowChange, type RowChange } from '../database/row-change.ts'
import type { ReadableDatabase, RowReader, WritableDatabase } from '../database/index.ts'
import type { Step } from './frame-body.ts'

/** A step that undo or redo would take next. */
export interface NextStep {
  readonly seq: number
  readonly label: string
}

/** Most rows of changes in one statement: what the partial indexes cost once is paid once for all of them. */
const rowsAtOnce = 16
const insertions = Array.from(
  { length: rowsAtOnce },
  (_, index) =>
    `INSERT INTO history_change (seq, n, tbl, key_json, before_json, after_json) VALUES ${'(?, ?, ?, ?, ?, ?), '.repeat(index)}(?, ?, ?, ?, ?, ?)`,
)

/**
 * Writes a step into the history. Done the same way when a command runs and when its frame is replayed, so that
 * the history needs no capture of its own.
 *
 * A step that takes others back marks them. Where what it takes back was itself an undo (a redo, then), the steps
 * that undo had marked are in force again.
 */
export function writeHistory(db: WritableDatabase, seq: number, step: Step): void {
  db.insert('history', {
    seq,
    command_id: step.commandId,
    type: step.type,
    label: step.label,
    payload_json: step.payloadJson,
    coder_id: step.coderId,
    at: step.at,
    note: step.note,
    undo_of: step.undoes.length === 0 ? null : Math.max(...step.undoes),
    undone_by: null,
    group_id: step.groupId,
    article_id: step.articleId,
    undoable: step.undoable,
    answer_json: step.answerJson,
  })
  for (const undone of step.undoes) {
    db.run('UPDATE history SET undone_by = NULL WHERE undone_by = ?', [undone])
    db.run('UPDATE history SET undone_by = ? WHERE seq = ?', [seq, undone])
  }
  for (let from = 0; from < step.changes.length; from += rowsAtOnce) {
    const rows = step.changes.slice(from, from + rowsAtOnce)
    db.run(
      insertions[rows.length - 1] ?? '',
      rows.flatMap((change, at) => changeColumns(seq, from + at, change)),
    )
  }
}

function changeColumns(seq: number, n: number, change: RowChange): readonly (string | number | null)[] {
  const [table, key, before, after] = writeRowChange(change)
  return [
    seq,
    n,
    table,
    JSON.stringify(key),
    before === null ? null : JSON.stringify(before),
    after === null ? null : JSON.stringify(after),
  ]
}

/** What a step changed, in order. */
export function changesOfStep(db: ReadableDatabase, seq: number): readonly RowChange[] {
  return db.all(
    'SELECT tbl, key_json, before_json, after_json FROM history_change WHERE seq = ? ORDER BY n',
    [seq],
    (row) => {
      const key = row.json('key_json')
      const before = row.json('before_json') ?? null
      const after = row.json('after_json') ?? null
      if (!isKey(key) || !isCells(before) || !isCells(after)) {
        throw new BelegError('internal', { reason: `step ${seq} of the history cannot be read` })
      }
      return { table: row.text('tbl'), key, before, after }
    },
  )
}

// A step is an undo where it takes back an ordinary step, and a redo where it takes back an undo.
const undoes = `h.undo_of IS NOT NULL AND (SELECT undo_of FROM history WHERE seq = h.undo_of) IS NULL`

const nextStep = (row: RowReader): NextStep => ({ seq: row.integer('seq'), label: row.text('label') })

/** Of no group that still grows (a JSON array): nobody means an import under way by “undo”. */
const settled = '(group_id IS NULL OR group_id NOT IN (SELECT value FROM json_each(?2)))'

/** The coder's last ordinary step that is in force and can be undone, of none of the groups that still `grow`. */
export function nextUndo(
  db: ReadableDatabase,
  coderId: string | null,
  grow: readonly string[] = [],
): NextStep | null {
  const found = db.get(
    `SELECT seq, label FROM history
     WHERE coder_id IS ?1 AND undo_of IS NULL AND undone_by IS NULL AND undoable = 1 AND ${settled}
     ORDER BY seq DESC LIMIT 1`,
    [coderId, JSON.stringify(grow)],
    nextStep,
  )
  return found ?? null
}

/**
 * The coder's last undo that is in force and newer than the coder's last ordinary step; with the label of what
 * it took back.
 */
export function nextRedo(
  db: ReadableDatabase,
  coderId: string | null,
  grow: readonly string[] = [],
): NextStep | null {
  const found = db.get(
    `SELECT h.seq, (SELECT label FROM history WHERE seq = h.undo_of) AS label FROM history h
     WHERE h.coder_id IS ?1 AND h.undone_by IS NULL AND h.undoable = 1 AND ${undoes}
       AND h.seq > coalesce(
         (SELECT max(seq) FROM history WHERE coder_id IS ?1 AND undo_of IS NULL AND undoable = 1 AND ${settled}), 0)
     ORDER BY h.seq DESC LIMIT 1`,
    [coderId, JSON.stringify(grow)],
    nextStep,
  )
  return found ?? null
}

interface UndoTarget {
  readonly seq: number
  readonly type: string
  readonly label: string
  readonly coderId: string | null
  readonly groupId: string | null
  readonly undoneBy: number | null
  readonly undoable: boolean
  readonly isUndo: boolean
}

/**
 * The steps to take back for one step, newest first: the step itself and, for a grouped one, what the same coder
 * did under the same group and is still in force. Throws `notFound`, `undo.never`, `undo.nothing`, or `undo.underWay` where
 * its group is among those that still `grow`.
 */
export function stepsToUndo(
  db: ReadableDatabase,
  seq: number,
  grow: ReadonlySet<string> = new Set(),
): readonly UndoTarget[] {
  const columns = `h.seq, h.type, h.label, h.coder_id, h.group_id, h.undone_by, h.undoable, (${undoes}) AS is_undo`
  const read = (row: RowReader): UndoTarget => ({
    seq: row.integer('seq'),
    type: row.text('type'),
    label: row.text('label'),
    coderId: row.textOrNull('coder_id'),
    groupId: row.textOrNull('group_id'),
    undoneBy: row.integerOrNull('undone_by'),
    undoable: row.flag('undoable'),
    isUndo: row.flag('is_undo'),
  })
  const target = db.get(`SELECT ${columns} FROM history h WHERE h.seq = ?`, [seq], read)
  if (target === undefined) throw new BelegError('notFound', { kind: 'step', id: seq })
  // The last step of a group may have changed nothing, with more before it that did.
  if (!target.undoable && target.groupId === null) throw new BelegError('undo.never', { type: target.type })
  if (target.undoneBy !== null) throw new BelegError('undo.nothing')
  if (target.groupId === null || target.isUndo) return [target]
  if (grow.has(target.groupId)) throw new BelegError('undo.underWay')
  const steps = db.all(
    `SELECT ${columns} FROM history h
     WHERE h.group_id = ? AND h.coder_id IS ? AND h.undone_by IS NULL AND h.undoable = 1 AND h.undo_of IS NULL
     ORDER BY h.seq DESC`,
    [target.groupId, target.coderId],
    read,
  )
  if (steps.length === 0) throw new BelegError('undo.never', { type: target.type })
  return steps
}
