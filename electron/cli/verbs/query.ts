import { BelegError } from '../../../shared/errors.ts'
import { searchHint } from '../../../shared/search-hints.ts'
import type { ProjectSession } from '../../workbench/session.ts'
import {
  addArticleOptions,
  articleFilter,
  articleOptionNames,
  type ArticleOptions,
} from '../article-filter.ts'
import { articleNamed } from '../article-named.ts'
import { say, type Cli } from '../cli.ts'
import type { Verb } from '../program.ts'
import { publishedSchema } from '../published-schemas.ts'
import {
  queryKindNames,
  queryKinds,
  type QueryFilter,
  type QueryKind,
  type QueryKindName,
} from '../query-kinds.ts'
import { table } from '../table.ts'
import { noneOf, UsageError } from '../usage.ts'
import { withProject } from '../with-project.ts'

interface Options extends ArticleOptions {
  readonly article?: string
  readonly type?: readonly string[]
  readonly state?: readonly string[]
  readonly search?: string
  readonly limit?: number
  readonly schema?: true
}

const list = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(','),
]

function count(value: string): number {
  if (!/^[1-9]\d{0,8}$/.test(value))
    throw new UsageError({
      en: `--limit: “${value}” is no number of rows.`,
      de: `--limit: „${value}“ ist keine Zeilenzahl.`,
    })
  return Number(value)
}

/** `beleg query`: everything of one kind, complete. */
export const queryVerb: Verb = {
  usage: 'query [project] [kind]',
  description: { en: `list what a project holds, all of it: ${queryKindNames.join(', ')}`, de: `auflisten, was ein Projekt enthält, vollständig: ${queryKindNames.join(', ')}` },
  examples: [
    ['query talks.beleg facts --state proposed --type meeting,visit', { en: 'a table of the proposed meetings and visits', de: 'eine Tabelle der vorgeschlagenen Treffen und Besuche' }],
    ['query talks.beleg facts --article 01-hanoi.txt --json', { en: 'the facts of one article as a JSON array', de: 'die Fakten eines Artikels als JSON-Liste' }],
    ['query talks.beleg articles --search "hanoi -seoul" --from 2024-11 --country VNM', { en: 'articles with one word and not another, since November 2024, that name places in Viet Nam', de: 'Artikel mit einem Wort und ohne ein anderes, seit November 2024, die Orte in Vietnam nennen' }],
    ['query talks.beleg history --limit 10', { en: 'the last ten steps', de: 'die letzten zehn Schritte' }],
    ['query --schema facts', { en: 'the JSON Schema of a row; without a kind, of all kinds', de: 'das JSON-Schema einer Zeile; ohne Art die aller Arten' }],
  ],
  build: (command, cli) => {
    command
      .option('--article <id>', say(cli, { en: 'id, number or source name of an article', de: 'ID, Nummer oder Quellname eines Artikels' }))
      .option('--type <types>', say(cli, { en: 'types, separated by commas', de: 'Typen, durch Kommas getrennt' }), list)
      .option('--state <states>', say(cli, { en: 'states, separated by commas', de: 'Zustände, durch Kommas getrennt' }), list)
      .option('--search <words>', say(cli, { en: 'articles or entities with these words', de: 'Artikel oder Entitäten mit diesen Wörtern' }))
      .option('--limit <n>', say(cli, { en: 'no more than n rows', de: 'höchstens n Zeilen' }), count)
      .option('--schema', say(cli, { en: 'print the JSON Schema (draft 2020-12) of a row; needs no project', de: 'das JSON-Schema (Draft 2020-12) einer Zeile ausgeben; braucht kein Projekt' }))
    addArticleOptions(command, cli)
    command
      .action(async (project: string | undefined, kind: string | undefined, options: Options) => {
        if (options.schema) {
          await cli.out(`${JSON.stringify(schemaOf(kind ?? project), null, 2)}\n`)
          return
        }
        if (project === undefined || kind === undefined) throw new UsageError({ en: 'query needs a project and a kind. See beleg query --help.', de: 'query braucht ein Projekt und eine Art. Siehe beleg query --help.' })
        const known = kindOf(kind)
        refuseForeignFilters(known, options)
        await withProject(cli, project, { readOnly: true }, (session) => runQuery(cli, session, known, options))
      })
  },
} // prettier-ignore

