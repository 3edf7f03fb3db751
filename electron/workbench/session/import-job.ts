import { randomUUID } from 'node:crypto'
import type { Job, ReportEntry } from '../../../shared/contract/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import type { ExtractionOutput, MetadataField } from '../../../shared/model/extraction.ts'
import type { NamedEncoding } from '../../../shared/model/library.ts'
import type { QuotedSpan } from '../../../shared/model/span.ts'
import type { MetadataHints } from '../corpus/front-matter.ts'
import { languageOf } from '../corpus/language.ts'
import { pastedArticles, readArticles, type ReadArticle } from '../corpus/read-articles.ts'
import { listArticles, type Skipped } from '../corpus/list-articles.ts'
import { rereadArticle } from '../corpus/reread-article.ts'
import type { Extractor } from '../extraction-pool/extractor.ts'
import { nothingLearned, type LearnedInput } from '../extraction/document.ts'
import type { ImportOptions, JobOptions } from '../session.ts'
import { learnedKey, namesIn, publishedDay, type TaughtName } from '../store/queries/learned.ts'
import { sourceOfNew, type NewArticle } from '../store/intake.ts'
import { ruledLines, type LineRule } from '../store/queries/lines.ts'
import type { StoreHost } from '../store/store-host.ts'
import { InBlocks } from './in-blocks.ts'
import { JobTracker, stopIfCancelled } from './job-tracker.ts'
import { groupHost, isCancelled, whatEnded } from './take-back.ts'

/** Texts are made durable this many at a time: few waits for the disk, little memory. */
const textsAtOnce = 64
/** After so many articles the full text is tidied up: each block left a piece of index. */
const manyTexts = 100
/** Articles under extraction at a time; more would only wait in memory. */
const extractAhead = 32

export interface JobParts {
  readonly store: StoreHost
  readonly extractor: Extractor
  /** Nobody asks the store for anything while it goes on. */
  readonly alone?: boolean
}

/**
 * Reads, freezes, extracts and stores, as one step of the history, which is made of blocks: a cancelled import leaves no
 * article behind, one that fails leaves what came in whole, and the next import of the same files goes on with the rest.
 * Texts written before it stopped stay as files nobody names and are found again by the next import.
 */
export async function importPaths(
  parts: JobParts,
  paths: readonly string[],
  options: ImportOptions,
): Promise<Job> {
  const tracker = new JobTracker('import', (job) => options.onJob?.(job))
  try {
    const total = await countArticles(paths, options.signal)
    const remembered = await parts.store.perform('columnMappings', null)
    tracker.stage('extracting', total)
    return await importAll(
      parts,
      tracker,
      readArticles(paths, { ...signalOf(options), reading: options.reading, remembered }),
      options,
    )
  } catch (error) {
    return tracker.fail(error)
  }
}

export async function importText(
  parts: JobParts,
  name: string,
  text: string,
  options: ImportOptions,
): Promise<Job> {
  const tracker = new JobTracker('import', (job) => options.onJob?.(job))
  try {
    const articles = pastedArticles(name, text, options.reading?.split)
    tracker.stage('extracting', articles.length)
    return await importAll(parts, tracker, articles, options)
  } catch (error) {
    return tracker.fail(error)
  }
}

/** Reads the bytes of an article in another encoding: its next version. */
export async function redecode(
  parts: JobParts,
  articleId: string,
  encoding: NamedEncoding,
  options: JobOptions,
): Promise<Job> {
  const tracker = new JobTracker('import', (job) => options.onJob?.(job))
  try {
    tracker.stage('extracting', 1)
    const source = await parts.store.perform('source', articleId)
    const kept = await parts.store.perform('original', articleId)
    const read = await rereadArticle(kept, encoding, await parts.store.perform('columnMappings', null))
    if (read.textSha256 === source.textSha256) throw new BelegError('redecode.same')
    return await importAll(parts, tracker, [read], { ...options, extract: true, redecodes: articleId })
  } catch (error) {
    return tracker.fail(error)
  }
}

async function countArticles(paths: readonly string[], signal: AbortSignal | undefined): Promise<number> {
  let count = 0
  for await (const found of listArticles(paths, signal === undefined ? {} : { signal }))
    if (found.kind === 'file') count += 1
  return count
}

