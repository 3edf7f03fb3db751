import { factTypeOf, type Codebook } from '../../../../shared/model/codebook.ts'
import type { QuotedSpan } from '../../../../shared/model/span.ts'
import type { ArticleRow, EntityRef, FactView, SlotView } from '../../../../shared/model/views.ts'
import { entityLabel, type ExportSource } from '../export-source.ts'
import { joined, offsets, tableOf, type Columns, type TableOf } from './table.ts'

interface AttestationRow {
  readonly fact: FactView
  /** Null for a fact whose evidence was never attested apart from itself. */
  readonly attestationId: string | null
  readonly evidence: readonly QuotedSpan[]
  readonly article: ArticleRow | undefined
  readonly label: (entityId: EntityRef['id']) => string
  readonly source: ExportSource
}

/** Columns of fixed place. One column per role of the codebook follows, `slot_<role>` in code-unit order, then `slot_other`. */
const fixedColumns: Columns<AttestationRow> = [
  ['fact_id', ({ fact }) => fact.id],
  ['attestation_id', ({ attestationId }) => attestationId],
  ['article_id', ({ article, fact }) => article?.id ?? fact.articleId],
  ['article_title', ({ article }) => article?.title ?? null],
  ['source_name', ({ article }) => article?.sourceName ?? null],
  ['publisher', ({ article }) => article?.publisher ?? null],
  ['agency', ({ article }) => article?.agency ?? null],
  ['url', ({ article }) => article?.url ?? null],
  ['published', ({ article }) => article?.published ?? null, 'day'],
  ['published_basis', ({ article }) => article?.publishedBasis ?? null],
  ['type', ({ fact }) => fact.type],
  [
    'type_label',
    ({ fact, source }) => factTypeOf(source.codebook, fact.type)?.label[source.language] ?? null,
  ],
  ['kind', ({ fact }) => fact.kind],
  ['state', ({ fact }) => fact.state],
  ['edited', ({ fact }) => fact.edited, 'boolean'],
  ['time', ({ fact }) => fact.time?.iso ?? null, 'day'],
  ['time_precision', ({ fact }) => fact.time?.precision ?? null],
  ['time_basis', ({ fact }) => fact.time?.basis ?? null],
  ['time_rule', ({ fact }) => fact.time?.rule ?? null],
  ['modality', ({ fact }) => fact.modality],
  ['polarity', ({ fact }) => fact.polarity],
  ['temporal_status', ({ fact }) => fact.temporalStatus],
  ['speaker', ({ fact, label }) => (fact.attribution?.speaker ? label(fact.attribution.speaker) : null)],
  ['speaker_id', ({ fact }) => fact.attribution?.speaker ?? null],
  ['outlet', ({ fact }) => fact.attribution?.outlet ?? null],
  ['attribution_chain', ({ fact, label }) => joined(fact.attribution?.chain.map(label) ?? [])],
  ['evidence', ({ evidence }) => joined(evidence.map((span) => span.surface))],
  ['evidence_offsets', ({ evidence }) => offsets(evidence)],
  ['trigger', ({ fact }) => fact.trigger?.surface ?? null],
  ['trigger_offsets', ({ fact }) => (fact.trigger === null ? null : offsets([fact.trigger]))],
  ['offset_unit', () => 'utf-16'],
  ['text_sha256', ({ article }) => article?.textSha256 ?? null],
  ['source_sha256', ({ article }) => article?.sourceSha256 ?? null],
  ['plover_event', ({ fact }) => fact.plover?.event ?? null],
  ['plover_mode', ({ fact }) => fact.plover?.mode ?? null],
  ['plover_context', ({ fact }) => joined(fact.plover?.context ?? [])],
  ['plover_aux', ({ fact }) => joined(fact.plover?.aux ?? [])],
  ['plover_quad', ({ fact }) => fact.plover?.quad ?? null, 'integer'],
  ['cameo', ({ fact }) => fact.cameo],
  ['derived_from', ({ fact }) => fact.derivedFrom],
  ['conflicts_with', ({ fact }) => joined(fact.conflictsWith)],
  ['missing', ({ fact }) => joined(fact.missing)],
  ['rule', ({ fact }) => fact.rule],
  ['codebook', ({ source }) => source.codebook.id],
  ['codebook_version', ({ fact }) => fact.codebookVersion],
  ['coder', ({ fact }) => fact.coder],
  ['decided_at', ({ fact }) => fact.decidedAt],
  ['duration_ms', ({ fact }) => fact.durationMs, 'integer'],
  ['reject_reason', ({ fact }) => fact.rejectReason],
  ['note', ({ fact }) => fact.note],
  ['flag', ({ fact }) => fact.flag, 'boolean'],
]

/** Every role of the codebook once, in code-unit order. */
export function rolesOf(codebook: Codebook): readonly string[] {
  const all = [...codebook.factTypes.flatMap((type) => type.slots), ...codebook.commonSlots]
  return [...new Set(all.map((slot) => slot.role))].sort()
}

/** What a slot says in one cell: the entity's name, else the value, else the words, else the norm. */
export function fillerText(slot: SlotView, label: (entityId: EntityRef['id']) => string): string {
  if (slot.notStated) return '[not stated]'
  if (slot.entityId !== null) return label(slot.entityId)
  if (slot.value !== null) return String(slot.value)
  if (slot.surface !== null) return slot.surface
  if (slot.norm === null) return ''
  if (typeof slot.norm !== 'object') return String(slot.norm)
  const { iso, value, amount, currency, unit } = slot.norm
  return [iso ?? value ?? amount, currency ?? unit].filter((part) => part !== undefined).join(' ')
}

function columnsOf(codebook: Codebook): Columns<AttestationRow> {
  const roles = rolesOf(codebook)
  return [
    ...fixedColumns,
    ...roles.map(
      (role) =>
        [
          `slot_${role}`,
          ({ fact, label }: AttestationRow) =>
            joined(fact.slots.filter((slot) => slot.role === role).map((slot) => fillerText(slot, label))),
        ] as const,
    ),
    [
      'slot_other',
      ({ fact, label }) =>
        joined(
          fact.slots
            .filter((slot) => !roles.includes(slot.role))
            .map((slot) => `${slot.role}=${fillerText(slot, label)}`),
        ),
    ],
  ]
}

/** One row per attestation of a fact: one per fact and article. */
export const factsTable: TableOf = (source) =>
  tableOf(columnsOf(source.codebook), async function* () {
    const label = (id: EntityRef['id']): string => {
      const entity = source.entity(id)
      return entity === undefined ? id : entityLabel(entity, source.language)
    }
    for await (const fact of source.facts()) {
      const attestations =
        fact.attestations.length > 0
          ? fact.attestations
          : [{ id: null, articleId: fact.articleId, evidence: fact.evidence }]
      for (const { id, articleId, evidence } of attestations) {
        yield { fact, attestationId: id, evidence, article: source.article(articleId), label, source }
      }
    }
  })
