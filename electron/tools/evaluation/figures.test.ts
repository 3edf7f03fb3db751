import { describe, expect, it } from 'vitest'
import { annotatedSets, evaluateSet, isThere } from './annotated-sets.ts'
import { fallen, figuresOf, guardedFigures, readFiguresRecord, writeFiguresRecord } from './figures.ts'

describe('figures of extraction', () => {
  const record = readFiguresRecord()

  for (const set of annotatedSets) {
    if (!isThere(set)) {
      it.skip(`${set.label} are not there: nothing was measured on them`, () => undefined)
      console.warn(`skipped: ${set.label} are not there, extraction was not measured on them`)
      continue
    }
    it(`do not fall on the ${set.label.toLowerCase()}`, () => {
      const now = figuresOf(evaluateSet(set))
      console.log(guardedFigures.map((name) => `${name} ${(now[name] ?? 0).toFixed(3)}`).join('  '))
      expect(fallen(record[set.name].last, now), 'see `npm run evaluate`').toEqual([])
    })
  }

  it('name what fell, and let a rounding pass', () => {
    const before = Object.fromEntries(guardedFigures.map((name) => [name, 0.8]))
    expect(fallen(before, { ...before, roles: 0.798 })).toEqual([])
    expect(fallen(before, { ...before, roles: 0.797, dates: 0.9 })).toEqual([
      'roles fell from 0.800 to 0.797',
    ])
    expect(fallen(before, {})).toHaveLength(guardedFigures.length)
  })

  it('of the first run never change', () => {
    const { heldOut } = record
    const other = { ...heldOut, firstRun: { ...heldOut.firstRun, figures: { roles: 1 } } }
    expect(() => {
      writeFiguresRecord({ ...record, heldOut: other })
    }).toThrow('the first run never changes')
    expect(readFiguresRecord()).toEqual(record)
  })
})
