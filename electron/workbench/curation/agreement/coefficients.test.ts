import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohenKappa, krippendorffAlpha, percentAgreement, type Unit } from './coefficients.ts'

/** Units of two coders from a table of counts: rows are what the first said, columns what the second said. */
const table = (rows: readonly (readonly number[])[]): readonly Unit[] =>
  rows.flatMap((row, a) =>
    row.flatMap((count, b) => Array.from({ length: count }, () => [String(a), String(b)])),
  )

describe('agreement of coders', () => {
  it('is κ 0.68 for the diagnoses of Fleiss, Levin and Paik (Statistical Methods for Rates and Proportions, table 18.1)', () => {
    const diagnoses = table([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ])
    expect(percentAgreement(diagnoses)).toBeCloseTo(0.89, 10)
    expect(cohenKappa(diagnoses)).toBeCloseTo(0.23 / 0.34, 10)
    expect(cohenKappa(diagnoses)?.toFixed(2)).toBe('0.68')
  })

  it('is α 0.743 for four coders with gaps in Krippendorff’s own example (2011, section C)', () => {
    const coders = [
      '1 2 3 3 2 1 4 1 2 . . .',
      '1 2 3 3 2 2 4 1 2 5 . 3',
      '. 3 3 3 2 3 4 2 2 5 1 .',
      '1 2 3 3 2 4 4 1 2 5 1 .',
    ].map((line) => line.split(' ').map((value) => (value === '.' ? null : value)))
    const units = (coders[0] ?? []).map((_, unit) => coders.map((values) => values[unit] ?? null))
    expect(krippendorffAlpha(units)?.toFixed(3)).toBe('0.743')
  })

  it('is one where both always agree on several things, and nothing where there is nothing to tell apart', () => {
    const same = table([
      [3, 0],
      [0, 4],
    ])
    expect([percentAgreement(same), cohenKappa(same), krippendorffAlpha(same)]).toEqual([1, 1, 1])
    const one = table([[5]])
    expect([percentAgreement(one), cohenKappa(one), krippendorffAlpha(one)]).toEqual([1, null, null])
    expect([percentAgreement([]), cohenKappa([]), krippendorffAlpha([])]).toEqual([null, null, null])
  })

  it('leaves out what only one coder looked at', () => {
    const units: readonly Unit[] = [...table([[1, 1], [0, 1]]), ['0', null], [null, '1']] // prettier-ignore
    expect(percentAgreement(units)).toBeCloseTo(2 / 3, 10)
    expect(krippendorffAlpha(units)).toBe(krippendorffAlpha(units.slice(0, 3)))
  })

  it('does not depend on the order of units, of coders, or on the names of values', () => {
    const value = fc.option(fc.constantFrom('a', 'b', 'c'), { nil: null })
    const units = fc.array(fc.tuple(value, value), { maxLength: 30 })
    const other: Readonly<Record<string, string>> = { a: 'z', b: 'y', c: 'x' }
    fc.assert(
      fc.property(units, (given) => {
        const turned = given.map(([a, b]): Unit => [b, a].map((one) => (one === null ? null : (other[one] ?? one)))).reverse() // prettier-ignore
        for (const measure of [percentAgreement, cohenKappa, krippendorffAlpha]) {
          const [before, after] = [measure(given), measure(turned)]
          if (before === null || after === null) expect(after).toBe(before)
          else expect(after).toBeCloseTo(before, 10)
        }
      }),
    )
  })
})
