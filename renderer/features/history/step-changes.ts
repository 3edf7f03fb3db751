import type { StepChange } from '../../../shared/model/views.ts'

/** Tables that only keep the books of others: never shown as a change of their own. */
const bookkeeping = new Set(['decision', 'extraction', 'text', 'cluster_later'])

/** One value as it was and as it is; null on a side where there was none. */
export interface ValueChange {
  readonly column: string
  readonly before: string | number | null
  readonly after: string | number | null
}

/** One row as a person thinks of it: appeared, went, or has other values. */
export interface SubjectChange {
  readonly table: string
  readonly key: StepChange['key']
  readonly kind: 'made' | 'removed' | 'changed'
  readonly factId: string | null
  readonly role: string | null
  /** The whole row where it appeared or went; the changed columns else. */
  readonly before: StepChange['before']
  readonly after: StepChange['after']
}

/** What a step did to a fact, or to something else. */
export interface ChangeGroup {
  /** The fact, or null for rows that belong to none. */
  readonly factId: string | null
  readonly changes: readonly SubjectChange[]
  /** Rows the proposal brought along unchanged: the first decision on a fact keeps them, the last undo lets them go. */
  readonly carried: number
}

/**
 * Folds a step's rows, in the order it changed them, into what is worth reading. The first decision on a proposed fact
 * copies the proposal into the decided tables: of those rows only what the step changed in them is told.
 */
export function groupChanges(changes: readonly StepChange[]): readonly ChangeGroup[] {
  const proposed = new Set(
    changes.flatMap(({ table, key, before, after }) => {
      const whole = before === null ? after : after === null ? before : null
      return table === 'fact' && whole?.['origin'] === 'rule' ? [String(key[0])] : []
    }),
  )
  const rows = new Map<string, SubjectChange>()
  const carried = new Map<string | null, number>()
  for (const change of changes) {
    if (bookkeeping.has(change.table)) continue
    const { factId } = change
    const part = ['fact', 'attestation', 'evidence', 'slot'].includes(change.table)
    if (part && factId !== null && proposed.has(factId) && (change.before === null || change.after === null)) {
      carried.set(factId, (carried.get(factId) ?? 0) + 1)
      const state = change.table === 'fact' ? stateBesideProposal(change) : null
      if (state === null) continue
      fold(rows, state)
    } else fold(rows, { ...change, kind: kindOf(change) })
  }
  const groups = new Map<string | null, SubjectChange[]>()
  for (const row of rows.values()) {
    if (row.kind === 'changed' && sameValues(row)) continue
    groups.set(row.factId, [...(groups.get(row.factId) ?? []), row])
  }
  for (const factId of carried.keys()) if (!groups.has(factId)) groups.set(factId, [])
  return [...groups].map(([factId, own]) => ({ factId, changes: own, carried: carried.get(factId) ?? 0 }))
} // prettier-ignore

const kindOf = ({ before, after }: Pick<StepChange, 'before' | 'after'>): SubjectChange['kind'] =>
  before === null ? 'made' : after === null ? 'removed' : 'changed'

/** A row that appears or goes with another state than the proposal's says that the state changed. */
function stateBesideProposal(change: StepChange): SubjectChange | null {
  const of = (cells: StepChange['before']): StepChange['before'] => ({ state: cells?.['state'] ?? 'proposed' })
  const before = change.before === null ? { state: 'proposed' } : of(change.before)
  const after = change.after === null ? { state: 'proposed' } : of(change.after)
  return before?.['state'] === after?.['state'] ? null : { ...change, kind: 'changed', before, after }
} // prettier-ignore

/** Lays a change of a row over what the step did to it before. */
function fold(rows: Map<string, SubjectChange>, change: SubjectChange): void {
  const id = JSON.stringify([change.table, change.key])
  const earlier = rows.get(id)
  if (earlier === undefined) {
    rows.set(id, change)
    return
  }
  const before = earlier.before === null ? null : { ...change.before, ...earlier.before }
  const after = change.after === null ? null : { ...earlier.after, ...change.after }
  if (before === null && after === null) rows.delete(id)
  else rows.set(id, { ...earlier, before, after, kind: kindOf({ before, after }) })
}

const sameValues = ({ before, after }: SubjectChange): boolean =>
  Object.keys({ ...before, ...after }).every((column) => before?.[column] === after?.[column])

/** The values of a change that differ, in the order of the columns. */
export function valueChanges({ before, after }: SubjectChange): readonly ValueChange[] {
  return Object.keys({ ...before, ...after })
    .map((column) => ({ column, before: before?.[column] ?? null, after: after?.[column] ?? null }))
    .filter((value) => value.before !== value.after)
}
