import type { Norm } from '../../../../shared/model/extraction.ts'
import type { FoundValue } from './expressions.ts'
import { parseOrdinalWord } from './numbers.ts'
import { beginsUpper, type Reader } from './reader.ts'
import { durationValue } from './relative.ts'

/** Money, quantities, ordinals, durations, frequencies and bare numbers, in this order. */
export function findAmount(reader: Reader, at: number): FoundValue | null {
  return (
    frequency(reader, at) ??
    durationAdjective(reader, at) ??
    ordinal(reader, at) ??
    symbolFirst(reader, at) ??
    counted(reader, at)
  )
}

/** "jährliche", "zweimal pro Woche", "alle zwei Jahre", "jedes Jahr", "pro Woche". */
function frequency(reader: Reader, at: number): FoundValue | null {
  const lower = reader.lower(at)
  const word = reader.kind(at) === 'word'
  const value = word
    ? (reader.lexicon.frequencies.get(lower.replace(/e[nmrs]?$/, '')) ??
      reader.lexicon.frequencies.get(lower))
    : undefined
  const set = (to: number, every: string, prior = 0.92): FoundValue => ({
    from: at, to, type: 'FREQ', rule: 'frequency', prior, norm: { timex: 'SET', value: every },
  }) // prettier-ignore
  if (value !== undefined) return set(at + 1, value)
  const times = lower.endsWith('mal') && /^(\p{L}+|\d+)mal$/u.test(lower)
  if ((lower === 'pro' || lower === 'je' || times) && !reader.capitalised(at)) {
    let next = at + 1
    if (times) {
      if (reader.lower(next) === 'pro' || reader.lower(next) === 'im' || reader.lower(next) === 'am')
        next += 1
      else if (reader.lower(next) === 'in' && reader.lower(next + 1) === 'der') next += 2
      else {
        const every = reader.lexicon.frequencies.get(reader.lower(next))
        return every === undefined ? null : set(next + 1, every)
      }
    }
    const unit = reader.lexicon.timeUnits.get(reader.text(next))
    return unit === undefined ? null : set(next + 1, durationValue(1, unit))
  }
  if (lower.startsWith('jede') && /^jede[nsrm]?$/.test(lower)) {
    const unit = reader.lexicon.timeUnits.get(reader.text(at + 1))
    if (unit !== undefined) return set(at + 2, durationValue(1, unit))
    return reader.lexicon.weekdays.has(reader.text(at + 1)) ? set(at + 2, 'P1W') : null
  }
  if (lower === 'alle') {
    const amount = reader.number(at + 1)
    const unit = reader.lexicon.timeUnits.get(reader.text(at + 2))
    return unit === undefined || Number.isNaN(amount) ? null : set(at + 3, durationValue(amount, unit))
  }
  return null
}

/** "zweitägigen", "24-stündige", "jahrelang". */
function durationAdjective(reader: Reader, at: number): FoundValue | null {
  if (reader.kind(at) !== 'word' || reader.capitalised(at)) return null
  const lower = reader.lower(at)
  // "der 56-Jährige" is a person.
  if (lower.includes('-') && /-\p{Lu}/u.test(reader.text(at))) return null
  const bare = lower.replace(/e[nmrs]?$/, '')
  const found = (norm: Norm): FoundValue => ({
    from: at,
    to: at + 1,
    type: 'DURATION',
    rule: 'duration-adjective',
    prior: 0.95,
    norm,
  })
  const long = reader.lexicon.longAdjectives.get(bare)
  if (long !== undefined) return found({ value: long })
  for (const [ending, unit] of reader.lexicon.durationAdjectives) {
    if (!bare.endsWith(ending) || bare.length === ending.length) continue
    const head = bare.slice(0, -ending.length).replace(/-$/, '')
    if (head === 'mehr' || head === 'viel') return found({ value: durationValue(Number.NaN, unit) })
    if (head === 'halb') return found({ value: durationValue(0.5, unit) })
    const amount = /^\d+$/.test(head) ? Number(head) : reader.lexicon.numberWords.get(head)
    if (amount !== undefined) return found({ value: durationValue(amount, unit) })
  }
  return null
}

