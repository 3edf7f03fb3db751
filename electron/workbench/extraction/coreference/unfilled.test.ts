import { describe, expect, it } from 'vitest'
import { shippedExtraction } from '../facts/articles-for-tests.ts'

const extract = shippedExtraction()

/** Nominals and pronouns that an analyst gets to see. */
const nominals = (text: string): readonly string[] =>
  extract(text)
    .mentions.filter(({ form }) => form === 'nominal' || form === 'pronoun')
    .map(({ surface }) => surface)

describe('nominals are kept where a fact speaks of them', () => {
  it.each([
    ['Außenminister Henrik Sandvik kam. Der Außenminister lobte Polen.', ['Außenminister']],
    ['Außenminister Henrik Sandvik kam. Die Rede des Außenministers dauerte lange.', []],
    ['Präsident Marek Nowicki lobte sein Team. Polen dankte.', []],
    ['Präsident Marek Nowicki beendete seinen Besuch in Rom.', ['seinen']],
    ['Polen lobte die Nato. Das Bündnis kritisierte Serbien.', ['Bündnis']],
    ['Polen lobte die Nato. Der Sitz des Bündnisses liegt in Brüssel.', []],
  ])('%s', (text, expected) => {
    expect(nominals(text)).toEqual(expected)
  })

  it('and nothing is left that points to what was taken back', () => {
    const { mentions, entities, facts } = extract(
      'Außenminister Henrik Sandvik kam mit seiner Delegation. Die Rede des norwegischen Außenministers dauerte lange.',
    )
    const ids = new Set(mentions.map(({ id }) => id))
    expect(mentions.every(({ nestedIn }) => nestedIn === undefined || ids.has(nestedIn))).toBe(true)
    expect(entities.flatMap((entity) => entity.mentions).every((id) => ids.has(id))).toBe(true)
    const known = new Set(entities.map(({ id }) => id))
    expect(
      facts.flatMap(({ slots }) => slots).every(({ entity }) => entity === undefined || known.has(entity)),
    ).toBe(true)
  })
})
