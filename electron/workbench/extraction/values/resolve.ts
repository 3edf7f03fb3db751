import type { Norm } from '../../../../shared/model/extraction.ts'
import {
  addDays,
  addMonths,
  isDay,
  isoDay,
  isoMonth,
  isoWeek,
  isoYear,
  weekdayOf,
  type Day,
} from './calendar.ts'
import type { TimeExpression } from './expressions.ts'
import { nearestYear, type Reference } from './reference.ts'

/** What a time expression is resolved against. */
export interface Standpoint {
  readonly reference: Reference
  /** The day of the utterance that the expression stands in, where one is given; else the reference day. */
  readonly spoken: Day | undefined
  /** Last day mentioned before. */
  readonly previous: Day | undefined
  /** Whether the clause speaks of what is to come. */
  readonly ahead: boolean
  /** Whether it tells in a past tense; neither holds where the words do not say. */
  readonly past: boolean
  /** A limit that lies ahead: "bis zum 31. März", "ab 1. Juli" in a clause about what is to come. */
  readonly limit: boolean
  /** "statement", "publication" or "report": what `spoken` is the day of. */
  readonly spokenKind: string
}

const weekdayNames = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Normalised value of an expression; without a reference only what the words themselves say. */
export function resolveTime(time: TimeExpression, standpoint: Standpoint): Norm {
  switch (time.form) {
    case 'calendar':
      return calendarNorm(time, standpoint)
    case 'decade':
      return { iso: isoYear(time.decade).slice(0, 3) + 'X', precision: 'decade', basis: 'stated' }
    case 'century':
      return { iso: `${String(time.century - 1).padStart(2, '0')}XX`, basis: 'stated' }
    case 'weekday':
      return weekdayNorm(time, standpoint)
    case 'shift':
      return shiftNorm(time, standpoint)
    case 'vague':
      return time.norm
    case 'clock':
      return { value: time.time, timex: 'TIME' }
    default: {
      const never: never = time
      return never
    }
  }
}

/** The day a norm names, for what follows in the text. */
export function dayOf(norm: Norm): Day | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?:T[A-Z]{2})?$/.exec(norm.iso ?? '')
  return parts === null
    ? undefined
    : { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) }
}

type Calendar = Extract<TimeExpression, { form: 'calendar' }>

function calendarNorm(time: Calendar, standpoint: Standpoint): Norm {
  const stated = time.year !== undefined
  const year = time.year ?? inferredYear(time, standpoint)
  const inferred =
    stated || year === undefined
      ? {}
      : { inferred: 'year', basis: 'derived' as const, rule: standpoint.reference.rule }
  const basis = stated
    ? { basis: 'stated' as const }
    : year === undefined
      ? { basis: 'unknown' as const }
      : inferred
  const edge = time.edge === undefined ? {} : { timex: time.edge }
  if (time.months !== undefined) {
    if (year === undefined) return { ...basis }
    return {
      iso: `${isoMonth(year, time.months[0])}/${isoMonth(year, time.months[1])}`,
      precision: 'month',
      ...basis,
      ...edge,
    }
  }
  if (time.season !== undefined)
    return {
      ...(year === undefined ? {} : { iso: `${isoYear(year)}-${time.season}` }),
      precision: 'year',
      ...basis,
      ...edge,
    }
  if (time.month === undefined)
    return year === undefined ? basis : { iso: isoYear(year), precision: 'year', ...basis, ...edge }
  const yearPart = year === undefined ? 'XXXX' : isoYear(year)
  const monthPart = `${yearPart}-${String(time.month).padStart(2, '0')}`
  if (time.day === undefined) return { iso: monthPart, precision: 'month', ...basis, ...edge }
  const dayPart = (day: number): string => `${monthPart}-${String(day).padStart(2, '0')}`
  const alternatives = stated ? [] : otherYears(time, year, standpoint)
  const kept = alternatives.length === 0 ? {} : { alternatives }
  const weekday = time.weekday === undefined ? {} : { weekday: weekdayNames[time.weekday] ?? '' }
  if (time.lastDay !== undefined)
    return { iso: `${dayPart(time.day)}/${dayPart(time.lastDay)}`, precision: 'day', ...basis, ...kept }
  const part = time.part === undefined ? {} : { timex: 'TIME' }
  return {
    iso: dayPart(time.day) + (time.part === undefined ? '' : `T${time.part}`),
    precision: 'day',
    ...basis,
    ...weekday,
    ...part,
    ...kept,
  }
}

