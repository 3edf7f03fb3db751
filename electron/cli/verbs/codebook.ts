import { randomUUID } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Option } from 'commander'
import { differenceSentence, problemSentence } from '../../../shared/codebook-words.ts'
import { BelegError } from '../../../shared/errors.ts'
import { readCodebook } from '../../../shared/model/codebook-check.ts'
import { codebookDifferences, type CodebookDifference } from '../../../shared/model/codebook-diff.ts'
import type { CodebookImpact } from '../../../shared/model/codebook-impact.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { fileFailure } from '../../workbench/corpus/file-failure.ts'
import type { ProjectSession } from '../../workbench/session.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import type { Verb } from '../program.ts'
import { table } from '../table.ts'
import { noneOf, UsageError } from '../usage.ts'
import { withProject } from '../with-project.ts'

const actions = ['versions', 'export', 'import', 'diff'] as const
type Action = (typeof actions)[number]

interface Options {
  readonly format?: 'json' | 'html'
  readonly out?: string
  readonly of?: string
  readonly note?: string
  readonly author?: string
  readonly dryRun?: true
}

/** `beleg codebook`: the versions of a project's codebook, out and in. */
export const codebookVerb: Verb = {
  usage: 'codebook <project> <action> [what...]',
  description: { en: 'the versions of a project’s codebook: versions, export, import <file>, diff <a> <b>', de: 'die Fassungen des Codebuchs eines Projekts: versions, export, import <datei>, diff <a> <b>' },
  examples: [
    ['codebook talks.beleg versions', { en: 'every version with author, time and note', de: 'jede Fassung mit Person, Zeit und Notiz' }],
    ['codebook talks.beleg export --format html --lang de --out codebuch.html', { en: 'a page for reading and printing; without --out to standard output', de: 'eine Seite zum Lesen und Drucken; ohne --out auf die Standardausgabe' }],
    ['codebook talks.beleg import codebook.json --dry-run', { en: 'what would change and what it touches; saves nothing', de: 'was sich änderte und was es berührt; speichert nichts' }],
    ['codebook talks.beleg import codebook.json --note "two types more"', { en: 'save it as the next version', de: 'es als nächste Fassung speichern' }],
    ['codebook talks.beleg diff 1 2', { en: 'what lies between two versions, field by field', de: 'was zwischen zwei Fassungen liegt, Angabe für Angabe' }],
  ],
  build: (command, cli) => {
    command
      .addOption(new Option('--format <format>', say(cli, { en: 'json, or html: a page for reading', de: 'json oder html: eine Seite zum Lesen' })).choices(['json', 'html']))
      .option('--out <file>', say(cli, { en: 'file to write; never overwritten', de: 'Datei; wird nie überschrieben' }))
      .option('--of <number>', say(cli, { en: 'export this version instead of the newest', de: 'diese Fassung statt der neuesten exportieren' }))
      .option('--note <words>', say(cli, { en: 'why, kept with the version', de: 'warum; wird mit der Fassung aufbewahrt' }))
      .option('--author <name>', say(cli, { en: 'coder who saves it', de: 'Person, die speichert' }))
      .option('--dry-run', say(cli, { en: 'only say what would change', de: 'nur sagen, was sich änderte' }))
      .action(async (project: string, action: string, what: readonly string[], options: Options) => {
        const known = actions.find((one): one is Action => one === action)
        if (known === undefined) throw noneOf(action, actions)
        await run(cli, project, known, what, options)
      })
  },
} // prettier-ignore

