import { describe, expect, it } from 'vitest'
import { commandTypes } from '../../../shared/commands/index.ts'
import { everything, filterOf, kindGroups, narrows } from './history-filter.ts'

const now = new Date(2026, 10, 22, 15, 30)
const at = (...day: readonly [number, number, number]): string => new Date(...day).toISOString()

describe('the filter of the history', () => {
  it('asks for everything where nothing is chosen', () => {
    expect(filterOf(everything, now, 'c1')).toEqual({})
    expect(narrows(everything)).toBe(false)
  })

  it('counts days by the clock on the wall, and takes the last day of a range in', () => {
    expect(filterOf({ ...everything, span: 'today' }, now, null)).toEqual({ since: at(2026, 10, 22) })
    expect(filterOf({ ...everything, span: 'week' }, now, null)).toEqual({ since: at(2026, 10, 16) })
    const range = { ...everything, span: 'range', from: '2026-10-31', to: '2026-11-01' } as const
    expect(filterOf(range, now, null)).toEqual({ since: at(2026, 9, 31), until: at(2026, 10, 2) })
    expect(filterOf({ ...range, from: '', to: 'x' }, now, null)).toEqual({})
  })

  it('says “mine” by the coder’s id, which a change of name leaves as it is', () => {
    expect(filterOf({ ...everything, who: 'mine' }, now, 'c1')).toEqual({ coderId: 'c1' })
    expect(filterOf({ ...everything, who: 'mine' }, now, null)).toEqual({})
  })

  it('narrows to one fact, entity or article', () => {
    for (const [kind, key] of [
      ['fact', 'factId'],
      ['entity', 'entityId'],
      ['article', 'articleId'],
    ] as const) {
      const view = { ...everything, subject: { kind, id: 'x1' } }
      expect(filterOf(view, now, null)).toEqual({ [key]: 'x1' })
      expect(narrows(view)).toBe(true)
    }
  })

  it('has a group for every kind of step there is', () => {
    const grouped = Object.values(kindGroups).flat() as readonly string[]
    expect(new Set(grouped).size).toBe(grouped.length)
    const all = [
      ...commandTypes,
      'article.import',
      'annotations.import',
      'extraction.record',
      'coder.add',
      'purge',
    ]
    expect(all.filter((type) => !grouped.includes(type))).toEqual([])
  })
})
