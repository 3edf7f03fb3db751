import { BelegError } from '../../../shared/errors.ts'
import { factTypeOf, slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { Reading } from '../store/rows.ts'
import type { CodebookShelf } from './shelf.ts'
import { codebookOfNumber } from './versions.ts'

/** Refuses to undo a step that saved a codebook where facts rest on it; other steps pass. */
export function refuseUndo(db: Reading, shelf: CodebookShelf, seq: number): void {
  const numbers = db.all(
    `SELECT v.number FROM history_change c JOIN codebook_version v ON v.id = json_extract(c.key_json, '$[0]')
     WHERE c.seq = ? AND c.tbl = 'codebook_version' AND v.based_on IS NOT NULL ORDER BY v.number`,
    [seq],
    (row) => row.integer('number'),
  )
  for (const number of numbers) {
    refuseOrphans(db, seq, codebookOfNumber(db, shelf, number - 1), codebookOfNumber(db, shelf, number))
  }
}

/**
 * Undoing a save must not leave facts behind that were coded under it. Throws `codebook.undoUsed` where facts that the step
 * did not touch are of a type, or fill a slot, that the earlier codebook does not have.
 */
function refuseOrphans(db: Reading, seq: number, before: Codebook, now: Codebook): void {
  const orphans = now.factTypes.flatMap((type) => {
    const untouched = `NOT EXISTS (SELECT 1 FROM history_change c WHERE c.seq = ? AND c.tbl = ? AND c.key_json = json_array(`
    if (factTypeOf(before, type.id) === undefined) {
      const count = db.count(`SELECT count(*) FROM fact f WHERE f.type = ? AND ${untouched}f.id))`, [type.id, seq, 'fact'])
      return count === 0 ? [] : [{ name: type.label, count }]
    }
    return [...type.slots].flatMap((slot) => {
      if (slotOf(before, type.id, slot.role) !== undefined) return []
      const count = db.count(
        `SELECT count(DISTINCT f.id) FROM fact f JOIN slot s ON s.fact_id = f.id WHERE f.type = ? AND s.role = ? AND ${untouched}s.id))`,
        [type.id, slot.role, seq, 'slot'],
      )
      return count === 0 ? [] : [{ name: slot.label, count }]
    })
  })
  const [first] = orphans
  if (first !== undefined) throw new BelegError('codebook.undoUsed', { name: first.name.en, nameDe: first.name.de, count: first.count })
} // prettier-ignore