async function run(cli: Cli, project: string, action: Action, what: readonly string[], options: Options): Promise<void> {
  const readOnly = action !== 'import' || options.dryRun === true
  const { author } = options
  const wanted = action === 'import' ? 1 : action === 'diff' ? 2 : 0
  if (what.length !== wanted)
    throw new UsageError({
      en: action === 'import' ? 'import: name one file.' : action === 'diff' ? 'diff: name two versions.' : `${action}: too many arguments.`,
      de: action === 'import' ? 'import: Nennen Sie eine Datei.' : action === 'diff' ? 'diff: Nennen Sie zwei Fassungen.' : `${action}: zu viele Argumente.`,
    })
  const [first = '', second = ''] = what
  // A file that is no codebook is refused before the project is opened.
  const draft = action === 'import' ? await codebookIn(cli, first) : null
  await withProject(cli, project, { readOnly, ...(author === undefined ? {} : { author }) }, async (session) => {
    if (draft !== null) return importCodebook(cli, session, draft, options)
    if (action === 'versions') return printVersions(cli, session)
    if (action === 'export') return exportCodebook(cli, session, options)
    const [from, to] = [await codebookOf(session, first), await codebookOf(session, second)]
    return printDifferences(cli, codebookDifferences(from, to))
  })
} // prettier-ignore

async function codebookIn(cli: Cli, file: string): Promise<Codebook> {
  const path = resolve(cli.folder, file)
  const read = readCodebook(await jsonAt(path))
  if (read.ok) return read.codebook
  for (const problem of read.problems.slice(1)) cli.note(`${problemSentence(problem, cli.language)}\n`)
  const [{ place, ...rest } = { place: '', fault: 'json' as const, value: '' }] = read.problems
  const reason = (language: 'en' | 'de'): string => problemSentence({ place: '', ...rest }, language)
  throw new BelegError('codebook.invalid', { place: place === '' ? file : place, reason: reason('en'), reasonDe: reason('de'), count: read.problems.length })
} // prettier-ignore

/** The largest codebook there is has some hundred kilobytes. */
const mostBytes = 16 * 1024 * 1024

/** Rejects with `file.notFound`, `file.unreadable`, and `file.damaged` where it is no text that a codebook could be. */
async function jsonAt(path: string): Promise<string> {
  const damaged = (cause?: unknown): BelegError =>
    new BelegError('file.damaged', { path, kind: 'JSON' }, { cause })
  const bytes = await (async () => {
    if ((await stat(path)).size > mostBytes) throw damaged()
    return readFile(path)
  })().catch((error: unknown) => {
    throw error instanceof BelegError ? error : fileFailure(path, error)
  })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (error) {
    throw damaged(error)
  }
}

function codebookOf(session: ProjectSession, asked: string): Promise<Codebook> {
  if (!/^[1-9]\d{0,8}$/.test(asked))
    throw new UsageError({
      en: `diff: “${asked}” is no number of a version.`,
      de: `diff: „${asked}“ ist keine Nummer einer Fassung.`,
    })
  return session.query('codebook.version', { number: Number(asked) })
}

async function printVersions(cli: Cli, session: ProjectSession): Promise<void> {
  const versions = await session.query('codebook.versions', {})
  if (cli.json) return printJson(cli, versions)
  const head = [
    { en: 'number', de: 'Nummer' },
    { en: 'version', de: 'Fassung' },
    { en: 'types', de: 'Typen' },
    { en: 'by', de: 'von' },
    { en: 'at', de: 'am' },
    { en: 'note', de: 'Notiz' },
  ]
  const shipped = say(cli, { en: 'with the program', de: 'mit dem Programm' })
  await cli.out(
    table(
      head.map((name) => say(cli, name)),
      versions.map(({ number, version, types, coder, at, note }) => [
        String(number),
        version,
        String(types),
        number === 1 ? shipped : (coder ?? '–'),
        at ?? '–',
        note ?? '',
      ]),
    ),
  )
}

