import { describe, expect, it } from 'vitest'
import { barsOf } from './date-histogram.tsx'
import { activeAfterTriage, filterOf, toggled, toggledIn, wholeLibrary } from './library-view.ts'

describe('the queue', () => {
  it('goes on to the next article after one was triaged', () => {
    expect(activeAfterTriage({ ...wholeLibrary, active: 3 }, 'no_facts', 10)).toBe(4)
    expect(activeAfterTriage({ ...wholeLibrary, active: 9 }, 'no_facts', 10)).toBe(9)
  })

  it('stays in place where the article leaves the list, for the next one moves up', () => {
    const view = { ...wholeLibrary, chosen: { triage: ['todo' as const] }, active: 3 }
    expect(activeAfterTriage(view, 'no_facts', 10)).toBe(3)
    expect(activeAfterTriage({ ...view, active: 9 }, 'no_facts', 10)).toBe(8)
    expect(activeAfterTriage({ ...view, active: 0 }, 'no_facts', 1)).toBe(0)
  })

  it('asks the same question for the same choices, in whatever order they were made', () => {
    const one = filterOf({
      search: '',
      chosen: { triage: ['finished', 'todo'], publisher: ['b', 'a'], from: '2024' },
    })
    const other = filterOf({
      search: '',
      chosen: { from: '2024', publisher: ['a', 'b'], triage: ['todo', 'finished'] },
    })
    expect(JSON.stringify(one)).toBe(JSON.stringify(other))
    expect(filterOf({ ...wholeLibrary, search: '  ' })).toEqual({})
  })

  it('adds and takes away a choice', () => {
    expect(toggled(['a', 'b'], 'b')).toEqual(['a'])
    expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
    expect(toggledIn({ publisher: ['a'], from: '2024' }, 'publisher', 'a')).toEqual({ from: '2024' })
    expect(toggledIn({}, 'triage', 'todo')).toEqual({ triage: ['todo'] })
  })
})

describe('the dates of the articles', () => {
  const month = (value: string, count = 1) => ({ value, count })
  it('are months, or years where the months are many, and months again within a year', () => {
    expect(barsOf([month('2024-05', 2), month('')], undefined, undefined)).toEqual([{ date: '2024-05', count: 2 }]) // prettier-ignore
    const many = Array.from({ length: 30 }, (_, at) =>
      month(`20${String(20 + Math.floor(at / 12))}-${String((at % 12) + 1).padStart(2, '0')}`),
    )
    expect(barsOf(many, undefined, undefined)).toEqual([{ date: '2020', count: 12 }, { date: '2021', count: 12 }, { date: '2022', count: 6 }]) // prettier-ignore
    expect(barsOf(many, '2021', '2021')).toHaveLength(12)
  })
})
