import { describe, expect, it } from 'vitest'
import { datasetQuerySchema } from '../../../shared/model/dataset.ts'
import { draftOf, isDayOrEmpty, newDraft, queryOf } from './dataset-filter.ts'

describe('the filter of a dataset', () => {
  it('takes dates of any precision and refuses what is no date', () => {
    expect(['', '2024', '2024-11', '2024-02-29'].filter(isDayOrEmpty)).toHaveLength(4)
    expect(['2023-02-29', '2024-13', '24', 'gestern', '2024-1-1'].filter(isDayOrEmpty)).toEqual([])
  })

  it('does not narrow by what was left open', () => {
    expect(queryOf(newDraft('N'))).toEqual({ states: ['accepted', 'edited', 'added'] })
  })

  it('comes back from the form as it went in', () => {
    const query = datasetQuerySchema.parse({
      states: ['accepted'], types: ['meeting'], articleIds: ['a1'], publishers: ['x'], entityIds: ['e1'],
      from: '2024', to: '2024-11-12', publishedFrom: '2024-10', publishedTo: '2025', coderIds: ['c1'], langs: ['de', ''], flagged: false,
    }) // prettier-ignore
    expect(queryOf(draftOf('N', query))).toEqual(query)
  })
})
