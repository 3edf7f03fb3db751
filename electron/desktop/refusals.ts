/** How many refusals are written out one by one; a page that was taken over must not fill a disk with them. */
const writtenOut = 100
const thenEvery = 1000

/** Writes down what was refused. `say` gets whole lines. */
export class Refusals {
  #count = 0
  readonly #say: (line: string) => void

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  /** How many there were. */
  get count(): number {
    return this.#count
  }

  /** `what` may come from a page: it is cut, and stays on one line. */
  note(what: string): void {
    this.#count++
    const line = what.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ').slice(0, 200)
    if (this.#count <= writtenOut) this.#say(`Refused: ${line}`)
    else if (this.#count % thenEvery === 0) this.#say(`Refused: ${line} (${this.#count} refusals so far)`)
  }
}

/** The refusals of this process, on its standard error. */
export const refusals = new Refusals((line) => console.error(line))
