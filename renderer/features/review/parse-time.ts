import type { TimePrecision } from '../../../shared/model/vocabulary.ts'

export interface TypedTime {
  readonly iso: string
  readonly precision: TimePrecision
}

/** The beginnings of month names a coder may type, English and German. */
const months: readonly (readonly string[])[] = [
  ['jan', 'jän'], ['feb'], ['mar', 'mär', 'mrz'], ['apr'], ['may', 'mai'], ['jun'],
  ['jul'], ['aug'], ['sep'], ['oct', 'okt'], ['nov'], ['dec', 'dez'],
] // prettier-ignore

const pad = (value: number): string => String(value).padStart(2, '0')

function monthOf(word: string): number | null {
  const lower = word.toLowerCase()
  const index = months.findIndex((names) => names.some((name) => lower.startsWith(name)))
  return index === -1 ? null : index + 1
}

function day(year: number, month: number, date: number): TypedTime | null {
  const real = new Date(Date.UTC(year, month - 1, date))
  if (real.getUTCFullYear() !== year || real.getUTCMonth() !== month - 1 || real.getUTCDate() !== date)
    return null
  return { iso: `${String(year)}-${pad(month)}-${pad(date)}`, precision: 'day' }
}

function single(typed: string): TypedTime | null {
  const text = typed.trim().replace(/\s+/g, ' ')
  let match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  if (match !== null) return day(Number(match[1]), Number(match[2]), Number(match[3]))
  match = /^(\d{1,2})[./] ?(\d{1,2})[./] ?(\d{4})$/.exec(text)
  if (match !== null) return day(Number(match[3]), Number(match[2]), Number(match[1]))
  match = /^(\d{1,2})\.? ([\p{L}.]+) (\d{4})$/u.exec(text)
  if (match !== null) {
    const month = monthOf(match[2] ?? '')
    return month === null ? null : day(Number(match[3]), month, Number(match[1]))
  }
  match = /^(\d{4})-(\d{1,2})$/.exec(text) ?? null
  if (match !== null) return monthTime(Number(match[1]), Number(match[2]))
  match = /^(\d{1,2})[./](\d{4})$/.exec(text)
  if (match !== null) return monthTime(Number(match[2]), Number(match[1]))
  match = /^([\p{L}.]+) (\d{4})$/u.exec(text)
  if (match !== null) {
    const month = monthOf(match[1] ?? '')
    return month === null ? null : monthTime(Number(match[2]), month)
  }
  match = /^(\d{3}0)(?:s|er)$/i.exec(text)
  if (match !== null) return { iso: match[1] ?? '', precision: 'decade' }
  return /^\d{4}$/.test(text) ? { iso: text, precision: 'year' } : null
}

const monthTime = (year: number, month: number): TypedTime | null =>
  month < 1 || month > 12 ? null : { iso: `${String(year)}-${pad(month)}`, precision: 'month' }

/**
 * A time as coders type it, in either language: 2024-11-12, 12.11.2024, 12. November 2024, 11/2024, Nov 2024, 2024,
 * 1990s, 1990er, and an interval of two of these with "–", " - ", "to", "bis". Null where it is no date.
 */
export function parseTime(typed: string): TypedTime | null {
  const [first = '', second, ...more] = typed.split(/\s*–\s*|\s+-\s+|\s+(?:to|bis)\s+/i)
  const start = single(first)
  if (start === null || second === undefined || more.length > 0) return more.length > 0 ? null : start
  const end = single(second)
  return end === null || end.iso < start.iso
    ? null
    : { iso: `${start.iso}/${end.iso}`, precision: start.precision }
}
