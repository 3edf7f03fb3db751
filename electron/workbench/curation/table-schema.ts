/** Types of Table Schema a column may turn out to have, the narrowest first. */
const patterns = [
  ['boolean', /^(?:true|false)$/],
  ['integer', /^-?(?:0|[1-9]\d{0,14})$/],
  ['number', /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/],
  ['date', /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/],
  ['datetime', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/],
] as const
type FieldType = (typeof patterns)[number][0] | 'string'

export interface TableField {
  readonly name: string
  readonly type: FieldType
}

/**
 * Reads a table of RFC 4180 as it is written and finds the type of each column: the narrowest one that every cell
 * which is not empty has. Cells may come in pieces. Where tabs part them, quotes are characters like any other.
 */
export class TableReader {
  readonly #separator: string
  #names: string[] | null = null
  #possible: Set<FieldType>[] = []
  #row: string[] = []
  #cell = ''
  #state: 'plain' | 'quoted' | 'quote' = 'plain'
  #begun = false

  constructor(separator: ',' | '\t') {
    this.#separator = separator
  }

  take(text: string): void {
    for (const char of this.#begun ? text : text.replace(/^\uFEFF/, '')) this.#char(char)
    this.#begun = true
  }

  /** The columns with their types; those without a cell are strings. */
  fields(): readonly TableField[] {
    if (this.#cell !== '' || this.#row.length > 0) this.#endRow()
    return (this.#names ?? []).map((name, at) => ({ name, type: this.#typeOf(at) }))
  }

  #typeOf(at: number): FieldType {
    const possible = this.#possible[at]
    return patterns.find(([type]) => possible?.has(type))?.[0] ?? 'string'
  }

  #char(char: string): void {
    if (this.#state === 'quoted') {
      if (char === '"') this.#state = 'quote'
      else this.#cell += char
      return
    }
    if (this.#state === 'quote') {
      this.#state = char === '"' ? 'quoted' : 'plain'
      if (char === '"') {
        this.#cell += char
        return
      }
    }
    if (char === '"' && this.#cell === '' && this.#separator === ',') this.#state = 'quoted'
    else if (char === this.#separator) this.#endCell()
    else if (char === '\n') this.#endRow()
    else if (char !== '\r') this.#cell += char
  }

  #endCell(): void {
    this.#row.push(this.#cell)
    this.#cell = ''
  }

  #endRow(): void {
    this.#endCell()
    const row = this.#row
    this.#row = []
    if (this.#names === null) this.#names = row
    else for (const [at, cell] of row.entries()) this.#see(at, cell)
  }

  #see(at: number, cell: string): void {
    if (cell === '') return
    const known = this.#possible[at]
    if (known === undefined) {
      this.#possible[at] = new Set(patterns.flatMap(([type, pattern]) => (pattern.test(cell) ? [type] : [])))
      return
    }
    for (const [type, pattern] of patterns) if (known.has(type) && !pattern.test(cell)) known.delete(type)
  }
}
