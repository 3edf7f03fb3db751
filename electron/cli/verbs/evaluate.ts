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
import { formatEvaluation } from '../../workbench/extraction/evaluate/format.ts'
import { score, share } from '../../workbench/extraction/evaluate/tally.ts'
import { printJson, say, type Cli } from '../cli.ts'
import { exitCodes } from '../exit-code.ts'
import type { Verb } from '../program.ts'

/** `beleg evaluate`: extraction files against articles annotated by hand, paired by file name. */
export const evaluateVerb: Verb = {
  usage: 'evaluate',
  description: { en: 'compare extraction files with annotated articles of the same file names', de: 'Auswertungsdateien mit annotierten Artikeln gleichen Dateinamens vergleichen' },
  examples: [
    ['evaluate --gold gold --predictions proposals', { en: 'precision, recall and F1 of every measure, and the errors by rule', de: 'Präzision, Ausbeute und F1 aller Maße und die Fehler nach Regeln' }],
    ['evaluate --gold gold --predictions proposals --json', { en: 'the same with every single error, in all and for each article', de: 'dasselbe mit jedem einzelnen Fehler, insgesamt und je Artikel' }],
  ],
  build: (command, cli) => {
    command
      .requiredOption('--gold <folder>', say(cli, { en: 'annotated articles, one JSON file each', de: 'annotierte Artikel, je eine JSON-Datei' }))
      .requiredOption('--predictions <folder>', say(cli, { en: 'what beleg extract wrote', de: 'was beleg extract geschrieben hat' }))
      .action(async (options: { readonly gold: string; readonly predictions: string }) => {
        await evaluate(cli, resolve(cli.folder, options.gold), resolve(cli.folder, options.predictions))
      })
  },
} // prettier-ignore

async function evaluate(cli: Cli, goldFolder: string, predictionsFolder: string): Promise<void> {
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
  const evaluation = evaluateCorpus(pairs)
  if (cli.json)
    await printJson(cli, { ok: missing.length === 0, missing, scores: scoresOf(evaluation), ...evaluation })
  else await cli.out(`${formatEvaluation(evaluation)}\n`)
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
