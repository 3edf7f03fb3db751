import { BelegError } from '../../../../shared/errors.ts'
import { slotOf } from '../../../../shared/model/codebook.ts'
import { normOfAmount, type ParsedPayloadOf, type SlotValue } from '../../../../shared/commands/index.ts'
import type { FactView, MentionView, SlotView } from '../../../../shared/model/views.ts'
import { contains } from '../../../../shared/offsets.ts'
import { articleContext } from '../queries/article-context.ts'
import { firstRow, insert, number, type Row } from '../rows.ts'
import { requireEntity, requireEvidence, type Handled, type HandlerContext } from './context.ts'
import { createEntity } from './entities.ts'
import { edit } from './edit.ts'

export function setSlot(context: HandlerContext, payload: ParsedPayloadOf<'slot.set'>): Handled {
  return edit(context, payload.factId, (view) => {
    const slot = requireSlot(view, payload.slotId)
    fillSlot(context, view, slot, slot.role, payload.value)
  })
}

export function addSlot(context: HandlerContext, payload: ParsedPayloadOf<'slot.add'>): Handled {
  return edit(context, payload.factId, (view) => {
    fillSlot(context, view, null, payload.role, payload.value)
  })
}

export function removeSlot(context: HandlerContext, payload: ParsedPayloadOf<'slot.remove'>): Handled {
  return edit(context, payload.factId, (view) => {
    context.db.remove('slot', { id: requireSlot(view, payload.slotId).id })
  })
}

/**
 * Writes a slot's filler: into `slot`, or as a new slot of the role. A new slot of a role that was marked *not stated*
 * takes the mark's place.
 */
export function fillSlot(
  context: HandlerContext,
  view: FactView,
  slot: SlotView | null,
  named: string,
  value: SlotValue,
): void {
  const role = slotOf(context.codebook, view.type, named)?.role
  if (role === undefined) throw new BelegError('slot.role', { type: view.type, role: named })
  const columns = fillerOf(context, view, slot, value)
  if (slot !== null) {
    context.db.update('slot', { id: slot.id }, columns)
    return
  }
  const unstated = view.slots.find((other) => other.role === role && other.notStated)
  if (unstated !== undefined) {
    context.db.update('slot', { id: unstated.id }, columns)
    return
  }
  const last = firstRow(context.db, 'SELECT max(ordinal) AS last FROM slot WHERE fact_id = ?', [view.id])
  const id = context.nextId('s')
  insert(context.db, 'slot', {
    id,
    fact_id: view.id,
    attestation_id: attestationOf(context, view),
    role,
    ordinal: nextOrdinal(last),
    ...columns,
  })
  context.created('slot', id)
}

const empty = {
  entity_id: null,
  mention_id: null,
  local_entity: null,
  start: null,
  end: null,
  quote: null,
  norm_json: null,
  value: null,
  inferred: false,
  not_stated: false,
  rule: 'coder',
} as const

type Filler = { readonly [C in keyof typeof empty]: string | number | boolean | null }

function fillerOf(context: HandlerContext, view: FactView, slot: SlotView | null, value: SlotValue): Filler {
  switch (value.kind) {
    case 'entity':
      requireEntity(context, value.entityId)
      return entityFiller(context, view, value.entityId)
    case 'new': {
      const entityId = createEntity(context, { type: value.type, labelDe: value.name })
      // A new entity names what stands in the text: the slot keeps its words.
      return slot?.start == null
        ? { ...empty, entity_id: entityId, inferred: true }
        : { ...empty, entity_id: entityId, start: slot.start, end: slot.end, quote: slot.surface }
    }
    case 'mention': {
      const mention = articleContext(context.db, view.articleId).mention(value.mentionId)
      if (mention === undefined) throw new BelegError('notFound', { kind: 'mention', id: value.mentionId })
      return mentionFiller(mention)
    }
    case 'text': {
      const span = requireEvidence(context, view.articleId, value)
      const mention = articleContext(context.db, view.articleId).mentions.find(
        (candidate) =>
          candidate.start === span.start && candidate.end === span.end && candidate.entityId !== null,
      )
      return mention === undefined
        ? { ...empty, start: span.start, end: span.end, quote: span.surface }
        : mentionFiller(mention)
    }
    case 'value':
      return typeof value.value === 'number'
        ? { ...empty, norm_json: JSON.stringify(value.value), value: String(value.value), inferred: true }
        : { ...empty, value: value.value, inferred: true }
    case 'amount': {
      const norm = JSON.stringify(normOfAmount(value))
      return slot?.start == null
        ? { ...empty, norm_json: norm, inferred: true }
        : {
            ...empty,
            mention_id: slot.mentionId,
            start: slot.start,
            end: slot.end,
            quote: slot.surface,
            norm_json: norm,
          }
    }
    case 'notStated':
      return { ...empty, not_stated: true }
  }
}

/** The entity with its words, where the evidence names it; else inferred by the coder. */
function entityFiller(context: HandlerContext, view: FactView, entityId: string): Filler {
  const named = articleContext(context.db, view.articleId).mentions.filter(
    (mention) => mention.entityId === entityId && view.evidence.some((span) => contains(span, mention)),
  )
  const best = named.find((mention) => mention.form === 'name') ?? named[0]
  return best === undefined
    ? { ...empty, entity_id: entityId, inferred: true }
    : { ...mentionFiller(best), entity_id: entityId }
}

function mentionFiller(mention: MentionView): Filler {
  return {
    ...empty,
    mention_id: mention.id,
    start: mention.start,
    end: mention.end,
    quote: mention.surface,
    norm_json: mention.norm === null ? null : JSON.stringify(mention.norm),
  }
}

function requireSlot(view: FactView, slotId: string): SlotView {
  const slot = view.slots.find((candidate) => candidate.id === slotId)
  if (slot === undefined) throw new BelegError('notFound', { kind: 'slot', id: slotId })
  return slot
}

function attestationOf({ db }: HandlerContext, view: FactView): string | null {
  return (
    db.get(
      'SELECT id FROM attestation WHERE fact_id = ? AND article_id = ? ORDER BY id',
      [view.id, view.articleId],
      (row) => row.text('id'),
    ) ?? null
  )
}

function nextOrdinal(row: Row | undefined): number {
  return row?.['last'] == null ? 0 : number(row, 'last') + 1
}
