import { z } from 'zod'
import { factTypeOf, missingRoles, type Codebook } from '../../../../shared/model/codebook.ts'
import { factTimeSchema, normSchema, ploverSchema } from '../../../../shared/model/extraction.ts'
import type { FactView, SlotView } from '../../../../shared/model/views.ts'
import {
  articleIdSchema,
  attestationIdSchema,
  entityIdSchema,
  factIdSchema,
  mentionIdSchema,
  slotIdSchema,
  type EntityId,
} from '../../../../shared/model/ids.ts'
import {
  factKindSchema,
  factStateSchema,
  modalitySchema,
  polaritySchema,
} from '../../../../shared/model/vocabulary.ts'
import { quotedSpanSchema } from '../../../../shared/model/span.ts'
import { byPosition } from '../../../../shared/offsets.ts'
import type { ProposedFact } from '../proposals.ts'
import {
  firstRow,
  jsonOrNull,
  number,
  numberOrNull,
  rowsTogether,
  text,
  textOrNull,
  type Reading,
  type Row,
} from '../rows.ts'
import { idList, inList } from '../../linking/redirects.ts'
import { articleContext, lazyContext, type ArticleContext } from './article-context.ts'
import { maskedSpans } from './zones.ts'

/** How an attribution is kept: local entities of the article until a coder names one of the registry. */
export const storedAttributionSchema = z.object({
  speaker: z.string().optional(),
  speakerEntity: z.string().nullable().optional(),
  outlet: z.string().optional(),
  chain: z.array(z.string()).optional(),
  /** The chain of a fact that came from an older version: registry entities. */
  chainEntities: z.array(z.string()).optional(),
})

// Made once: making a schema takes longer than asking it.
const slotNorm = z.union([z.string(), z.number(), normSchema]).nullable()
const timeOrNull = factTimeSchema.nullable()
const attributionOrNull = storedAttributionSchema.nullable()
const temporalStatus = z.enum(['current', 'former', 'designated']).nullable()
const ploverOrNull = ploverSchema.nullable()

/** All facts of one article, decided and proposed, in text order. Withdrawn ones (their line is masked now) are marked. */
export function factViews(db: Reading, codebook: Codebook, articleId: string): readonly FactView[] {
  return factViewsIn(db, codebook, articleContext(db, articleId))
}

export function factViewsIn(db: Reading, codebook: Codebook, context: ArticleContext): readonly FactView[] {
  const { articleId } = context
  const here = 'IN (SELECT fact_id FROM attestation WHERE article_id = ?)'
  return together(db, codebook, context, proposedFacts(db, articleId), decidedParts(db, here, articleId))
}

/** What extraction proposed in an article, by id, in its order: read as one text, which costs a third of row by row. */
export function proposedFacts(db: Reading, articleId: string): Map<string, ProposedFact> {
  return bodiesOf(db, 'article_id = ? ORDER BY ordinal', articleId)
}

function bodiesOf(db: Reading, which: string, parameter: string): Map<string, ProposedFact> {
  const bodies = db.get(
    `SELECT '[' || group_concat(body_json, ',') || ']' AS bodies FROM (SELECT body_json FROM p_fact WHERE ${which})`,
    [parameter],
    (row) => row.textOrNull('bodies'),
  )
  const facts = JSON.parse(bodies ?? '[]') as readonly ProposedFact[]
  return new Map(facts.map((fact) => [fact.id, fact]))
}

