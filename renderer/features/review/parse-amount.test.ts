import { expect, it } from 'vitest'
import { parseAmount } from './parse-amount.ts'

it.each([
  ['12', { amount: 12 }],
  ['250 Mio. Euro', { amount: 250_000_000, currency: 'EUR' }],
  ['3,3 Millionen Tonnen', { amount: 3_300_000, unit: 'Tonnen' }],
  ['~3,5 %', { amount: 3.5, unit: '%', comparator: '~' }],
  ['>= 1.000 Tonnen', { amount: 1000, unit: 'Tonnen', comparator: '>=' }],
  ['1,234,567.5 km', { amount: 1_234_567.5, unit: 'km' }],
  ['1.234.567,5 km', { amount: 1_234_567.5, unit: 'km' }],
  ['0.125', { amount: 0.125 }],
  ['5000 USD', { amount: 5000, currency: 'USD' }],
  ['$12.5bn', { amount: 12_500_000_000, currency: 'USD' }],
])('an amount is read as it is typed: %s', (typed, amount) => {
  expect(parseAmount(typed)).toEqual(amount)
})

it.each(['', 'viele', 'etwa 12', '1.2.3', '12,34,5'])('what is no amount is none: %s', (typed) => {
  expect(parseAmount(typed)).toBeNull()
})
