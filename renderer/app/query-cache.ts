import type {
  BelegApi,
  Change,
  ChannelInput,
  ChannelName,
  ChannelOutput,
  ChannelRequest,
} from '../../shared/contract/index.ts'
import { toFailure, type BelegFailure, type Result } from '../../shared/errors.ts'
import type { ArticleId, FactId } from '../../shared/model/ids.ts'
import type { ArticleView } from '../../shared/model/views.ts'
import { articleOf } from '../../shared/article-of-columns.ts'
import { nextBrief, withWhole } from './complete-article.ts'
import { touchedBy } from './invalidation.ts'
import { factsOnly, withRefreshed } from './refresh-article.ts'

/** What a screen sees of one question. `value` stays while it is asked again. */
export interface Answer<N extends ChannelName> {
  readonly value: ChannelOutput<N> | undefined
  readonly error: BelegFailure | null
  readonly loading: boolean
}

/** A guess at what a command will change, laid over the last answer until the store has spoken. Must be idempotent. */
export interface Patch<N extends ChannelName = ChannelName> {
  readonly channel: N
  readonly input: ChannelInput<N>
  readonly update: (value: ChannelOutput<N>) => ChannelOutput<N>
  /** The facts of an article the command can change; absent where it can change more than facts. */
  readonly factIds?: readonly string[]
}

/** Types a patch by its channel. */
export const patch = <N extends ChannelName>(
  channel: N,
  input: ChannelInput<N>,
  update: (value: ChannelOutput<N>) => ChannelOutput<N>,
  factIds?: readonly string[],
): Patch => ({ channel, input, update, ...(factIds === undefined ? {} : { factIds }) }) as unknown as Patch

interface Overlay {
  readonly token: symbol
  readonly update: (value: never) => unknown
  readonly factIds: readonly string[] | null
  /** Set once the command was answered: the next answer asked for after that makes the guess needless. */
  settled: boolean
}

/** Questions without a listener that are kept, so that going back is instant. */
const kept = 60
/** Of these so many articles: a long one weighs more than all the others. */
const keptArticles = 8
/** So long a piece of an article that could not be read is left alone. */
const beforeAgainMs = 1000
/** So long after a guess nothing is asked again: whoever decides on is not made to wait for what is known already. */
const quietMs = 200
/** So long at most, however fast one decides. */
const latestMs = 2000
const idle: Answer<ChannelName> = { value: undefined, error: null, loading: false }

/** One question: channel and input, its last answer, and who listens. */
export class Query<N extends ChannelName> {
  readonly channel: N
  readonly input: ChannelInput<N>
  answer: Answer<N> = { value: undefined, error: null, loading: false }
  /** Counts changes of `answer`. */
  version = 0
  stale = true
  /** Whether a question failed since the last answer: the next one is for all of it. */
  wholeNext = false
  /** While stale: the only facts that changed since `base`, or null where all of it must be asked for. */
  part: ReadonlySet<string> | null = null
  /** It is being asked for now: what changes meanwhile is asked for after the answer. */
  asking = false
  base: ChannelOutput<N> | undefined
  overlays: Overlay[] = []
  readonly listeners = new Set<() => void>()
  asked = 0
  /** The facts of a long article are being read behind what is shown. */
  completing = false
  /** What the value shown was made of: asking again alone makes no new one. */
  #made: { readonly base: ChannelOutput<N> | undefined; readonly overlays: readonly Overlay[] } | null = null

  constructor(channel: N, input: ChannelInput<N>) {
    this.channel = channel
    this.input = input
  }

  /** From now on `base` is out of date: in these facts alone, or as a whole. */
  outdate(factIds: readonly string[] | null): void {
    if (factIds === null || this.base === undefined) this.part = null
    else if (!this.stale || this.part !== null) this.part = new Set([...(this.part ?? []), ...factIds])
    this.stale = true
  }

  /** Recomputes what screens see, where what it is made of has changed, and tells them. */
  show(change: { readonly error?: BelegFailure | null; readonly loading?: boolean }): void {
    const { base, overlays } = this
    const made = this.#made
    // One more guess on top of those that are shown is laid over what they made.
    const under =
      made !== null && made.base === base && made.overlays.every((overlay, at) => overlays[at] === overlay)
        ? made.overlays.length
        : null
    const value = overlays
      .slice(under ?? 0)
      .reduce<ChannelOutput<N> | undefined>(
        (shown, overlay) =>
          shown === undefined ? shown : (overlay.update(shown as never) as ChannelOutput<N>),
        under === null ? base : this.answer.value,
      )
    this.#made = { base, overlays }
    this.answer = {
      value,
      error: change.error === undefined ? this.answer.error : change.error,
      loading: change.loading ?? this.answer.loading,
    }
    this.version += 1
    for (const listener of this.listeners) listener()
  }
}

