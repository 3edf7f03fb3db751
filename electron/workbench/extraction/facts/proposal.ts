import type { Span } from '../../../../shared/model/span.ts'
import type { ExtractedMention, ExtractedSlot, FactTime } from '../../../../shared/model/extraction.ts'
import type { FactKind, Modality, Polarity } from '../../../../shared/model/vocabulary.ts'
import type { Actor } from './phrase.ts'
import type { Voice } from './speech.ts'

/** A fact on its way: spans without their words, which are added when it is handed out. */
export interface Proposal {
  readonly type: string
  readonly kind: FactKind
  readonly rule: string
  readonly ruleVersion: number
  readonly prior: number
  trigger: Span | undefined
  evidence: Span[]
  slots: ExtractedSlot[]
  time: FactTime | undefined
  modality: Modality
  polarity: Polarity
  voice: Voice | undefined
  temporalStatus?: 'current' | 'former' | 'designated' | undefined
  /** Where it was found: sentence and clause; -1 for the whole sentence. */
  readonly sentence: number
  readonly clause: number
  derivedFrom?: Proposal | undefined
  partOf?: Proposal | undefined
  conflictsWith: Proposal[]
  /** Clauses before its own that it takes up as what is said: they need no statement either. */
  readonly covers?: readonly number[] | undefined
  /** Whether it is what its clause says, so that the clause needs no plain statement. */
  readonly states: boolean
  /** A mere mention ("nach dem Treffen") that only adds evidence to a fact told elsewhere. */
  readonly partial?: boolean | undefined
  /** Stands in a headline, which the text below tells again in other words. */
  heading?: boolean | undefined
  /** Words that may raise a code ("military") beside the topics. */
  wording: string
}

/** A proposal with all its keys in one order, for the same reason as slots. */
export function inOneShape(proposal: Proposal): Proposal {
  const { type, kind, rule, ruleVersion, prior, trigger, evidence, slots, time, modality, polarity, voice } =
    proposal
  const { temporalStatus, sentence, clause, derivedFrom, partOf, conflictsWith, covers, states, partial } =
    proposal
  const { heading, wording } = proposal
  return {
    type, kind, rule, ruleVersion, prior, trigger, evidence, slots, time, modality, polarity, voice, temporalStatus, sentence, clause,
    derivedFrom, partOf, conflictsWith, covers, states, partial, heading, wording,
  } // prettier-ignore
}

/**
 * A slot with all its keys in one order: they are read at every turn, and objects of one shape are read several times faster
 * than those of a dozen.
 */
function slotOf(
  role: string,
  entity: string | undefined,
  words: { readonly start: number; readonly end: number; readonly surface: string } | undefined,
  mention: string | null | undefined,
  norm: ExtractedSlot['norm'],
  rule: string | undefined,
): ExtractedSlot {
  return {
    role,
    entity,
    start: words?.start,
    end: words?.end,
    surface: words?.surface,
    mention,
    norm,
    inferred: rule === undefined ? undefined : true,
    rule,
  }
}

/** A slot that an actor fills, with the words that name it; without words where it was inferred. */
export function actorSlot(role: string, actor: Actor, inferred?: string): ExtractedSlot {
  const { mention, entity } = actor
  if (mention.entity === null)
    return inferred === undefined
      ? slotOf(role, undefined, mention, null, undefined, undefined)
      : slotOf(role, undefined, undefined, undefined, mention.surface, inferred)
  return inferred === undefined
    ? slotOf(role, entity, mention, mention.id, undefined, undefined)
    : slotOf(role, entity, undefined, undefined, undefined, inferred)
}

/** A slot filled by words of the text. */
export function textSlot(role: string, text: string, span: Span, norm?: string | number): ExtractedSlot {
  const { start, end } = span
  return slotOf(role, undefined, { start, end, surface: text.slice(start, end) }, null, norm, undefined)
}

/** A slot filled by a mention: entity where it has one, value where it has one. */
export function mentionSlot(role: string, mention: ExtractedMention, norm?: string | number): ExtractedSlot {
  const { entity, id } = mention
  return slotOf(role, entity ?? undefined, mention, id === '' ? null : id, norm ?? mention.norm, undefined)
}

/** A slot that follows from the predicate or the context and has no words. */
export function inferredSlot(role: string, norm: string, rule: string): ExtractedSlot {
  return slotOf(role, undefined, undefined, undefined, norm, rule)
}

/** A slot that somebody fills of whom the words here do not speak; `rule` says from where it is known. */
export function knownSlot(role: string, entity: string | undefined, rule: string): ExtractedSlot {
  return slotOf(role, entity, undefined, undefined, undefined, rule)
}

/** The same slot under another role. */
export function inRole(slot: ExtractedSlot, role: string): ExtractedSlot {
  const { entity, start, end, surface, mention, norm, inferred, rule } = slot
  return { role, entity, start, end, surface, mention, norm, inferred, rule }
}

/** The stretch from the first to the last of the spans. */
export function hull(spans: readonly Span[]): Span | undefined {
  let start = Infinity
  let end = -1
  for (const span of spans) {
    start = Math.min(start, span.start)
    end = Math.max(end, span.end)
  }
  return end > start ? { start, end } : undefined
}