async function importAll(
  { store, extractor, alone }: JobParts,
  tracker: JobTracker,
  articles: AsyncIterable<ReadArticle | Skipped> | Iterable<ReadArticle | Skipped>,
  options: ImportOptions & {
    /** The article whose bytes these are, read otherwise. */ readonly redecodes?: string
  },
): Promise<Job> {
  const ahead = new Set<Promise<unknown>>()
  const texts = new TextBuffer(store)
  const author = options.author ?? null
  let first: string | null = null
  const imported: ReportEntry[] = []
  const blocks = new InBlocks<NewArticle>(
    `import-${randomUUID()}`,
    {
      ...groupHost(store, author),
      stage: (commandId, lot) => store.perform('stage', { commandId, articles: lot }),
      record: async ({ commandId, groupId, grows, count, total }) => {
        await texts.flush()
        const answer = await store.perform('importArticles', {
          commandId,
          groupId,
          grows,
          ...(options.redecodes === undefined ? {} : { type: 'article.redecode' as const }),
          author,
          label: total === 1 && first !== null ? first : String(total),
          staged: count,
          articles: [],
        })
        imported.push(...answer.articles)
        return answer.seq
      },
    },
    alone,
  )
  try {
    const decided = {
      lines: await store.perform('lineRules', null),
      names: await store.perform('taughtNames', null),
    }
    for await (const read of articles) {
      stopIfCancelled(options.signal)
      if (read.kind === 'skipped') {
        tracker.report({ outcome: 'skipped', name: read.name, error: failureOf(read.error) })
        continue
      }
      first ??= read.name
      tracker.grow(read.more)
      await texts.add(read)
      const work = extracted(extractor, tracker, read, options.extract, decided).then((article) => {
        tracker.step(read.name)
        return options.redecodes === undefined ? article : { ...article, versionOf: options.redecodes }
      })
      blocks.add(work)
      // A rejection is met below, where every article is awaited; here only the pace matters.
      const paced: Promise<void> = work.then(
        () => undefined,
        () => undefined,
      )
      ahead.add(paced)
      void paced.then(() => ahead.delete(paced))
      if (ahead.size >= extractAhead) await Promise.race(ahead)
      await blocks.room()
    }
    await blocks.staged()
    tracker.stage('saving')
    // The last moment to leave nothing behind.
    stopIfCancelled(options.signal)
    if ((await blocks.all()) >= manyTexts) await tidy(store, options.signal)
    for (const entry of imported) tracker.report(entry)
    return tracker.finish()
  } catch (error) {
    const nothingLeft = await blocks.abandon(isCancelled(error))
    if (!nothingLeft) for (const entry of imported) tracker.report(entry)
    throw whatEnded(error, nothingLeft)
  }
}

/** Bit by bit, so that the store answers others in between. Whatever comes in its way: all that was to be kept is kept. */
async function tidy(store: StoreHost, signal: AbortSignal | undefined): Promise<void> {
  let more = true
  while (more && signal?.aborted !== true)
    ({ more } = await store.perform('tidyFullText', null).catch(() => ({ more: false })))
}

/** What coders decided before the articles came in. */
interface DecidedBefore {
  readonly lines: readonly LineRule[]
  readonly names: readonly TaughtName[]
}

/**
 * The article with what extraction says of it (its zones and metadata alone where facts are not wanted), knowing the names
 * decisions taught. Its source is often known only then:
 * where lines or names were decided for that source and stand in it, it is extracted again, knowing them.
 */
async function extracted(
  extractor: Extractor,
  tracker: JobTracker,
  read: ReadArticle,
  wanted: boolean,
  decided: DecidedBefore,
): Promise<NewArticle> {
  const only = wanted ? {} : { only: 'zones' as const }
  const told = { ...toldBy(read), aliases: wanted ? namesIn(decided.names, null, read.text) : [] }
  const article = newArticle(read, await extract(extractor, tracker, read, told, only), told)
  if (article.extraction === null) return article
  const source = sourceOfNew(article)
  const lines = ruledLines(decided.lines, source, read.text)
  const aliases = wanted ? namesIn(decided.names, source, read.text) : []
  if (lines.length === 0 && aliases.length === told.aliases.length) return article
  const knowing = {
    ...told,
    aliases,
    lines: [...told.lines, ...lines.map(({ surface, kind }) => ({ text: surface, kind }))],
  }
  return newArticle(read, await extract(extractor, tracker, read, knowing, only), knowing)
}

