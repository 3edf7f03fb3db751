import { isBrief } from '../../../shared/article-of-columns.ts'
import { slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'

/** A role that takes one filler, and what the two facts say in it. */
export interface JoinConflict {
  readonly role: string
  readonly ours: SlotView
  readonly theirs: SlotView
}

const same = (a: SlotView, b: SlotView): boolean =>
  a.entityId !== null || b.entityId !== null
    ? a.entityId === b.entityId
    : a.start === b.start && a.end === b.end && a.value === b.value

/** What must be decided before `from` can be joined to `into`; the store refuses what is left open. */
export function joinConflicts(codebook: Codebook, into: FactView, from: FactView): readonly JoinConflict[] {
  return from.slots.flatMap((theirs): JoinConflict[] => {
    const definition = slotOf(codebook, into.type, theirs.role)
    if (definition === undefined || theirs.notStated) return []
    if (definition.count !== 'one' && definition.count !== 'optional') return []
    const ours = into.slots.filter((slot) => slot.role === theirs.role && !slot.notStated)
    const [first] = ours
    return first === undefined || ours.some((slot) => same(slot, theirs))
      ? []
      : [{ role: theirs.role, ours: first, theirs }]
  })
}

/**
 * Facts that a fact may be joined with: of the same type first, then the nearest in the text. What a fact that is still being
 * read says in its slots is not known yet, nor therefore where the two disagree: it is offered as soon as it is whole.
 */
export function joinable(facts: readonly FactView[], into: FactView): readonly FactView[] {
  const at = into.evidence[0]?.start ?? 0
  const away = (fact: FactView): number => Math.abs((fact.evidence[0]?.start ?? 0) - at)
  return facts
    .filter(
      (fact) =>
        fact.id !== into.id && !isBrief(fact) && fact.state !== 'rejected' && fact.state !== 'withdrawn',
    )
    .sort((a, b) => Number(b.type === into.type) - Number(a.type === into.type) || away(a) - away(b))
}