async function exportCodebook(cli: Cli, session: ProjectSession, { format = 'json', of, out }: Options): Promise<void> {
  const { codebookText, writeCodebook } = await import('../../workbench/codebook/export-codebook.ts')
  if (of !== undefined && !/^[1-9]\d{0,8}$/.test(of))
    throw new UsageError({ en: `--of: “${of}” is no number of a version.`, de: `--of: „${of}“ ist keine Nummer einer Fassung.` })
  const { text } = await codebookText(session, format, cli.language, of === undefined ? undefined : Number(of))
  if (out === undefined) return cli.out(text)
  const { path, bytes, sha256 } = await writeCodebook(resolve(cli.folder, out), text)
  if (cli.json) await printJson(cli, { ok: true, path, bytes, sha256 })
  else await cli.out(`${path}\n`)
} // prettier-ignore

async function printDifferences(cli: Cli, differences: readonly CodebookDifference[]): Promise<void> {
  if (cli.json) return printJson(cli, differences)
  for (const difference of differences) await cli.out(`${differenceSentence(difference, cli.language)}\n`)
  if (differences.length === 0) cli.note(`${say(cli, { en: 'No difference.', de: 'Kein Unterschied.' })}\n`)
}

async function importCodebook(cli: Cli, session: ProjectSession, codebook: Codebook, options: Options): Promise<void> {
  const impact = await session.query('codebook.impact', { codebook })
  if (impact.differences.length === 0) {
    if (cli.json) return printJson(cli, { ok: true, saved: null, ...impact })
    cli.note(`${say(cli, { en: 'The codebook is as it was; nothing was saved.', de: 'Das Codebuch ist unverändert; es wurde nichts gespeichert.' })}\n`)
    return
  }
  if (!cli.json || options.dryRun !== true) for (const line of impactLines(impact, cli)) cli.note(`${line}\n`)
  if (options.dryRun === true) {
    if (impact.refused.length > 0) cli.finish(exitCodes.failures)
    if (cli.json) return printJson(cli, { ok: impact.refused.length === 0, saved: null, ...impact })
    return printDifferences(cli, impact.differences)
  }
  const note = options.note === undefined ? {} : { note: options.note }
  const [answer] = await session.apply([
    { id: `codebook-${randomUUID()}`, type: 'codebook.save', payload: { basedOn: impact.base, codebook, ...note }, ...note },
  ])
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
  const [saved] = await session.query('codebook.versions', {})
  if (cli.json) return printJson(cli, { ok: true, saved, ...impact })
  return cli.out(`${say(cli, { en: 'version', de: 'Fassung' })} ${String(saved?.number ?? '')} (${saved?.version ?? ''})\n`)
} // prettier-ignore

/** What a save would do to facts, a line each. */
function impactLines({ touched, moves, refused, look }: CodebookImpact, cli: Cli): readonly string[] {
  const of = (type: string, role: string | null): string => (role === null ? type : `${type} › ${role}`)
  return [
    ...refused.map(({ type, role, facts }) => say(cli, { en: `refused: ${of(type, role)} would go, ${String(facts)} decided facts use it; retire it instead`, de: `abgelehnt: ${of(type, role)} entfiele, ${String(facts)} entschiedene Fakten nutzen es; legen Sie es stattdessen still` })),
    ...touched.map(({ type, proposed, decided, articles, datasets, releases }) => say(cli, { en: `${type}: ${String(decided)} decided and ${String(proposed)} proposed facts in ${String(articles)} articles, ${String(datasets.length)} datasets, ${String(releases)} releases`, de: `${type}: ${String(decided)} entschiedene und ${String(proposed)} vorgeschlagene Fakten in ${String(articles)} Artikeln, ${String(datasets.length)} Datensätze, ${String(releases)} Releases` })),
    ...moves.map(({ type, role, to, facts }) => say(cli, { en: `${of(type, role)} → ${to}: ${String(facts)} facts move with it`, de: `${of(type, role)} → ${to}: ${String(facts)} Fakten ziehen mit` })),
    ...(look.total === 0 ? [] : [say(cli, { en: `${String(look.total)} facts keep a value that is no longer allowed and need a look`, de: `${String(look.total)} Fakten behalten einen Wert, der nicht mehr erlaubt ist, und wollen angesehen werden` })]),
  ]
} // prettier-ignore
