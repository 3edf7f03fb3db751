import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { BelegError } from '../../../shared/errors.ts'
import { fileFailure } from '../../workbench/corpus/file-failure.ts'
import {
  annotatedArticleSchema,
  type AnnotatedArticle,
} from '../../workbench/extraction/evaluate/annotated.ts'
import { evaluateCorpus, type CorpusEvaluation } from '../../workbench/extraction/evaluate/evaluate.ts'
import { formatErrors, formatEvaluation } from '../../workbench/extraction/evaluate/format.ts'
import { score, share } from '../../workbench/extraction/evaluate/tally.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import type { Verb } from '../program.ts'
import { UsageError } from '../usage.ts'
import { withProject } from '../with-project.ts'

interface Options {
  readonly gold?: string
  readonly predictions?: string
  readonly project?: string
  readonly errors?: boolean
}

/** `beleg evaluate`: extraction against articles annotated by hand, from files paired by name or from a project. */
export const evaluateVerb: Verb = {
  usage: 'evaluate',
  description: { en: 'compare extraction with annotated articles, or with the finished articles of a project', de: 'die Auswertung mit annotierten Artikeln vergleichen, oder mit den erledigten Artikeln eines Projekts' },
  examples: [
    ['evaluate --gold gold --predictions proposals', { en: 'precision, recall and F1 of every measure, and the errors by stage and rule', de: 'Präzision, Ausbeute und F1 aller Maße und die Fehler nach Stufe und Regel' }],
    ['evaluate --gold gold --predictions proposals --errors', { en: 'and every single error with its place and rule', de: 'dazu jeder einzelne Fehler mit Stelle und Regel' }],
    ['evaluate --project talks.beleg', { en: 'what the rules find in the articles you finished, against what you decided', de: 'was die Regeln in den erledigten Artikeln finden, gegen das, was entschieden wurde' }],
    ['evaluate --gold gold --predictions proposals --json', { en: 'everything, in all and for each article', de: 'alles, insgesamt und je Artikel' }],
  ],
  build: (command, cli) => {
    command
      .option('--gold <folder>', say(cli, { en: 'annotated articles, one JSON file each', de: 'annotierte Artikel, je eine JSON-Datei' }))
      .option('--predictions <folder>', say(cli, { en: 'what beleg extract wrote', de: 'was beleg extract geschrieben hat' }))
      .option('--project <project>', say(cli, { en: 'a project with finished articles', de: 'ein Projekt mit erledigten Artikeln' }))
      .option('--errors', say(cli, { en: 'list every single error', de: 'jeden einzelnen Fehler auflisten' }))
      .action(async ({ gold, predictions, project, errors = false }: Options) => {
        if (project !== undefined && gold === undefined && predictions === undefined) await evaluateProject(cli, project, errors)
        else if (project === undefined && gold !== undefined && predictions !== undefined) await evaluate(cli, resolve(cli.folder, gold), resolve(cli.folder, predictions), errors)
        else throw new UsageError({ en: 'evaluate needs --gold and --predictions, or --project alone. See beleg evaluate --help.', de: 'evaluate braucht --gold und --predictions, oder --project allein. Siehe beleg evaluate --help.' })
      })
  },
} // prettier-ignore

/** Lines and names that nobody corrected count as right: a project says which facts hold, not that all names were looked at. */
const projectNote = {
  en: 'Facts: what you decided. Lines and names that nobody corrected count as right.',
  de: 'Fakten: was entschieden wurde. Zeilen und Namen, die niemand berichtigt hat, gelten als richtig.',
} as const

async function evaluateProject(cli: Cli, project: string, errors: boolean): Promise<void> {
  const { startExtractor } = await import('../../workbench/extraction-pool/extractor.ts')
  const { resourcesFolder } = await import('../../workbench/resources.ts')
  const { curatedArticles } = await import('../curated-articles.ts')
  const extractor = startExtractor(resourcesFolder())
  try {
    const pairs = await withProject(cli, project, { readOnly: true }, async (session) => {
      const found: { gold: AnnotatedArticle; prediction: AnnotatedArticle }[] = []
      for await (const pair of curatedArticles(session, (ask) => extractor.extract(ask))) {
        if (cli.signal.aborted) throw new BelegError('job.cancelled')
        found.push(pair)
      }
      return found
    })
    if (pairs.length === 0)
      cli.note(
        `${say(cli, { en: 'no article of the project is marked as finished', de: 'kein Artikel des Projekts ist als erledigt markiert' })}\n`,
      )
    await printEvaluation(cli, evaluateCorpus(pairs), errors, {})
    cli.note(`${say(cli, projectNote)}\n`)
    cli.finish(pairs.length === 0 ? exitCodes.failures : exitCodes.ok)
  } finally {
    await extractor.close()
  }
}

