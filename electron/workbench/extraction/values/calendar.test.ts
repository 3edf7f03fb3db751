import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  daysIn,
  fromNumber,
  isDay,
  isoDay,
  isoWeek,
  parseDay,
  toNumber,
  weekdayOf,
} from './calendar.ts'

describe('calendar days', () => {
  it('count as the calendar of the machine does, from 1600 to 2400', () => {
    for (let number = -135_140; number < 157_000; number += 37) {
      const date = new Date(number * 86_400_000)
      const day = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
      expect(fromNumber(number)).toEqual(day)
      expect(toNumber(day)).toBe(number)
      expect(weekdayOf(day) % 7).toBe(date.getUTCDay())
    }
  })

  it.each([
    [2024, 2, 29],
    [2023, 2, 28],
    [1900, 2, 28],
    [2000, 2, 29],
    [2024, 4, 30],
    [2024, 12, 31],
  ])('know that %i-%i has %i days', (year, month, days) => {
    expect(daysIn(year, month)).toBe(days)
    expect(isDay(days, month, year)).toBe(true)
    expect(isDay(days + 1, month, year)).toBe(false)
  })

  it('step over months and years', () => {
    expect(isoDay(addDays({ year: 2023, month: 12, day: 30 }, 5))).toBe('2024-01-04')
    expect(addMonths(2024, 1, -1)).toEqual({ year: 2023, month: 12 })
    expect(addMonths(2024, 11, 14)).toEqual({ year: 2026, month: 1 })
  })

  it('know ISO weeks at the turn of the year', () => {
    expect(isoWeek({ year: 2024, month: 12, day: 30 })).toBe('2025-W01')
    expect(isoWeek({ year: 2021, month: 1, day: 3 })).toBe('2020-W53')
  })

  it('refuse days that do not exist', () => {
    expect(parseDay('2023-02-29')).toBeNull()
    expect(parseDay('2024-03')).toBeNull()
    expect(parseDay('2024-03-04T10:00:00')).toEqual({ year: 2024, month: 3, day: 4 })
  })
})
