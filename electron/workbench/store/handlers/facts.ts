import { BelegError } from '../../../../shared/errors.ts'
import { factTypeOf, slotOf } from '../../../../shared/model/codebook.ts'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'

import { firstRow, insert, text } from '../rows.ts'
import {
  recordDecision,
  requireArticle,
  requireEntity,
  requireEvidence,
  requireFact,
  type Handled,
  type HandlerContext,
} from './context.ts'
import { materialise, timeColumns } from './materialise.ts'
import { decide, edit, factLabel, originOf, settle } from './edit.ts'
import { fillSlot } from './slots.ts'

export function acceptFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.accept'>): Handled {
  const view = requireFact(context, payload.factId)
  if (view.missing.length > 0)
    throw new BelegError('fact.incomplete', { roles: view.missing, factId: view.id })
  materialise(context, view.id)
  const origin = originOf(context, view.id)
  decide(context, view, origin === 'hand' ? 'added' : view.edited ? 'edited' : 'accepted', {
    verdict: 'accept',
    durationMs: payload.durationMs,
  })
  return { label: factLabel(view) }
}

export function rejectFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.reject'>): Handled {
  const view = requireFact(context, payload.factId)
  materialise(context, view.id)
  decide(context, view, 'rejected', {
    verdict: 'reject',
    reason: payload.reason,
    durationMs: payload.durationMs,
  })
  return { label: factLabel(view) }
}

/** Forgets every decision on the fact; one added by hand has no proposal to go back to and can only be rejected. */
export function reopenFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.reopen'>): Handled {
  const view = requireFact(context, payload.factId)
  const { db } = context
  if (firstRow(db, 'SELECT 1 FROM p_fact WHERE id = ?', [view.id]) === undefined) {
    if (firstRow(db, 'SELECT 1 FROM fact WHERE id = ?', [view.id]) !== undefined) {
      db.update(
        'fact',
        { id: view.id },
        { state: 'proposed', reject_reason: null, coder_id: null, decided_at: null, duration_ms: null },
      )
    }
  } else removeDecided(context, view.id)
  recordDecision(context, {
    subjectKind: 'fact',
    subjectId: view.id,
    articleId: view.articleId,
    verdict: 'reopen',
  })
  return { label: factLabel(view) }
}

export function setFactType(context: HandlerContext, payload: ParsedPayloadOf<'fact.setType'>): Handled {
  const type = factTypeOf(context.codebook, payload.type)
  if (type === undefined) throw new BelegError('fact.type', { type: payload.type })
  if (type.retired === true) throw new BelegError('fact.typeRetired', { type: type.id })
  return edit(
    context,
    payload.factId,
    (view) => {
      context.db.update(
        'fact',
        { id: view.id },
        { type: type.id, kind: type.kind, codebook_version: context.codebook.version },
      )
      // Roles the new type does not know are dropped; undo brings them back.
      for (const slot of view.slots) {
        if (slotOf(context.codebook, type.id, slot.role) === undefined)
          context.db.remove('slot', { id: slot.id })
      }
    },
    'again',
  )
}

export function setFactFields(context: HandlerContext, payload: ParsedPayloadOf<'fact.set'>): Handled {
  return edit(
    context,
    payload.factId,
    (view) => {
      context.db.update(
        'fact',
        { id: view.id },
        {
          modality: payload.modality ?? view.modality,
          polarity: payload.polarity ?? view.polarity,
          ...(payload.time === undefined ? {} : timeColumns(payload.time)),
        },
      )
    },
    'again',
  )
}

export function setAttribution(
  context: HandlerContext,
  payload: ParsedPayloadOf<'fact.setAttribution'>,
): Handled {
  if (payload.speaker !== null) requireEntity(context, payload.speaker)
  return edit(context, payload.factId, (view) => {
    const outlet = payload.outlet === undefined ? view.attribution?.outlet : payload.outlet
    const attribution =
      payload.speaker === null && (outlet ?? null) === null
        ? null
        : JSON.stringify({ speakerEntity: payload.speaker, ...(outlet == null ? {} : { outlet }) })
    context.db.update('fact', { id: view.id }, { attribution_json: attribution })
  })
}

