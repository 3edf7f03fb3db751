import type { EntityView } from '../../../../shared/model/views.ts'
import { defused } from '../csv.ts'
import type { Actor } from './actors.ts'
import type { EventTables } from './tables.ts'
import { eventsOf, type EventRecord } from './records.ts'
import { entityLabel, type ExportChunks, type ExportSource, type FileWriter } from '../export-source.ts'

/** Who is spoken of in an article, as the columns `Story …` list them. */
interface Story {
  readonly articleId: string
  readonly people: string
  readonly organizations: string
  readonly locations: string
}

/** Several values in one cell; none of the characters that end cells or values stays inside one. */
const cell = (values: readonly string[]): string =>
  defused(
    values
      .map((value) => value.replace(/[\t\r\n;]+/g, ' ').trim())
      .filter((value) => value !== '')
      .join('; '),
  )

const numbers = (values: readonly (number | undefined)[]): string =>
  cell(values.map((value) => (value === undefined ? '' : String(value))))

/** The eight columns of a side, by what follows `Actor` or `Recipient` in their names. */
function side(actors: readonly Actor[], tables: EventTables): readonly string[] {
  const sectors = unique(actors.map(({ sector }) => sector))
  return [
    cell(actors.map(({ name }) => name)),
    cell(unique(actors.map(({ code }) => code))),
    numbers([...new Set(actors.map(({ country }) => tables.cow[country]))]),
    cell(sectors.slice(0, 1)),
    cell(sectors),
    cell(unique(actors.map(({ office }) => office))),
    cell(actors.map(({ words, name }) => (words === '' ? name : words))),
    cell(actors.flatMap(({ entity }) => identifier(entity, 'wikidata'))),
  ]
}

const unique = (values: readonly string[]): readonly string[] => [
  ...new Set(values.filter((one) => one !== '')),
]

function identifier(entity: EntityView | null, scheme: string): readonly string[] {
  return entity?.identifiers.filter((one) => one.scheme === scheme).map(({ value }) => value) ?? []
}

/** City, district and province: what the gazetteer says the place is. */
function placeColumns(
  place: EventRecord['place'],
  { kindOf }: EventTables,
  source: ExportSource,
): readonly string[] {
  const entity = place?.entity ?? null
  const name = entity === null ? '' : entityLabel(entity, source.language)
  const kind = kindOf.get(identifier(entity, 'gazetteer')[0] ?? '') ?? ''
  const country = entity?.country ?? ''
  return [
    cell([name === '' ? (place?.words ?? '') : name]),
    kind === 'city' ? cell([name]) : '',
    '',
    kind === 'province' ? cell([name]) : '',
    country,
    '',
    '',
    cell(identifier(entity, 'geonames')),
    cell([place?.words ?? '']),
    cell([kind]),
  ]
}

async function storyOf(source: ExportSource, articleId: EventRecord['article']['id']): Promise<Story> {
  const { mentions, entities } = await source.content(articleId)
  const named = new Set(mentions.map(({ entityId }) => entityId))
  const of = (...types: readonly string[]): string =>
    cell(
      unique(
        entities
          .filter(({ id, type }) => named.has(id) && types.includes(type))
          .map((entity) => entityLabel(entity, source.language)),
      ),
    )
  return { articleId, people: of('PER'), organizations: of('ORG'), locations: of('GPE', 'LOC') }
}

async function* write(source: ExportSource): ExportChunks {
  const tables = source.eventTables()
  yield `${tables.polecatColumns.join('\t')}\n`
  let rows = 0
  let story: Story | null = null
  for await (const event of eventsOf(source)) {
    const { article, fact, mode } = event
    if (story?.articleId !== article.id) story = await storyOf(source, article.id)
    const cells = [
      event.id,
      event.date,
      event.event,
      mode ?? '',
      String(tables.scores[`${event.event}:${mode ?? ''}`] ?? tables.scores[event.event] ?? ''),
      String(event.quad),
      cell(event.contexts),
      ...side(event.actors, tables),
      ...side(event.recipients, tables),
      ...placeColumns(event.place, tables, source),
      cell([article.publisher ?? article.sourceName]),
      article.published ?? '',
      story.people,
      story.organizations,
      story.locations,
      article.lang ?? '',
      fact.codebookVersion,
    ]
    rows++
    yield `${cells.join('\t')}\n`
  }
  return rows
}

/** The columns of the POLECAT data set, for tools made for it. */
export const polecat: FileWriter = {
  format: 'polecat',
  label: { en: 'POLECAT columns, TSV', de: 'POLECAT-Spalten, TSV' },
  use: {
    en: 'For tools made for the POLECAT data set: the same 40 columns.',
    de: 'Für Werkzeuge, die für den POLECAT-Datensatz gemacht sind: dieselben 40 Spalten.',
  },
  extension: 'tsv',
  row: 'fact',
  unit: 'none',
  needsTexts: false,
  options: ['dyads'],
  losses: [
    {
      en: 'Facts without a PLOVER event, a day, an actor or, where PLOVER asks for one, a recipient are not written: comments, relations and measures among them.',
      de: 'Fakten ohne PLOVER-Ereignis, ohne Tag, ohne Handelnde oder, wo PLOVER ihn verlangt, ohne Empfänger werden nicht geschrieben, darunter Kommentare, Beziehungen und Messwerte.',
    },
    {
      en: 'Several actors, recipients, codes or contexts stand in one cell, with “; ” between; a pair each by the option for pairs.',
      de: 'Mehrere Handelnde, Empfänger, Codes oder Kontexte stehen in einer Zelle, mit „; “ dazwischen; einzeln mit der Option für Paare.',
    },
    {
      en: 'Evidence and offsets are not included, coordinates and districts are empty, and the columns of Wikipedia ids hold Wikidata ids.',
      de: 'Belegstellen und Positionen sind nicht enthalten, Koordinaten und Bezirke sind leer, und in den Spalten der Wikipedia-IDs stehen Wikidata-IDs.',
    },
    {
      en: 'Tabs, line breaks and semicolons inside a value become spaces, and a cell that begins like a formula carries an apostrophe in front.',
      de: 'Tabulatoren, Zeilenumbrüche und Semikolons in einem Wert werden zu Leerzeichen, und eine Zelle, die wie eine Formel beginnt, trägt einen Apostroph davor.',
    },
  ],
  write,
}
