import type { BelegApi } from '../../shared/contract/index.ts'
import type { CommandAnswer, CommandInput } from '../../shared/commands/index.ts'
import type { BelegFailure, Result } from '../../shared/errors.ts'

/** What the coder wants done; the queue gives the id. */
export type Wish = CommandInput extends infer C
  ? C extends { readonly id: string }
    ? Omit<C, 'id' | 'time'>
    : never
  : never

/** Where saving stands. `saved` names the last answer that made something durable in this session. */
export type Saving =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving'; readonly waiting: number }
  | { readonly kind: 'saved'; readonly at: Date }
  | { readonly kind: 'failed'; readonly error: BelegFailure }

export interface Sent {
  readonly commands: readonly CommandInput[]
  readonly result: Result<readonly CommandAnswer[]>
}

interface Waiting {
  readonly commands: readonly CommandInput[]
  readonly done: (sent: Sent) => void
}

/** The first refusal among the answers, or the failure of the whole call. */
export const refusalOf = (result: Result<readonly CommandAnswer[]>): BelegFailure | null => {
  if (!result.ok) return result.error
  for (const answer of result.value) if (!answer.ok) return answer.error ?? null
  return null
}

/**
 * Sends commands one call at a time, in the order they were given. A command keeps its id when it is sent again,
 * so that a lost answer never makes a change twice.
 */
export class CommandQueue {
  readonly #api: BelegApi
  readonly #clock: () => Date
  readonly #newId: () => string
  readonly #listeners = new Set<() => void>()
  readonly #waiting: Waiting[] = []
  #sending = false
  #saving: Saving = { kind: 'idle' }

  constructor(api: BelegApi, clock: () => Date, newId: () => string) {
    this.#api = api
    this.#clock = clock
    this.#newId = newId
  }

  readonly saving = (): Saving => this.#saving

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }

  /** Gives each wish an id and the time at which the coder acted. */
  commandsOf(wishes: readonly Wish[]): readonly CommandInput[] {
    const time = this.#clock().toISOString()
    return wishes.map((wish): CommandInput => ({ ...wish, id: this.#newId(), time }))
  }

  /** Resolves when the store has answered; never rejects. */
  send(commands: readonly CommandInput[]): Promise<Sent> {
    return new Promise((done) => {
      this.#waiting.push({ commands, done })
      this.#show({ kind: 'saving', waiting: this.#count() })
      void this.#run()
    })
  }

  /** Everything given and not answered yet, in order. */
  unanswered(): readonly CommandInput[] {
    return this.#waiting.flatMap(({ commands }) => commands)
  }

  async #run(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const answer = await this.#api.call['commands.apply']({ commands: [...next.commands] })
      this.#waiting.shift()
      const result: Result<readonly CommandAnswer[]> = answer.ok
        ? { ok: true, value: answer.value.answers }
        : answer
      const refusal = refusalOf(result)
      if (refusal !== null) this.#show({ kind: 'failed', error: refusal })
      else if (this.#waiting.length > 0) this.#show({ kind: 'saving', waiting: this.#count() })
      else this.#show({ kind: 'saved', at: this.#clock() })
      next.done({ commands: next.commands, result })
    }
    this.#sending = false
  }

  #count(): number {
    return this.unanswered().length
  }

  #show(saving: Saving): void {
    this.#saving = saving
    for (const listener of this.#listeners) listener()
  }
}
