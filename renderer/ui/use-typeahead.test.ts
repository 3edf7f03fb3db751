import { describe, expect, it } from 'vitest'
import { findLabel } from './use-typeahead.ts'

const labels = ['Anna', 'Berta', 'Bilder', 'Artikel']

describe('jumping to a name', () => {
  it('finds the next one that begins so and comes round at the end', () => {
    expect(findLabel(labels, 'b', 0)).toBe(1)
    expect(findLabel(labels, 'bi', 1)).toBe(2)
    expect(findLabel(labels, 'a', 1)).toBe(3)
    expect(findLabel(labels, 'an', 3)).toBe(0)
  })

  it('finds nothing where nothing begins so', () => {
    expect(findLabel(labels, 'z', 0)).toBe(-1)
    expect(findLabel([], 'a', 0)).toBe(-1)
  })
})
