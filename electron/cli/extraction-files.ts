import { randomBytes } from 'node:crypto'
import { mkdir, open, readFile, realpath, rename, unlink } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { BelegError } from '../../shared/errors.ts'
import {
  extractionOutputSchema,
  extractionSchemaTag,
  type ExtractionOutput,
} from '../../shared/model/extraction.ts'
import type { QuotedSpan } from '../../shared/model/span.ts'
import { holds } from '../../shared/offsets.ts'
import { fileFailure, systemCode } from '../workbench/corpus/file-failure.ts'
import { isCollection } from '../workbench/corpus/file-formats.ts'
import { listArticles, type ArticleFile, type Skipped } from '../workbench/corpus/list-articles.ts'
import { readArticle, type ReadArticle } from '../workbench/corpus/read-articles.ts'

/** What became of one input of `beleg extract`. */
export type ExtractedFile =
  | {
      readonly outcome: 'written'
      readonly file: string
      readonly out: string
      readonly extraction: ExtractionOutput
    }
  | { readonly outcome: 'failed'; readonly file: string; readonly error: BelegError }

export type ExtractText = (article: ReadArticle) => Promise<ExtractionOutput>

/** Articles under extraction at a time. */
const ahead = 8

/**
 * Extracts every article of the paths into `<stem>.json` of a folder, in order. Before anything is read, two inputs with one
 * stem are refused (`extract.sameStem`). A file is written only when it keeps the published schema and every quote is where
 * it says; a file of that name which is no extraction is never replaced.
 */
export async function* extractFiles(
  paths: readonly string[],
  folder: string,
  extract: ExtractText,
  signal: AbortSignal,
): AsyncGenerator<ExtractedFile, void, undefined> {
  const inputs = await distinctStems(paths, signal)
  try {
    await mkdir(folder, { recursive: true })
  } catch (error) {
    throw new BelegError('file.unwritable', { path: folder, reason: systemCode(error) }, { cause: error })
  }
  const running: Promise<ExtractedFile>[] = []
  for (const input of inputs) {
    if (signal.aborted) throw new BelegError('job.cancelled')
    if (running.length >= ahead) {
      const first = running.shift()
      if (first !== undefined) yield await first
    }
    running.push(one(input, folder, extract))
  }
  for (const rest of running) yield await rest
}

async function one(
  input: ArticleFile | Skipped,
  folder: string,
  extract: ExtractText,
): Promise<ExtractedFile> {
  const file = input.path
  try {
    const article = input.kind === 'file' ? await readArticle(input) : input
    if (article.kind === 'skipped') return { outcome: 'failed', file, error: article.error }
    const extraction = await extract(article)
    checkExtraction(extraction, article.text)
    const out = join(folder, `${stemOf(file)}.json`)
    await writeExtraction(out, extraction)
    return { outcome: 'written', file, out, extraction }
  } catch (error) {
    const known =
      error instanceof BelegError
        ? error
        : new BelegError('internal', { reason: String(error) }, { cause: error })
    return { outcome: 'failed', file, error: known }
  }
}

const stemOf = (path: string): string => basename(path, extname(path))

async function distinctStems(
  paths: readonly string[],
  signal: AbortSignal,
): Promise<readonly (ArticleFile | Skipped)[]> {
  const inputs: (ArticleFile | Skipped)[] = []
  const byStem = new Map<string, string>()
  const seen = new Set<string>()
  for await (const input of listArticles(paths, { signal })) {
    if (input.kind === 'file' && !isCollection(input.format)) {
      const real = await realpath(input.path).catch(() => input.path)
      if (seen.has(real)) continue // the same file named twice is one input
      seen.add(real)
      const first = byStem.get(stemOf(input.path))
      if (first !== undefined) throw new BelegError('extract.sameStem', { first, second: input.path })
      byStem.set(stemOf(input.path), input.path)
    }
    inputs.push(input)
  }
  return inputs
}

/** Throws `internal` where the extraction breaks its schema or a quote is not where it says. */
export function checkExtraction(extraction: ExtractionOutput, text: string): void {
  const parsed = extractionOutputSchema.safeParse(extraction)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new BelegError('internal', {
      reason: `extraction: ${(issue?.path ?? []).join('.')}: ${issue?.message ?? ''}`,
    })
  }
  const quotes: readonly (QuotedSpan | null | undefined)[] = [
    ...extraction.sections,
    ...extraction.boilerplate,
    ...extraction.mentions,
    ...Object.values(extraction.metadata).map((value) => value.span),
    ...extraction.facts.flatMap((fact) => [fact.trigger, ...fact.evidence]),
  ]
  const wrong = quotes.find((quote) => quote !== null && quote !== undefined && !holds(text, quote))
  if (wrong)
    throw new BelegError('internal', {
      reason: `extraction: no “${wrong.surface}” at ${String(wrong.start)}`,
    })
}

/** Written aside, synced and renamed, so that a reader never sees half a file. */
async function writeExtraction(path: string, extraction: ExtractionOutput): Promise<void> {
  if (!(await replaceable(path))) throw new BelegError('file.exists', { path })
  const aside = `${path}.${randomBytes(6).toString('hex')}.part`
  try {
    const handle = await open(aside, 'wx')
    try {
      await handle.writeFile(`${JSON.stringify(extraction, null, 1)}\n`, 'utf8')
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(aside, path)
  } catch (error) {
    await unlink(aside).catch(() => undefined)
    const code = systemCode(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new BelegError('disk.full', {}, { cause: error })
    throw new BelegError(
      'file.unwritable',
      { path, reason: code === '' ? String(error) : code },
      { cause: error },
    )
  }
}

/** Nothing there, or an earlier extraction. */
async function replaceable(path: string): Promise<boolean> {
  try {
    const content: unknown = JSON.parse(await readFile(path, 'utf8'))
    return (
      typeof content === 'object' &&
      content !== null &&
      'schema' in content &&
      content.schema === extractionSchemaTag
    )
  } catch (error) {
    if (error instanceof SyntaxError) return false
    if (systemCode(error) === 'ENOENT') return true
    throw fileFailure(path, error)
  }
}
