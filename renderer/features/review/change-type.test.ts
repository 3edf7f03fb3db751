import { describe, expect, it } from 'vitest'
import { codebook, meeting, slot } from './article-in-tests.ts'
import { fitType, searchTypes, suggestTypes } from './change-type.ts'

const fold = (text: string): string => text.toLowerCase()

describe('another type', () => {
  it('keeps the slots it knows and names those it loses and those it lacks', () => {
    const fit = fitType(
      codebook,
      { slots: [...meeting.slots, slot('s9', 'purpose', { surface: 'x' })] },
      'call',
    )
    expect(fit.kept.map((one) => one.role)).toEqual(['participant', 'participant', 'place', 'purpose'])
    expect(fit.lost).toEqual([])
    const visit = fitType(codebook, meeting, 'visit')
    expect(visit.lost.map((one) => one.role)).toEqual(['participant', 'participant'])
    expect(visit.missing).toEqual(['visitor', 'destination'])
  })
  it('keeps roles that every type may have', () => {
    expect(fitType(codebook, meeting, 'visit').kept.map((one) => one.role)).toEqual(['place'])
  })
  it('holds for every pair of types: nothing is both kept and lost, nothing disappears', () => {
    for (const from of codebook.factTypes) {
      const slots = from.slots.map((one, index) => slot(`s${String(index)}`, one.role))
      for (const to of codebook.factTypes) {
        const fit = fitType(codebook, { slots }, to.id)
        expect([...fit.kept, ...fit.lost]).toHaveLength(slots.length)
        if (from.id === to.id) expect(fit.lost).toEqual([])
      }
    }
  })
})

describe('searching a type', () => {
  it('finds it by label or verb of either language', () => {
    expect(searchTypes(codebook, null, 'besuch', fold)[0]?.type).toBe('visit')
    expect(searchTypes(codebook, null, 'visit', fold)[0]?.type).toBe('visit')
    expect(searchTypes(codebook, null, 'qqq', fold)).toEqual([])
  })
  it('offers those that keep most of the fact first', () => {
    const [first] = searchTypes(codebook, meeting, '', fold).filter((fit) => fit.type !== 'meeting')
    expect(first?.lost).toEqual([])
  })
})

describe('suggesting a type', () => {
  it('goes by the selected words', () => {
    expect(suggestTypes(codebook, [], 'beim zweiten Treffen der Seiten', fold)[0]).toBe('meeting')
  })
  it('goes by words that made facts of this article before', () => {
    const known = [
      { type: 'threat', state: 'accepted' as const, trigger: { start: 0, end: 9, surface: 'warnte vor' } },
    ]
    expect(suggestTypes(codebook, known, 'Er warnte vor Folgen.', fold)[0]).toBe('threat')
  })
  it('offers every type once', () => {
    expect(new Set(suggestTypes(codebook, [], 'egal', fold)).size).toBe(codebook.factTypes.length)
  })
})
