import {
  factTypeOf,
  isRequired,
  slotOf,
  type Codebook,
  type CodebookSlot,
} from '../../../shared/model/codebook.ts'
import type { MisfitReason } from '../../../shared/model/codebook-impact.ts'
import type { Reading } from '../store/rows.ts'

/** A decided fact that says what a codebook does not allow. */
export interface Misfit {
  readonly factId: string
  readonly role: string
  readonly why: MisfitReason
}

interface Filler {
  readonly factId: string
  readonly attestationId: string | null
  readonly role: string
  readonly kind: string | null
  readonly value: string | null
  readonly notStated: boolean
}

const fillersOf = (db: Reading, where: string, params: readonly string[]): readonly Filler[] =>
  db.all(
    `SELECT s.fact_id, s.attestation_id, s.role, coalesce(e.type, m.type, p.type) AS kind, s.value, s.not_stated
     FROM fact f JOIN slot s ON s.fact_id = f.id
       LEFT JOIN entity e ON e.id = s.entity_id LEFT JOIN mention m ON m.id = s.mention_id LEFT JOIN p_mention p ON p.id = s.mention_id
     WHERE ${where} ORDER BY s.fact_id, s.ordinal`,
    params,
    (row) => ({
      factId: row.text('fact_id'),
      attestationId: row.textOrNull('attestation_id'),
      role: row.text('role'),
      kind: row.textOrNull('kind'),
      value: row.textOrNull('value'),
      notStated: row.flag('not_stated'),
    }),
  ) // prettier-ignore

/** Facts in force: what was rejected or withdrawn need not fit. */
const inForce = "f.state NOT IN ('rejected', 'withdrawn')"

/**
 * Facts of a type, as a codebook in force calls it, that fit it and would not fit a later one. Reads the fillers of the type
 * once; says nothing of roles the later one does not have.
 */
export function newMisfits(db: Reading, before: Codebook, after: Codebook, typeId: string): readonly Misfit[] {
  const type = factTypeOf(after, typeId)
  if (type === undefined) return []
  const fillers = fillersOf(db, `f.type = ? AND ${inForce}`, [typeId])
  // A slot that is only called otherwise is the same slot.
  const asNow = (role: string): string => slotOf(after, typeId, role)?.role ?? role
  const was = new Set(wrongFillers(before, typeId, fillers).map((misfit) => keyOf({ ...misfit, role: asNow(misfit.role) })))
  const wrong = wrongFillers(after, typeId, fillers).filter((misfit) => !was.has(keyOf(misfit)))
  return [...wrong, ...newlyMissing(db, before, after, typeId)]
} // prettier-ignore

/** Whether a fact still does not fit. */
export function stillMisfits(db: Reading, codebook: Codebook, { factId, role, why }: Misfit): boolean {
  const type = db.get(`SELECT f.type FROM fact f WHERE f.id = ? AND ${inForce}`, [factId], (row) => row.text('type'))
  if (type === undefined) return false
  const fillers = fillersOf(db, 'f.id = ?', [factId])
  const slot = slotOf(codebook, type, role)
  if (why === 'missing') return slot !== undefined && isRequired(slot) && !answers(slot, new Set(fillers.map((one) => one.role)))
  return wrongFillers(codebook, type, fillers).some((one) => one.role === (slot?.role ?? role) && one.why === why)
} // prettier-ignore

const keyOf = ({ factId, role, why }: Misfit): string => `${factId} ${role} ${why}`

function wrongFillers(codebook: Codebook, typeId: string, fillers: readonly Filler[]): readonly Misfit[] {
  const found = new Map<string, Misfit>()
  const add = (misfit: Misfit): void => void found.set(keyOf(misfit), misfit)
  const counted = new Map<string, number>()
  for (const filler of fillers) {
    const slot = slotOf(codebook, typeId, filler.role)
    if (slot === undefined || filler.notStated) continue
    const { factId } = filler
    const place = `${factId} ${filler.attestationId ?? ''} ${slot.role}`
    const count = (counted.get(place) ?? 0) + 1
    counted.set(place, count)
    if (count > 1 && (slot.count === 'one' || slot.count === 'optional')) add({ factId, role: slot.role, why: 'many' })
    const why = whyWrong(slot, filler)
    if (why !== null) add({ factId, role: slot.role, why })
  }
  return [...found.values()]
} // prettier-ignore

function whyWrong(slot: CodebookSlot, { kind, value }: Filler): MisfitReason | null {
  if (value !== null)
    return slot.values === undefined || slot.values.some(({ id }) => id === value) ? null : 'value'
  if (kind === null) return slot.text ? null : 'words'
  return slot.text || slot.fillers.some((filler) => filler === kind) ? null : 'filler'
}

const answers = (slot: CodebookSlot, filled: ReadonlySet<string>): boolean =>
  (slot.anyOf?.split('|') ?? [slot.role]).some((role) => filled.has(role))

function newlyMissing(db: Reading, before: Codebook, after: Codebook, typeId: string): readonly Misfit[] {
  const type = factTypeOf(after, typeId)
  return (type?.slots ?? []).filter(isRequired).flatMap((slot) => {
    const was = slotOf(before, typeId, slot.former?.find((role) => slotOf(before, typeId, role) !== undefined) ?? slot.role)
    if (was !== undefined && isRequired(was) && was.anyOf === slot.anyOf) return []
    const names = (slot.anyOf?.split('|') ?? [slot.role]).flatMap((role) => [
      role,
      ...(slotOf(after, typeId, role)?.former ?? []),
    ])
    return db.all(
      `SELECT f.id FROM fact f WHERE f.type = ? AND ${inForce} AND NOT EXISTS (
         SELECT 1 FROM slot s WHERE s.fact_id = f.id AND s.role IN (SELECT value FROM json_each(?))) ORDER BY f.id`,
      [typeId, JSON.stringify(names)],
      (row) => ({ factId: row.text('id'), role: slot.role, why: 'missing' as const }),
    )
  })
} // prettier-ignore
