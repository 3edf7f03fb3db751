/** Arithmetic with calendar days. Days count from 1970-01-01; no clock and no time zone is read. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

/**
 * Number of a day of the Gregorian calendar. The year is taken to begin in March, so that the leap day comes
 * last; eras of 400 years all have 146,097 days.
 */
export function toNumber(day: Day): number {
  const year = day.month <= 2 ? day.year - 1 : day.year
  const era = Math.floor(year / 400)
  const ofEra = year - era * 400
  const ofYear = Math.floor((153 * ((day.month + 9) % 12) + 2) / 5) + day.day - 1
  const inEra = ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear
  return era * 146_097 + inEra - 719_468
}

export function fromNumber(days: number): Day {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const inEra = shifted - era * 146_097
  const ofEra = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) / 365,
  )
  const ofYear = inEra - (ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100))
  const march = Math.floor((5 * ofYear + 2) / 153)
  const month = march < 10 ? march + 3 : march - 9
  return {
    year: ofEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * march + 2) / 5) + 1,
  }
}

/** Whether such a day exists in a year of which nothing but these is known (29 February counts). */
export function isDay(day: number, month: number, year = 2000): boolean {
  return day >= 1 && month >= 1 && month <= 12 && day <= daysIn(year, month)
}

export function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** ISO weekday, Monday = 1. */
export function weekdayOf(day: Day): number {
  // 1970-01-01 was a Thursday.
  return ((((toNumber(day) + 3) % 7) + 7) % 7) + 1
}

export function addDays(day: Day, days: number): Day {
  return fromNumber(toNumber(day) + days)
}

export function addMonths(
  year: number,
  month: number,
  months: number,
): { readonly year: number; readonly month: number } {
  const total = year * 12 + (month - 1) + months
  return { year: Math.floor(total / 12), month: (((total % 12) + 12) % 12) + 1 }
}

export function isoDay(day: Day): string {
  return `${isoYear(day.year)}-${two(day.month)}-${two(day.day)}`
}

export function isoMonth(year: number, month: number): string {
  return `${isoYear(year)}-${two(month)}`
}

export function isoYear(year: number): string {
  return String(year).padStart(4, '0')
}

export function two(value: number): string {
  return String(value).padStart(2, '0')
}

/** ISO week of a day, as `2024-W19`. */
export function isoWeek(day: Day): string {
  const thursday = addDays(day, 4 - weekdayOf(day))
  const first = toNumber({ year: thursday.year, month: 1, day: 1 })
  return `${isoYear(thursday.year)}-W${two(Math.floor((toNumber(thursday) - first) / 7) + 1)}`
}

/** The day an ISO string names, or null where it is less precise. */
export function parseDay(iso: string): Day | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})/.exec(iso)
  if (parts === null) return null
  const day = { year: Number(parts[1]), month: Number(parts[2]), day: Number(parts[3]) }
  return isDay(day.day, day.month, day.year) ? day : null
}
