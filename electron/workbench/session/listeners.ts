/** Who wants to be told of something. */
export class Listeners<T> {
  readonly #all = new Set<(told: T) => void>()

  /** Returns the function that stops listening. */
  readonly add = (listener: (told: T) => void): (() => void) => {
    this.#all.add(listener)
    return () => {
      this.#all.delete(listener)
    }
  }

  readonly tell = (told: T): void => {
    for (const listener of this.#all) listener(told)
  }
}
