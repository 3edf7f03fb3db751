/** An amount as a coder typed it. */
interface TypedAmount {
  readonly amount: number
  readonly unit?: string
  /** ISO 4217. */
  readonly currency?: string
  readonly comparator?: '>' | '<' | '>=' | '<=' | '~'
}

/** Words for powers of ten a coder may type, English and German; a full stop at their end is let go. */
const scales: ReadonlyMap<string, number> = new Map([
  ['k', 3], ['tsd', 3], ['tausend', 3], ['thousand', 3],
  ['mio', 6], ['million', 6], ['millionen', 6], ['millions', 6], ['m', 6],
  ['mrd', 9], ['milliarde', 9], ['milliarden', 9], ['billion', 9], ['billions', 9], ['bn', 9],
]) // prettier-ignore

const currencies: ReadonlyMap<string, string> = new Map([
  ['€', 'EUR'], ['euro', 'EUR'], ['$', 'USD'], ['dollar', 'USD'], ['dollars', 'USD'], ['£', 'GBP'], ['pfund', 'GBP'], ['pounds', 'GBP'],
  ['¥', 'CNY'], ['yuan', 'CNY'], ['rubel', 'RUB'], ['rubles', 'RUB'], ['dong', 'VND'], ['yen', 'JPY'],
]) // prettier-ignore

const comparators = new Map([
  ['>=', '>='], ['≥', '>='], ['<=', '<='], ['≤', '<='], ['>', '>'], ['<', '<'], ['~', '~'], ['≈', '~'],
] as const) // prettier-ignore

/** Digits as either language writes them: a mark before exactly three digits groups, unless it is the only one and the number begins with 0. */
function number(digits: string): number | null {
  const marks = digits.replace(/\d/g, '')
  const last = marks.at(-1)
  if (last === undefined) return Number(digits)
  const cut = digits.lastIndexOf(last)
  const head = digits.slice(0, cut)
  const tail = digits.slice(cut + 1)
  const grouped = /^[1-9]\d{0,2}([.,]\d{3})*$/.test(head) && tail.length === 3 && new Set(marks).size === 1
  if (grouped) return Number(digits.replace(/[.,]/g, ''))
  const whole = head.replace(/[.,]/g, '')
  const plain = !marks.slice(0, -1).includes(last) && (/^\d+$/.test(head) || /^[1-9]\d{0,2}([.,]\d{3})+$/.test(head))
  return plain ? Number(`${whole}.${tail}`) : null
} // prettier-ignore

/**
 * An amount with unit, currency and comparison as coders type it, in either language: 250 Mio. Euro, ~3,5 %, >= 1.000
 * Tonnen, 5000 USD, $12.5bn. Null where it is none.
 */
export function parseAmount(typed: string): TypedAmount | null {
  const match = /^(>=|<=|[≥≤><~≈])?\s*([€$£¥])?\s*(\d[\d.,]*\d|\d)\s*(.*)$/u.exec(typed.trim())
  if (match === null) return null
  const [, comparison, sign, digits = '', rest = ''] = match
  const read = number(digits)
  if (read === null) return null
  const words = rest.split(/\s+/).filter((word) => word !== '')
  const scale = scales.get((words[0] ?? '').toLowerCase().replace(/\.$/, ''))
  if (scale !== undefined) words.shift()
  const unit = words.join(' ')
  const currency = currencies.get(sign ?? unit.toLowerCase()) ?? (/^[A-Z]{3}$/.test(unit) ? unit : undefined)
  const comparator = [...comparators].find(([written]) => written === comparison)?.[1]
  return {
    // By decimal shift: 3.3 million is 3300000 and not a hair beside it.
    amount: scale === undefined ? read : Number(`${String(read)}e${String(scale)}`),
    ...(currency === undefined ? (unit === '' ? {} : { unit: unit.slice(0, 100) }) : { currency }),
    ...(comparator === undefined ? {} : { comparator }),
  }
}
