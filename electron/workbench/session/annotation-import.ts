import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { toFailure } from '../../../shared/errors.ts'
import type { AnnotatedArticle, AnnotationReport } from '../../../shared/model/annotations.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { CountedIn } from '../../../shared/offsets.ts'
import { sha256 } from '../corpus/read-articles.ts'
import {
  bestNamed,
  enough,
  nearlyAsLong,
  sameText,
  share,
  tellingQuotes,
  tellsEnough,
  type KnownArticle,
  type MatchBasis,
} from '../exchange/readers/match.ts'
import { frozenText, placeArticle, type PlacedArticle } from '../exchange/readers/place.ts'
import { Names, type RawSpan } from '../exchange/readers/raw-annotations.ts'
import type { ReadArticle } from '../exchange/readers/read-annotations.ts'
import type { ReadFiles } from '../exchange/readers/read-files.ts'
import { readInThread } from '../exchange/readers/reading-thread.ts'
import type { JobOptions, LongWork } from '../session.ts'
import type { NewArticle } from '../store/intake.ts'
import type { StoreHost } from '../store/store-host.ts'
import type { AnnotationRequest } from './annotation-report.ts'
import { stopIfCancelled } from './job-tracker.ts'
import { everyRow } from './pages.ts'
import { queryOf } from './read-beside.ts'

/** One article of the files with where it belongs. */
interface Found {
  readonly read: ReadArticle
  readonly placed: PlacedArticle | null
  readonly basis: MatchBasis | null
  readonly target:
    { readonly articleId: string } | { readonly article: NewArticle; readonly text: string } | null
}

/**
 * Takes annotations of files into the project, as one step of the history that can be undone, or says what it would do.
 * Rejects with `annotations.*`, `file.*`, `archive.*`, `job.cancelled` and what the store says; nothing is changed then.
 */
export async function importAnnotations(
  store: StoreHost,
  request: AnnotationRequest,
  options: JobOptions & LongWork,
): Promise<AnnotationReport> {
  stopIfCancelled(options.signal)
  const codebook = (await store.perform('query', { name: 'codebook.current', input: {} })) as Codebook
  const { paths, format, mapping } = request
  const remembered = await store.perform('annotationMappings', null)
  const read = await readInThread(
    { paths, format: format ?? null, mapping, remembered, codebook },
    options.signal,
  )
  const project = new ProjectArticles(store)
  const found: Found[] = []
  for (const article of read.articles) {
    stopIfCancelled(options.signal)
    found.push(await locate(project, article, request.unit))
    options.onProgress?.({ done: found.length, total: read.articles.length })
    await setImmediate()
  }
  stopIfCancelled(options.signal)
  return take(store, request, read, found, options)
}

async function locate(
  project: ProjectArticles,
  read: ReadArticle,
  unit: CountedIn | undefined,
): Promise<Found> {
  const own = read.text === null ? null : frozenText(read.text).text
  const hash = own === null ? read.textSha256 : sha256(own)
  const [byHash, named] = [await project.byHash(hash, read.name), await project.byHash(read.textSha256, read.name)]
  const known = byHash ?? (own === null ? named : undefined)
  if (known !== undefined) {
    const text = read.text ?? (await project.textOf(known.id))
    return { read, placed: placeArticle(read, text, { same: true, unit }), basis: 'hash', target: { articleId: known.id } }
  }
  if (read.text !== null && own !== null) {
    // Made of an article of the project, and changed in a way that moves nothing.
    for (const article of named === undefined ? nearlyAsLong(await project.all(), own) : [named]) {
      const ours = await project.textOf(article.id)
      if (!sameText(ours, own)) continue
      const aligned = { ...read, text: ours }
      return { read, placed: placeArticle(aligned, ours, { same: true, unit }), basis: 'text', target: { articleId: article.id } }
    }
  }
  // Where the text is there, its own words are the quotes to look for.
  const quoted = read.text === null ? read : withWords(read, read.text, unit)
  const close = await closest(project, quoted, named)
  if (close !== null) {
    const text = await project.textOf(close.id)
    return { read, placed: placeArticle(quoted, text, { same: false }), basis: 'quotes', target: { articleId: close.id } }
  }
  if (read.text === null || own === null || !/\S/u.test(own) || own.includes('\u0000')) return { read, placed: null, basis: null, target: null }
  const placed = placeArticle(read, read.text, { same: true, unit })
  return { read, placed, basis: null, target: { article: newArticle(read.name, own), text: own } }
} // prettier-ignore

