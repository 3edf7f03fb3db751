/** A JSON value as text, with its number from 1. */
export interface JsonPiece {
  readonly number: number
  readonly text: string
}

/**
 * Cuts text that comes in pieces into the objects that stand on their own: one a line, one after the other, or the
 * members of one array, as Wikidata's dumps are. Knows nothing but braces and strings, so it is linear; no object longer
 * than `most` characters is ever in memory: it throws what `tooLong` gives.
 */
export class JsonCutter {
  readonly #most: number
  readonly #tooLong: (record: number) => Error
  #kept: string[] = []
  #length = 0
  #depth = 0
  #inString = false
  #escaped = false
  #number = 0
  /** Something stood outside that is no JSON. */
  stray = 0

  constructor(most: number, tooLong: (record: number) => Error) {
    this.#most = most
    this.#tooLong = tooLong
  }

  *push(text: string): Generator<JsonPiece, void, undefined> {
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const letter = text.charCodeAt(at)
      if (this.#depth === 0) {
        if (letter === openBrace) {
          this.#depth = 1
          from = at
        } else if (!between.has(letter)) this.stray += 1
        continue
      }
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false
        else if (letter === backslash) this.#escaped = true
        else if (letter === quote) this.#inString = false
        continue
      }
      if (letter === quote) this.#inString = true
      else if (letter === openBrace) this.#depth += 1
      else if (letter === closeBrace) {
        this.#depth -= 1
        if (this.#depth > 0) continue
        this.#keep(text.slice(from, at + 1))
        yield this.#piece()
      }
    }
    if (this.#depth > 0) this.#keep(text.slice(from))
  }

  /** What began and never ended. */
  *end(): Generator<JsonPiece, void, undefined> {
    if (this.#kept.length > 0) yield this.#piece()
  }

  #keep(text: string): void {
    this.#length += text.length
    if (this.#length > this.#most) throw this.#tooLong(this.#number + 1)
    this.#kept.push(text)
  }

  #piece(): JsonPiece {
    const text = this.#kept.join('')
    this.#kept = []
    this.#length = 0
    this.#number += 1
    return { number: this.#number, text }
  }
}

const [quote, backslash, openBrace, closeBrace] = [0x22, 0x5c, 0x7b, 0x7d]
/** Blanks, line ends, commas and the brackets of the array around. */
const between = new Set([0x20, 0x09, 0x0a, 0x0d, 0x2c, 0x5b, 0x5d, 0xfeff])