/** Some facts that an article attests, as it has them, in text order; others of the ids are left out. */
export function someFactViews(
  db: Reading,
  codebook: Codebook,
  context: ArticleContext,
  factIds: readonly string[],
): readonly FactView[] {
  const parts = decidedParts(db, `IN ${inList}`, idList(factIds))
  const proposals = bodiesOf(db, `id IN ${inList}`, idList(factIds))
  const elsewhere = new Set(
    parts.facts
      .filter((row) => {
        const attested = parts.attestations.get(text(row, 'id')) ?? []
        const home = textOrNull(row, 'article_id')
        return home !== context.articleId && attested.every((one) => text(one, 'article_id') !== context.articleId)
      })
      .map((row) => text(row, 'id')),
  )
  for (const id of elsewhere) proposals.delete(id)
  const proposedHere = new Set(
    db.all(`SELECT id FROM p_fact WHERE id IN ${inList} AND article_id = ?`, [idList(factIds), context.articleId], (row) => row.text('id')),
  )
  for (const id of proposals.keys()) {
    if (!proposedHere.has(id) && !parts.facts.some((row) => text(row, 'id') === id)) proposals.delete(id)
  }
  const facts = parts.facts.filter((row) => !elsewhere.has(text(row, 'id')))
  return together(db, codebook, context, proposals, { ...parts, facts })
} // prettier-ignore

/** Decided facts, and proposals nobody decided about. */
function together(
  db: Reading,
  codebook: Codebook,
  context: ArticleContext,
  proposals: Map<string, ProposedFact>,
  parts: DecidedParts,
): readonly FactView[] {
  const views: FactView[] = []
  for (const row of parts.facts) {
    const id = text(row, 'id')
    views.push(decidedView(db, codebook, context, row, parts, proposals.get(id)))
    proposals.delete(id)
  }
  const masked = maskedSpans(db, context.articleId)
  for (const proposal of proposals.values()) views.push(proposedView(codebook, context, proposal, masked))
  return views.sort((a, b) => byPosition(firstSpan(a), firstSpan(b)) || (a.id < b.id ? -1 : 1))
}

/**
 * One fact, or undefined: as its own article has it, or as another one that attests it. Costs the same whatever else the
 * article and the project hold.
 */
export function factView(
  db: Reading,
  codebook: Codebook,
  factId: string,
  attestedIn?: string,
): FactView | undefined {
  const articleId = attestedIn ?? articleOfFact(db, factId)
  if (articleId === null) return undefined
  const context = lazyContext(db, articleId)
  const found = firstRow(db, 'SELECT body_json FROM p_fact WHERE id = ?', [factId])
  const proposal = found === undefined ? undefined : (jsonOrNull(found, 'body_json') as ProposedFact)
  const parts = decidedParts(db, '= ?', factId)
  const [row] = parts.facts
  if (row !== undefined) return decidedView(db, codebook, context, row, parts, proposal)
  return proposal === undefined
    ? undefined
    : proposedView(codebook, context, proposal, maskedSpans(db, articleId))
}

/** The article a fact was read in, decided or proposed; null where there is no such fact. */
export function articleOfFact(db: Reading, factId: string): string | null {
  const row =
    firstRow(db, 'SELECT article_id FROM fact WHERE id = ?', [factId]) ??
    firstRow(db, 'SELECT article_id FROM p_fact WHERE id = ?', [factId])
  return row === undefined ? null : textOrNull(row, 'article_id')
}

/** The rows decided facts are made of, each table asked once. */
interface DecidedParts {
  readonly facts: readonly Row[]
  readonly slots: ReadonlyMap<string, readonly Row[]>
  readonly attestations: ReadonlyMap<string, readonly Row[]>
  readonly evidence: ReadonlyMap<string, readonly Row[]>
  readonly edited: ReadonlySet<string>
}

const factColumns = ['id', 'article_id', 'type', 'kind', 'state', 'time_json', 'modality', 'polarity', 'attribution_json', 'temporal_status', 'plover_json', 'cameo', 'rule', 'fingerprint', 'codebook_version', 'reject_reason', 'note', 'flag', 'coder_name', 'decided_at', 'duration_ms'] // prettier-ignore
const slotColumns = ['id', 'fact_id', 'attestation_id', 'role', 'ordinal', 'entity_id', 'mention_id', 'local_entity', 'start', 'end', 'quote', 'norm_json', 'value', 'inferred', 'not_stated', 'rule'] // prettier-ignore
const attestationColumns = ['id', 'fact_id', 'article_id', 'trigger_start', 'trigger_end', 'trigger_quote']
const evidenceColumns = ['attestation_id', 'start', 'end', 'quote']

