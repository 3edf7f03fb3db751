import { createContext, useCallback, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import type {
  BelegApi,
  ChannelInput,
  ChannelName,
  ChannelOutput,
  Job,
  Push,
} from '../../shared/contract/index.ts'
import type { CommandAnswer, CommandInput } from '../../shared/commands/index.ts'
import type { BelegFailure, Result } from '../../shared/errors.ts'
import { failure, lastWords } from './client.ts'
import { CommandQueue, refusalOf, type Saving, type Wish } from './command-queue.ts'
import { external, useExternal, type External } from './external.ts'
import { takeUnsent, watchUnsent } from './unsent.ts'
import { noAnswer, QueryCache, type Answer, type Patch, type Query } from './query-cache.ts'

export { patch } from './query-cache.ts'
export type { Answer, Patch } from './query-cache.ts'
export type { Saving, Wish } from './command-queue.ts'

/** Something the page must tell the coder that belongs to no screen. */
export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'success' | 'failure'
  readonly error?: BelegFailure
  readonly text?: string
  /** A way out: its label and what it does. */
  readonly way?: { readonly label: string; readonly act: () => void }
}

export type Applied = Result<readonly CommandAnswer[]>

/** Everything the screens share: answers, commands on their way, long work, notices. One per page. */
export class Store {
  readonly api: BelegApi
  readonly cache: QueryCache
  readonly commands: CommandQueue
  readonly jobs: External<readonly Job[]> = external<readonly Job[]>([])
  readonly notices: External<readonly Notice[]> = external<readonly Notice[]>([])
  readonly #actionListeners = new Set<(action: string) => void>()
  #noticeId = 0

  constructor(api: BelegApi, options: { readonly clock?: () => Date; readonly newId?: () => string } = {}) {
    this.api = api
    this.cache = new QueryCache(api)
    this.commands = new CommandQueue(
      api,
      options.clock ?? (() => new Date()),
      options.newId ?? (() => crypto.randomUUID()),
    )
  }

