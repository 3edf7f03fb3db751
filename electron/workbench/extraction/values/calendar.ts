/** Arithmetic with calendar days. Days count from 1970-01-01; no clock and no time zone is read. */
export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

const perDay = 86_400_000

export function toNumber(day: Day): number {
  // Date.UTC reads years below 100 as 19xx; none occur here.
  return Date.UTC(day.year, day.month - 1, day.day) / perDay
}

export function fromNumber(days: number): Day {
  const date = new Date(days * perDay)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** Whether such a day exists in a year of which nothing but these is known (29 February counts). */
export function isDay(day: number, month: number, year = 2000): boolean {
  return day >= 1 && month >= 1 && month <= 12 && day <= daysIn(year, month)
}

export function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** ISO weekday, Monday = 1. */
export function weekdayOf(day: Day): number {
  const sunday = new Date(toNumber(day) * perDay).getUTCDay()
  return sunday === 0 ? 7 : sunday
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
