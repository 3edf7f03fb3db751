import { expect, it } from 'vitest'
import { codebook, fact, slot } from './article-in-tests.ts'
import { rulesOn } from './coding-rules.ts'

const agree = { event: 'AGREE', mode: null, context: [], quad: 1 }
const ids = (one: ReturnType<typeof fact>): readonly (readonly [string, boolean])[] =>
  rulesOn(codebook, one).map(({ rule, broken }) => [rule.id, broken])

it('a meeting still to come says why it is AGREE, a visit with a host who is who, a signing why it is SUPPORT', () => {
  expect(ids(fact({ modality: 'planned', plover: agree }))).toEqual([['future-meeting-agree', false]])
  expect(ids(fact({ type: 'visit', slots: [slot('1', 'host')] }))).toEqual([['visitor-is-actor', false]])
  expect(ids(fact({ type: 'agreement_signed', plover: { ...agree, event: 'SUPPORT' } }))).toEqual([
    ['signing-is-support', false],
  ])
  expect(ids(fact({}))).toEqual([])
})

it('rules that are broken come first', () => {
  expect(
    ids(fact({ type: 'visit', slots: [slot('1', 'host')], breaks: ['attributed-not-asserted'] })),
  ).toEqual([
    ['attributed-not-asserted', true],
    ['visitor-is-actor', false],
  ])
})
