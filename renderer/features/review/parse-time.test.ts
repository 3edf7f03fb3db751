import { expect, it } from 'vitest'
import { parseTime } from './parse-time.ts'

it.each([
  ['2024-11-12', '2024-11-12', 'day'],
  ['12.11.2024', '2024-11-12', 'day'],
  ['12. November 2024', '2024-11-12', 'day'],
  ['3 Mär 2024', '2024-03-03', 'day'],
  ['5 Dez 2024', '2024-12-05', 'day'],
  ['11/2024', '2024-11', 'month'],
  ['Oct 2024', '2024-10', 'month'],
  ['Mai 2024', '2024-05', 'month'],
  ['2024', '2024', 'year'],
  ['1990er', '1990', 'decade'],
  ['1990s', '1990', 'decade'],
  ['3.3.2024 – 5.3.2024', '2024-03-03/2024-03-05', 'day'],
  ['2023 bis 2024', '2023/2024', 'year'],
])('understands “%s”', (typed, iso, precision) => {
  expect(parseTime(typed)).toEqual({ iso, precision })
})

it.each(['31.02.2024', '13/2024', 'gestern', '', '12', '2025 bis 2024', 'Foo 2024'])(
  'does not guess at “%s”',
  (typed) => {
    expect(parseTime(typed)).toBeNull()
  },
)