  /** Starts listening to the push feed. Returns the function that stops. */
  listen(): () => void {
    const stopPush = this.api.onPush((push) => this.#take(push))
    const unsent = takeUnsent()
    if (unsent > 0) this.fail(failure('page.unsent', { count: unsent }))
    const stopUnsent = watchUnsent(this.commands, (commands) => this.#sendLast(commands))
    void this.api.call['jobs.list']({}).then((answer) => {
      if (answer.ok) this.jobs.set(answer.value)
    })
    return () => {
      stopPush()
      stopUnsent()
    }
  }

  /** Sends what waits while the page goes; false where it is too much for that. */
  #sendLast(commands: readonly CommandInput[]): boolean {
    if (JSON.stringify(commands).length > lastWords) return false
    void this.api.call['commands.apply']({ commands: [...commands] })
    return true
  }

  /** Calls a channel once, past the cache. */
  call<N extends ChannelName>(channel: N, input: ChannelInput<N>): Promise<Result<ChannelOutput<N>>> {
    const ask = this.api.call[channel] as unknown as (
      input: ChannelInput<N>,
    ) => Promise<Result<ChannelOutput<N>>>
    return ask(input)
  }

  /**
   * Does what the coder wants, in order. `optimistic` shows the result at once; a refusal takes it off the screen again
   * and says why, unless `quiet` leaves the saying to the caller. Never rejects.
   */
  apply(
    wishes: readonly Wish[],
    options: { readonly optimistic?: readonly Patch[]; readonly quiet?: boolean } = {},
  ): Promise<Applied> {
    return this.#send(this.commands.commandsOf(wishes), options)
  }

  async #send(
    commands: readonly CommandInput[],
    options: { readonly optimistic?: readonly Patch[]; readonly quiet?: boolean },
  ): Promise<Applied> {
    const token = this.cache.overlay(options.optimistic ?? [])
    const { result } = await this.commands.send(commands)
    const refusal = refusalOf(result)
    if (refusal === null) this.cache.settle(token)
    else {
      this.cache.drop(token)
      // Some of several commands may have been done: what is shown must be read, not guessed.
      if (result.ok) this.cache.invalidateAll({ forget: false })
      if (options.quiet !== true) {
        this.fail(refusal, refusal.retry === true ? () => void this.#send(commands, options) : undefined)
      }
    }
    return result
  }

  /** Says a failure. With `again`, offers to repeat. */
  fail(error: BelegFailure, again?: () => void): void {
    this.notify({
      tone: 'failure',
      error,
      ...(again === undefined ? {} : { way: { label: 'again', act: again } }),
    })
  }

  notify(notice: Omit<Notice, 'id'>): void {
    this.#noticeId += 1
    const id = this.#noticeId
    this.notices.set((notices) => [...notices.slice(-3), { ...notice, id }])
  }

  dismiss(id: number): void {
    this.notices.set((notices) => notices.filter((notice) => notice.id !== id))
  }

  /** Menus of the desktop name actions of the keyboard. */
  onAction(listener: (action: string) => void): () => void {
    this.#actionListeners.add(listener)
    return () => {
      this.#actionListeners.delete(listener)
    }
  }

  /** Another project's answers must not show for a moment; the same project's may until they are asked again. */
  async projectChanged(): Promise<void> {
    const before = this.cache.query('project.status', {}).base?.id ?? null
    const answer = await this.call('project.status', {})
    if (!answer.ok) {
      this.cache.invalidateAll({ forget: false })
      return
    }
    this.cache.invalidateAll({ forget: (answer.value?.id ?? null) !== before })
    this.cache.put('project.status', {}, answer.value)
  }

  #take(push: Push): void {
    switch (push.kind) {
      case 'change':
        this.cache.invalidate(push.change)
        return
      case 'job':
        this.jobs.set((jobs) => [...jobs.filter((job) => job.id !== push.job.id), push.job])
        return
      case 'project':
        void this.projectChanged()
        return
      case 'notice':
        this.fail(push.error)
        return
      case 'action':
        for (const listener of this.#actionListeners) listener(push.action)
    }
  }
}

const StoreContext = createContext<Store | null>(null)
export const StoreProvider = StoreContext.Provider

export function useStore(): Store {
  const store = useContext(StoreContext)
  if (store === null) throw new Error('useStore outside StoreProvider')
  return store
}

/** Listens to a question; on its own, so that listening holds no answer of the first draw. */
function useSubscription<N extends ChannelName>(
  query: Query<N> | null,
): (listener: () => void) => () => void {
  const { cache } = useStore()
  return useCallback(
    (listener: () => void) => (query === null ? () => undefined : cache.subscribe(query, listener)),
    [cache, query],
  )
}

/**
 * The current answer of a read channel; asked again when the change feed touches it. `null` asks nothing.
 * While a new input is on its way, `keep` shows the answer to the last one, and says so with `kept`.
 */
export function useQuery<N extends ChannelName>(
  channel: N,
  input: ChannelInput<N> | null,
  options: { readonly keep?: boolean } = {},
): Answer<N> & { readonly kept?: true } {
  const { cache } = useStore()
  const key = input === null ? null : JSON.stringify(input)
  // The key stands for the input: equal inputs are one question.
  const query = useMemo(
    () => (key === null ? null : cache.query(channel, JSON.parse(key) as ChannelInput<N>)),
    [cache, channel, key],
  )
  const subscribe = useSubscription(query)
  const answer = useSyncExternalStore(subscribe, () => (query === null ? noAnswer<N>() : query.answer))
  const [last, setLast] = useState(answer.value)
  if (answer.value !== undefined && answer.value !== last) setLast(answer.value)
  return useMemo(
    () =>
      options.keep === true && answer.value === undefined && last !== undefined
        ? { ...answer, value: last, kept: true }
        : answer,
    [answer, last, options.keep],
  )
}

/** Whether what a question shows is not yet the answer to what it asks now. */
export const isAnswering = (answer: Answer<ChannelName> & { readonly kept?: true }): boolean =>
  answer.kept === true || (answer.error === null && (answer.value === undefined || answer.loading))

/** The open project, or null where none is; undefined until the store has said. That it is asked for again changes nothing. */
export function useProject(): ChannelOutput<'project.status'> | undefined {
  const { cache } = useStore()
  const query = useMemo(() => cache.query('project.status', {}), [cache])
  const subscribe = useSubscription(query)
  return useSyncExternalStore(subscribe, () => query.answer.value)
}

export function useSaving(): Saving {
  const { commands } = useStore()
  return useSyncExternalStore(commands.subscribe, commands.saving)
}

export const useJobs = (): readonly Job[] => useExternal(useStore().jobs)
