import { describe, expect, it } from 'vitest'
import type { MentionType } from '../../shared/model/vocabulary.ts'
import {
  endOfFirstCharacter,
  laneCount,
  laneMarks,
  marksAt,
  startOfLastCharacter,
  type TextMark,
} from './marks.ts'

const mark = (id: string, start: number, end: number, type: MentionType = 'PER'): TextMark => ({
  id,
  start,
  end,
  type,
  name: id,
  linked: true,
})
const lanes = (marks: readonly TextMark[]): Record<string, number> =>
  Object.fromEntries(laneMarks(marks, 100).map(({ mark: one, lane }) => [one.id, lane]))

describe('marks over one another', () => {
  it('run in lanes of their own while they overlap', () => {
    expect(lanes([mark('outer', 0, 30), mark('inner', 5, 10), mark('innermost', 6, 8)])).toEqual({
      outer: 0,
      inner: 1,
      innermost: 2,
    })
    expect(lanes([mark('one', 0, 12), mark('crossing', 8, 20)])).toEqual({ one: 0, crossing: 1 })
  })
  it('come back to the first lane where they do not', () => {
    expect(lanes([mark('a', 0, 5), mark('b', 5, 9), mark('c', 20, 30)])).toEqual({ a: 0, b: 0, c: 0 })
  })
  it('puts the longer of two that begin together nearest to the letters', () => {
    expect(lanes([mark('short', 0, 5), mark('long', 0, 20)])).toEqual({ long: 0, short: 1 })
  })
  it('stays within the lanes there are, and fast, with 10,000 on one line', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      mark(String(index), index % 500, (index % 500) + 400),
    )
    const begun = performance.now()
    const laned = laneMarks(many, 1000)
    expect(performance.now() - begun).toBeLessThan(5000)
    expect(laned).toHaveLength(10_000)
    expect(Math.max(...laned.map(({ lane }) => lane))).toBe(laneCount - 1)
  })
  it('drops marks that leave the text or are empty rather than showing them at the wrong words', () => {
    expect(laneMarks([mark('late', 90, 120), mark('empty', 5, 5), mark('early', -1, 4)], 100)).toEqual([])
  })
  it('are found from the inside out', () => {
    const all = [mark('outer', 0, 30), mark('inner', 5, 10)]
    expect(marksAt(all, 7).map((one) => one.id)).toEqual(['inner', 'outer'])
    expect(marksAt(all, 20).map((one) => one.id)).toEqual(['outer'])
  })
})

describe('the first and last character of a mark', () => {
  it('keep surrogate pairs and combining marks whole', () => {
    expect(endOfFirstCharacter('𝒜bc', 0)).toBe(2)
    expect(endOfFirstCharacter('e\u0301\u0323x', 0)).toBe(3)
    expect(startOfLastCharacter('xe\u0301', 3)).toBe(1)
    expect(startOfLastCharacter('a😀', 3)).toBe(1)
  })
})