/** "30." before its noun, "fünften Besuchs"; "erste" and "zweite" only where they count something. */
function ordinal(reader: Reader, at: number): FoundValue | null {
  const token = reader.tokens[at]
  if (token?.kind === 'ordinal') {
    const written = /^(\d{1,3})\.$/.exec(token.text)?.[1]
    if (written === undefined || reader.month(at + 1) !== undefined || at === 0) return null
    return {
      from: at,
      to: at + 1,
      type: 'ORDINAL',
      rule: 'ordinal-number',
      prior: 0.9,
      norm: { value: Number(written) },
    }
  }
  if (token?.kind !== 'word' || beginsUpper(token.text)) return null
  const value = parseOrdinalWord(token.lower, reader.lexicon)
  if (Number.isNaN(value)) return null
  const counts =
    reader.lexicon.sets.ordinalNouns.has(reader.text(at + 1)) ||
    reader.lexicon.sets.ordinalNouns.has(reader.text(at + 2))
  if (value <= 2 && !counts) return null
  if (value === 8 && !counts) return null
  return { from: at, to: at + 1, type: 'ORDINAL', rule: 'ordinal-word', prior: 0.85, norm: { value } }
}

/** "$ 50 Millionen", "US-$ 5 Mio.", "EUR 20". */
function symbolFirst(reader: Reader, at: number): FoundValue | null {
  const written =
    reader.text(at) === 'US' && reader.text(at + 1) === '$'
      ? at + 1
      : reader.text(at) === 'US-' && reader.text(at + 1) === '$'
        ? at + 1
        : at
  const currency = reader.lexicon.currencies.get(reader.text(written))
  if (
    currency === undefined ||
    reader.kind(written + 1) !== 'number' ||
    !/^(?:[^\p{L}]|[A-Z]{3})$/u.test(reader.text(written))
  )
    return null
  const number = reader.number(written + 1)
  if (Number.isNaN(number)) return null
  const multiplier = reader.lexicon.multipliers.get(reader.text(written + 2))
  const amount = exact(number * (multiplier ?? 1))
  return {
    from: at,
    to: written + (multiplier === undefined ? 2 : 3),
    type: 'MONEY',
    rule: 'money-symbol',
    prior: 0.95,
    norm: { amount, currency },
  }
}

interface Count {
  readonly to: number
  readonly value: number
  /** Upper end of a span such as "2 bis 3". */
  readonly upper?: number
  readonly digits: boolean
}

/** "mehr als 40 Direktflüge", "860 Millionen US-Dollar", "3,5 Prozent", "33 Jahre", "25". */
function counted(reader: Reader, at: number): FoundValue | null {
  const compared = comparator(reader, at)
  const start = compared?.to ?? at
  if (reader.kind(start) !== 'number' && reader.kind(start) !== 'word') return null
  const count = readCount(reader, start)
  if (count === null) return null
  const norm: Norm = compared === null ? {} : { comparator: compared.sign }
  const written = reader.text(count.to)
  const find = (to: number, type: FoundValue['type'], rule: string, prior: number, values: Norm): FoundValue => ({
    from: at, to, type, rule, prior, norm: { ...norm, ...values },
  }) // prettier-ignore
  const currency = reader.lexicon.currencies.get(written)
  if (currency !== undefined && (count.digits || reader.capitalised(count.to))) {
    const range = count.upper === undefined ? {} : { value: `${String(count.value)}/${String(count.upper)}` }
    return find(count.to + 1, 'MONEY', 'money', 0.97, { amount: count.value, ...range, currency })
  }
  const value = count.upper === undefined ? count.value : `${String(count.value)}/${String(count.upper)}`
  const unit = reader.lexicon.units.get(written)
  if (unit !== undefined) return find(count.to + 1, 'QUANT', 'quantity-unit', 0.95, { value, unit })
  const time = reader.lexicon.timeUnits.get(written)
  if (time !== undefined && time !== 'WE') return durationOf(reader, at, count, time, find)
  if (!count.digits) return null
  if (reader.lexicon.sets.numberedThings.has(reader.lower(start - 1)) || isLabel(reader, start)) return null
  const noun = countedNoun(reader, count.to)
  if (noun !== null)
    return find(noun + 1, 'QUANT', 'quantity-counted', 0.85, { value, unit: reader.text(noun) })
  return find(count.to, 'NUM', 'number', 0.75, { value })
}

