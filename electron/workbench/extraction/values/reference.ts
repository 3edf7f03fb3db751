import type { ArticleMetadata } from '../../../../shared/model/extraction.ts'
import type { TimeBasis } from '../../../../shared/model/vocabulary.ts'
import type { SentenceTokens } from '../document.ts'
import { anniversaryYears } from './anniversaries.ts'
import { daysIn, fromNumber, isDay, parseDay, toNumber, weekdayOf, type Day } from './calendar.ts'
import type { ValueLexicon } from './lexicon.ts'
import type { LocatedValue } from './located.ts'
import { isAhead } from './tense.ts'

/** The day an article speaks from, as far as it can be known, and how it is known. */
export interface Reference {
  readonly day?: Day
  readonly year?: number
  /** Month of the reference where the day is not known. */
  readonly month?: number
  readonly basis: TimeBasis
  readonly rule: string
  /** Years other rules gave; lower rank, kept beside. */
  readonly alternatives: readonly { readonly year: number; readonly rule: string }[]
}

/** A year and the rule that gives it; `month` where it is known too. */
interface YearGuess {
  readonly year: number
  readonly month?: number
  readonly rule: string
}

/**
 * The day of speaking, by the order of the annotation guidelines: stated date, date in the address, arithmetic
 * with anniversaries, constraints of past and future, agreement of weekdays, and last the name of the file.
 * All rules are asked; the first gives the year, and those that disagree are kept as alternatives.
 */
export function inferReference(
  values: readonly LocatedValue[],
  sentences: readonly SentenceTokens[],
  metadata: ArticleMetadata,
  lexicon: ValueLexicon,
): Reference {
  const published = metadata.publicationDate
  const publishedDay = typeof published?.value === 'string' ? parseDay(published.value) : null
  const fromFile = published?.rule === 'file-name'
  const dayDates = values.filter((value) => isDayDate(value))
  const stated = statedDay(dayDates, sentences, lexicon)
  if (publishedDay !== null && !fromFile) {
    return {
      day: publishedDay,
      year: publishedDay.year,
      basis: 'derived',
      rule: published?.rule ?? 'publication-date',
      alternatives: [],
    }
  }
  if (stated !== null)
    return { day: stated, year: stated.year, basis: 'stated', rule: 'stated-date', alternatives: [] }
  const anchor = dayDates.find((value) => sentences[value.sentence]?.section === 'lead' && !ahead(value, sentences, lexicon)) ??
    dayDates.find((value) => !ahead(value, sentences, lexicon)) // prettier-ignore
  const anniversaries = anniversaryYears(values, sentences, lexicon)
  const guesses: YearGuess[] = [...anniversaries.dated]
  const bounds = yearBounds(values, sentences, lexicon)
  const bounded = yearWithin(bounds, anchor)
  if (bounded !== null) guesses.push(bounded)
  const agreed = yearByWeekday(dayDates, bounds)
  if (agreed !== null) guesses.push(agreed)
  guesses.push(...anniversaries.undated)
  if (publishedDay !== null)
    guesses.push({ year: publishedDay.year, month: publishedDay.month, rule: 'file-name' })
  const best = guesses[0]
  if (best === undefined) return { basis: 'unknown', rule: 'none', alternatives: [] }
  const alternatives = guesses.filter(
    (guess, index) =>
      guess.year !== best.year && guesses.findIndex((other) => other.year === guess.year) === index,
  )
  const time = anchor?.time
  const day =
    time?.form === 'calendar' &&
    time.day !== undefined &&
    time.month !== undefined &&
    isDay(time.day, time.month, best.year)
      ? { year: best.year, month: time.month, day: time.day }
      : best.rule === 'file-name' && publishedDay !== null
        ? publishedDay
        : undefined
  return {
    ...(day === undefined ? {} : { day }),
    year: best.year,
    ...(best.month === undefined ? {} : { month: best.month }),
    basis: 'derived',
    rule: best.rule,
    alternatives: alternatives.map((guess) => ({ year: guess.year, rule: guess.rule })),
  }
}

function isDayDate(value: LocatedValue): boolean {
  return value.time?.form === 'calendar' && value.time.day !== undefined && value.time.month !== undefined
}

export function ahead(
  value: LocatedValue,
  sentences: readonly SentenceTokens[],
  lexicon: ValueLexicon,
): boolean {
  const sentence = sentences[value.sentence]
  if (sentence === undefined) return false
  value.ahead ??= isAhead(sentence, value.from, lexicon)
  return value.ahead
}

/** A complete date in headline, lead or caption, or the only ones of the text: the day of the report. */
function statedDay(
  values: readonly LocatedValue[],
  sentences: readonly SentenceTokens[],
  lexicon: ValueLexicon,
): Day | null {
  const complete = values.filter(
    (value) =>
      value.time?.form === 'calendar' && value.time.year !== undefined && !ahead(value, sentences, lexicon),
  )
  const early = complete.find((value) => {
    const section = sentences[value.sentence]?.section
    return section === 'headline' || section === 'lead' || section === 'caption'
  })
  const days = values.some((value) => value.time?.form === 'calendar' && value.time.year === undefined)
  const time = (early ?? (days ? undefined : latest(complete)))?.time
  if (
    time?.form !== 'calendar' ||
    time.year === undefined ||
    time.month === undefined ||
    time.day === undefined
  )
    return null
  return { year: time.year, month: time.month, day: time.day }
}

