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
  temporalStatus?: 'current' | 'former' | 'designated'
  /** Where it was found: sentence and clause; -1 for the whole sentence. */
  readonly sentence: number
  readonly clause: number
  derivedFrom?: Proposal
  partOf?: Proposal
  conflictsWith: Proposal[]
  /** Clauses before its own that it takes up as what is said: they need no statement either. */
  readonly covers?: readonly number[]
  /** Whether it is what its clause says, so that the clause needs no plain statement. */
  readonly states: boolean
  /** A mere mention ("nach dem Treffen") that only adds evidence to a fact told elsewhere. */
  readonly partial?: boolean
  /** Stands in a headline, which the text below tells again in other words. */
  heading?: boolean
  /** Words that may raise a code ("military") beside the topics. */
  wording: string
}

/** A slot that an actor fills, with the words that name it; without words where it was inferred. */
export function actorSlot(role: string, actor: Actor, inferred?: string): ExtractedSlot {
  const { mention, entity } = actor
  if (mention.entity === null) {
    const { start, end, surface } = mention
    return inferred === undefined
      ? { role, start, end, surface, mention: null }
      : { role, norm: surface, inferred: true, rule: inferred }
  }
  if (inferred !== undefined) return { role, entity, inferred: true, rule: inferred }
  return {
    role,
    entity,
    start: mention.start,
    end: mention.end,
    surface: mention.surface,
    mention: mention.id,
  }
}

/** A slot filled by words of the text. */
export function textSlot(role: string, text: string, span: Span, norm?: string | number): ExtractedSlot {
  const slot: ExtractedSlot = {
    role,
    start: span.start,
    end: span.end,
    surface: text.slice(span.start, span.end),
    mention: null,
  }
  return norm === undefined ? slot : { ...slot, norm }
}

/** A slot filled by a mention: entity where it has one, value where it has one. */
export function mentionSlot(role: string, mention: ExtractedMention, norm?: string | number): ExtractedSlot {
  return {
    role,
    ...(mention.entity === null ? {} : { entity: mention.entity }),
    start: mention.start,
    end: mention.end,
    surface: mention.surface,
    mention: mention.id === '' ? null : mention.id,
    ...(norm !== undefined ? { norm } : mention.norm === undefined ? {} : { norm: mention.norm }),
  }
}

/** A slot that follows from the predicate or the context and has no words. */
export function inferredSlot(role: string, norm: string, rule: string): ExtractedSlot {
  return { role, norm, inferred: true, rule }
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
