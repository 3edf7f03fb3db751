import { describe, expect, it } from 'vitest'
import { order } from './ordered.ts'

describe('lists in order', () => {
  it('are what the engine’s own stable sort makes of them, short or long', () => {
    let state = 7
    const next = (): number => (state = (state * 16807) % 2147483647)
    for (let length = 0; length < 60; length += 1) {
      const list = Array.from({ length }, (_unused, at) => ({ key: next() % 9, at }))
      const byKey = (a: { key: number }, b: { key: number }): number => a.key - b.key
      expect(order([...list], byKey)).toEqual(list.toSorted(byKey))
    }
  })
})
