import type { EntityView, OfficeView } from '../../../../shared/model/views.ts'
import type { Language } from '../../../../shared/model/vocabulary.ts'
import { entityLabel } from '../export-source.ts'
import { joined, tableOf, type Columns, type TableOf } from './table.ts'

const identifier = (entity: EntityView, scheme: string): string =>
  joined(entity.identifiers.filter((one) => one.scheme === scheme).map(({ value }) => value))

/** `Präsident, Österreich, 2016/2022`; an open end as `..`, as ISO 8601-2 has it. */
function officeText({ title, of, from, to }: OfficeView, language: Language): string {
  const time = from === null && to === null ? [] : [`${from ?? '..'}/${to ?? '..'}`]
  return [title, ...(of === null ? [] : [entityLabel(of, language)]), ...time].join(', ')
}

const columnsOf = (language: Language): Columns<EntityView> => [
  ['entity_id', (row) => row.id],
  ['type', (row) => row.type],
  ['label_de', (row) => row.labelDe],
  ['label_en', (row) => row.labelEn],
  ['country', (row) => row.country],
  ['wikidata', (row) => identifier(row, 'wikidata')],
  ['identifiers', (row) => joined(row.identifiers.map(({ scheme, value }) => `${scheme}=${value}`))],
  ['aliases', (row) => joined(row.aliases.filter(({ scope }) => scope === 'everywhere').map(({ text }) => text))],
  ['aliases_elsewhere', (row) => joined(row.aliases.filter(({ scope }) => scope !== 'everywhere').map(({ text, scopeId }) => `${text} @ ${scopeId ?? ''}`))],
  ['offices', (row) => joined(row.offices.map((office) => officeText(office, language)))],
  ['merged_ids', (row) => joined(row.merged.map(({ id }) => id))],
  ['different_ids', (row) => joined(row.different.map(({ entity }) => entity.id))],
  ['mentions', (row) => row.mentions, 'integer'],
  ['articles', (row) => row.articles, 'integer'],
  ['origin', (row) => row.origin],
  ['note', (row) => row.note],
] // prettier-ignore

/** One row per entity that a slot, an attribution or a mention names. Counts are those of the whole project. */
export const entitiesTable: TableOf = (source) =>
  tableOf(columnsOf(source.language), async function* () {
    yield* source.registry()
  })