/** The article with the words of its own text in every place, so that they can be found in another. */
function withWords(read: ReadArticle, text: string, unit: CountedIn | undefined): ReadArticle {
  const { mentions, facts } = placeArticle(read, text, { same: true, unit })
  const frozen = frozenText(text).text
  const worded = (span: { readonly start: number; readonly end: number; readonly surface: string }): RawSpan => ({
    start: span.start,
    end: span.end,
    quote: span.surface,
    prefix: frozen.slice(Math.max(0, span.start - 32), span.start),
    suffix: frozen.slice(span.end, span.end + 32),
  })
  return {
    ...read,
    unit: 'utf-16',
    mentions: mentions.map((mention) => ({ ...mention, span: worded(mention.span) })),
    facts: facts.map((fact) => ({
      ...fact,
      trigger: fact.trigger === null ? null : worded(fact.trigger),
      timeSpan: fact.timeSpan === null ? null : worded(fact.timeSpan),
      evidence: fact.evidence.map(worded),
      slots: fact.slots.map(({ role, filler }) => ({ role, filler: filler.kind === 'words' ? { ...filler, span: worded(filler.span) } : filler })),
    })),
  }
} // prettier-ignore

/** The article of the project that holds what was quoted, where exactly one holds clearly the most. */
async function closest(
  project: ProjectArticles,
  read: ReadArticle,
  named: KnownArticle | undefined,
): Promise<KnownArticle | null> {
  const evidence = read.facts.flatMap((fact) => fact.evidence)
  const quotes = tellingQuotes([...read.mentions.map(({ span }) => span), ...evidence].flatMap(({ quote }) => quote ?? []))
  if (!tellsEnough(quotes)) return null
  let best: { readonly article: KnownArticle; readonly share: number } | null = null
  let second = 0
  for (const article of named === undefined ? await project.holding(quotes) : [named]) {
    const held = share(await project.textOf(article.id), quotes)
    if (best === null || held > best.share) {
      second = best?.share ?? 0
      best = { article, share: held }
    } else second = Math.max(second, held)
  }
  return best !== null && best.share >= enough && best.share > second ? best.article : null
} // prettier-ignore

function newArticle(name: string, text: string): NewArticle {
  const textSha256 = sha256(text)
  return {
    source: `annotations:${name}`,
    name,
    textSha256,
    sourceSha256: textSha256,
    utf16Length: text.length,
    byteLength: Buffer.byteLength(text, 'utf8'),
    encoding: 'utf-8',
    byteOrderMark: false,
    lineEnds: text.includes('\n') ? 'lf' : 'none',
    fields: {},
    head: null,
    extraction: null,
  }
}

async function take(
  store: StoreHost,
  request: AnnotationRequest,
  read: ReadFiles,
  found: readonly Found[],
  options: JobOptions,
): Promise<AnnotationReport> {
  const known = found.flatMap(({ target, placed }) =>
    target !== null && placed !== null && 'articleId' in target ? [{ articleId: target.articleId, mentions: placed.mentions, facts: placed.facts }] : [],
  )
  const fresh = found.flatMap(({ target, placed }) =>
    target !== null && placed !== null && 'article' in target ? [{ article: target.article, text: target.text, mentions: placed.mentions, facts: placed.facts }] : [],
  )
  if (!request.dryRun && fresh.length > 0) {
    const texts = [...new Map(fresh.map(({ article, text }) => [article.textSha256, text])).values()]
    await store.perform('putTexts', texts.map((text) => ({ text: Buffer.from(text, 'utf8'), original: null })))
  }
  const answer = await store.perform('importAnnotations', {
    commandId: `annotations-${randomUUID()}`,
    author: options.author ?? null,
    as: request.as,
    format: read.format,
    mapping: request.mapping,
    dryRun: request.dryRun,
    known,
    fresh: fresh.map(({ article, mentions, facts }) => ({ article, mentions, facts })),
    texts: request.dryRun ? fresh.map(({ article, text }) => ({ sha256: article.textSha256, text })) : [],
  })
  const taken = { known: [...answer.known], fresh: [...answer.fresh] }
  const articles = found.map((one): AnnotatedArticle => {
    const of = one.target === null || one.placed === null ? undefined : 'articleId' in one.target ? taken.known.shift() : taken.fresh.shift()
    return {
      name: one.read.name,
      articleId: request.dryRun && of?.isNew === true ? null : (of?.articleId ?? null),
      outcome: of === undefined ? 'missing' : of.isNew ? 'new' : 'matched',
      basis: one.basis,
      places: one.placed?.report ?? { declared: one.read.unit, counted: one.read.unit, exact: 0, repaired: 0, lost: 0 },
      mentions: of?.mentions ?? { added: 0, there: 0 },
      facts: of?.facts ?? { added: 0, waiting: 0, there: 0, accepted: 0 },
      problems: [...(one.placed?.problems ?? one.read.problems), ...(of?.problems ?? [])],
    }
  })
  return reportOf(request, read, articles, answer.seq)
} // prettier-ignore

