import { describe, expect, it } from 'vitest'
import { isPlain } from './plain.ts'

describe('what a page may send', () => {
  it('is whatever JSON could have carried', () => {
    const twice = { id: 'a' }
    for (const value of [
      undefined,
      null,
      1,
      'x',
      true,
      [],
      {},
      { a: [{ b: null }, 'c', undefined] },
      [twice, twice],
    ]) {
      expect(isPlain(value)).toBe(true)
    }
  })

  it('is nothing that a structured clone carries besides', () => {
    const odd = [
      new Map([['token', '1']]),
      new Set(),
      new Date(0),
      /x/,
      new Uint8Array(1),
      1n,
      { in: [new Map()] },
    ]
    for (const value of odd) expect(isPlain(value)).toBe(false)
  })
})
