import type { Command } from 'commander'
import { librarySorts, libraryFilterSchema, type LibraryFilter } from '../../shared/contract/index.ts'
import { BelegError } from '../../shared/errors.ts'
import { entityIdSchema, type EntityId } from '../../shared/model/ids.ts'
import type { ProjectSession } from '../workbench/session.ts'
import { say, type Cli } from './cli.ts'
import { everyRow } from './pages.ts'
import { noneOf, UsageError } from './usage.ts'

/** Facets of the library as options; several values of one are alternatives. */
export interface ArticleOptions {
  readonly publisher?: readonly string[]
  readonly agency?: readonly string[]
  readonly language?: readonly string[]
  readonly person?: readonly string[]
  readonly country?: readonly string[]
  readonly factType?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly conflicts?: true
  readonly unseen?: true
  readonly sort?: string
}

export const articleOptionNames = ['publisher', 'agency', 'language', 'person', 'country', 'factType', 'from', 'to', 'conflicts', 'unseen', 'sort'] as const // prettier-ignore

/** Publishers may have a comma in their name: the option is repeated. */
const each = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]
const list = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(','),
]

export function addArticleOptions(command: Command, cli: Cli): void {
  command
    .option('--publisher <name>', say(cli, { en: 'articles of a publisher; may be repeated; "" for none', de: 'Artikel eines Herausgebers; mehrfach möglich; "" für keinen' }), each)
    .option('--agency <name>', say(cli, { en: 'articles after an agency; may be repeated', de: 'Artikel nach einer Agentur; mehrfach möglich' }), each)
    .option('--language <codes>', say(cli, { en: 'articles in these languages (de,en)', de: 'Artikel in diesen Sprachen (de,en)' }), list)
    .option('--person <name>', say(cli, { en: 'articles that name a person, by name or id; may be repeated', de: 'Artikel, die eine Person nennen, nach Name oder ID; mehrfach möglich' }), each)
    .option('--country <codes>', say(cli, { en: 'articles that name places of these countries (ISO 3166-1 alpha-3: DEU,VNM)', de: 'Artikel, die Orte dieser Länder nennen (ISO 3166-1 alpha-3: DEU,VNM)' }), list)
    .option('--fact-type <types>', say(cli, { en: 'articles with facts of these types', de: 'Artikel mit Fakten dieser Typen' }), list)
    .option('--from <date>', say(cli, { en: 'published on or after a day, month or year', de: 'erschienen ab einem Tag, Monat oder Jahr' }))
    .option('--to <date>', say(cli, { en: 'published on or before a day, month or year', de: 'erschienen bis zu einem Tag, Monat oder Jahr' }))
    .option('--conflicts', say(cli, { en: 'articles whose facts contradict one another', de: 'Artikel, deren Fakten einander widersprechen' }))
    .option('--unseen', say(cli, { en: 'articles nobody has looked at', de: 'Artikel, die noch niemand angesehen hat' }))
    .option('--sort <order>', say(cli, { en: `order: ${librarySorts.join(', ')}`, de: `Reihenfolge: ${librarySorts.join(', ')}` }))
} // prettier-ignore

/** The options as a filter of the library. Throws a `UsageError` for a date or an order that is none, `notFound` for a person nobody is called. */
export async function articleFilter(session: ProjectSession, options: ArticleOptions): Promise<LibraryFilter> {
  const { publisher, agency, language, country, factType, from, to, conflicts, unseen, sort } = options
  for (const [name, date] of [['from', from], ['to', to]] as const) {
    if (date !== undefined && !libraryFilterSchema.shape.from.safeParse(date).success)
      throw new UsageError({ en: `--${name}: “${date}” is no day, month or year as 2024-11-12, 2024-11 or 2024.`, de: `--${name}: „${date}“ ist kein Tag, Monat oder Jahr wie 2024-11-12, 2024-11 oder 2024.` })
  }
  if (factType !== undefined) {
    const known = (await session.query('codebook.current', {})).factTypes.map((type) => type.id)
    const unknown = factType.find((type) => !known.includes(type))
    if (unknown !== undefined) throw new BelegError('fact.type', { type: unknown })
  }
  const order = librarySorts.find((one) => one === sort)
  if (sort !== undefined && order === undefined) throw noneOf(sort, librarySorts)
  const person: EntityId[] = []
  for (const name of options.person ?? []) person.push(...(await personsNamed(session, name)))
  return {
    ...(publisher === undefined ? {} : { publisher: [...publisher] }),
    ...(agency === undefined ? {} : { agency: [...agency] }),
    ...(language === undefined ? {} : { lang: [...language] }),
    ...(country === undefined ? {} : { country: country.map((code) => code.toUpperCase()) }),
    ...(factType === undefined ? {} : { factType: [...factType] }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(conflicts === undefined ? {} : { conflicts }),
    ...(unseen === undefined ? {} : { unseen }),
    ...(order === undefined ? {} : { sort: order }),
    ...(person.length === 0 ? {} : { person }),
  }
} // prettier-ignore

/** Everyone of that id or, in any of their names, of exactly that name. */
async function personsNamed(session: ProjectSession, name: string): Promise<readonly EntityId[]> {
  const found: EntityId[] = []
  const wanted = name.toLowerCase()
  for await (const row of everyRow(session, 'entities.list', { types: ['PER'], search: name })) {
    const names = [row.labelDe, row.labelEn, ...row.aliases.map(({ text }) => text)]
    if (row.id === name || names.some((one) => one?.toLowerCase() === wanted)) found.push(row.id)
  }
  if (found.length === 0) {
    const id = entityIdSchema.safeParse(name)
    const [byId] = id.success ? (await session.query('entities.list', { ids: [id.data] })).rows : []
    if (byId === undefined) throw new BelegError('notFound', { kind: 'entity', id: name })
    found.push(byId.id)
  }
  return found
}
