import type { Norm } from '../../../shared/model/extraction.ts'
import type { ArticleRow, EntityRef, FactView, SlotView } from '../../../shared/model/views.ts'
import { csvHeader, csvRow, type Columns } from './csv.ts'
import { byId, type ExportChunks, type ExportSource, type FileWriter } from './export-source.ts'

interface SlotRow {
  readonly fact: FactView
  readonly slot: SlotView
  readonly article: ArticleRow | undefined
  readonly entity: EntityRef | undefined
  readonly norm: Norm
}

const columns: Columns<SlotRow> = [
  ['fact_id', ({ fact }) => fact.id],
  ['slot_id', ({ slot }) => slot.id],
  ['article_id', ({ fact }) => fact.articleId],
  ['source_name', ({ article }) => article?.sourceName ?? null],
  ['type', ({ fact }) => fact.type],
  ['state', ({ fact }) => fact.state],
  ['role', ({ slot }) => slot.role],
  ['filler', ({ slot }) => fillerKind(slot)],
  ['entity_id', ({ slot }) => slot.entityId],
  ['entity_type', ({ entity }) => entity?.type ?? null],
  ['entity_label_de', ({ entity }) => entity?.labelDe ?? null],
  ['entity_label_en', ({ entity }) => entity?.labelEn ?? null],
  ['entity_country', ({ entity }) => entity?.country ?? null],
  ['mention_id', ({ slot }) => slot.mentionId],
  ['surface', ({ slot }) => slot.surface],
  ['start', ({ slot }) => slot.start],
  ['end', ({ slot }) => slot.end],
  ['offset_unit', () => 'utf-16'],
  ['value', ({ slot }) => slot.value],
  ['norm_iso', ({ norm }) => norm.iso ?? null],
  ['norm_value', ({ norm }) => norm.value ?? null],
  ['norm_amount', ({ norm }) => norm.amount ?? null],
  ['norm_currency', ({ norm }) => norm.currency ?? null],
  ['norm_unit', ({ norm }) => norm.unit ?? null],
  ['norm_comparator', ({ norm }) => norm.comparator ?? null],
  ['norm_precision', ({ norm }) => norm.precision ?? null],
  ['norm_basis', ({ norm }) => norm.basis ?? null],
  ['inferred', ({ slot }) => slot.inferred],
  ['not_stated', ({ slot }) => slot.notStated],
  ['rule', ({ slot }) => slot.rule],
  ['note', ({ slot }) => slot.note],
  ['text_sha256', ({ article }) => article?.textSha256 ?? null],
  ['source_sha256', ({ article }) => article?.sourceSha256 ?? null],
  ['codebook_version', ({ fact }) => fact.codebookVersion],
]

function fillerKind(slot: SlotView): string {
  if (slot.notStated) return 'notStated'
  if (slot.entityId !== null) return 'entity'
  if (slot.value !== null) return 'value'
  return slot.surface === null ? 'norm' : 'text'
}

/** A norm that is only a value becomes one, so that the columns say the same for both. */
function normOf(slot: SlotView): Norm {
  if (slot.norm === null) return {}
  return typeof slot.norm === 'object' ? slot.norm : { value: slot.norm }
}

async function* write(source: ExportSource): ExportChunks {
  const articles = await byId(source.articles())
  const entities: ReadonlyMap<string, EntityRef> = await byId(source.entities())
  yield csvHeader(columns)
  let rows = 0
  for await (const fact of source.facts()) {
    for (const slot of fact.slots) {
      rows++
      const entity = slot.entityId === null ? undefined : entities.get(slot.entityId)
      yield csvRow(columns, { fact, slot, article: articles.get(fact.articleId), entity, norm: normOf(slot) })
    }
  }
  return rows
}

/** One row per filler of a slot, for joining and networks. */
export const csvSlots: FileWriter = {
  format: 'csv-slots',
  label: { en: 'CSV, one row per slot', de: 'CSV, eine Zeile je Feld' },
  use: {
    en: 'For statistics programs: every slot with its place in the text.',
    de: 'Für Statistikprogramme: jedes Feld mit seiner Stelle im Text.',
  },
  extension: 'csv',
  row: 'slot',
  unit: 'utf-16',
  needsTexts: false,
  losses: [
    {
      en: 'Facts without any slot have no row, and evidence, time, attribution and codes of a fact are not in this table; “CSV, one row per fact and article” has them.',
      de: 'Fakten ohne Feld haben keine Zeile, und Belegstellen, Zeit, Zuschreibung und Codes der Fakten fehlen in dieser Tabelle; „CSV, eine Zeile je Fakt und Artikel“ enthält sie.',
    },
    {
      en: 'Of a date only the reading that counts is given; JSONL has the other readings too.',
      de: 'Von einem Datum steht nur die geltende Lesart hier; JSONL enthält auch die anderen.',
    },
    {
      en: 'The decisions and the articles’ texts are not included.',
      de: 'Entscheidungen und die Texte der Artikel sind nicht enthalten.',
    },
    {
      en: 'Texts that begin like a formula carry an apostrophe in front; remove one to get the text back.',
      de: 'Texte, die wie eine Formel beginnen, tragen einen Apostroph davor; ohne ihn ist es der Text.',
    },
  ],
  write,
}
