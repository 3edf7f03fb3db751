import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'

const en = createFormat('en')
const de = createFormat('de')

describe('dates', () => {
  it('show as much as is known and no more', () => {
    expect(en.date('2024-11-12')).toBe('12 Nov 2024')
    expect(de.date('2024-11-12')).toBe('12. Nov. 2024')
    expect(en.date('2024-11')).toBe('Nov 2024')
    expect(en.date('2024')).toBe('2024')
  })

  it('show seasons, quarters and the clock of the place', () => {
    expect(en.date('2025-FA')).toBe('autumn 2025')
    expect(de.date('2025-Q3')).toBe('3. Quartal 2025')
    expect(en.date('2025-03-12T23:45:12')).toBe('12 Mar 2025, 23:45')
  })

  it('show an interval as one, and what is no date as it stands', () => {
    expect(en.date('2024-11-12/2024-11-14')).toBe('12 Nov 2024 – 14 Nov 2024')
    expect(en.date('2020s')).toBe('2020s')
  })

  it('do not move to the day before in another time zone', () => {
    expect(en.date('2024-01-01')).toBe('1 Jan 2024')
  })
})

describe('how long', () => {
  it('is said in the unit one thinks in', () => {
    expect(en.duration(400)).toBe('1 sec')
    expect(en.duration(65_000)).toBe('65 secs')
    expect(en.duration(130_000)).toBe('2 mins')
    expect(de.duration(130_000)).toBe('2 Min.')
    expect(en.duration(7_200_000)).toBe('2 hrs')
  })

  it('ago is relative to the moment given', () => {
    const now = new Date('2026-01-10T12:00:00Z')
    expect(en.ago('2026-01-10T11:59:30Z', now)).toBe('30 seconds ago')
    expect(en.ago('2026-01-09T11:00:00Z', now)).toBe('yesterday')
    expect(de.ago('2026-01-08T11:00:00Z', now)).toBe('vorgestern')
    expect(en.ago('no date', now)).toBe('no date')
  })
})

describe('numbers and lists', () => {
  it('follow the language', () => {
    expect(de.number(1234.5)).toBe('1.234,5')
    expect(en.percent(0.85)).toBe('85%')
    expect(en.bytes(2_340_000)).toBe('2.3 MB')
    expect(de.list(['A', 'B', 'C'])).toBe('A, B und C')
  })
})
