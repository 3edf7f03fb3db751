/** How far long work is, in units of its own: bytes, mostly. */
export interface Progress {
  readonly done: number
  readonly total: number
}

export type OnProgress = (progress: Progress) => void

/** Told at every so many parts of the whole: what nobody can see is not worth a message. */
const tellings = 200

/** Counts long work against what was expected of it beforehand, and tells now and then. Never more than all is done. */
export class WorkDone {
  readonly #tell: OnProgress
  #done = 0
  #told = 0
  #total = 0

  constructor(tell: OnProgress = () => undefined) {
    this.#tell = tell
  }

  /** So much more is to be done; to be said before any of it is. */
  expect(amount: number): void {
    this.#total += amount
  }

  add(amount: number): void {
    this.#done = Math.min(this.#done + amount, this.#total)
    if (this.#done < this.#total && this.#done - this.#told < this.#total / tellings) return
    this.#told = this.#done
    this.#tell({ done: this.#done, total: this.#total })
  }
}
