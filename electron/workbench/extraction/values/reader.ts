import type { Token } from '../document.ts'
import type { ValueLexicon } from './lexicon.ts'
import { parseNumberWord, parseNumeral } from './numbers.ts'

/** Tokens of one sentence with the questions the grammar asks. Look-ahead is bounded by each construction. */
export class Reader {
  readonly tokens: readonly Token[]
  readonly lexicon: ValueLexicon

  constructor(tokens: readonly Token[], lexicon: ValueLexicon) {
    this.tokens = tokens
    this.lexicon = lexicon
  }

  text(index: number): string {
    return this.tokens[index]?.text ?? ''
  }

  lower(index: number): string {
    return this.tokens[index]?.lower ?? ''
  }

  kind(index: number): Token['kind'] | undefined {
    return this.tokens[index]?.kind
  }

  /** Whether two neighbours touch: "2024-06", "50€". */
  touches(index: number): boolean {
    const token = this.tokens[index]
    const next = this.tokens[index + 1]
    return token !== undefined && next !== undefined && token.end === next.start
  }

  /** A numeral or number word; NaN otherwise. */
  number(index: number): number {
    const token = this.tokens[index]
    if (token === undefined) return Number.NaN
    if (token.kind === 'number') return parseNumeral(token.text)
    if (token.kind === 'word') return parseNumberWord(token.lower, this.lexicon)
    return Number.NaN
  }

  /** Day number of an ordinal token such as "4."; NaN otherwise. */
  dayOrdinal(index: number): number {
    const token = this.tokens[index]
    if (token === undefined || (token.kind !== 'ordinal' && token.kind !== 'number')) return Number.NaN
    const written = /^(\d{1,2})\.?$/.exec(token.text)?.[1]
    const value = written === undefined ? Number.NaN : Number(written)
    return value >= 1 && value <= 31 ? value : Number.NaN
  }

  month(index: number): number | undefined {
    const token = this.tokens[index]
    return token?.kind === 'word' || token?.kind === 'abbreviation'
      ? this.lexicon.months.get(token.text)
      : undefined
  }

  /** A four-digit year. */
  year(index: number): number {
    const token = this.tokens[index]
    return token?.kind === 'number' &&
      /^\d{4}$/.test(token.text) &&
      Number(token.text) >= 1000 &&
      Number(token.text) <= 2199
      ? Number(token.text)
      : Number.NaN
  }

  /** Direction of "vergangenen", "kommende", "diesem"; null for other words. */
  direction(index: number): -1 | 0 | 1 | null {
    const lower = this.lower(index)
    const { previous, next, current } = this.lexicon.calendar
    if (isInflected(lower, previous)) return -1
    if (isInflected(lower, next)) return 1
    return isInflected(lower, current) ? 0 : null
  }

  capitalised(index: number): boolean {
    return this.kind(index) === 'word' && /^\p{Lu}/u.test(this.text(index))
  }
}

function isInflected(lower: string, stems: readonly string[]): boolean {
  return stems.some(
    (stem) => lower.startsWith(stem) && /^(?:e[nmrs]?)?$/.test(lower.slice(stem.length)) && lower !== stem,
  )
}
