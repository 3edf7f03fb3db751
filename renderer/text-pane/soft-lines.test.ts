import { describe, expect, it } from 'vitest'
import { softLines } from './soft-lines.ts'

describe('a very long line without a space', () => {
  it.each([
    ['letters', 'a'],
    ['Chinese', '\u5b57\u53e5\uff0c'],
    ['emoji', '\u{1f600}'],
    ['families', '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}'],
    ['marks on letters', 'e\u0301\u0323'],
    ['flags', '\u{1f1fb}\u{1f1f3}\u{1f1e9}\u{1f1ea}'],
    ['conjoining jamo', '\u1112\u1161\u11ab'],
    ['Thai vowels that are letters', '\u0e17\u0e33'],
    ['letters after spaces that carry marks', ' \u0301xyz'],
  ])('of %s is broken between signs alone, and every offset stays', (_, piece) => {
    const text = `Kopf\n${piece.repeat(Math.ceil(12_000 / piece.length))}\nEnde`
    const { drawn, signs } = softLines(text)
    expect(drawn.length).toBe(text.length)
    expect(Math.max(...drawn.split('\n').map(({ length }) => length))).toBeLessThan(1100)
    expect(signs.length).toBeGreaterThan(10)
    const bounds = new Set([...new Intl.Segmenter('en').segment(text)].map(({ index }) => index))
    // What stands in the place of a sign is a line break at its end; all else is as it was.
    let from = 0
    for (const { start, end } of signs) {
      expect(bounds.has(start) && bounds.has(end)).toBe(true)
      expect(drawn.slice(from, start)).toBe(text.slice(from, start))
      expect(drawn.charAt(end - 1)).toBe('\n')
      from = end
    }
    expect(drawn.slice(from)).toBe(text.slice(from))
  })

  it('is broken at punctuation where there is some', () => {
    const text = `${'\u5b57'.repeat(299)}\uff0c`.repeat(50)
    const { signs } = softLines(text)
    expect(new Set(signs.map(({ start, end }) => text.slice(start, end)))).toEqual(new Set(['\uff0c']))
  })

  it('keeps a sign that bears thousands of marks whole', () => {
    const text = `a${'\u0301'.repeat(20_000)}${'b'.repeat(4000)}`
    const { drawn } = softLines(text)
    expect(drawn.length).toBe(text.length)
    expect(drawn.slice(0, 20_001)).toBe(text.slice(0, 20_001))
    expect(drawn).toContain('\n')
  })
})
