import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadNameKeys, resourcesFolder } from '../resources.ts'
import { allowedEdits, boundedDistance } from './edit-distance.ts'
import { colognePhonetic } from './cologne.ts'

const keys = loadNameKeys(resourcesFolder())
const whole = (name: string): string => keys.whole(keys.keyed(name))

describe('spellings of one name', () => {
  it.each([
    ['Andrei Beloussow', 'Andrej Belousov', 'Andrey Belousow', 'Белоусов Андрей'],
    ['Sergej Schoigu', 'Sergei Shoigu', 'Shoygu Sergey'],
    ['Wladimir Putin', 'Vladimir Putin', 'PUTIN Wladimir'],
    ['Tô Lâm', 'To Lam', 'Lam To'],
    ['Qassym-Schomart Toqajew', 'Qassym-Schomart Tokajew'],
    ['Wang Yi', 'WANG YI', 'Yi Wang'],
  ])('%s and its others share the key of the whole name', (...names) => {
    expect(new Set(names.map(whole)).size).toBe(1)
  })

  it('of two persons do not', () => {
    expect(whole('Li Qiang')).not.toBe(whole('Li Keqiang'))
    expect(whole('Nguyen Phu Trong')).not.toBe(whole('Nguyen Xuan Phuc'))
  })

  it('of one sign in Vietnamese and in Pinyin are readings of each other, both ways', () => {
    expect([...keys.variants('Trương')]).toContainEqual([keys.keyed('Zhang').keys[0], 'reading'])
    expect([...keys.variants('Truong').keys()]).toContain(keys.keyed('Zhang').keys[0])
    expect([...keys.variants('Zhang').keys()]).toContain(keys.keyed('Truong').keys[0])
    expect([...keys.variants('Lee').keys()]).toContain(keys.keyed('Yi').keys[0])
  })
})

describe('keys', () => {
  it('are bounded for any name: of one letter, of 10,000 letters, of marks alone, of mixed scripts, right to left', () => {
    expect(keys.keyed('́̂')).toEqual({ words: [], keys: [] })
    expect(keys.keyed('').keys).toEqual([])
    expect(keys.keyed('Q').keys).toHaveLength(1)
    expect(keys.keyed('محمد علي').keys).toHaveLength(2)
    expect(keys.keyed('習近平 Си').keys).toHaveLength(2)
    const long = keys.keyed('ab'.repeat(5000))
    expect(long.keys[0]?.length).toBeLessThanOrEqual(40)
    expect(keys.keyed('a b '.repeat(5000)).keys.length).toBeLessThanOrEqual(12)
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
        const keyed = keys.keyed(name)
        expect(keyed.keys.length).toBe(keyed.words.length)
        expect(keyed.keys.every((key) => key !== '' && key.length <= 60)).toBe(true)
      }),
    )
  })
})

describe('words that differ by few letters', () => {
  it('have the edit distance of the plain table, cut at the bound', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
    fc.assert(
      fc.property(word, word, fc.nat(3), (a, b, most) => {
        expect(boundedDistance(a, b, most)).toBe(Math.min(plainDistance(a, b), most + 1))
      }),
    )
  })

  it('share a block wherever one letter makes the difference', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 5, maxLength: 10 })
    fc.assert(
      fc.property(word, fc.nat(9), fc.constantFrom('', 'x', 'xy'), (a, place, put) => {
        const at = place % a.length
        const b = a.slice(0, at) + put.slice(0, 1) + a.slice(put === 'xy' ? at : at + 1)
        expect(boundedDistance(a, b, 1)).toBe(1)
        expect(allowedEdits(b.length)).toBeGreaterThan(0)
        const blocks = new Set(keys.blocks(a))
        expect(keys.blocks(b).some((block) => blocks.has(block))).toBe(true)
      }),
    )
  })

  it('and sound alike in German have one phonetic code, as Postel gives it', () => {
    expect(colognePhonetic('mueller')).toBe('657')
    expect(colognePhonetic('wikipedia')).toBe('3412')
    expect(colognePhonetic('breschnew')).toBe('17863')
  })
})

function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const change = plainDistance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1)
  return Math.min(change, plainDistance(a.slice(1), b) + 1, plainDistance(a, b.slice(1)) + 1)
}
