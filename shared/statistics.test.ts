import { describe, expect, it } from 'vitest'
import { hashOf, sampleOf, wilson } from './statistics.ts'

describe('the interval of a share', () => {
  it('is Wilson’s: 1 of 10 lies between 1.8 and 40.4 per cent', () => {
    const share = wilson(1, 10)
    expect(share?.share).toBe(0.1)
    expect(share?.low).toBeCloseTo(0.0179, 4)
    expect(share?.high).toBeCloseTo(0.4042, 4)
  })
  it('never leaves 0 to 1, and none of ten is not certainly none', () => {
    expect(wilson(0, 10)).toMatchObject({ low: 0 })
    expect(wilson(0, 10)?.high).toBeCloseTo(0.2775, 4)
    expect(wilson(10, 10)).toMatchObject({ high: 1 })
  })
  it('is nothing where nothing was counted', () => {
    expect(wilson(0, 0)).toBeNull()
  })
})

describe('a sample', () => {
  const ids = Array.from({ length: 1000 }, (_, n) => `f${String(n)}`)
  it('is the same for the same seed and another for another', () => {
    expect(sampleOf(ids, 'a', 20)).toEqual(sampleOf([...ids].reverse(), 'a', 20))
    expect(sampleOf(ids, 'a', 20)).not.toEqual(sampleOf(ids, 'b', 20))
  })
  it('draws from everywhere: a tenth of neighbours is about a tenth', () => {
    const drawn = ids.filter((id) => hashOf(`sentence ${id}`) % 100 < 10).length
    expect(drawn).toBeGreaterThan(70)
    expect(drawn).toBeLessThan(130)
  })
})
