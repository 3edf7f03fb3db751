import type { Norm } from '../../../../shared/model/extraction.ts'
import type { ArticleRow, EntityRef, FactView, SlotView } from '../../../../shared/model/views.ts'
import { tableOf, type Columns, type TableOf } from './table.ts'

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
  ['start', ({ slot }) => slot.start, 'integer'],
  ['end', ({ slot }) => slot.end, 'integer'],
  ['offset_unit', () => 'utf-16'],
  ['value', ({ slot }) => slot.value],
  ['norm_iso', ({ norm }) => norm.iso ?? null, 'day'],
  ['norm_value', ({ norm }) => norm.value ?? null],
  ['norm_amount', ({ norm }) => norm.amount ?? null, 'number'],
  ['norm_currency', ({ norm }) => norm.currency ?? null],
  ['norm_unit', ({ norm }) => norm.unit ?? null],
  ['norm_comparator', ({ norm }) => norm.comparator ?? null],
  ['norm_precision', ({ norm }) => norm.precision ?? null],
  ['norm_basis', ({ norm }) => norm.basis ?? null],
  ['inferred', ({ slot }) => slot.inferred, 'boolean'],
  ['not_stated', ({ slot }) => slot.notStated, 'boolean'],
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

/** One row per filler of a slot. */
export const slotsTable: TableOf = (source) =>
  tableOf(columns, async function* () {
    for await (const fact of source.facts()) {
      const article = source.article(fact.articleId)
      for (const slot of fact.slots) {
        const entity = slot.entityId === null ? undefined : source.entity(slot.entityId)
        yield { fact, slot, article, entity, norm: normOf(slot) }
      }
    }
  })
