import { expect, it } from 'vitest'
import { fasterThanReading, streak } from './reading-pace.ts'

const fast = { durationMs: 300, length: 200 }

it('notices a streak of decisions faster than reading', () => {
  expect(fasterThanReading(Array.from({ length: streak }, () => fast))).toBe(true)
})

it('says nothing after one slow decision, or before the streak is long enough', () => {
  expect(
    fasterThanReading([...Array.from({ length: streak }, () => fast), { durationMs: 9000, length: 200 }]),
  ).toBe(false)
  expect(fasterThanReading(Array.from({ length: streak - 1 }, () => fast))).toBe(false)
})
