import type { PayloadOf } from '../../../shared/commands/index.ts'
import { factTypeOf, missingRoles } from '../../../shared/model/codebook.ts'
import { factIdSchema } from '../../../shared/model/ids.ts'
import type { Span } from '../../../shared/model/span.ts'
import type { ArticleView, FactView } from '../../../shared/model/views.ts'
import type { FactTime } from '../../../shared/model/extraction.ts'
import type { Modality, Polarity } from '../../../shared/model/vocabulary.ts'
import { quote } from '../../../shared/offsets.ts'
import { widenToSentences } from '../../text-pane/sentence-at.ts'
import { fillSlot, type SlotFill } from './predict.ts'
import { rolesInOrder, type Reading } from './reading.ts'
import { localCandidates } from './slot-candidates.ts'

/** A fact the coder is making by hand. It is kept until it is complete or given up, across closing the window. */
export interface Draft {
  readonly articleId: string
  readonly type: string
  readonly evidence: readonly Span[]
  readonly trigger: Span | null
  readonly slots: readonly { readonly id: string; readonly role: string; readonly value: SlotFill }[]
  readonly modality: Modality
  readonly polarity: Polarity
  readonly time: FactTime | null
  /** Counts slots ever made, so that their ids stay unique. */
  readonly made: number
}

export const draftId = factIdSchema.parse('draft')

/** A selection this short names the event; a longer one is the evidence itself. */
const triggerWords = 4

/** Fewer characters than this are no evidence by themselves. */
const shortest = 12

/**
 * A draft from selected words: words that name the event make their sentence the evidence, longer ones are
 * the evidence themselves. Required roles take what the sentence offers.
 */
export function newDraft(reading: Reading, article: ArticleView, selection: Span, type: string): Draft {
  const words = article.text.slice(selection.start, selection.end).trim().split(/\s+/).length
  const sentence = widenToSentences(article.sentences, selection)
  const asTrigger =
    words <= triggerWords && (selection.start > sentence.start || selection.end < sentence.end)
  const draft: Draft = {
    articleId: article.row.id,
    type,
    evidence: [
      asTrigger || selection.end - selection.start < shortest
        ? sentence
        : { start: selection.start, end: selection.end },
    ],
    trigger: asTrigger ? { start: selection.start, end: selection.end } : null,
    slots: [],
    modality: factTypeOf(reading.codebook, type)?.kind === 'statement' ? 'claimed' : 'asserted',
    polarity: 'pos',
    time: null,
    made: 0,
  }
  return prefill(reading, article, draft, sentence)
}

/** Roles whose fillers act on one another: two sides in the sentence are both meant. */
const mutual = new Set(['participant', 'party', 'between'])

function prefill(reading: Reading, article: ArticleView, draft: Draft, sentence: Span): Draft {
  let filled = draft
  const groups = new Set<string>()
  const taken = { mentionIds: new Set<string>(), entityIds: new Set<string>() }
  for (const slot of rolesInOrder(reading.codebook, draft.type)) {
    if (slot.count !== 'one' && slot.count !== 'some') continue
    if (slot.fillers.length === 0 || (slot.anyOf !== undefined && groups.has(slot.anyOf))) continue
    const near = localCandidates(reading, article, draft.evidence, slot, taken).filter(
      ({ value, span }) =>
        value.kind === 'mention' && span !== null && span.start >= sentence.start && span.end <= sentence.end,
    )
    for (const { value } of near.slice(0, slot.count === 'some' && mutual.has(slot.role) ? 2 : 1)) {
      filled = addSlot(filled, slot.role, value)
      if (slot.anyOf !== undefined) groups.add(slot.anyOf)
      if (value.kind !== 'mention') continue
      taken.mentionIds.add(value.mentionId)
      const entityId = article.mentions.find((mention) => mention.id === value.mentionId)?.entityId
      if (entityId !== undefined && entityId !== null) taken.entityIds.add(entityId)
    }
  }
  return filled
}

export const addSlot = (draft: Draft, role: string, value: SlotFill): Draft => ({
  ...draft,
  slots: [...draft.slots, { id: `draft:${String(draft.made)}`, role, value }],
  made: draft.made + 1,
})

export const setSlot = (draft: Draft, slotId: string, value: SlotFill): Draft => ({
  ...draft,
  slots: draft.slots.map((slot) => (slot.id === slotId ? { ...slot, value } : slot)),
})

export const removeSlot = (draft: Draft, slotId: string): Draft => ({
  ...draft,
  slots: draft.slots.filter((slot) => slot.id !== slotId),
})

/** The draft as a fact, so that it is shown and edited like any other. */
export function draftView(reading: Reading, article: ArticleView, draft: Draft): FactView {
  const type = factTypeOf(reading.codebook, draft.type)
  const slots = draft.slots.map((slot) => fillSlot(article, slot.id, slot.role, slot.value))
  return {
    id: draftId, articleId: article.row.id, type: draft.type, kind: type?.kind ?? 'event', state: 'added', edited: false,
    trigger: draft.trigger === null ? null : quote(article.text, draft.trigger),
    evidence: draft.evidence.map((span) => quote(article.text, span)), slots,
    time: draft.time, modality: draft.modality, polarity: draft.polarity, attribution: null, temporalStatus: null,
    plover: null, cameo: null, rule: null, prior: null, fingerprint: null, codebookVersion: reading.codebook.version,
    missing: type === undefined ? [] : [...missingRoles(type, (role) => slots.some((slot) => slot.role === role))],
    conflictsWith: [], derivedFrom: null, attestations: [], rejectReason: null, note: null, flag: false,
    coder: null, decidedAt: null, durationMs: null,
  } // prettier-ignore
}

/** The command that makes the draft a fact. */
export function addFact(
  draft: Draft,
  articleId: ArticleView['row']['id'],
  durationMs: number,
): PayloadOf<'fact.add'> {
  return {
    articleId,
    type: draft.type,
    evidence: draft.evidence.map(({ start, end }) => ({ start, end })),
    ...(draft.trigger === null ? {} : { trigger: { start: draft.trigger.start, end: draft.trigger.end } }),
    slots: draft.slots.map(({ role, value }) => ({ role, value })),
    modality: draft.modality,
    polarity: draft.polarity,
    time: draft.time,
    durationMs,
  }
}
