import { expect, it } from 'vitest'
import { codebook, fact, slot } from './article-in-tests.ts'
import { joinable, joinConflicts } from './join-facts.ts'

const at = (id: string, role: string, start: number) =>
  slot(id, role, { start, end: start + 3, surface: 'abc' })

it('two facts disagree only where a role takes one filler and theirs differ', () => {
  const into = fact({ id: 'a', type: 'visit', slots: [at('1', 'visitor', 0), at('2', 'destination', 10)] })
  const from = fact({ id: 'b', type: 'visit', slots: [at('3', 'visitor', 5), at('4', 'destination', 10), at('5', 'visitKind', 30)] }) // prettier-ignore
  expect(joinConflicts(codebook, into, from)).toEqual([])
  const other = fact({ id: 'c', type: 'visit', slots: [at('6', 'visitKind', 40)] })
  expect(joinConflicts(codebook, from, other).map(({ role }) => role)).toEqual(['visitKind'])
})

it('facts of the same type come first to be joined, rejected ones and those not yet whole not at all', () => {
  const facts = [
    fact({ id: 'a' }),
    fact({ id: 'b', type: 'visit' }),
    fact({ id: 'c' }),
    fact({ id: 'd', state: 'rejected' }),
    // Still being read: its slots are not known yet.
    { ...fact({ id: 'e' }), brief: true },
  ]
  expect(joinable(facts, facts[0] ?? fact({})).map(({ id }) => id)).toEqual(['c', 'b'])
})
