import {
  applyRowChanges,
  inverse,
  type ReadableDatabase,
  type TableShape,
  type WritableDatabase,
} from '../database/index.ts'
import { changesOfStep, stepsToUndo } from './history.ts'
import { undoConflict } from './undo-conflict.ts'

/** Steps that are taken back in one, newest first. */
interface Together {
  readonly steps: readonly number[]
  /** Of the newest step that was asked for. */
  readonly label: string
  /** Whether that step takes others back itself. */
  readonly isUndo: boolean
}

/** A step with those of its group, and the steps in `together` with theirs. Errors as `stepsToUndo`. */
export function stepsTogether(
  db: ReadableDatabase,
  seq: number,
  together: readonly number[],
  grow: ReadonlySet<string>,
): Together {
  const asked = stepsToUndo(db, seq, grow)
  const all = [...asked, ...together.flatMap((one) => stepsToUndo(db, one, grow))]
  const [newest] = asked
  return {
    steps: [...new Set(all.map((step) => step.seq))].sort((a, b) => b - a),
    label: newest?.label ?? '',
    isUndo: newest?.isUndo === true,
  }
}

/** Takes steps back, in the order given. Throws `undo.conflict` where later work rests on one of them. */
export function takeBack(
  db: WritableDatabase,
  shapes: ReadonlyMap<string, TableShape>,
  steps: readonly number[],
): void {
  const back = steps.flatMap((step) => changesOfStep(db, step).toReversed().map(inverse))
  const conflicts = applyRowChanges(db, shapes, back)
  if (conflicts.length > 0) throw undoConflict(db, shapes, conflicts, steps)
}