function reportOf(
  request: AnnotationRequest,
  read: ReadFiles,
  articles: readonly AnnotatedArticle[],
  seq: number | null,
): AnnotationReport {
  const sum = (count: (article: AnnotatedArticle) => number): number => articles.reduce((total, article) => total + count(article), 0)
  const withOutcome = (outcome: AnnotatedArticle['outcome']): number => sum((article) => Number(article.outcome === outcome))
  const totals = {
    articles: articles.length,
    matched: withOutcome('matched'),
    new: withOutcome('new'),
    missing: withOutcome('missing'),
    mentions: sum(({ mentions }) => mentions.added),
    facts: sum(({ facts }) => facts.added + facts.accepted),
    waiting: sum(({ facts }) => facts.waiting),
    there: sum(({ mentions, facts }) => mentions.there + facts.there),
    exact: sum(({ places }) => places.exact),
    repaired: sum(({ places }) => places.repaired),
    lost: sum(({ places }) => places.lost),
    refused: sum(({ problems }) => problems.reduce((total, { count }) => total + count, 0)),
  }
  const names = new Names()
  for (const article of read.articles) for (const name of article.names) names.add(name)
  return {
    ok: read.unread.length === 0 && totals.missing === 0 && totals.refused === 0,
    format: read.format,
    dryRun: request.dryRun,
    seq,
    articles: [...articles],
    totals,
    names: [...names.all],
    unread: read.unread.map(({ name, error }) => {
      const { code, message, detail } = toFailure(error)
      return { name, error: { code, message, ...(detail === undefined ? {} : { detail: { ...detail } }) } }
    }),
  }
} // prettier-ignore

/** Articles looked at for each quote: those the search puts first. */
const mostLikely = 20

/** The articles of the project, listed once, their texts read when they are asked for. */
class ProjectArticles {
  readonly #store: StoreHost
  readonly #texts = new Map<string, string>()
  #listed: readonly KnownArticle[] | null = null
  #byHash: ReadonlyMap<string, readonly KnownArticle[]> = new Map()

  constructor(store: StoreHost) {
    this.#store = store
  }

  async all(): Promise<readonly KnownArticle[]> {
    if (this.#listed !== null) return this.#listed
    const listed: KnownArticle[] = []
    for await (const { id, sourceName, textSha256, utf16Length } of everyRow({ query: queryOf(this.#store) }, 'articles.list', {})) {
      listed.push({ id, sourceName, textSha256, utf16Length })
    }
    const byHash = new Map<string, KnownArticle[]>()
    for (const article of listed) byHash.set(article.textSha256, [...(byHash.get(article.textSha256) ?? []), article])
    this.#byHash = byHash
    this.#listed = listed
    return listed
  } // prettier-ignore

  async byHash(hash: string | null, name: string): Promise<KnownArticle | undefined> {
    await this.all()
    return hash === null ? undefined : bestNamed(this.#byHash.get(hash) ?? [], name)
  }

  /** Articles that the search finds by the longest quotes: a project need not be read for each article of a file. */
  async holding(quotes: readonly string[]): Promise<readonly KnownArticle[]> {
    const known = new Map((await this.all()).map((article) => [article.id, article]))
    const found = new Map<string, KnownArticle>()
    for (const quote of quotes.slice(0, 6)) {
      const words = quote.replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ').trim().slice(0, 200)
      if (words === '') continue
      for await (const { id } of everyRow({ query: queryOf(this.#store) }, 'articles.list', { search: `"${words}"` }, mostLikely)) {
        const article = known.get(id)
        if (article !== undefined) found.set(id, article)
      }
    }
    return [...found.values()]
  } // prettier-ignore

  async textOf(articleId: string): Promise<string> {
    const known = this.#texts.get(articleId)
    if (known !== undefined) return known
    const { text } = await this.#store.perform('source', articleId)
    // A few are looked at again and again; a whole project need not be held.
    if (this.#texts.size >= 500) this.#texts.clear()
    this.#texts.set(articleId, text)
    return text
  }
}
