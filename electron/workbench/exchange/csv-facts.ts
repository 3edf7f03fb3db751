import { factTypeOf, type Codebook } from '../../../shared/model/codebook.ts'
import type { QuotedSpan } from '../../../shared/model/span.ts'
import type { ArticleRow, EntityRef, FactView, SlotView } from '../../../shared/model/views.ts'
import { csvHeader, csvRow, joined, offsets, type Columns } from './csv.ts'
import { byId, entityLabel, type ExportChunks, type ExportSource, type FileWriter } from './export-source.ts'

interface AttestationRow {
  readonly fact: FactView
  /** Null for a fact whose evidence was never attested apart from itself. */
  readonly attestationId: string | null
  readonly evidence: readonly QuotedSpan[]
  readonly article: ArticleRow | undefined
  readonly label: (entityId: string) => string
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
  ['published', ({ article }) => article?.published ?? null],
  ['published_basis', ({ article }) => article?.publishedBasis ?? null],
  ['type', ({ fact }) => fact.type],
  [
    'type_label',
    ({ fact, source }) => factTypeOf(source.codebook, fact.type)?.label[source.language] ?? null,
  ],
  ['kind', ({ fact }) => fact.kind],
  ['state', ({ fact }) => fact.state],
  ['edited', ({ fact }) => fact.edited],
  ['time', ({ fact }) => fact.time?.iso ?? null],
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
  ['plover_quad', ({ fact }) => fact.plover?.quad ?? null],
  ['cameo', ({ fact }) => fact.cameo],
  ['derived_from', ({ fact }) => fact.derivedFrom],
  ['conflicts_with', ({ fact }) => joined(fact.conflictsWith)],
  ['missing', ({ fact }) => joined(fact.missing)],
  ['rule', ({ fact }) => fact.rule],
  ['codebook', ({ source }) => source.codebook.id],
  ['codebook_version', ({ fact }) => fact.codebookVersion],
  ['coder', ({ fact }) => fact.coder],
  ['decided_at', ({ fact }) => fact.decidedAt],
  ['duration_ms', ({ fact }) => fact.durationMs],
  ['reject_reason', ({ fact }) => fact.rejectReason],
  ['note', ({ fact }) => fact.note],
  ['flag', ({ fact }) => fact.flag],
]

/** Every role of the codebook once, in code-unit order. */
export function rolesOf(codebook: Codebook): readonly string[] {
  const all = [...codebook.factTypes.flatMap((type) => type.slots), ...codebook.commonSlots]
  return [...new Set(all.map((slot) => slot.role))].sort()
}

/** What a slot says in one cell: the entity's name, else the value, else the words, else the norm. */
export function fillerText(slot: SlotView, label: (entityId: string) => string): string {
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

async function* write(source: ExportSource): ExportChunks {
  const articles = await byId(source.articles())
  const entities: ReadonlyMap<string, EntityRef> = await byId(source.entities())
  const label = (id: string): string => {
    const entity = entities.get(id)
    return entity === undefined ? id : entityLabel(entity, source.language)
  }
  const columns = columnsOf(source.codebook)
  yield csvHeader(columns)
  let rows = 0
  for await (const fact of source.facts()) {
    const attestations =
      fact.attestations.length > 0
        ? fact.attestations
        : [{ id: null, articleId: fact.articleId, evidence: fact.evidence }]
    for (const { id, articleId, evidence } of attestations) {
      rows++
      const article = articles.get(articleId)
      yield csvRow(columns, { fact, attestationId: id, evidence, article, label, source })
    }
  }
  return rows
}

/** One row per attestation of a fact, for reading and counting. */
export const csvFacts: FileWriter = {
  format: 'csv-facts',
  label: { en: 'CSV, one row per fact and article', de: 'CSV, eine Zeile je Fakt und Artikel' },
  use: { en: 'For reading and counting in a spreadsheet.', de: 'Zum Lesen und Zählen in einer Tabelle.' },
  extension: 'csv',
  row: 'attestation',
  unit: 'utf-16',
  needsTexts: false,
  losses: [
    {
      en: 'Offsets, entity ids and rules of the slots are not in this table; “CSV, one row per slot” has them.',
      de: 'Positionen, Entitäts-IDs und Regeln der Felder fehlen in dieser Tabelle; „CSV, eine Zeile je Feld“ enthält sie.',
    },
    {
      en: 'Names of entities stand in one language only.',
      de: 'Die Namen der Entitäten stehen nur in einer Sprache.',
    },
    {
      en: 'Of the decisions only the last one is given; JSONL has all of them.',
      de: 'Von den Entscheidungen steht nur die letzte hier; JSONL enthält alle.',
    },
    {
      en: 'The articles’ texts are not included.',
      de: 'Die Texte der Artikel sind nicht enthalten.',
    },
    {
      en: 'Texts that begin like a formula carry an apostrophe in front; remove one to get the text back. Import the file as text: spreadsheets turn offsets such as 3-9 into dates.',
      de: 'Texte, die wie eine Formel beginnen, tragen einen Apostroph davor; ohne ihn ist es der Text. Importieren Sie die Datei als Text: Tabellenprogramme machen aus Positionen wie 3-9 ein Datum.',
    },
  ],
  write,
}