/** An article that cannot be extracted is imported all the same, and the report says why. */
async function extract(
  extractor: Extractor,
  tracker: JobTracker,
  read: ReadArticle,
  learned: LearnedInput,
  only: { readonly only?: 'zones' },
): Promise<ExtractionOutput | null> {
  try {
    return await extractor.extract({
      ...only,
      file: read.name,
      text: read.text,
      textSha256: read.textSha256,
      sourceSha256: read.sourceSha256,
      learned,
    })
  } catch (error) {
    if (!(error instanceof BelegError) || error.code === 'job.cancelled') throw error
    tracker.report({ outcome: 'failed', name: read.name, error: failureOf(error) })
    return null
  }
}

/** What the file tells extraction besides the text. */
const toldBy = (read: ReadArticle): LearnedInput => ({
  ...nothingLearned,
  // The head is masked when the article is stored, and counts then among what was decided.
  lines: headOf(read),
  ...publishedDay(read.frontMatter?.hints.date?.surface ?? read.known.publicationDate),
})

const headOf = ({ frontMatter, text }: ReadArticle): LearnedInput['lines'] =>
  frontMatter === null
    ? []
    : [{ text: text.slice(frontMatter.span.start, frontMatter.span.end), kind: 'other' }]

/** Metadata fields by the name front matter gives them. */
const fieldOfHint = {
  title: 'title',
  author: 'author',
  publisher: 'publisher',
  sourceUrl: 'sourceUrl',
  date: 'publicationDate',
} as const satisfies Record<keyof MetadataHints, MetadataField>

function newArticle(read: ReadArticle, extraction: ExtractionOutput | null, told: LearnedInput): NewArticle {
  const hints = read.frontMatter?.hints ?? {}
  const fields: Record<string, QuotedSpan> = {}
  for (const [hint, field] of Object.entries(fieldOfHint)) {
    const value = hints[hint as keyof typeof fieldOfHint]
    if (value !== undefined) fields[field] = value
  }
  return {
    source: read.path,
    name: read.name,
    textSha256: read.textSha256,
    sourceSha256: read.sourceSha256,
    utf16Length: read.text.length,
    byteLength: read.bytes.length,
    encoding: read.encoding,
    byteOrderMark: read.byteOrderMark,
    lineEnds: read.lineEnds,
    fields,
    known: read.known,
    language: extractionKnows(extraction) ? null : languageOf(read.text),
    head: read.frontMatter?.span ?? null,
    extraction,
    learned: extraction === null ? null : learnedKey(told),
  }
}

/** Whether extraction tells the language: then nobody asks the letters, which takes milliseconds. */
const extractionKnows = (extraction: ExtractionOutput | null): boolean =>
  ![undefined, 'und'].includes(extraction?.metadata.lang?.value.toString())

/** Gathers texts and hands them to the store in lots. */
class TextBuffer {
  readonly #store: StoreHost
  readonly #kept = new Set<string>()
  #durable: Promise<void> = Promise.resolve()
  #waiting: {
    readonly text: Uint8Array
    readonly original: { readonly bytes: Uint8Array; readonly ending: string } | null
  }[] = []

  constructor(store: StoreHost) {
    this.#store = store
  }

  async add(read: ReadArticle): Promise<void> {
    const text = Buffer.from(read.text, 'utf8')
    const { bytes, ending, sourceSha256 } = read
    // Many articles may come out of one file, which is kept once.
    const original =
      read.textSha256 === sourceSha256 || this.#kept.has(sourceSha256) ? null : { bytes, ending }
    this.#kept.add(sourceSha256)
    this.#waiting.push({ text, original })
    if (this.#waiting.length >= textsAtOnce) await this.flush()
  }

  /** Waits until every text added so far is durable; rejects where one of them, now or before, could not be made so. */
  async flush(): Promise<void> {
    const lot = this.#waiting
    this.#waiting = []
    if (lot.length > 0) {
      const before = this.#durable
      this.#durable = (async () => {
        await before
        await this.#store.perform('putTexts', lot)
      })()
      this.#durable.catch(() => undefined)
    }
    await this.#durable
  }
}

const signalOf = (options: ImportOptions): { readonly signal?: AbortSignal } =>
  options.signal === undefined ? {} : { signal: options.signal }

export function failureOf(error: BelegError): {
  code: BelegError['code']
  message: string
  detail?: Record<string, string | number | string[]>
} {
  return {
    code: error.code,
    message: error.message,
    ...(error.detail === undefined ? {} : { detail: { ...error.detail } }),
  }
}