export function setEvidence(context: HandlerContext, payload: ParsedPayloadOf<'fact.setEvidence'>): Handled {
  return edit(context, payload.factId, (view) => {
    const spans = payload.evidence.map((span) => requireEvidence(context, view.articleId, span))
    spans.sort((a, b) => a.start - b.start || a.end - b.end)
    const attestation = firstRow(
      context.db,
      'SELECT id FROM attestation WHERE fact_id = ? AND article_id = ? ORDER BY id LIMIT 1',
      [view.id, view.articleId],
    )
    if (attestation === undefined) throw new BelegError('notFound', { kind: 'attestation', id: view.id })
    const attestationId = text(attestation, 'id')
    context.db.remove('evidence', { attestation_id: attestationId })
    for (const [ordinal, span] of spans.entries()) {
      insert(context.db, 'evidence', {
        attestation_id: attestationId,
        ordinal,
        start: span.start,
        end: span.end,
        quote: span.surface,
      })
    }
  })
}

/** A note or flag is no decision: the state stays as it is. */
export function annotateFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.annotate'>): Handled {
  const view = requireFact(context, payload.factId)
  materialise(context, view.id)
  context.db.update(
    'fact',
    { id: view.id },
    { note: payload.note === undefined ? view.note : payload.note, flag: payload.flag ?? view.flag },
  )
  return { label: factLabel(view) }
}

export function addFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.add'>): Handled {
  requireArticle(context, payload.articleId)
  const type = factTypeOf(context.codebook, payload.type)
  if (type === undefined) throw new BelegError('fact.type', { type: payload.type })
  if (type.retired === true) throw new BelegError('fact.typeRetired', { type: type.id })
  const evidence = payload.evidence.map((span) => requireEvidence(context, payload.articleId, span))
  evidence.sort((a, b) => a.start - b.start || a.end - b.end)
  const trigger =
    payload.trigger === undefined ? null : requireEvidence(context, payload.articleId, payload.trigger)
  const { db } = context
  const id = context.nextId('f')
  insert(db, 'fact', {
    id,
    article_id: payload.articleId,
    type: type.id,
    kind: type.kind,
    state: 'proposed',
    modality: payload.modality ?? (type.kind === 'statement' ? 'claimed' : 'asserted'),
    polarity: payload.polarity ?? 'pos',
    ...timeColumns(payload.time ?? null),
    codebook_version: context.codebook.version,
    origin: 'hand',
    coder_id: context.coderId,
    decided_at: context.at,
    duration_ms: payload.durationMs,
  })
  const attestationId = `${id}.a`
  insert(db, 'attestation', {
    id: attestationId,
    fact_id: id,
    article_id: payload.articleId,
    trigger_start: trigger?.start,
    trigger_end: trigger?.end,
    trigger_quote: trigger?.surface,
    origin: 'hand',
  })
  for (const [ordinal, span] of evidence.entries()) {
    insert(db, 'evidence', {
      attestation_id: attestationId,
      ordinal,
      start: span.start,
      end: span.end,
      quote: span.surface,
    })
  }
  for (const slot of payload.slots ?? [])
    fillSlot(context, requireFact(context, id), null, slot.role, slot.value)
  context.created('fact', id)
  recordDecision(context, {
    subjectKind: 'fact',
    subjectId: id,
    articleId: payload.articleId,
    verdict: 'add',
    durationMs: payload.durationMs,
  })
  settle(context, id, 'again')
  return { label: factLabel(requireFact(context, id)) }
}

function removeDecided({ db }: HandlerContext, factId: string): void {
  db.remove('slot', { fact_id: factId })
  for (const id of db.all('SELECT id FROM attestation WHERE fact_id = ?', [factId], (row) =>
    row.text('id'),
  )) {
    db.remove('evidence', { attestation_id: id })
  }
  db.remove('attestation', { fact_id: factId })
  db.remove('answered_proposal', { fact_id: factId })
  db.remove('fact', { id: factId })
}