/**
 * Answers of read channels, kept until the change feed says that what they rest on has changed.
 * Questions that somebody looks at are asked again at once, the others when they are next looked at.
 */
export class QueryCache {
  readonly #api: BelegApi
  readonly #queries = new Map<string, Query<ChannelName>>()
  #scheduled = false
  /** When the questions that are due became so, and when something was guessed last, in ms of the page. */
  #due = 0
  #guessed = Number.NEGATIVE_INFINITY

  constructor(api: BelegApi) {
    this.#api = api
  }

  /** The question, made on first use. The key holds the channel, so the type belongs to it. */
  query<N extends ChannelName>(channel: N, input: ChannelInput<N>): Query<N> {
    const key = `${channel} ${JSON.stringify(input)}`
    const known = this.#queries.get(key)
    if (known !== undefined) {
      this.#queries.delete(key)
      this.#queries.set(key, known)
      return known as unknown as Query<N>
    }
    const made = new Query(channel, input)
    this.#queries.set(key, made)
    this.#forget()
    return made
  }

  /** Listens and asks where there is no current answer. Returns the function that stops listening. */
  subscribe<N extends ChannelName>(query: Query<N>, listener: () => void): () => void {
    query.listeners.add(listener)
    if (query.stale) this.#ask(query)
    else void this.#complete(query)
    return () => {
      query.listeners.delete(listener)
    }
  }

  /** Asks again, whatever is known. */
  refetch<N extends ChannelName>(channel: N, input: ChannelInput<N>): void {
    const query = this.query(channel, input)
    query.outdate(null)
    this.#schedule()
  }

  /** Drops what the change touches. */
  invalidate(change: Change): void {
    for (const query of this.#queries.values()) {
      if (!touchedBy(change, query.channel, query.input, query.base)) continue
      const articleId = articleIdOf(query)
      query.outdate(articleId === null ? null : factsOnly(change, articleId))
    }
    this.#schedule()
  }

  /** Another project, or a lost connection: nothing that was known holds. */
  invalidateAll(options: { readonly forget: boolean }): void {
    for (const query of this.#queries.values()) {
      query.outdate(null)
      if (options.forget && query.channel !== 'app.info' && query.channel !== 'app.preferences') {
        query.base = undefined
        query.overlays = []
        query.asked += 1
        query.asking = false
        query.show({ error: null, loading: false })
      }
    }
    this.#schedule()
  }

  /** Puts an answer in as if it had been asked for. */
  put<N extends ChannelName>(channel: N, input: ChannelInput<N>, value: ChannelOutput<N>): void {
    const query = this.query(channel, input)
    query.base = value
    query.stale = false
    query.asked += 1
    query.asking = false
    query.show({ error: null, loading: false })
  }

  /** Lays guesses over the answers. The token takes them off again. */
  overlay(patches: readonly Patch[]): symbol {
    const token = Symbol('guess')
    if (patches.length > 0) this.#guessed = performance.now()
    for (const { channel, input, update, factIds } of patches) {
      const query = this.query(channel, input)
      query.overlays = [
        ...query.overlays,
        { token, update: update, factIds: factIds ?? null, settled: false },
      ]
      query.show({})
    }
    return token
  }

  /** The command failed: its guesses are dropped and the last true answer shows again. */
  drop(token: symbol): void {
    for (const query of this.#queries.values()) {
      if (!query.overlays.some((overlay) => overlay.token === token)) continue
      query.overlays = query.overlays.filter((overlay) => overlay.token !== token)
      query.show({})
    }
  }

  /** The command was answered: its guesses stand until the question they lie on is answered anew. */
  settle(token: symbol): void {
    for (const query of this.#queries.values()) {
      for (const overlay of query.overlays) {
        if (overlay.token !== token) continue
        overlay.settled = true
        query.outdate(overlay.factIds)
      }
    }
    this.#schedule()
  }

