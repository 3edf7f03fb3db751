import { factTypeOf, missingRoles, type Codebook } from '../../../../shared/model/codebook.ts'
import type { BriefFact } from '../../../../shared/model/article-columns.ts'
import type { FactId } from '../../../../shared/model/ids.ts'
import type { Span } from '../../../../shared/model/span.ts'
import type { FactKind, FactState } from '../../../../shared/model/vocabulary.ts'
import { byPosition } from '../../../../shared/offsets.ts'
import type { BriefProposal } from '../brief-proposal.ts'
import { gathered, type Reading } from '../rows.ts'
import type { ArticleContext } from './article-context.ts'
import { recordsFor } from './rule-records.ts'
import { maskedSpans } from './zones.ts'

/**
 * What lists, counts and orders ask of every fact of an article, in text order, without making whole facts of them. Each
 * table is asked once. The whole facts say the same.
 */
export function briefFacts(db: Reading, codebook: Codebook, context: ArticleContext): readonly BriefFact[] {
  const proposals = gathered<StoredProposal>(
    db,
    'id, type, rule, prior, json(brief_json)',
    'p_fact WHERE article_id = ?',
    [context.articleId],
  )
  const decided = decidedFacts(db, codebook, context, new Map(proposals.map((one) => [one[0], one])))
  const masked = maskedSpans(db, context.articleId)
  const facts = [...decided.values()]
  for (const proposal of proposals) {
    if (!decided.has(proposal[0])) facts.push(proposedFact(codebook, context, proposal, masked))
  }
  const records = recordsFor(db, facts)
  for (const fact of facts) Object.assign(fact, records?.(fact))
  const first = ({ evidence }: BriefFact): Span => evidence[0] ?? { start: 0, end: 1 }
  return facts.sort((a, b) => byPosition(first(a), first(b)) || (a.id < b.id ? -1 : 1))
}

type StoredProposal = readonly [id: FactId, type: string, rule: string, prior: number, brief: BriefProposal]

function proposedFact(
  codebook: Codebook,
  context: ArticleContext,
  [id, type, rule, prior, [kind, spans, trigger, answered, byEntity, conflictsWith]]: StoredProposal,
  masked: readonly Span[],
): BriefFact {
  const evidence = spans.map(([start, end]) => ({ start, end }))
  const inMasked =
    masked.length > 0 &&
    evidence.every((span) => masked.some((zone) => zone.start <= span.start && span.end <= zone.end))
  const entities = byEntity.filter(([, mentionId, local]) => isEntity(context, mentionId, local))
  return {
    id,
    type,
    kind,
    state: inMasked ? 'withdrawn' : 'proposed',
    edited: false,
    trigger: trigger === null ? null : { start: trigger[0], end: trigger[1] },
    evidence,
    rule,
    prior,
    missing: missingOf(codebook, type, [...answered, ...entities.map(([role]) => role)]),
    conflictsWith: [...conflictsWith],
    note: null,
    flag: false,
    durationMs: null,
  }
}

const isEntity = (context: ArticleContext, mentionId: string | null, local: string | null): boolean =>
  (mentionId !== null && context.entityOfMention(mentionId) !== null) ||
  (local !== null && context.entityOfLocal(local) !== null)

function missingOf(codebook: Codebook, typeId: string, answered: readonly string[]): string[] {
  const type = factTypeOf(codebook, typeId)
  return type === undefined ? [] : [...missingRoles(type, (role) => answered.includes(role))]
}

/** Facts of which somebody decided something, as far as they rest on this article. */
function decidedFacts(
  db: Reading,
  codebook: Codebook,
  context: ArticleContext,
  proposals: ReadonlyMap<string, StoredProposal>,
): ReadonlyMap<string, BriefFact> {
  const { articleId } = context
  const here = 'IN (SELECT fact_id FROM attestation WHERE article_id = ?)'
  const rows = gathered<
    readonly [FactId, string | null, string, FactKind, FactState, string | null, string | null, number, number | null]
  >(db, 'id, article_id, type, kind, state, rule, note, flag, duration_ms', `fact WHERE id ${here}`, [articleId]) // prettier-ignore
  if (rows.length === 0) return new Map()
  const triggers = new Map<string, Span | null>()
  for (const [id, start, end] of gathered<readonly [string, number | null, number | null]>(
    db,
    'fact_id, trigger_start, trigger_end',
    'attestation WHERE article_id = ?',
    [articleId],
  ))
    triggers.set(id, start === null || end === null ? null : { start, end })
  const evidence = new Map<string, Span[]>()
  for (const [id, start, end] of gathered<readonly [string, number, number]>(
    db,
    'fact_id, start, "end"',
    `(SELECT fact_id, start, "end" FROM attestation JOIN evidence ON evidence.attestation_id = attestation.id
      WHERE attestation.article_id = ? ORDER BY evidence.ordinal)`,
    [articleId],
  ))
    evidence.set(id, [...(evidence.get(id) ?? []), { start, end }])
  const edited = new Set(
    db.all(
      `SELECT DISTINCT subject_id FROM decision WHERE subject_kind = 'fact' AND subject_id ${here} AND verdict = 'edit'`,
      [articleId],
      (row) => row.text('subject_id'),
    ),
  )
  const answered = answeredRoles(db, context)
  return new Map(
    rows.map(([id, home, type, kind, state, rule, note, flag, durationMs]) => [
      id,
      {
        id,
        ...(home === null || home === articleId ? {} : { home: home as NonNullable<BriefFact['home']> }),
        type,
        kind,
        state,
        edited: edited.has(id),
        trigger: triggers.get(id) ?? null,
        evidence: evidence.get(id) ?? [],
        rule,
        prior: proposals.get(id)?.[3] ?? null,
        missing: missingOf(codebook, type, [...(answered.get(id) ?? [])]),
        conflictsWith: [...(proposals.get(id)?.[4][5] ?? [])],
        note,
        flag: flag === 1,
        durationMs,
      },
    ]),
  )
}

/** Roles of decided facts that something answers, in the words of this article. */
function answeredRoles(db: Reading, context: ArticleContext): ReadonlyMap<string, Set<string>> {
  const roles = new Map<string, Set<string>>()
  for (const [factId, role, plain, entityId, mentionId, local] of gathered<
    readonly [string, string, number, string | null, string | null, string | null]
  >(
    db,
    `slot.fact_id, slot.role, slot.not_stated = 1 OR slot.inferred = 1 OR slot.start IS NOT NULL OR slot.value IS NOT NULL
      OR coalesce(slot.norm_json, 'null') <> 'null', slot.entity_id, slot.mention_id, slot.local_entity`,
    `slot JOIN fact ON fact.id = slot.fact_id LEFT JOIN attestation ON attestation.id = slot.attestation_id
      WHERE slot.fact_id IN (SELECT fact_id FROM attestation WHERE article_id = ?1)
      AND coalesce(attestation.article_id, fact.article_id, ?1) = ?1`,
    [context.articleId],
  )) {
    if (plain !== 1 && entityId === null && !isEntity(context, mentionId, local)) continue
    const known = roles.get(factId)
    if (known === undefined) roles.set(factId, new Set([role]))
    else known.add(role)
  }
  return roles
}