function inferredYear(time: Calendar, standpoint: Standpoint): number | undefined {
  const { reference, ahead } = standpoint
  const base = reference.day ?? standpoint.spoken
  if (base === undefined)
    return reference.year === undefined ? undefined : reference.year + (time.yearShift ?? 0)
  if (time.yearShift !== undefined) return base.year + time.yearShift
  if (time.month === undefined) return seasonYear(time, base, ahead)
  if (time.day !== undefined) return nearestYear(base, time.month, time.day, standpoint)
  if (time.direction === 0) return base.year
  const back = time.direction === -1 || (time.direction === undefined && !ahead)
  if (back) return time.month <= base.month - (time.direction === -1 ? 1 : 0) ? base.year : base.year - 1
  return time.month >= base.month + (time.direction === 1 ? 1 : 0) ? base.year : base.year + 1
}

const seasonStart: Readonly<Record<string, number>> = { SP: 3, SU: 6, FA: 9, WI: 12 }

function seasonYear(time: Calendar, base: Day, ahead: boolean): number {
  const begins = time.season !== undefined ? (seasonStart[time.season] ?? 1) : (time.months?.[0] ?? 1)
  if (time.direction === 0) return base.year
  const back = time.direction === -1 || (time.direction === undefined && !ahead)
  if (back) return begins <= base.month ? base.year : base.year - 1
  return begins > base.month || (time.direction !== 1 && begins >= base.month) ? base.year : base.year + 1
}

/** Readings of lower-ranked rules, and years in which a stated weekday would agree. */
function otherYears(
  time: Calendar,
  year: number | undefined,
  standpoint: Standpoint,
): { iso: string; rule: string }[] {
  const others: { iso: string; rule: string }[] = []
  const { month, day } = time
  if (year === undefined || month === undefined || day === undefined) return others
  for (const other of standpoint.reference.alternatives) {
    if (other.year !== year && isDay(day, month, other.year))
      others.push({ iso: isoDay({ year: other.year, month, day }), rule: other.rule })
  }
  if (
    time.weekday !== undefined &&
    isDay(day, month, year) &&
    weekdayOf({ year, month, day }) !== time.weekday
  ) {
    for (const near of [year - 1, year + 1, year - 2, year + 2]) {
      if (isDay(day, month, near) && weekdayOf({ year: near, month, day }) === time.weekday) {
        others.push({ iso: isoDay({ year: near, month, day }), rule: 'weekday-agreement' })
        break
      }
    }
  }
  return others
}

function weekdayNorm(time: Extract<TimeExpression, { form: 'weekday' }>, standpoint: Standpoint): Norm {
  const weekday = weekdayNames[time.weekday] ?? ''
  const base = standpoint.spoken ?? standpoint.reference.day
  if (base === undefined) return { weekday, basis: 'unknown' }
  if (time.week !== undefined) {
    const monday = addDays(base, 1 - weekdayOf(base) + 7 * time.week)
    return {
      iso: isoDay(addDays(monday, time.weekday - 1)),
      precision: 'day',
      basis: 'derived',
      inferred: 'date',
      weekday,
      anchor: `${standpoint.spokenKind} ${isoDay(base)}`,
    }
  }
  const back = time.direction === -1 || (time.direction !== 1 && !standpoint.ahead)
  const ahead = (time.weekday - weekdayOf(base) + 7) % 7
  let distance: number
  if (back) {
    distance = ahead === 0 ? 0 : ahead - 7
    if (time.direction === -1 && distance === 0) distance = -7
  } else distance = time.direction === 1 && ahead === 0 ? 7 : ahead
  const part = time.part === undefined ? '' : `T${time.part}`
  return {
    iso: isoDay(addDays(base, distance)) + part,
    precision: 'day',
    basis: 'derived',
    inferred: 'date',
    weekday,
    anchor: `${standpoint.spokenKind} ${isoDay(base)}`,
    ...(part === '' ? {} : { timex: 'TIME' }),
  }
}

