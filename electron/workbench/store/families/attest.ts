import type { Codebook } from '../../../../shared/model/codebook.ts'
import { factTypeOf, slotOf } from '../../../../shared/model/codebook.ts'
import type { Span } from '../../../../shared/model/span.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { pairFacts, type Pairable } from '../pairing.ts'
import type { ProposedFact } from '../proposals.ts'
import { allRows, insert, jsonOrNull, type Reading, type Writing } from '../rows.ts'
import type { CarriedPassage } from './carry-fact.ts'

/** Attestations that were carried over; the others came with the fact. */
const carriedOrigins = ['family', 'version'] as const
type CarriedOrigin = (typeof carriedOrigins)[number]

/** The same as an SQL list. */
export const carriedOriginList = `('${carriedOrigins.join("', '")}')`

/** What writing an attestation needs of a command or an import. */
export interface AttestContext {
  readonly db: Writing
  readonly nextId: (kind: string) => string
}

/** A mention of the other article that covers exactly these words, if there is one. */
export type MentionAt = (span: Span) => string | null

/**
 * Adds an attestation of a fact by another article: its evidence, and every filler with its words there. Fillers without
 * words there are kept as inferred. Returns the id of the attestation.
 */
export function attest(
  { db, nextId }: AttestContext,
  fact: FactView,
  articleId: string,
  carried: CarriedPassage,
  origin: CarriedOrigin,
  mentionAt: MentionAt,
): string {
  const id = nextId('t')
  insert(db, 'attestation', {
    id,
    fact_id: fact.id,
    article_id: articleId,
    trigger_start: carried.trigger?.start,
    trigger_end: carried.trigger?.end,
    trigger_quote: carried.trigger?.surface,
    origin,
  })
  for (const [ordinal, span] of carried.evidence.toSorted((a, b) => a.start - b.start).entries()) {
    insert(db, 'evidence', {
      attestation_id: id,
      ordinal,
      start: span.start,
      end: span.end,
      quote: span.surface,
    })
  }
  const ordinals = new Map(
    db.all('SELECT id, ordinal FROM slot WHERE fact_id = ?', [fact.id], (row) => [
      row.text('id'),
      row.integer('ordinal'),
    ]),
  )
  for (const [at, { slot, span }] of carried.slots.entries()) {
    insert(db, 'slot', {
      id: nextId('s'),
      fact_id: fact.id,
      attestation_id: id,
      role: slot.role,
      ordinal: ordinals.get(slot.id) ?? at,
      entity_id: slot.entityId,
      mention_id: span === null ? null : mentionAt(span),
      start: span?.start,
      end: span?.end,
      quote: span?.surface,
      norm_json: slot.norm === null ? null : JSON.stringify(slot.norm),
      value: slot.value === null ? null : String(slot.value),
      inferred: slot.inferred || (span === null && !slot.notStated),
      not_stated: slot.notStated,
      rule: slot.rule,
    })
  }
  return id
}

/** Takes an attestation away with all that belongs to it. */
export function removeAttestation(db: Writing, attestationId: string): void {
  db.remove('slot', { attestation_id: attestationId })
  db.remove('evidence', { attestation_id: attestationId })
  db.remove('attestation', { id: attestationId })
}

/** Marks proposals of an article as answered by a fact: nobody is asked about them any more. */
export function answerProposals(
  db: Writing,
  factId: string,
  articleId: string,
  proposalIds: readonly string[],
): void {
  for (const id of proposalIds) insert(db, 'answered_proposal', { proposal_id: id, article_id: articleId, fact_id: factId }) // prettier-ignore
}

/** A fact as pairing sees it in one article. */
export function pairable(
  codebook: Codebook,
  fact: {
    readonly id: string
    readonly type: string
    readonly evidence: readonly Span[]
    readonly slots: readonly { readonly role: string; readonly start?: number | null | undefined; readonly end?: number | null | undefined }[]
  },
): Pairable {
  return {
    id: fact.id,
    // By the name the type has now: extraction and older proposals may know it by a former one.
    type: factTypeOf(codebook, fact.type)?.id ?? fact.type,
    evidence: fact.evidence,
    keySpans: fact.slots.flatMap(({ role, start, end }) =>
      slotOf(codebook, fact.type, role)?.key === true && start != null && end != null ? [{ start, end }] : [],
    ),
  }
} // prettier-ignore

/** A fact with the words another article has for it. */
export const pairableIn = (codebook: Codebook, fact: FactView, carried: CarriedPassage): Pairable =>
  pairable(codebook, {
    id: fact.id,
    type: fact.type,
    evidence: carried.evidence,
    slots: carried.slots.map(({ slot, span }) => ({ role: slot.role, start: span?.start, end: span?.end })),
  })

/** Open proposals of an article that say what the fact says there, and facts decided there that do. */
export function answeredBy(
  db: Reading,
  codebook: Codebook,
  articleId: string,
  asked: Pairable,
): { readonly open: readonly string[]; readonly decided: readonly string[] } {
  const same = (fresh: Pairable): boolean => pairFacts([asked], [fresh]).size > 0
  const open = allRows(
    db,
    'SELECT body_json FROM p_fact WHERE article_id = ? AND type = ? AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p_fact.id) ORDER BY ordinal',
    [articleId, asked.type],
  )
    .map((row) => pairable(codebook, jsonOrNull(row, 'body_json') as ProposedFact))
    .filter(same)
  return {
    open: open.map(({ id }) => id),
    decided: decidedIn(db, codebook, articleId, asked.type).filter((one) => one.id !== asked.id && same(one)).map(({ id }) => id),
  }
} // prettier-ignore

/** Facts of a type that were decided in an article, as pairing sees them. */
function decidedIn(db: Reading, codebook: Codebook, articleId: string, type: string): readonly Pairable[] {
  const rows = db.all(
    `SELECT fact.id, attestation.id AS attestation FROM attestation JOIN fact ON fact.id = attestation.fact_id
     WHERE attestation.article_id = ? AND fact.type = ? AND fact.state <> 'proposed'`,
    [articleId, type],
    (row) => ({ id: row.text('id'), attestation: row.text('attestation') }),
  )
  return rows.map(({ id, attestation }) =>
    pairable(codebook, { id, type, ...spansOf(db, attestation) }),
  )
} // prettier-ignore

/** Evidence and fillers with words of one attestation. */
export function spansOf(
  db: Reading,
  attestationId: string,
): {
  readonly evidence: readonly Span[]
  readonly slots: readonly { readonly role: string; readonly start: number; readonly end: number }[]
} {
  const span = (row: { readonly integer: (column: string) => number }): Span => ({
    start: row.integer('start'),
    end: row.integer('end'),
  })
  return {
    evidence: db.all('SELECT start, "end" FROM evidence WHERE attestation_id = ? ORDER BY ordinal', [attestationId], span),
    slots: db.all('SELECT role, start, "end" FROM slot WHERE attestation_id = ? AND start IS NOT NULL', [attestationId], (row) => ({ role: row.text('role'), ...span(row) })),
  }
} // prettier-ignore
