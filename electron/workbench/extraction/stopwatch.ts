/** A clock in milliseconds and what may be spent. */
export interface Deadline {
  readonly clock: () => number
  readonly budgetMs: number
}

/** The time spent on one article, from the moment it is made; what passes while it is paused does not count. */
export class Stopwatch {
  readonly #deadline: Deadline | undefined
  #end: number
  #pausedAt = 0

  constructor(deadline: Deadline | undefined) {
    this.#deadline = deadline
    this.#end = deadline === undefined ? Infinity : deadline.clock() + deadline.budgetMs
  }

  /** Whether all that may be spent is spent; never without a deadline. */
  expired(): boolean {
    return this.#deadline !== undefined && this.#deadline.clock() >= this.#end
  }

  pause(): void {
    if (this.#deadline !== undefined) this.#pausedAt = this.#deadline.clock()
  }

  resume(): void {
    if (this.#deadline !== undefined) this.#end += this.#deadline.clock() - this.#pausedAt
  }
}
