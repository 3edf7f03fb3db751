import type { OpinionArticle, OpinionFact, OpinionSlot } from '../../../../shared/model/opinion.ts'
import type { EntityRef, EntityView, FactView, SlotView } from '../../../../shared/model/views.ts'
import { fold } from '../../linking/fold.ts'

/** What one coder, or one project, says of the same articles as another. */
export interface Opinion {
  /** Whose it is, for people: the coders' names and the project's. */
  readonly name: string
  /** By the checksum of the text. */
  readonly articles: ReadonlyMap<string, OpinionArticle>
}

/** Who an entity of a project is, outside it. */
export type Identify = (entityId: string) => OpinionSlot['entity']

/** A fact of a project or an export as it is compared. */
export function opinionFact(fact: FactView, identify: Identify): OpinionFact {
  return {
    id: fact.id,
    type: fact.type,
    verdict: fact.state === 'proposed' ? 'undecided' : fact.state === 'rejected' ? 'rejected' : 'holds',
    fingerprint: fact.fingerprint,
    evidence: fact.evidence.map(({ start, end }) => ({ start, end })),
    quote: fact.evidence.map(({ surface }) => surface).join(' … '),
    trigger: fact.trigger === null ? null : { start: fact.trigger.start, end: fact.trigger.end },
    slots: fact.slots.map((slot) => opinionSlot(slot, identify)),
    modality: fact.modality,
    polarity: fact.polarity,
    time: fact.time,
    coder: fact.coder,
    note: fact.note,
  }
}

/** A filler of a project as it is compared. */
export function opinionSlot(slot: SlotView, identify: Identify): OpinionSlot {
  const entity = slot.entityId === null ? null : identify(slot.entityId)
  return {
    role: slot.role,
    key: keyOf(slot, entity),
    entity,
    span: slot.start === null || slot.end === null ? null : { start: slot.start, end: slot.end },
    value: slot.value,
    notStated: slot.notStated,
  }
}

function keyOf(slot: SlotView, entity: OpinionSlot['entity']): string {
  if (slot.notStated) return '[not stated]'
  if (entity !== null) return entity.identity
  if (slot.value !== null) return `=${String(slot.value)}`
  if (slot.norm !== null) {
    if (typeof slot.norm !== 'object') return `=${String(slot.norm)}`
    const { iso, value, amount, currency, unit } = slot.norm
    const parts = [iso ?? value ?? amount, currency ?? unit].filter((part) => part !== undefined)
    if (parts.length > 0) return `=${parts.join(' ')}`
  }
  return slot.surface ?? ''
}

/** Who an entity is outside its project: by an identifier that others share, else by its type and name. */
export function identified(
  entity: EntityRef & Partial<Pick<EntityView, 'identifiers'>>,
): NonNullable<OpinionSlot['entity']> {
  const name = entity.labelDe ?? entity.labelEn ?? entity.id
  for (const scheme of ['wikidata', 'gazetteer']) {
    const known = entity.identifiers?.find((one) => one.scheme === scheme)
    if (known !== undefined) return { identity: `${scheme}:${known.value}`, type: entity.type, name }
  }
  return { identity: `name:${fold(name)}`, type: entity.type, name }
}
