import { BelegError } from '../../../../shared/errors.ts'

/** A whole article stands in one line; none that is read elsewhere is longer. */
const mostOfLine = 64 * 1024 * 1024

/** A line of a file with its number, from 1. */
export interface NumberedLine {
  readonly number: number
  readonly text: string
}

/**
 * Cuts bytes into lines of UTF-8 as they come, so that no line longer than `most` bytes is ever in memory. Throws
 * `own.longLine` and `own.encoding` with the number of the line.
 */
export class LineCutter {
  readonly #path: string
  readonly #most: number
  #waiting: Uint8Array[] = []
  #length = 0
  #number = 0

  constructor(path: string, most = mostOfLine) {
    this.#path = path
    this.#most = most
  }

  /** Lines read so far. */
  get number(): number {
    return this.#number
  }

  /** The lines that end within the chunk, which is not kept. */
  *push(chunk: Uint8Array): Generator<NumberedLine, void, undefined> {
    let from = 0
    for (;;) {
      const end = chunk.indexOf(0x0a, from)
      if (end === -1) break
      this.#add(chunk.subarray(from, end))
      yield this.#line()
      from = end + 1
    }
    // A copy, whatever becomes of the chunk: the slice of a Buffer would be none.
    if (from < chunk.length) this.#add(Uint8Array.from(chunk.subarray(from)))
  }

  /** What stands after the last line end, where anything does. */
  *end(): Generator<NumberedLine, void, undefined> {
    if (this.#length > 0) yield this.#line()
  }

  #add(piece: Uint8Array): void {
    this.#length += piece.length
    if (this.#length > this.#most) {
      const most = Math.round(this.#most / (1024 * 1024))
      throw new BelegError('own.longLine', { path: this.#path, line: this.#number + 1, most })
    }
    this.#waiting.push(piece)
  }

  #line(): NumberedLine {
    const bytes = this.#waiting.length === 1 ? this.#waiting[0] : Buffer.concat(this.#waiting)
    this.#waiting = []
    this.#length = 0
    this.#number++
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
      return { number: this.#number, text: text.endsWith('\r') ? text.slice(0, -1) : text }
    } catch (cause) {
      throw new BelegError('own.encoding', { path: this.#path, line: this.#number }, { cause })
    }
  }
}
