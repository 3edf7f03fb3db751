import type { FactView, MentionView, SlotView } from '../../../../shared/model/views.ts'
import type { HandlerContext } from '../handlers/context.ts'
import { timeColumns } from '../handlers/materialise.ts'
import { insert } from '../rows.ts'
import { recordDecision } from '../handlers/context.ts'

/** What a fact of a file is put in with. */
export interface FactSurroundings {
  readonly context: HandlerContext
  /** The project's article. */
  readonly articleOf: (articleId: string) => string
  readonly entityOf: (entityId: string) => string
  readonly coderOf: (name: string | null) => string | null
  /** The mention of that id as the project will have it; undefined where it has none. */
  readonly mention: (mentionId: string) => Pick<MentionView, 'entityId'> | undefined
}

/** Whether anything of a fact is more than a rule's proposal, so that it needs rows of its own. */
export function isDecided(fact: FactView, codebookVersion: string): boolean {
  const proposedAgain =
    fact.prior !== null &&
    (fact.state === 'proposed' || fact.state === 'withdrawn') &&
    !fact.edited &&
    !fact.flag &&
    fact.codebookVersion === codebookVersion &&
    [fact.coder, fact.decidedAt, fact.durationMs, fact.note, fact.rejectReason].every((value) => value === null)
  if (!proposedAgain) return true
  const [attestation, ...more] = fact.attestations
  return (
    more.length > 0 ||
    attestation?.id !== `${fact.id}.a` ||
    fact.slots.some(({ id, value, notStated }, at) => value !== null || notStated || id !== `${fact.id}.${String(at + 1)}`)
  )
} // prettier-ignore

/** Puts a fact in as it was decided elsewhere: its states, its coders, its evidence and fillers. */
export function putFact(fact: FactView, around: FactSurroundings): void {
  const { context, articleOf, coderOf } = around
  const { db } = context
  const articleId = articleOf(fact.articleId)
  const origin = fact.rule === null ? 'hand' : 'rule'
  insert(db, 'fact', {
    id: fact.id,
    article_id: articleId,
    type: fact.type,
    kind: fact.kind,
    state: fact.state,
    modality: fact.modality,
    polarity: fact.polarity,
    ...timeColumns(fact.time),
    attribution_json: attributionJson(fact.attribution, around),
    plover_json: fact.plover === null ? null : JSON.stringify(fact.plover),
    cameo: fact.cameo,
    temporal_status: fact.temporalStatus,
    codebook_version: fact.codebookVersion,
    origin,
    rule: fact.rule,
    fingerprint: fact.fingerprint,
    reject_reason: fact.rejectReason,
    note: fact.note,
    flag: fact.flag,
    coder_id: coderOf(fact.coder),
    decided_at: fact.decidedAt,
    duration_ms: fact.durationMs,
  })
  const home = fact.attestations.find((attestation) => attestation.articleId === fact.articleId)
  for (const attestation of fact.attestations) {
    const trigger = attestation === home ? fact.trigger : null
    insert(db, 'attestation', {
      id: attestation.id,
      fact_id: fact.id,
      article_id: articleOf(attestation.articleId),
      trigger_start: trigger?.start,
      trigger_end: trigger?.end,
      trigger_quote: trigger?.surface,
      origin,
    })
    for (const [ordinal, { start, end, surface }] of attestation.evidence.entries())
      insert(db, 'evidence', { attestation_id: attestation.id, ordinal, start, end, quote: surface })
  }
  for (const [ordinal, slot] of fact.slots.entries())
    putSlot(slot, ordinal, fact.id, home?.id ?? null, around)
  putDecisions(fact, articleId, around)
}

function putSlot(slot: SlotView, ordinal: number, factId: string, attestationId: string | null, around: FactSurroundings): void {
  const mention = slot.mentionId === null ? undefined : around.mention(slot.mentionId)
  const chosen = slot.entityId !== null && mention?.entityId !== slot.entityId
  insert(around.context.db, 'slot', {
    id: slot.id,
    fact_id: factId,
    attestation_id: attestationId,
    role: slot.role,
    ordinal,
    // Who follows from the mention goes on following it.
    entity_id: chosen && slot.entityId !== null ? around.entityOf(slot.entityId) : null,
    mention_id: slot.mentionId,
    start: slot.start,
    end: slot.end,
    quote: slot.surface,
    norm_json: slot.norm === null ? null : JSON.stringify(slot.norm),
    value: slot.value === null ? null : String(slot.value),
    inferred: slot.inferred,
    not_stated: slot.notStated,
    rule: slot.rule,
  })
} // prettier-ignore

function attributionJson(
  attribution: FactView['attribution'],
  { entityOf }: FactSurroundings,
): string | null {
  if (attribution === null) return null
  const { speaker, outlet, chain } = attribution
  return JSON.stringify({
    speakerEntity: speaker === null ? null : entityOf(speaker),
    ...(outlet === null ? {} : { outlet }),
    ...(chain.length === 0 ? {} : { chainEntities: chain.map(entityOf) }),
  })
}

/** The log of decisions, from which rules and quality are judged: an edit, and the verdict with its time. */
function putDecisions(fact: FactView, articleId: string, { context, coderOf }: FactSurroundings): void {
  const by = { ...context, coderId: coderOf(fact.coder), at: fact.decidedAt ?? context.at }
  const about = { subjectKind: 'fact', subjectId: fact.id, articleId }
  if (fact.edited) recordDecision(by, { ...about, verdict: 'edit' })
  const verdict = { accepted: 'accept', edited: 'accept', rejected: 'reject', added: 'add', proposed: null, withdrawn: null }[fact.state]
  if (verdict === null || fact.decidedAt === null) return
  recordDecision(by, { ...about, verdict, reason: fact.rejectReason ?? undefined, durationMs: fact.durationMs ?? undefined })
} // prettier-ignore