/** `which` completes `fact id …` with one parameter. */
function decidedParts(db: Reading, which: string, parameter: string): DecidedParts {
  const facts = rowsTogether(
    db,
    factColumns,
    `(SELECT fact.*, coder.name AS coder_name FROM fact LEFT JOIN coder ON coder.id = fact.coder_id WHERE fact.id ${which})`,
    [parameter],
  )
  if (facts.length === 0) {
    return { facts, slots: new Map(), attestations: new Map(), evidence: new Map(), edited: new Set() }
  }
  return {
    facts,
    slots: grouped(
      rowsTogether(db, slotColumns, `(SELECT * FROM slot WHERE fact_id ${which} ORDER BY ordinal, id)`, [
        parameter,
      ]),
      'fact_id',
    ),
    attestations: grouped(
      rowsTogether(db, attestationColumns, `(SELECT * FROM attestation WHERE fact_id ${which} ORDER BY id)`, [
        parameter,
      ]),
      'fact_id',
    ),
    evidence: grouped(
      rowsTogether(
        db,
        evidenceColumns,
        `(SELECT evidence.* FROM evidence JOIN attestation ON attestation.id = evidence.attestation_id
          WHERE attestation.fact_id ${which} ORDER BY evidence.ordinal)`,
        [parameter],
      ),
      'attestation_id',
    ),
    edited: new Set(
      db.all(
        `SELECT DISTINCT subject_id FROM decision WHERE subject_kind = 'fact' AND subject_id ${which} AND verdict = 'edit'`,
        [parameter],
        (row) => row.text('subject_id'),
      ),
    ),
  }
}

function grouped(rows: readonly Row[], column: string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const key = text(row, column)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [row])
    else group.push(row)
  }
  return groups
}

const firstSpan = (fact: FactView): { start: number; end: number } => fact.evidence[0] ?? { start: 0, end: 1 }

function proposedView(
  codebook: Codebook,
  context: ArticleContext,
  fact: ProposedFact,
  masked: readonly { start: number; end: number }[],
): FactView {
  const slots = fact.slots.map((slot): SlotView => {
    const entityId =
      (slot.mentionId === null ? null : context.entityOfMention(slot.mentionId)) ??
      (slot.localEntity === null ? null : context.entityOfLocal(slot.localEntity))
    return {
      id: slotIdSchema.parse(slot.id),
      role: slot.role,
      entityId: asEntityId(entityId),
      mentionId: slot.mentionId === null ? null : mentionIdSchema.parse(slot.mentionId),
      start: slot.start ?? null,
      end: slot.end ?? null,
      surface: slot.surface ?? null,
      norm: slot.norm ?? null,
      value: null,
      inferred: slot.inferred ?? false,
      notStated: false,
      rule: slot.rule ?? null,
      note: slot.note ?? null,
    }
  })
  const inMasked = fact.evidence.every((span) =>
    masked.some((zone) => zone.start <= span.start && span.end <= zone.end),
  )
  return {
    id: factIdSchema.parse(fact.id),
    articleId: articleIdSchema.parse(context.articleId),
    type: fact.type,
    kind: fact.kind,
    state: inMasked ? 'withdrawn' : 'proposed',
    edited: false,
    trigger: fact.trigger,
    evidence: [...fact.evidence],
    slots: [...slots],
    time: fact.time,
    modality: fact.modality,
    polarity: fact.polarity,
    attribution: attributionView(context, fact.attribution),
    temporalStatus: fact.temporalStatus ?? null,
    plover: fact.plover,
    cameo: fact.cameo,
    rule: fact.rule,
    prior: fact.prior,
    fingerprint: fact.fingerprint,
    codebookVersion: codebook.version,
    missing: missingOf(codebook, fact.type, slots),
    conflictsWith: fact.conflictsWith.map((id) => factIdSchema.parse(id)),
    derivedFrom: fact.derivedFrom === null ? null : factIdSchema.parse(fact.derivedFrom),
    attestations: [
      {
        id: attestationIdSchema.parse(`${fact.id}.a`),
        articleId: articleIdSchema.parse(context.articleId),
        evidence: [...fact.evidence],
      },
    ],
    rejectReason: null,
    note: null,
    flag: false,
    coder: null,
    decidedAt: null,
    durationMs: null,
  }
}

