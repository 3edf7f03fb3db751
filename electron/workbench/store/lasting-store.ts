import type { OnProgress } from '../project/index.ts'
import type { Worker } from 'node:worker_threads'
import type { Change } from '../../../shared/contract/index.ts'
import { BelegError, toFailure, type BelegFailure } from '../../../shared/errors.ts'
import type { Answer, Ask, StoreOperation } from './protocol.ts'
import { linkTo, type LinkEvents, type StoreLink } from './store-link.ts'

/** What a store tells its session without being asked. */
export interface StoreEvents {
  readonly onChange: (change: Change) => void
  /** The project's status has changed: whether changes are let in, or everything, after it was opened again. */
  readonly onStatus: () => void
  /** Something to be said once. */
  readonly onNotice: (error: BelegFailure) => void
  /** The store cannot be opened again, and why; it is of no more use. */
  readonly onGone: (error: BelegFailure) => void
}

/** The store as its session sees it. */
export interface StoreHost {
  readonly perform: <O extends StoreOperation>(
    operation: O,
    ask: Ask<O>,
    /** Told of a check, a backup or a copy. */
    onProgress?: OnProgress,
  ) => Promise<Answer<O>>
  /** Ends it without waiting for anything; for readers, which have nothing to keep. */
  readonly terminate: () => Promise<void>
}

/** Deaths within a minute after which opening once more will not help. */
const mostDeaths = 3
const deathsWithin = 60_000
/** What was under way when its worker died is sent once more; where it kills the next one too, it is refused. */
const mostTries = 2

interface Pending {
  readonly operation: StoreOperation
  readonly ask: unknown
  readonly onProgress: OnProgress | undefined
  tries: number
  readonly resolve: (answer: unknown) => void
  readonly reject: (error: BelegError) => void
}

/**
 * A store whose worker may die: another one opens the project from what is on the disk, and what was unanswered is
 * sent again. That makes nothing twice, since every change carries an id the store knows it by. The worker does one
 * thing at a time, so that only the oldest unanswered request can have killed it.
 */
export async function startLasting(spawn: () => Worker, events: StoreEvents): Promise<StoreHost> {
  const pending: Pending[] = []
  const deaths: number[] = []
  let link: StoreLink | null = null
  let opened = false
  let closing = false
  let gone: BelegFailure | null = null
  /** Why the worker ends by itself; null where it died. */
  let reopens: BelegFailure | null = null

  const settle = (request: Pending, run: () => void): void => {
    const at = pending.indexOf(request)
    if (at < 0) return
    pending.splice(at, 1)
    run()
  }
  const send = (to: StoreLink, request: Pending): void => {
    to.ask(request.operation, request.ask, request.onProgress).then(
      (answer) => {
        settle(request, () => {
          request.resolve(answer)
        })
      },
      (error: unknown) => {
        // Its worker died: the request waits for the next one.
        if (link !== to && !closing && gone === null) return
        const failure = error instanceof BelegError ? error : new BelegError('worker.gone')
        settle(request, () => {
          request.reject(failure)
        })
      },
    )
  }
  const linkEvents: LinkEvents = {
    onTold: (message) => {
      switch (message.kind) {
        case 'change':
          events.onChange(message.change)
          return
        case 'standing':
          events.onStatus()
          return
        case 'reopen': {
          const ending = link
          reopens = message.error
          link = null
          void ending?.ask('close', null).catch(() => undefined)
        }
      }
    },
    onEnd: () => {
      // A worker that could not open its project was never of any use; who started it is told.
      if (!opened) return
      opened = false
      link = null
      if (closing) end(toFailure(new BelegError('worker.gone')))
      else if (gone === null) void again()
    },
  }
  const end = (failure: BelegFailure): void => {
    for (const { operation, resolve, reject } of pending.splice(0)) {
      // What a store keeps is on the disk before it answers: closed is closed, however it ended.
      if (operation === 'close') resolve(null)
      else reject(asError(failure))
    }
  }
  const giveUp = (failure: BelegFailure): void => {
    gone = failure
    end(failure)
    events.onGone(failure)
  }
  const again = async (): Promise<void> => {
    const said = reopens ?? toFailure(new BelegError('worker.back'))
    if (reopens === null) {
      const now = Date.now()
      deaths.push(now)
      const [oldest] = pending
      if (oldest !== undefined && ++oldest.tries >= mostTries) {
        settle(oldest, () => {
          oldest.reject(new BelegError('worker.gone', undefined, { retry: true }))
        })
      }
      if (deaths.filter((death) => now - death < deathsWithin).length > mostDeaths) {
        giveUp(toFailure(new BelegError('worker.gone')))
        return
      }
    }
    reopens = null
    try {
      const next = await linkTo(spawn(), linkEvents)
      link = next
      opened = true
      for (const request of [...pending]) send(next, request)
      events.onNotice(said)
      events.onStatus()
    } catch (error) {
      giveUp(toFailure(error))
    }
  }

  link = await linkTo(spawn(), linkEvents)
  opened = true
  return {
    perform: <O extends StoreOperation>(operation: O, ask: Ask<O>, onProgress?: OnProgress) =>
      new Promise<Answer<O>>((resolve, reject) => {
        if (gone !== null || closing) {
          if (operation === 'close') resolve(null)
          else reject(gone === null ? new BelegError('project.none') : asError(gone))
          return
        }
        if (operation === 'close') closing = true
        const request: Pending = {
          operation,
          ask,
          onProgress,
          tries: 0,
          resolve: resolve as Pending['resolve'],
          reject,
        }
        pending.push(request)
        if (link !== null) send(link, request)
      }),
    terminate: async () => {
      closing = true
      await link?.terminate()
    },
  }
}

const asError = ({ code, detail }: BelegFailure): BelegError => new BelegError(code, detail)