function latest(values: readonly LocatedValue[]): LocatedValue | undefined {
  const rank = (value: LocatedValue): number => {
    const time = value.time
    return time?.form === 'calendar' ? (time.year ?? 0) * 400 + (time.month ?? 0) * 31 + (time.day ?? 0) : 0
  }
  return values.reduce<LocatedValue | undefined>(
    (best, value) => (best === undefined || rank(value) > rank(best) ? value : best),
    undefined,
  )
}

interface Bounds {
  readonly lower?: number
  readonly upper?: number
  /** Whether the lower bound rests on a month or day, which is closer than a bare year. */
  readonly close: boolean
}

/** What the text says is past lies before the day of speaking; what it says is to come lies behind it. */
function yearBounds(
  values: readonly LocatedValue[],
  sentences: readonly SentenceTokens[],
  lexicon: ValueLexicon,
): Bounds {
  let lower: number | undefined
  let close = false
  const announced: number[] = []
  values.forEach((value, index) => {
    const time = value.time
    if (time?.form !== 'calendar' || time.year === undefined || time.year < 1900) return
    const start = toNumber({ year: time.year, month: time.month ?? 1, day: time.day ?? 1 })
    const precise = time.month !== undefined
    if (ahead(value, sentences, lexicon)) {
      // "Juni 2024 … feiern werden": spoken before it begins. A year alone is a goal far off and says nothing,
      // and the first date of a span ("Juni 1994 – Juni 2024") is where it began.
      if (precise && !opensSpan(value, values[index + 1], sentences)) announced.push(start - 1)
      return
    }
    // A year named by its number is over; within it one says "in diesem Jahr".
    const bound = precise ? start : toNumber({ year: time.year + 1, month: 1, day: 1 })
    if (lower === undefined || bound > lower) {
      lower = bound
      close = precise
    }
  })
  const floor = lower
  const later = announced.filter((bound) => floor === undefined || bound >= floor)
  return {
    ...(lower === undefined ? {} : { lower }),
    ...(later.length === 0 ? {} : { upper: Math.min(...later) }),
    close,
  }
}

function opensSpan(
  value: LocatedValue,
  next: LocatedValue | undefined,
  sentences: readonly SentenceTokens[],
): boolean {
  if (next === undefined || next.sentence !== value.sentence || next.from !== value.to + 1) return false
  const joint = sentences[value.sentence]?.tokens[value.to]?.text ?? ''
  return joint === '–' || joint === '—' || joint === '-' || joint === 'bis'
}

/** The one year in which the day of the report fits between what is past and what is to come. */
function yearWithin(bounds: Bounds, anchor: LocatedValue | undefined): YearGuess | null {
  const { lower, upper } = bounds
  const time = anchor?.time
  if (time?.form !== 'calendar' || time.month === undefined || time.day === undefined) return null
  const at = (year: number): number =>
    toNumber({ year, month: time.month ?? 1, day: Math.min(time.day ?? 1, daysIn(year, time.month ?? 1)) })
  const yearOf = (days: number): number => fromNumber(days).year
  if (lower !== undefined && upper !== undefined) {
    const fitting = [yearOf(lower), yearOf(lower) + 1, yearOf(upper)].filter(
      (year) => at(year) >= lower && at(year) <= upper,
    )
    const year = fitting[0]
    return year === undefined || upper - lower > 3 * 366 ? null : { year, rule: 'past-and-future' }
  }
  if (upper !== undefined) {
    const year = at(yearOf(upper)) <= upper ? yearOf(upper) : yearOf(upper) - 1
    return { year, rule: 'before-announced' }
  }
  if (lower === undefined || !bounds.close) return null
  const year = at(yearOf(lower)) >= lower ? yearOf(lower) : yearOf(lower) + 1
  return { year, rule: 'after-latest-past' }
}

/** "Montag, 4. März" falls on a Monday in few years: the first one that the bounds allow, if it is near. */
function yearByWeekday(values: readonly LocatedValue[], bounds: Bounds): YearGuess | null {
  for (const value of values) {
    const time = value.time
    if (
      time?.form !== 'calendar' ||
      time.weekday === undefined ||
      time.month === undefined ||
      time.day === undefined
    )
      continue
    if (bounds.lower === undefined) return null
    const first = fromNumber(bounds.lower).year
    for (let year = first - 1; year <= first + 6; year += 1) {
      if (!isDay(time.day, time.month, year)) continue
      const day = { year, month: time.month, day: time.day }
      const fits =
        toNumber(day) >= bounds.lower - 366 && (bounds.upper === undefined || toNumber(day) <= bounds.upper)
      if (fits && weekdayOf(day) === time.weekday) return { year, rule: 'weekday-agreement' }
    }
  }
  return null
}

/**
 * The year of a day and month that lies nearest to the reference. What lies on the wrong side of the reference for the
 * tense of its clause counts as further away, and a limit to come ("bis zum 31. März") never lies behind it.
 */
export function nearestYear(
  reference: Day,
  month: number,
  day: number,
  told: { readonly ahead: boolean; readonly past: boolean; readonly limit: boolean },
): number {
  const behind = told.limit ? 400 : 2
  const before = told.past ? 3 : 2
  const target = toNumber(reference)
  let best = reference.year
  let distance = Number.POSITIVE_INFINITY
  for (const year of [reference.year - 1, reference.year, reference.year + 1]) {
    if (!isDay(day, month, year)) continue
    const apart = toNumber({ year, month, day }) - target
    const weighed = Math.abs(apart) * (told.ahead ? (apart < 0 ? behind : 1) : apart > 3 ? before : 1)
    if (weighed < distance) {
      distance = weighed
      best = year
    }
  }
  return best
}