function decidedView(
  db: Reading,
  codebook: Codebook,
  context: ArticleContext,
  row: Row,
  parts: DecidedParts,
  proposal: ProposedFact | undefined,
): FactView {
  const id = text(row, 'id')
  const home = textOrNull(row, 'article_id') ?? context.articleId
  const slots = slotViews(db, context, home, parts, id)
  const attestations = (parts.attestations.get(id) ?? []).map((attestation) => ({
    id: attestationIdSchema.parse(text(attestation, 'id')),
    articleId: articleIdSchema.parse(text(attestation, 'article_id')),
    trigger: triggerOf(attestation),
    evidence: (parts.evidence.get(text(attestation, 'id')) ?? []).map((span) =>
      quotedSpanSchema.parse({ start: span['start'], end: span['end'], surface: span['quote'] }),
    ),
  }))
  const here = attestations.find((attestation) => attestation.articleId === context.articleId)
  const type = text(row, 'type')
  return {
    id: factIdSchema.parse(id),
    articleId: articleIdSchema.parse(context.articleId),
    ...(home === context.articleId ? {} : { home: articleIdSchema.parse(home) }),
    type,
    kind: factKindSchema.parse(text(row, 'kind')),
    state: factStateSchema.parse(text(row, 'state')),
    edited: parts.edited.has(id),
    trigger: here?.trigger ?? null,
    evidence: here?.evidence ?? [],
    slots: [...slots],
    time: timeOrNull.parse(jsonOrNull(row, 'time_json')),
    modality: modalitySchema.parse(text(row, 'modality')),
    polarity: polaritySchema.parse(text(row, 'polarity')),
    attribution: attributionView(context, attributionOrNull.parse(jsonOrNull(row, 'attribution_json'))),
    temporalStatus: temporalStatus.parse(textOrNull(row, 'temporal_status')),
    plover: ploverOrNull.parse(jsonOrNull(row, 'plover_json')),
    cameo: textOrNull(row, 'cameo'),
    rule: textOrNull(row, 'rule'),
    prior: proposal?.prior ?? null,
    fingerprint: textOrNull(row, 'fingerprint'),
    codebookVersion: textOrNull(row, 'codebook_version') ?? codebook.version,
    missing: missingOf(codebook, type, slots),
    conflictsWith: (proposal?.conflictsWith ?? []).map((other) => factIdSchema.parse(other)),
    derivedFrom: proposal?.derivedFrom == null ? null : factIdSchema.parse(proposal.derivedFrom),
    attestations: attestations.map(({ trigger: _trigger, ...attestation }) => attestation),
    rejectReason: textOrNull(row, 'reject_reason'),
    note: textOrNull(row, 'note'),
    flag: number(row, 'flag') === 1,
    coder: textOrNull(row, 'coder_name'),
    decidedAt: textOrNull(row, 'decided_at'),
    durationMs: numberOrNull(row, 'duration_ms'),
  }
}

/**
 * The fillers with the words of one article. Where another article attests the fact, who is meant is what the fact's own
 * article says: it was decided there, and is there changed.
 */
