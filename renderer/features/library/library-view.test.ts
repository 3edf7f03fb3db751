import { describe, expect, it } from 'vitest'
import { activeAfterTriage, filterOf, toggled, wholeLibrary } from './library-view.ts'

describe('the queue', () => {
  it('goes on to the next article after one was triaged', () => {
    expect(activeAfterTriage({ ...wholeLibrary, active: 3 }, 'no_facts', 10)).toBe(4)
    expect(activeAfterTriage({ ...wholeLibrary, active: 9 }, 'no_facts', 10)).toBe(9)
  })

  it('stays in place where the article leaves the list, for the next one moves up', () => {
    const view = { ...wholeLibrary, triage: ['todo'] as const, active: 3 }
    expect(activeAfterTriage(view, 'no_facts', 10)).toBe(3)
    expect(activeAfterTriage({ ...view, active: 9 }, 'no_facts', 10)).toBe(8)
    expect(activeAfterTriage({ ...view, active: 0 }, 'no_facts', 1)).toBe(0)
  })

  it('asks the same question for the same choices, in whatever order they were made', () => {
    const one = filterOf({ ...wholeLibrary, triage: ['finished', 'todo'], publishers: ['b', 'a'] })
    const other = filterOf({ ...wholeLibrary, triage: ['todo', 'finished'], publishers: ['a', 'b'] })
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
    expect(filterOf({ ...wholeLibrary, search: '  ' })).toEqual({})
  })

  it('adds and takes away a choice', () => {
    expect(toggled(['a', 'b'], 'b')).toEqual(['a'])
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
  })
})