function shiftNorm(time: Extract<TimeExpression, { form: 'shift' }>, standpoint: Standpoint): Norm {
  const amount = Math.trunc(time.amount)
  const relative =
    amount === 0
      ? {}
      : { relative: `${amount < 0 ? '-' : '+'}P${relativeLength(Math.abs(time.amount), time.unit)}` }
  const edge = time.edge === undefined ? {} : { timex: time.edge }
  const base =
    time.from === 'previous'
      ? (standpoint.previous ?? standpoint.reference.day)
      : (standpoint.spoken ?? standpoint.reference.day)
  const kind =
    time.from === 'previous' && standpoint.previous !== undefined ? 'previous date' : standpoint.spokenKind
  const resolved =
    base === undefined ? withoutDay(time, standpoint.reference) : shifted(time, base, standpoint)
  if (resolved === null) return { ...relative, basis: 'unknown', ...edge }
  const anchor = base === undefined ? {} : { anchor: `${kind} ${isoDay(base)}` }
  return { ...resolved, basis: 'derived', inferred: 'date', ...relative, ...anchor, ...edge }
}

function relativeLength(amount: number, unit: string): string {
  if (unit === 'H') return `T${String(amount)}H`
  if (unit === 'DE') return `${String(amount * 10)}Y`
  if (unit === 'CE') return `${String(amount * 100)}Y`
  if (unit === 'Q') return `${String(amount * 3)}M`
  if (unit === 'HY') return `${String(amount * 6)}M`
  if (unit === 'WE') return `${String(amount)}W`
  return `${String(amount)}${unit}`
}

function shifted(
  time: Extract<TimeExpression, { form: 'shift' }>,
  base: Day,
  standpoint: Standpoint,
): Norm | null {
  const { amount, unit } = time
  switch (unit) {
    case 'H':
      return { iso: isoDay(addDays(base, Math.trunc(amount / 24))), precision: 'day' }
    case 'D':
      return {
        iso: isoDay(addDays(base, Math.trunc(amount))) + (time.part === undefined ? '' : `T${time.part}`),
        precision: 'day',
        ...(time.part === undefined ? {} : { timex: 'TIME' }),
      }
    case 'W':
      return Math.abs(amount) <= 1
        ? { iso: isoWeek(addDays(base, amount * 7)), precision: 'day' }
        : { iso: isoDay(addDays(base, Math.trunc(amount * 7))), precision: 'day' }
    case 'WE': {
      const saturday = addDays(base, amount * 7 + (6 - weekdayOf(base)))
      const over = !standpoint.ahead && (standpoint.past ? weekdayOf(base) < 6 : weekdayOf(base) <= 2)
      const near = amount === 0 && over ? addDays(saturday, -7) : saturday
      return { iso: `${isoDay(near)}/${isoDay(addDays(near, 1))}`, precision: 'day' }
    }
    case 'M': {
      const month = addMonths(base.year, base.month, Math.trunc(amount))
      return { iso: isoMonth(month.year, month.month), precision: 'month' }
    }
    case 'Q':
    case 'HY': {
      const length = unit === 'Q' ? 3 : 6
      const first = Math.floor((base.month - 1) / length) * length + 1
      const start = addMonths(base.year, first, amount * length)
      const end = addMonths(start.year, start.month, length - 1)
      return {
        iso: `${isoMonth(start.year, start.month)}/${isoMonth(end.year, end.month)}`,
        precision: 'month',
      }
    }
    case 'Y':
      return { iso: isoYear(Math.trunc(base.year + amount)), precision: 'year' }
    case 'DE':
      return { iso: `${String(Math.floor(base.year / 10) + amount)}X`, precision: 'decade' }
    case 'CE':
      return { iso: `${String(Math.floor(base.year / 100) + amount)}XX` }
    default:
      return null
  }
}

/** Where only the year or month of speaking is known, years and months can still be counted. */
function withoutDay(time: Extract<TimeExpression, { form: 'shift' }>, reference: Reference): Norm | null {
  if (reference.year === undefined) return null
  if (time.unit === 'Y') return { iso: isoYear(Math.trunc(reference.year + time.amount)), precision: 'year' }
  if (time.unit !== 'M' || reference.month === undefined) return null
  const month = addMonths(reference.year, reference.month, Math.trunc(time.amount))
  return { iso: isoMonth(month.year, month.month), precision: 'month' }
}
