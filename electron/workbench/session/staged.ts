/** Handed over at a time: a message that takes a few milliseconds to write. */
const lotSize = 4

/** Parts of a large command on their way to the store, in the order they were added, a few at a time. */
export class Staged<T> {
  readonly #hand: (lot: readonly T[]) => Promise<unknown>
  #lot: T[] = []
  #count = 0
  #chain: Promise<void> = Promise.resolve()

  constructor(hand: (lot: readonly T[]) => Promise<unknown>) {
    this.#hand = hand
  }

  /** Adds what is still being made; a rejection is met in `all`. */
  add(part: Promise<T>): void {
    const before = this.#chain
    this.#chain = (async () => {
      await before
      this.#lot.push(await part)
      this.#count += 1
      if (this.#lot.length >= lotSize) await this.#flush()
    })()
    // Met in `all`; until then nobody else is to complain of it.
    this.#chain.catch(() => undefined)
    part.catch(() => undefined)
  }

  /** Waits until everything is handed over; how many there were. */
  async all(): Promise<number> {
    await this.#chain
    await this.#flush()
    return this.#count
  }

  /** Waits until nothing more is handed over; never rejects. */
  async settled(): Promise<void> {
    await this.#chain.catch(() => undefined)
  }

  async #flush(): Promise<void> {
    const lot = this.#lot
    this.#lot = []
    if (lot.length > 0) await this.#hand(lot)
  }
}
