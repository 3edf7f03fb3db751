import { describe, expect, it } from 'vitest'
import { fact, meeting, statement } from './article-in-tests.ts'
import { factAtCaret, nextOpen, openedAgain, orderFacts, progressOf, stepFact } from './step-between-facts.ts'

const at = (id: string, start: number, over: Record<string, unknown> = {}) =>
  fact({ id, evidence: [{ start, end: start + 10, surface: 'x'.repeat(10) }], ...over })

describe('the order of facts', () => {
  const facts = [
    at('c', 40),
    at('a', 0, { prior: 0.9 }),
    at('b', 20, { prior: 0.2 }),
    at('w', 5, { state: 'withdrawn' }),
  ]
  it('follows the text and leaves out what was withdrawn', () => {
    expect(orderFacts(facts, 'text').map((one) => one.id)).toEqual(['a', 'b', 'c'])
  })
  it('puts gaps first, then conflicts, then what is least certain', () => {
    const doubtful = [
      ...facts,
      at('gap', 60, { missing: ['content'], prior: 0.99 }),
      at('clash', 70, { conflictsWith: ['a'], prior: 0.99 }),
    ]
    expect(orderFacts(doubtful, 'certainty').map((one) => one.id)).toEqual(['gap', 'clash', 'b', 'c', 'a'])
  })
  it('does not change when a fact is decided, so that nothing jumps', () => {
    const before = orderFacts(facts, 'certainty').map((one) => one.id)
    const after = orderFacts(
      facts.map((one) => (one.id === 'b' ? { ...one, state: 'accepted' as const } : one)),
      'certainty',
    )
    expect(after.map((one) => one.id)).toEqual(before)
  })
})

describe('going on', () => {
  const order = orderFacts([at('a', 0), at('b', 20), at('c', 40)], 'text')
  it('steps and stays at the ends', () => {
    expect(stepFact(order, 'a', 1)).toBe('b')
    expect(stepFact(order, 'c', 1)).toBe('c')
    expect(stepFact(order, null, 1)).toBe('a')
    expect(stepFact([], 'a', 1)).toBeNull()
  })
  it('goes from a decision to the next open fact, then round to the top', () => {
    const states = [
      { id: 'a', state: 'proposed' as const },
      { id: 'b', state: 'accepted' as const },
      { id: 'c', state: 'proposed' as const },
    ]
    expect(nextOpen(states, 'a', new Set())).toBe('c')
    expect(nextOpen(states, 'c', new Set())).toBe('a')
  })
  it('comes back to what was put off only when nothing else is open', () => {
    const states = [
      { id: 'a', state: 'proposed' as const },
      { id: 'b', state: 'proposed' as const },
      { id: 'c', state: 'proposed' as const },
    ]
    expect(nextOpen(states, 'a', new Set(['b']))).toBe('c')
    expect(nextOpen(states, 'c', new Set(['a', 'b']))).toBe('a')
  })
  it('ends when everything is decided', () => {
    expect(nextOpen([{ id: 'a', state: 'accepted' }], 'a', new Set())).toBeNull()
  })
})

describe('selecting by the caret', () => {
  const wide = fact({ id: 'wide', evidence: [{ start: 0, end: 100, surface: 'x' }] })
  const narrow = fact({
    id: 'narrow',
    evidence: [
      { start: 10, end: 20, surface: 'x' },
      { start: 60, end: 70, surface: 'x' },
    ],
  })
  it('takes the fact with the closest evidence, also where the evidence is in pieces', () => {
    expect(factAtCaret([wide, narrow], 15, null)).toBe('narrow')
    expect(factAtCaret([wide, narrow], 65, null)).toBe('narrow')
    expect(factAtCaret([wide, narrow], 40, null)).toBe('wide')
    expect(factAtCaret([wide, narrow], 200, null)).toBeNull()
  })
  it('keeps the selected fact while its evidence is here', () => {
    expect(factAtCaret([wide, narrow], 15, 'wide')).toBe('wide')
  })
})

it('counts what is decided and what is open, without what was withdrawn', () => {
  const facts = [
    meeting,
    { ...statement, state: 'edited' as const },
    at('r', 1, { state: 'rejected' }),
    at('w', 2, { state: 'withdrawn' }),
  ]
  expect(progressOf(facts)).toEqual({
    facts: 3,
    decided: 2,
    accepted: 0,
    edited: 1,
    rejected: 1,
    added: 0,
    open: 1,
  })
})

it('a fact that was decided and is open again is told from one that is new or was open', () => {
  const states = (...given: readonly string[]) =>
    given.map((one) => ({ id: one.slice(0, 2), state: one.slice(3) as 'proposed' }))
  const before = states('f1 accepted', 'f2 proposed', 'f3 rejected')
  expect(openedAgain(before, before)).toEqual([])
  expect(openedAgain(before, states('f1 proposed', 'f2 proposed', 'f3 rejected'))).toEqual(['f1'])
  expect(openedAgain(before, states('f0 proposed', 'f1 accepted', 'f2 proposed', 'f3 rejected'))).toEqual([])
  expect(openedAgain(before, states('f3 proposed', 'f1 proposed', 'f2 accepted'))).toEqual(['f3', 'f1'])
})