function kindOf(name: string): QueryKindName {
  const known = queryKindNames.find((one) => one === name)
  if (known === undefined) throw noneOf(name, queryKindNames)
  return known
}

function schemaOf(name: string | undefined): Readonly<Record<string, unknown>> {
  if (name !== undefined && queryKindNames.some((one) => one === name))
    return publishedSchema(queryKinds[kindOf(name)].schema)
  return Object.fromEntries(queryKindNames.map((one) => [one, publishedSchema(queryKinds[one].schema)]))
}

function refuseForeignFilters(kind: QueryKindName, options: Options): void {
  const facet = articleOptionNames.find((name) => options[name] !== undefined)
  if (facet !== undefined && kind !== 'articles') {
    const name = facet === 'factType' ? 'fact-type' : facet
    throw new UsageError({
      en: `--${name} narrows articles only.`,
      de: `--${name} grenzt nur Artikel ein.`,
    })
  }
  const allowed: readonly string[] = queryKinds[kind].filters
  for (const name of ['article', 'type', 'state', 'search'] as const) {
    if (options[name] !== undefined && !allowed.includes(name)) {
      throw new UsageError({
        en: `--${name} does not narrow ${kind}.`,
        de: `--${name} grenzt ${kind} nicht ein.`,
      })
    }
  }
}

async function runQuery(
  cli: Cli,
  session: ProjectSession,
  kind: QueryKindName,
  options: Options,
): Promise<void> {
  const article = options.article === undefined ? undefined : await articleNamed(session, options.article)
  const filter: QueryFilter = {
    limit: options.limit ?? Infinity,
    ...(article === undefined ? {} : { article }),
    ...(options.type === undefined ? {} : { types: options.type }),
    ...(options.state === undefined ? {} : { states: options.state }),
    ...(options.search === undefined ? {} : { search: options.search }),
    ...(kind === 'articles' ? { library: await articleFilter(session, options) } : {}),
  }
  if (kind === 'articles' && options.search !== undefined) await hintAt(cli, session, options.search)
  switch (kind) {
    case 'articles':
      return print(cli, session, queryKinds.articles, filter)
    case 'facts':
      return print(cli, session, queryKinds.facts, filter)
    case 'mentions':
      return print(cli, session, queryKinds.mentions, filter)
    case 'entities':
      return print(cli, session, queryKinds.entities, filter)
    case 'history':
      return print(cli, session, queryKinds.history, filter)
    case 'datasets':
      return print(cli, session, queryKinds.datasets, filter)
    case 'releases':
      return print(cli, session, queryKinds.releases, filter)
  }
}

/** Says what is odd about a search, as the library does. */
async function hintAt(cli: Cli, session: ProjectSession, search: string): Promise<void> {
  const { hints = [] } = await session.query('articles.list', { search, limit: 1 })
  for (const hint of hints) cli.note(`${searchHint(hint, cli.language)}\n`)
}

/** JSON row by row, begun with the first one, so that a large project does not have to fit into memory and an error before it is JSON itself; a table needs all of its widths first. */
async function print<R>(
  cli: Cli,
  session: ProjectSession,
  kind: QueryKind<R>,
  filter: QueryFilter,
): Promise<void> {
  const cells: string[][] = []
  let rows = 0
  for await (const row of kind.rows(session, filter)) {
    if (cli.signal.aborted) throw new BelegError('job.cancelled')
    if (rows >= filter.limit) break
    rows++
    if (cli.json) await cli.out(`${rows === 1 ? '[\n' : ',\n'}${JSON.stringify(row)}`)
    else cells.push(kind.columns.map(([, cell]) => String(cell(row) ?? '')))
  }
  if (cli.json) await cli.out(rows === 0 ? '[]\n' : '\n]\n')
  else {
    await cli.out(table(kind.columns.map(([head]) => head), cells)) // prettier-ignore
    cli.note(
      `${String(rows)} ${say(cli, { en: rows === 1 ? 'row' : 'rows', de: rows === 1 ? 'Zeile' : 'Zeilen' })}\n`,
    )
  }
}
