import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { slotOf } from '../../../../shared/model/codebook.ts'
import type { FactView, SlotView } from '../../../../shared/model/views.ts'
import { firstRow, insert, text, type Row } from '../rows.ts'
import { recordDecision, requireEvidence, requireFact, type Handled, type HandlerContext } from './context.ts'
import { decide, factLabel, settle } from './edit.ts'
import { materialise } from './materialise.ts'

/**
 * Parts a fact in two of the same type: two meetings told in one sentence. The new one was added by hand, as nobody
 * proposed it; both wait as proposed where something required is missing now.
 */
export function splitFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.split'>): Handled {
  const before = requireFact(context, payload.factId)
  materialise(context, before.id)
  const view = requireFact(context, before.id)
  for (const slotId of [...payload.moved, ...payload.copied]) {
    if (!view.slots.some((slot) => slot.id === slotId))
      throw new BelegError('notFound', { kind: 'slot', id: slotId })
  }
  const evidence = (payload.evidence ?? view.evidence).map((span) =>
    requireEvidence(context, view.articleId, span),
  )
  const { db } = context
  const old = firstRow(db, 'SELECT * FROM fact WHERE id = ?', [view.id])
  if (old === undefined) throw new BelegError('notFound', { kind: 'fact', id: view.id })
  const id = context.nextId('f')
  insert(db, 'fact', {
    ...columnsOf(old),
    id,
    state: 'proposed',
    origin: 'hand',
    rule: null,
    fingerprint: null,
    reject_reason: null,
    note: null,
    flag: 0,
    coder_id: context.coderId,
    decided_at: context.at,
    duration_ms: null,
  })
  const attestationId = `${id}.a`
  insert(db, 'attestation', {
    id: attestationId,
    fact_id: id,
    article_id: view.articleId,
    trigger_start: view.trigger?.start,
    trigger_end: view.trigger?.end,
    trigger_quote: view.trigger?.surface,
    origin: 'hand',
  })
  putEvidence(context, attestationId, evidence)
  for (const slotId of payload.moved) {
    // With an id of its own: opened again, the first fact is the proposal it was, with the slots it had.
    copySlot(context, slotId, id, attestationId)
    db.remove('slot', { id: slotId })
  }
  for (const slotId of payload.copied) copySlot(context, slotId, id, attestationId)
  context.created('fact', id)
  for (const factId of [view.id, id])
    recordDecision(context, { subjectKind: 'fact', subjectId: factId, articleId: view.articleId, verdict: factId === id ? 'add' : 'edit', reason: 'split' }) // prettier-ignore
  settle(context, view.id, 'again')
  settle(context, id, 'again')
  return { label: factLabel(before) }
}

/**
 * Makes one fact of two. What both say stands once; where a role takes one filler and the two differ, the coder must
 * have said which goes (`fact.joinConflict` names the roles).
 */
export function joinFacts(context: HandlerContext, payload: ParsedPayloadOf<'fact.join'>): Handled {
  if (payload.into === payload.from) throw new BelegError('fact.joinSelf')
  for (const factId of [payload.into, payload.from]) materialise(context, requireFact(context, factId).id)
  const into = requireFact(context, payload.into)
  const from = requireFact(context, payload.from)
  if (into.articleId !== from.articleId) throw new BelegError('fact.joinApart')
  const { db } = context
  const dropped = new Set<string>(payload.drop)
  const kept = into.slots.filter((slot) => !dropped.has(slot.id))
  const coming = from.slots.filter(
    (slot) =>
      !dropped.has(slot.id) &&
      slotOf(context.codebook, into.type, slot.role) !== undefined &&
      !kept.some((other) => other.role === slot.role && (sameFiller(other, slot) || slot.notStated)),
  )
  const clash = coming.filter(({ role }) => single(context, into, role) && kept.some((other) => other.role === role && !other.notStated)) // prettier-ignore
  if (clash.length > 0)
    throw new BelegError('fact.joinConflict', { roles: [...new Set(clash.map(({ role }) => role))] })
  const attestation = firstRow(db, 'SELECT id FROM attestation WHERE fact_id = ? AND article_id = ? ORDER BY id LIMIT 1', [into.id, into.articleId]) // prettier-ignore
  if (attestation === undefined) throw new BelegError('notFound', { kind: 'attestation', id: into.id })
  const attestationId = text(attestation, 'id')
  for (const slot of into.slots) {
    const answered = coming.some((other) => other.role === slot.role)
    if (dropped.has(slot.id) || (slot.notStated && answered)) db.remove('slot', { id: slot.id })
  }
  for (const slot of coming) copySlot(context, slot.id, into.id, attestationId)
  const spans = [...into.evidence]
  for (const span of from.evidence) {
    if (!spans.some((other) => other.start < span.end && span.start < other.end)) spans.push(span)
  }
  db.remove('evidence', { attestation_id: attestationId })
  putEvidence(
    context,
    attestationId,
    spans.sort((a, b) => a.start - b.start),
  )
  if (into.time === null && from.time !== null) {
    const row = firstRow(db, 'SELECT time_iso, time_precision, time_basis, time_rule, time_json FROM fact WHERE id = ?', [from.id]) // prettier-ignore
    if (row !== undefined) db.update('fact', { id: into.id }, columnsOf(row))
  }
  recordDecision(context, { subjectKind: 'fact', subjectId: into.id, articleId: into.articleId, verdict: 'edit', reason: 'join' }) // prettier-ignore
  settle(context, into.id, 'again')
  decide(context, from, 'rejected', { verdict: 'reject', reason: 'duplicate' })
  return { label: factLabel(into) }
}

/** Whether a role takes one filler only. */
const single = (context: HandlerContext, fact: FactView, role: string): boolean => {
  const count = slotOf(context.codebook, fact.type, role)?.count
  return count === 'one' || count === 'optional'
}

const sameFiller = (a: SlotView, b: SlotView): boolean =>
  a.entityId !== null || b.entityId !== null
    ? a.entityId === b.entityId
    : a.start === b.start && a.end === b.end && a.value === b.value && a.notStated === b.notStated

const columnsOf = (row: Row): Record<string, string | number | null> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value instanceof Uint8Array ? null : value]),
  )

function copySlot(
  { db, nextId }: HandlerContext,
  slotId: string,
  factId: string,
  attestationId: string,
): void {
  const row = firstRow(db, 'SELECT * FROM slot WHERE id = ?', [slotId])
  if (row === undefined) throw new BelegError('notFound', { kind: 'slot', id: slotId })
  const last = db.count('SELECT coalesce(max(ordinal) + 1, 0) FROM slot WHERE fact_id = ?', [factId])
  insert(db, 'slot', {
    ...columnsOf(row),
    id: nextId('s'),
    fact_id: factId,
    attestation_id: attestationId,
    ordinal: last,
  })
}

function putEvidence({ db }: HandlerContext, attestationId: string, spans: FactView['evidence']): void {
  for (const [ordinal, { start, end, surface }] of spans.entries())
    insert(db, 'evidence', { attestation_id: attestationId, ordinal, start, end, quote: surface })
}