function durationOf(
  reader: Reader,
  at: number,
  count: Count,
  unit: string,
  find: (to: number, type: FoundValue['type'], rule: string, prior: number, values: Norm) => FoundValue,
): FoundValue | null {
  // "ein Jahr" without a number written or a word around it is hardly ever a measure: "ein Tag der Freude".
  const one = reader.lexicon.numberWords.get(reader.lower(at)) === 1 && reader.kind(at) === 'word'
  const measured =
    /^(?:für|innerhalb|binnen|nach|über|lang|dauert|dauerte|um)$/.test(reader.lower(at - 1)) ||
    reader.lower(count.to + 1) === 'lang'
  if (one && !measured) return null
  // "50 Jahre alt" is an age and stays a duration; "fünf Jahren Haft" too.
  const value =
    count.upper === undefined
      ? durationValue(count.value, unit)
      : `${durationValue(count.value, unit)}/${durationValue(count.upper, unit)}`
  return find(count.to + 1, 'DURATION', 'duration', 0.92, { value })
}

function comparator(
  reader: Reader,
  at: number,
): { readonly to: number; readonly sign: NonNullable<Norm['comparator']> } | null {
  if (!reader.lexicon.comparatorOpeners.has(reader.lower(at))) return null
  for (let length = 3; length >= 1; length -= 1) {
    const sign = reader.lexicon.comparators.get(reader.phrase(at, length))
    if (sign !== undefined) return { to: at + length, sign }
  }
  return null
}

/** A number, its span and its multiplier: "2 bis 3 Millionen", "1,5 Mrd.", "zwölf". */
function readCount(reader: Reader, at: number): Count | null {
  let value = reader.number(at)
  if (Number.isNaN(value)) return null
  let to = at + 1
  let digits = reader.kind(at) === 'number'
  let upper: number | undefined
  const joint = reader.lower(to)
  if (joint === 'bis' || ((joint === '-' || joint === '–') && digits)) {
    const second = reader.number(to + 1)
    if (second > value) {
      upper = second
      to += 2
    }
  }
  const factor = reader.lexicon.multipliers.get(reader.text(to))
  if (factor !== undefined) {
    value = exact(value * factor)
    upper = upper === undefined ? undefined : exact(upper * factor)
    to += 1
    digits = true
  } else if (!digits && value >= 100) digits = true
  return upper === undefined ? { to, value, digits } : { to, value, upper, digits }
}

/** 1.1 × 10⁶ must not become 1100000.0000000002. */
function exact(value: number): number {
  return Number(value.toPrecision(12))
}

/** The noun that a number counts, at most two adjectives away; a superlative in between leaves the number bare. */
function countedNoun(reader: Reader, at: number): number | null {
  for (let index = at; index <= at + 2; index += 1) {
    if (reader.kind(index) !== 'word') return null
    if (reader.capitalised(index)) return isPluralNoun(reader.text(index)) ? index : null
    const lower = reader.lower(index)
    if (reader.lexicon.superlativeEndings.some((ending) => lower.endsWith(ending))) return null
    if (!/(?:e|en|er)$/.test(lower) || lower.length < 4 || determiner.test(lower)) return null
  }
  return null
}

const determiner =
  /^(?:d?ein|kein|mein|sein|ihr|unser|eur|dies|jen|jed|solch|welch|manch|beid|oder|über|unter|aber|hinter)(?:e[nmrs]?)?$/

function isPluralNoun(text: string): boolean {
  return text.length >= 4 && !/^\p{Lu}{2,}$/u.test(text)
}

/** "(3)", "§ 5", "Boeing 737", "U21": names and labels. */
function isLabel(reader: Reader, at: number): boolean {
  const before = reader.text(at - 1)
  if (before === '§' || before === '#' || before === '/' || before === '-') return true
  return before === '(' && reader.text(at + 1) === ')' && reader.text(at).length <= 3
}
