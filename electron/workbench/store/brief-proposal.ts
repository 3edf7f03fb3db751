import type { FactId } from '../../../shared/model/ids.ts'
import type { FactKind } from '../../../shared/model/vocabulary.ts'
import type { ProposedFact, ProposedSlot } from './proposals.ts'

/** What `p_fact.brief_json` keeps: see the migration that brought it. */
export type BriefProposal = readonly [
  kind: FactKind,
  evidence: readonly (readonly [start: number, end: number])[],
  trigger: readonly [start: number, end: number] | null,
  answered: readonly string[],
  byEntity: readonly (readonly [role: string, mentionId: string | null, localEntity: string | null])[],
  conflictsWith: readonly FactId[],
]

const isAnswered = ({ start, norm, inferred }: ProposedSlot): boolean =>
  start != null || norm != null || inferred === true

/** What lists and counts ask of a proposed fact. */
export function briefProposal(fact: ProposedFact): BriefProposal {
  return [
    fact.kind,
    fact.evidence.map(({ start, end }) => [start, end] as const),
    fact.trigger === null ? null : [fact.trigger.start, fact.trigger.end],
    [...new Set(fact.slots.filter(isAnswered).map(({ role }) => role))],
    fact.slots
      .filter((slot) => !isAnswered(slot) && (slot.mentionId !== null || slot.localEntity !== null))
      .map(({ role, mentionId, localEntity }) => [role, mentionId, localEntity] as const),
    fact.conflictsWith.map((id) => id as FactId),
  ]
}