  /** Changes come in bursts; what is looked at is asked again once per burst, and after the last of quick decisions. */
  #schedule(): void {
    if (this.#scheduled) return
    this.#scheduled = true
    this.#due = performance.now()
    setTimeout(this.#askDue, 16)
  }

  readonly #askDue = (): void => {
    const now = performance.now()
    const quiet = Math.min(this.#guessed + quietMs, this.#due + latestMs) - now
    if (quiet > 0) {
      setTimeout(this.#askDue, quiet)
      return
    }
    this.#scheduled = false
    for (const query of this.#queries.values()) {
      if (query.stale && query.listeners.size > 0) this.#ask(query)
    }
  }

  /** One question at a time: whoever decides faster than the store answers would never hear an answer otherwise. */
  #ask(query: Query<ChannelName>): void {
    if (query.asking) return
    const part = query.wholeNext ? null : query.part
    query.asking = true
    query.wholeNext = false
    query.stale = false
    query.part = null
    query.asked += 1
    const turn = query.asked
    const settledBefore = new Set(query.overlays.filter((overlay) => overlay.settled))
    // An article that is shown is asked for again after each decision: nobody waits for that.
    const shown = query.channel === 'articles.open' && query.base !== undefined
    if (!query.answer.loading && !shown) query.show({ loading: true })
    const lost = (error: unknown) => ({ ok: false as const, error: toFailure(error) })
    void this.#answerTo(query, part)
      .catch(lost)
      .then((answer) => {
        if (query.asked !== turn) return
        query.asking = false
        if (answer.ok) {
          query.base = answer.value
          query.overlays = query.overlays.filter((overlay) => !settledBefore.has(overlay))
          query.show({ error: null, loading: false })
          void this.#complete(query)
        } else {
          query.overlays = query.overlays.filter((overlay) => !overlay.settled)
          query.show({ error: answer.error, loading: false })
          // What this one was asked for is not known yet.
          query.wholeNext = true
        }
        if (query.stale) this.#schedule()
      })
  }

  /** Asks for the whole, or for what changed and lays that over the last answer. */
  async #answerTo(
    query: Query<ChannelName>,
    part: ReadonlySet<string> | null,
  ): Promise<Result<ChannelOutput<ChannelName>>> {
    const articleId = articleIdOf(query)
    if (part !== null && articleId !== null && query.base !== undefined) {
      const news = await this.#api.call['articles.refresh']({
        articleId,
        factIds: [...part] as FactId[],
      })
      if (news.ok) return { ok: true, value: withRefreshed(query.base as ArticleView, news.value) }
    }
    const ask = this.#api.call[query.channel] as (
      input: unknown,
    ) => Promise<Result<ChannelOutput<ChannelName>>>
    if (articleId === null) return ask(query.input)
    // An article that is not there yet may come in two steps; one that is there is never shown with less.
    const answer = await this.#api.call['articles.open']({
      articleId,
      ...(query.base === undefined ? { inColumns: true } : {}),
    })
    return answer.ok ? { ok: true, value: articleOf(answer.value) } : answer
  }

  /**
   * Reads what is not whole yet of an article that somebody looks at, piece by piece, and shows it when all is there. A piece
   * that fails is asked for once more; then the article is asked for as a whole, so that no fact stays half read.
   */
  async #complete(query: Query<ChannelName>): Promise<void> {
    const articleId = articleIdOf(query)
    if (articleId === null || query.completing) return
    query.completing = true
    let read = false
    let failed = 0
    try {
      for (;;) {
        const article = query.base as ArticleView | undefined
        if (article === undefined || query.listeners.size === 0) break
        const factIds = nextBrief(article)
        if (factIds.length === 0) break
        if (await this.#readWhole(query, articleId, factIds)) {
          read = true
          failed = 0
          continue
        }
        failed += 1
        if (failed === 2) {
          query.outdate(null)
          this.#schedule()
          break
        }
        await new Promise<void>((resolve) => setTimeout(resolve, beforeAgainMs))
      }
    } finally {
      query.completing = false
    }
    if (read && query.base !== undefined) query.show({})
  }

  /** Reads some facts of an article at once that are not whole yet, and shows them. */
  async hasten(articleId: ArticleId, factIds: readonly FactId[]): Promise<void> {
    const query = this.query('articles.open', { articleId }) as unknown as Query<ChannelName>
    if (await this.#readWhole(query, articleId, factIds)) query.show({})
  }

  async #readWhole(
    query: Query<ChannelName>,
    articleId: ArticleId,
    factIds: readonly FactId[],
  ): Promise<boolean> {
    const news = await this.#api.call['articles.refresh']({ articleId, factIds: [...factIds] })
    const article = query.base as ArticleView | undefined
    if (!news.ok || article === undefined) return false
    query.base = withWhole(article, news.value)
    return true
  }

  #forget(): void {
    const articles = [...this.#queries.values()].filter(({ channel }) => channel === 'articles.open').length
    let [tooMany, tooLong] = [this.#queries.size - kept, articles - keptArticles]
    if (tooMany <= 0 && tooLong <= 0) return
    // The one used longest ago comes first.
    for (const [key, query] of this.#queries) {
      const article = query.channel === 'articles.open'
      if (query.listeners.size > 0 || query.overlays.length > 0) continue
      if (tooMany <= 0 && !(article && tooLong > 0)) continue
      this.#queries.delete(key)
      tooMany -= 1
      if (article) tooLong -= 1
    }
  }
}

/** The article a question is about, where its answer can be brought up to date fact by fact. */
const articleIdOf = (query: Query<ChannelName>): ArticleId | null =>
  query.channel === 'articles.open' ? (query.input as ChannelRequest<'articles.open'>).articleId : null

/** The answer to a question nobody asked. */
export const noAnswer = <N extends ChannelName>(): Answer<N> => idle
