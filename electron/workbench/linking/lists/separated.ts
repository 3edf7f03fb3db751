/** One record of a table. */
export type Cells = readonly string[]

/**
 * Cuts text that comes in pieces into records (RFC 4180, with the separator given): a quote opens a cell only where the
 * cell begins, two within one are one. Linear whatever comes, and no record longer than `most` characters is ever in
 * memory: it throws what `tooLong` gives. Empty lines are no records.
 */
export class RecordCutter {
  readonly #separator: string
  readonly #most: number
  readonly #tooLong: (record: number) => Error
  #cells: string[] = []
  #cell = ''
  #quoted = false
  /** A quote came inside a quoted cell: it ends the cell, or is the first of two. */
  #quoteSeen = false
  #started = false
  #length = 0
  #records = 0
  #skipLineFeed = false

  constructor(separator: string, most: number, tooLong: (record: number) => Error) {
    this.#separator = separator
    this.#most = most
    this.#tooLong = tooLong
  }

  *push(text: string): Generator<Cells, void, undefined> {
    let from = 0
    const keep = (to: number): void => {
      if (to > from) this.#cell += text.slice(from, to)
    }
    for (let at = 0; at < text.length; at++) {
      const letter = text.charAt(at)
      if (this.#skipLineFeed) {
        this.#skipLineFeed = false
        if (letter === '\n') {
          from = at + 1
          continue
        }
      }
      if (++this.#length > this.#most) throw this.#tooLong(this.#records + 1)
      if (this.#quoted && !this.#quoteSeen) {
        if (letter === '"') {
          keep(at)
          from = at + 1
          this.#quoteSeen = true
        }
        continue
      }
      if (this.#quoteSeen) {
        this.#quoteSeen = false
        if (letter === '"') {
          from = at
          continue
        }
        this.#quoted = false
        from = at
      }
      if (letter === '"' && !this.#started && this.#cell === '' && from === at) {
        this.#quoted = true
        this.#started = true
        from = at + 1
      } else if (letter === this.#separator) {
        keep(at)
        this.#endCell()
        from = at + 1
      } else if (letter === '\n' || letter === '\r') {
        keep(at)
        from = at + 1
        this.#skipLineFeed = letter === '\r'
        const record = this.#endRecord()
        if (record !== null) yield record
      }
    }
    keep(text.length)
  }

  *end(): Generator<Cells, void, undefined> {
    const record = this.#endRecord()
    if (record !== null) yield record
  }

  #endCell(): void {
    this.#cells.push(this.#cell.trim())
    this.#cell = ''
    this.#started = false
    this.#quoted = false
  }

  #endRecord(): Cells | null {
    this.#endCell()
    const cells = this.#cells
    this.#cells = []
    this.#length = 0
    this.#quoteSeen = false
    if (cells.every((cell) => cell === '')) return null
    this.#records += 1
    return cells
  }
}

const separators = [',', ';', '\t', '|'] as const

/** The separator of a table, by its first lines: the one that cuts them into the most cells, alike in each. */
export function separatorOf(head: string): string {
  const lines = head.split(/\r\n|\n|\r/, 12).filter((line) => line !== '')
  const counts = (mark: string): readonly number[] =>
    lines.map((line) => unquoted(line).split(mark).length - 1)
  const score = (mark: string): number => {
    const found = counts(mark)
    const [first = 0] = found
    return first === 0 ? 0 : first + 100 * (found.filter((count) => count === first).length / found.length)
  }
  return [...separators].sort((a, b) => score(b) - score(a))[0] ?? ','
}

const unquoted = (line: string): string => line.replace(/"(?:[^"]|"")*"/g, '')
