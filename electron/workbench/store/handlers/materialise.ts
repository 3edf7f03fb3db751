import { exists, firstRow, insert, jsonOrNull, text, textOrNull } from '../rows.ts'
import type { ProposedFact } from '../proposals.ts'
import type { HandlerContext } from './context.ts'

/**
 * Copies a proposed fact into the decided tables, so that a decision keeps all it was about, whatever extraction
 * says later. Does nothing where the fact is decided already; the caller made sure that it exists.
 */
export function materialise(context: HandlerContext, factId: string): void {
  const { db } = context
  if (exists(db, 'SELECT 1 FROM fact WHERE id = ?', [factId])) return
  const found = firstRow(db, 'SELECT article_id, body_json FROM p_fact WHERE id = ?', [factId])
  if (found === undefined) return
  const articleId = text(found, 'article_id')
  const proposal = jsonOrNull(found, 'body_json') as ProposedFact
  insert(db, 'fact', {
    id: factId,
    article_id: articleId,
    type: proposal.type,
    kind: proposal.kind,
    state: 'proposed',
    modality: proposal.modality,
    polarity: proposal.polarity,
    ...timeColumns(proposal.time),
    attribution_json: proposal.attribution === null ? null : JSON.stringify(proposal.attribution),
    plover_json: proposal.plover === null ? null : JSON.stringify(proposal.plover),
    cameo: proposal.cameo,
    temporal_status: proposal.temporalStatus,
    codebook_version: context.codebook.version,
    origin: 'rule',
    rule: proposal.rule,
    fingerprint: proposal.fingerprint,
  })
  const attestationId = `${factId}.a`
  insert(db, 'attestation', {
    id: attestationId,
    fact_id: factId,
    article_id: articleId,
    trigger_start: proposal.trigger?.start,
    trigger_end: proposal.trigger?.end,
    trigger_quote: proposal.trigger?.surface,
    origin: 'rule',
  })
  for (const [ordinal, span] of proposal.evidence.entries()) {
    insert(db, 'evidence', {
      attestation_id: attestationId,
      ordinal,
      start: span.start,
      end: span.end,
      quote: span.surface,
    })
  }
  for (const [ordinal, slot] of proposal.slots.entries()) {
    insert(db, 'slot', {
      // Split in an earlier version, the fact gave the slot away with its id.
      id: exists(db, 'SELECT 1 FROM slot WHERE id = ?', [slot.id]) ? context.nextId('s') : slot.id,
      fact_id: factId,
      attestation_id: attestationId,
      role: slot.role,
      ordinal,
      mention_id: slot.mentionId,
      local_entity: slot.localEntity,
      start: slot.start,
      end: slot.end,
      quote: slot.surface,
      norm_json: slot.norm === undefined ? null : JSON.stringify(slot.norm),
      inferred: slot.inferred === true,
      not_stated: false,
      rule: slot.rule,
    })
  }
  freezeLocalEntities(context, articleId, factId)
}

/** The columns of a fact's time: the whole in JSON, the parts that queries filter by beside it. */
export function timeColumns(time: ProposedFact['time']): Record<string, string | null> {
  return {
    time_iso: time?.iso ?? null,
    time_precision: time?.precision ?? null,
    time_basis: time?.basis ?? null,
    time_rule: time?.rule ?? null,
    time_json: time === null ? null : JSON.stringify(time),
  }
}

/**
 * Slots that rest on no mention name an entity only by its id inside this run of extraction, which the next run gives
 * to another. A decided fact therefore keeps the registry entity itself.
 */
function freezeLocalEntities({ db }: HandlerContext, articleId: string, factId: string): void {
  const open = db.all(
    'SELECT id, local_entity FROM slot WHERE fact_id = ? AND mention_id IS NULL AND local_entity IS NOT NULL',
    [factId],
    (row) => ({ id: row.text('id'), local: row.text('local_entity') }),
  )
  for (const slot of open) {
    const link = firstRow(db, 'SELECT entity_id FROM p_entity WHERE article_id = ? AND local_id = ?', [
      articleId,
      slot.local,
    ])
    const entityId = link === undefined ? null : textOrNull(link, 'entity_id')
    if (entityId !== null) db.update('slot', { id: slot.id }, { entity_id: entityId })
  }
}