async function printEvaluation(
  cli: Cli,
  evaluation: CorpusEvaluation,
  errors: boolean,
  over: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (cli.json) {
    await printJson(cli, { ok: true, missing: [], ...over, scores: scoresOf(evaluation), ...evaluation })
    return
  }
  await cli.out(`${formatEvaluation(evaluation, cli.language)}\n`)
  if (errors && evaluation.errors.length > 0) await cli.out(`\n${formatErrors(evaluation, cli.language)}\n`)
}

async function evaluate(
  cli: Cli,
  goldFolder: string,
  predictionsFolder: string,
  errors: boolean,
): Promise<void> {
  const names = await jsonFiles(goldFolder)
  const predicted = new Set(await jsonFiles(predictionsFolder))
  if (names.length === 0) throw new BelegError('file.notFound', { path: join(goldFolder, '*.json') })
  const nothing: Annotated = { article: annotatedArticleSchema.parse({}), hashes: [] }
  const missing: string[] = []
  const pairs: { gold: AnnotatedArticle; prediction: AnnotatedArticle }[] = []
  for (const name of names) {
    const gold = await annotated(join(goldFolder, name))
    const there = predicted.has(name)
    // What was not predicted counts as missed: leaving an article out must not improve a score.
    const prediction = there ? await annotated(join(predictionsFolder, name)) : nothing
    if (ofDifferentTexts(gold, prediction)) {
      throw new BelegError('input.invalid', { reason: `${name}: gold and prediction are of different texts` })
    }
    if (!there) missing.push(name)
    pairs.push({ gold: gold.article, prediction: prediction.article })
  }
  await printEvaluation(cli, evaluateCorpus(pairs), errors, { ok: missing.length === 0, missing })
  for (const name of missing)
    cli.note(`${say(cli, { en: 'no prediction for', de: 'keine Auswertung zu' })} ${name}\n`)
  cli.finish(missing.length === 0 ? exitCodes.ok : exitCodes.failures)
}

function scoresOf(evaluation: CorpusEvaluation): Readonly<Record<string, unknown>> {
  return {
    ...Object.fromEntries(Object.entries(evaluation.tallies).map(([name, tally]) => [name, score(tally)])),
    ...Object.fromEntries(
      Object.entries(evaluation.accuracies).map(([name, one]) => [name, { share: share(one) }]),
    ),
  }
}

async function jsonFiles(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  } catch (error) {
    throw fileFailure(folder, error)
  }
}

const hashes = z.object({
  textSha256: z.string().optional(),
  sourceSha256: z.string().optional(),
  sha256: z.string().optional(),
})

interface Annotated {
  readonly article: AnnotatedArticle
  /** Checksums of its text and its bytes, as far as the file says them. */
  readonly hashes: readonly string[]
}

/** An annotated article. Throws `input.invalid` with the file's name. */
async function annotated(path: string): Promise<Annotated> {
  let content: string
  try {
    content = await readFile(path, 'utf8')
  } catch (error) {
    throw fileFailure(path, error)
  }
  try {
    const json: unknown = JSON.parse(content)
    return {
      article: annotatedArticleSchema.parse(json),
      hashes: Object.values(hashes.parse(json)).filter((hash) => hash !== undefined),
    }
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : String(error)
    throw new BelegError('input.invalid', { reason: `${path}: ${why}` }, { cause: error })
  }
}

/** Offsets of one text mean nothing in another; a checksum only one of them says is no reason to refuse. */
const ofDifferentTexts = (a: Annotated, b: Annotated): boolean =>
  a.hashes.length > 0 && b.hashes.length > 0 && !a.hashes.some((hash) => b.hashes.includes(hash))
