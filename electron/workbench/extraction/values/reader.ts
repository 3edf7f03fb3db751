import type { Token } from '../document.ts'
import type { ValueLexicon } from './lexicon.ts'
import { parseNumeral } from './numbers.ts'
import { wordMemory, type WordMemory } from './words.ts'

/** Whether the text begins with a capital letter of any script. */
export function beginsUpper(text: string): boolean {
  const unit = text.charCodeAt(0)
  if (unit < 0x80) return unit >= 0x41 && unit <= 0x5a
  return /^\p{Lu}/u.test(text)
}

/** Tokens of one sentence with the questions the grammar asks. Look-ahead is bounded by each construction. */
export class Reader {
  readonly tokens: readonly Token[]
  readonly lexicon: ValueLexicon

  private readonly memory: WordMemory

  constructor(tokens: readonly Token[], lexicon: ValueLexicon) {
    this.tokens = tokens
    this.lexicon = lexicon
    this.memory = wordMemory(lexicon)
  }

  /** Whether an expression can begin at the token; false for most tokens of a text. */
  mayBegin(index: number): boolean {
    const token = this.tokens[index]
    if (token === undefined || token.kind === 'quote-open' || token.kind === 'quote-close') return false
    if (token.kind === 'punctuation') return this.lexicon.currencies.has(token.text)
    if (token.kind !== 'word' && token.kind !== 'abbreviation') return true
    const facts = this.memory.of(token)
    return facts.article ? this.direction(index + 1) !== null : facts.begins
  }

  /** Whether an amount can begin at the token. */
  mayCount(index: number): boolean {
    const token = this.tokens[index]
    if (token === undefined) return false
    return (token.kind !== 'word' && token.kind !== 'abbreviation') || this.memory.of(token).counts
  }

  text(index: number): string {
    return index < 0 ? '' : (this.tokens[index]?.text ?? '')
  }

  lower(index: number): string {
    return index < 0 ? '' : (this.tokens[index]?.lower ?? '')
  }

  /** So many words from the index on, in lower case and joined by blanks. */
  phrase(index: number, length: number): string {
    let joined = this.lower(index)
    for (let at = index + 1; at < index + length; at += 1) joined += ` ${this.lower(at)}`
    return joined
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
    if (token.kind === 'word') return this.memory.of(token).number
    return Number.NaN
  }

  /** Day number of an ordinal token such as "4."; NaN otherwise. */
  dayOrdinal(index: number): number {
    const token = this.tokens[index]
    if (token === undefined || (token.kind !== 'ordinal' && token.kind !== 'number')) return Number.NaN
    if (token.text.length > 3) return Number.NaN
    const written = /^(\d{1,2})\.?$/.exec(token.text)?.[1]
    const value = written === undefined ? Number.NaN : Number(written)
    return value >= 1 && value <= 31 ? value : Number.NaN
  }

  /** The month behind a day; there its short form needs no stop ("20. Jun"). */
  monthBehindDay(index: number): number | undefined {
    const token = this.tokens[index]
    return (
      this.month(index) ?? (token?.kind === 'word' ? this.lexicon.months.get(`${token.text}.`) : undefined)
    )
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
      token.text.length === 4 &&
      /^\d{4}$/.test(token.text) &&
      Number(token.text) >= 1000 &&
      Number(token.text) <= 2199
      ? Number(token.text)
      : Number.NaN
  }

  /** Direction of "vergangenen", "kommende", "diesem"; null for other words. */
  direction(index: number): -1 | 0 | 1 | null {
    const token = this.tokens[index]
    return token?.kind === 'word' ? this.memory.of(token).direction : null
  }

  capitalised(index: number): boolean {
    const token = this.tokens[index]
    return token?.kind === 'word' && beginsUpper(token.text)
  }
}
