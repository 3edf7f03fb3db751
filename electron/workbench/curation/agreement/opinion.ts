import type { Span } from '../../../../shared/model/span.ts'
import type { EntityView, FactView, SlotView } from '../../../../shared/model/views.ts'
import { fold } from '../../linking/fold.ts'

/** What one coder, or one project, says of the same articles as another. */
export interface Opinion {
  /** Whose it is, for people: the coders' names, or the project's. */
  readonly name: string
  /** By the checksum of the text. */
  readonly articles: ReadonlyMap<string, OpinionArticle>
}

export interface OpinionArticle {
  readonly title: string
  /** Whether the article was finished: what is not there was then left out on purpose. */
  readonly finished: boolean
  readonly facts: readonly OpinionFact[]
}

/** A fact as it is compared. Entities are compared by who they are, because ids are each project's own. */
export interface OpinionFact {
  readonly id: string
  readonly type: string
  /** What was decided: that it holds, that it does not, or nothing yet. */
  readonly verdict: 'holds' | 'rejected' | 'undecided'
  readonly fingerprint: string | null
  readonly evidence: readonly Span[]
  readonly quote: string
  readonly trigger: Span | null
  /** Fillers by role, in code-unit order; roles without a filler are not there. */
  readonly slots: ReadonlyMap<string, readonly string[]>
  readonly modality: string
  readonly polarity: string
  readonly time: string | null
}

/** A fact of a project or an export as it is compared. `identity` says who an entity is, across projects. */
export function opinionFact(fact: FactView, identity: (entityId: string) => string): OpinionFact {
  const slots = new Map<string, string[]>()
  for (const slot of fact.slots) {
    const filler = fillerOf(slot, identity)
    if (filler !== null) slots.set(slot.role, [...(slots.get(slot.role) ?? []), filler])
  }
  return {
    id: fact.id,
    type: fact.type,
    verdict: fact.state === 'proposed' ? 'undecided' : fact.state === 'rejected' ? 'rejected' : 'holds',
    fingerprint: fact.fingerprint,
    evidence: fact.evidence.map(({ start, end }) => ({ start, end })),
    quote: fact.evidence.map(({ surface }) => surface).join(' … '),
    trigger: fact.trigger === null ? null : { start: fact.trigger.start, end: fact.trigger.end },
    slots: new Map([...slots].map(([role, fillers]) => [role, fillers.sort()])),
    modality: fact.modality,
    polarity: fact.polarity,
    time: fact.time?.iso ?? null,
  }
}

function fillerOf(slot: SlotView, identity: (entityId: string) => string): string | null {
  if (slot.notStated) return '[not stated]'
  if (slot.entityId !== null) return identity(slot.entityId)
  if (slot.value !== null) return `=${String(slot.value)}`
  if (slot.norm !== null) {
    if (typeof slot.norm !== 'object') return `=${String(slot.norm)}`
    const { iso, value, amount, currency, unit } = slot.norm
    const parts = [iso ?? value ?? amount, currency ?? unit].filter((part) => part !== undefined)
    if (parts.length > 0) return `=${parts.join(' ')}`
  }
  return slot.surface === null || slot.surface === '' ? null : `"${slot.surface}"`
}

/** Who an entity is outside its project: by an identifier that others share, else by its name. */
export function identityOf(
  entity: Pick<EntityView, 'id' | 'labelDe' | 'labelEn'> & Partial<Pick<EntityView, 'identifiers'>>,
): string {
  for (const scheme of ['wikidata', 'gazetteer']) {
    const known = entity.identifiers?.find((one) => one.scheme === scheme)
    if (known !== undefined) return `${scheme}:${known.value}`
  }
  const name = entity.labelDe ?? entity.labelEn
  return name === null ? entity.id : fold(name)
}
