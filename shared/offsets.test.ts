import { describe, expect, it } from 'vitest'
import { codePoints, floorToCodePoint } from './offsets.ts'

describe('code points', () => {
  it('count an emoji as one, a combining mark by itself, Vietnamese as it is written', () => {
    const text = 'a👋🏽 Jo\u0308rn Đặng'
    const of = codePoints(text)
    for (let at = 0; at <= text.length; at++) {
      if (at === floorToCodePoint(text, at)) expect(of(at)).toBe(Array.from(text.slice(0, at)).length)
    }
    expect(codePoints('Đặng')(4)).toBe(4)
    expect(codePoints('a\ud83d')(2)).toBe(2)
  })
})
