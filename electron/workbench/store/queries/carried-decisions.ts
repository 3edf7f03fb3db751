import { z } from 'zod'
import { historyRowSchema, type HistoryRow } from '../../../../shared/model/views.ts'
import type { Reading } from '../rows.ts'
import { factHistory } from './history.ts'

/** The step that reads an export back: what it brought tells its own story. */
const broughtBy = 'annotations.restore'

/**
 * The decisions on a fact, oldest first: those that came with it from another project, then those of this one. That it
 * came, went with an undo and came again is none.
 */
export function decisionsOn(db: Reading, factId: string): readonly HistoryRow[] {
  const carried = db.all(
    'SELECT body_json FROM carried_decision WHERE fact_id = ? ORDER BY ordinal',
    [factId],
    (row) => historyRowSchema.parse(row.json('body_json')),
  )
  const own = factHistory(db, factId).filter(
    ({ type, undoOfType }) => type !== broughtBy && undoOfType !== broughtBy,
  )
  return [...carried, ...own.reverse()]
}

const originSchema = z.object({ id: z.string(), name: z.string() })

/** The project a dataset was made in, where it came from another one by its export. */
export function originOf(db: Reading, datasetId: string): z.infer<typeof originSchema> | null {
  const found = db.get('SELECT value FROM setting WHERE key = ?', [`origin.${datasetId}`], (row) =>
    row.textOrNull('value'),
  )
  return found == null ? null : originSchema.parse(JSON.parse(found))
}