function slotViews(
  db: Reading,
  context: ArticleContext,
  home: string,
  parts: DecidedParts,
  factId: string,
): readonly SlotView[] {
  const articles = new Map(
    (parts.attestations.get(factId) ?? []).map((row) => [text(row, 'id'), text(row, 'article_id')]),
  )
  const rows = parts.slots.get(factId) ?? []
  const of = (articleId: string): readonly Row[] =>
    rows.filter((row) => (articles.get(textOrNull(row, 'attestation_id') ?? '') ?? home) === articleId)
  if (home === context.articleId) return of(home).map((row) => slotView(context, row))
  const homeContext = lazyContext(db, home)
  const place = (row: Row): string => `${text(row, 'role')} ${String(number(row, 'ordinal'))}`
  const own = new Map(of(home).map((row) => [place(row), slotView(homeContext, row)]))
  return of(context.articleId).flatMap((row) => {
    const meant = own.get(place(row))
    return meant === undefined ? [] : [{ ...slotView(context, row), entityId: meant.entityId }]
  })
}

function slotView(context: ArticleContext, row: Row): SlotView {
  const mentionId = textOrNull(row, 'mention_id')
  const local = textOrNull(row, 'local_entity')
  const chosen = textOrNull(row, 'entity_id')
  const entityId =
    (chosen === null ? null : context.survivor(chosen)) ??
    (mentionId === null ? null : context.entityOfMention(mentionId)) ??
    (local === null ? null : context.entityOfLocal(local))
  return {
    id: slotIdSchema.parse(text(row, 'id')),
    role: text(row, 'role'),
    entityId: asEntityId(entityId),
    mentionId: mentionId === null ? null : mentionIdSchema.parse(mentionId),
    start: numberOrNull(row, 'start'),
    end: numberOrNull(row, 'end'),
    surface: textOrNull(row, 'quote'),
    norm: slotNorm.parse(jsonOrNull(row, 'norm_json')),
    value: textOrNull(row, 'value'),
    inferred: number(row, 'inferred') === 1,
    notStated: number(row, 'not_stated') === 1,
    rule: textOrNull(row, 'rule'),
    note: null,
  }
}

function triggerOf(row: Row): FactView['trigger'] {
  const start = numberOrNull(row, 'trigger_start')
  const end = numberOrNull(row, 'trigger_end')
  const surface = textOrNull(row, 'trigger_quote')
  return start === null || end === null || surface === null ? null : { start, end, surface }
}

function attributionView(
  context: ArticleContext,
  stored: z.infer<typeof storedAttributionSchema> | null,
): FactView['attribution'] {
  if (stored === null) return null
  const local = stored.speaker === undefined ? null : context.entityOfLocal(stored.speaker)
  const named = stored.speakerEntity
  const speaker = named === undefined ? local : named === null ? null : context.survivor(named)
  return {
    speaker: asEntityId(speaker),
    outlet: stored.outlet ?? null,
    chain: [
      ...(stored.chainEntities ?? []).map((link) => context.survivor(link)),
      ...(stored.chain ?? []).map((link) => context.entityOfLocal(link)),
    ].flatMap((link) => asEntityId(link) ?? []),
  }
}

const asEntityId = (id: string | null): EntityId | null => (id === null ? null : entityIdSchema.parse(id))

/** Required roles of a fact that nothing answers: no words, no inference, no value, no mark *not stated in the text*. */
export function missingOf(codebook: Codebook, typeId: string, slots: readonly SlotView[]): string[] {
  const type = factTypeOf(codebook, typeId)
  if (type === undefined) return []
  const answered = new Set(slots.filter(isAnswered).map((slot) => slot.role))
  return [...missingRoles(type, (role) => answered.has(role))]
}

function isAnswered(slot: SlotView): boolean {
  return (
    slot.notStated ||
    slot.start !== null ||
    slot.entityId !== null ||
    slot.value !== null ||
    slot.norm !== null ||
    slot.inferred
  )
}
