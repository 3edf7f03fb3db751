import { slotOf, type CodebookSlot } from '../../../shared/model/codebook.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'
import { roleLabel, rolesInOrder, type Reading } from './reading.ts'

/** One line of the editor. A role with several fillers has a row for each. */
export type EditorRow =
  | {
      readonly kind: 'slot'
      readonly key: string
      readonly label: string
      readonly definition: CodebookSlot
      /** Null where the row is empty and filling it adds a slot. */
      readonly slot: SlotView | null
      readonly missing: boolean
    }
  | { readonly kind: 'time' | 'modality' | 'polarity' | 'attribution' | 'role'; readonly key: string }

/** Roles that further fillers may be added to. */
const repeats = (definition: CodebookSlot): boolean =>
  definition.count === 'some' || definition.count === 'any'

/**
 * The rows of a fact in the order in which Tab walks them: the roles of its type with their fillers, roles it has
 * beyond those, roles the coder just added (`extra`), then time, modality, polarity, attribution, and the row that
 * adds a role. Optional roles without a filler are rows too: what is not seen is not filled.
 */
export function editorRows(
  reading: Reading,
  fact: FactView,
  extra: readonly string[],
  options: { readonly attribution: boolean },
): readonly EditorRow[] {
  const filled = (role: string): boolean => fact.slots.some((slot) => slot.role === role)
  const own = rolesInOrder(reading.codebook, fact.type).filter(
    ({ role, retired }) => retired !== true || filled(role),
  )
  const beyond = [...new Set([...fact.slots.map((slot) => slot.role), ...extra])]
    .filter((role) => !own.some((definition) => definition.role === role))
    .flatMap((role) => slotOf(reading.codebook, fact.type, role) ?? [])
  const missing = new Set(fact.missing.flatMap((role) => role.split('|')))
  const rows: EditorRow[] = []
  for (const definition of [...own, ...beyond]) {
    const { role } = definition
    const fillers = fact.slots.filter((slot) => slot.role === role)
    const row = (slot: SlotView | null, key: string): EditorRow => ({
      kind: 'slot', key, label: roleLabel(reading, fact.type, role), definition, slot, missing: slot === null && missing.has(role),
    }) // prettier-ignore
    fillers.forEach((slot) => rows.push(row(slot, `slot:${slot.id}`)))
    if (fillers.length === 0 || (extra.includes(role) && repeats(definition)))
      rows.push(row(null, `empty:${role}`))
  }
  rows.push(
    { kind: 'time', key: 'time' },
    { kind: 'modality', key: 'modality' },
    { kind: 'polarity', key: 'polarity' },
  )
  if (options.attribution) rows.push({ kind: 'attribution', key: 'attribution' })
  rows.push({ kind: 'role', key: 'role' })
  return rows
}

/** Roles that can be added: common ones not yet shown, and those that take more than one filler. */
export function addableRoles(
  reading: Reading,
  fact: FactView,
  rows: readonly EditorRow[],
): readonly CodebookSlot[] {
  const shown = new Set(rows.flatMap((row) => (row.kind === 'slot' ? [row.definition.role] : [])))
  const own = rolesInOrder(reading.codebook, fact.type)
  const offered = [
    ...own.filter((slot) => repeats(slot) && fact.slots.some((one) => one.role === slot.role)),
    ...reading.codebook.commonSlots.filter(
      (slot) => !own.some((one) => one.role === slot.role) && (!shown.has(slot.role) || repeats(slot)),
    ),
  ]
  return offered.filter(({ retired }) => retired !== true)
}

/** The row to begin with: the wanted one, else the first gap, else the first row. */
export function firstRow(rows: readonly EditorRow[], wanted: string | null): string {
  if (wanted !== null && rows.some((row) => row.key === wanted)) return wanted
  const gap = rows.find((row) => row.kind === 'slot' && row.missing)
  return (gap ?? rows[0])?.key ?? 'time'
}

/** What the chips of a fact's card are, in their order: its fillers, and its gaps (`gap:<role>`). */
export function chipKeys(reading: Reading, fact: FactView): readonly string[] {
  const own = rolesInOrder(reading.codebook, fact.type).map((definition) => definition.role)
  const rank = (role: string): number => (own.includes(role) ? own.indexOf(role) : own.length)
  const filled = fact.slots.map((slot, index) => ({ key: `slot:${slot.id}`, rank: rank(slot.role), index }))
  const gaps = fact.missing.map((role, index) => ({
    key: `gap:${role}`,
    rank: rank(role.split('|')[0] ?? role),
    index,
  }))
  return [...filled, ...gaps].sort((a, b) => a.rank - b.rank || a.index - b.index).map(({ key }) => key)
}
