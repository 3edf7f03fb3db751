import { describe, expect, it } from 'vitest'
import type { StepChange } from '../../../shared/model/views.ts'
import { groupChanges, valueChanges } from './step-changes.ts'

const row = (table: string, key: string, before: StepChange['before'], after: StepChange['after'], factId: string | null = null): StepChange =>
  ({ table, key: [key], before, after, factId, role: null }) // prettier-ignore

const proposal = { id: 'f1', origin: 'rule', state: 'proposed', type: 'meeting' }

describe('what a step changed', () => {
  it('tells of a first decision the decision, not the proposal it keeps with it', () => {
    const [group, ...more] = groupChanges([
      row('fact', 'f1', null, proposal, 'f1'),
      row('attestation', 'f1.a', null, { id: 'f1.a', fact_id: 'f1' }, 'f1'),
      row('evidence', 'f1.a', null, { quote: 'Sie trafen sich.' }, 'f1'),
      row('slot', 's1', null, { id: 's1', fact_id: 'f1', quote: 'Prag' }, 'f1'),
      row('fact', 'f1', { state: 'proposed', coder_id: null }, { state: 'accepted', coder_id: 'c1' }, 'f1'),
      row('decision', 'd1', null, { verdict: 'accept' }),
    ])
    expect(more).toEqual([])
    expect(group).toMatchObject({ factId: 'f1', carried: 4 })
    expect(group?.changes.map(({ table, before, after }) => [table, before?.['state'], after?.['state']])).toEqual([
      ['fact', 'proposed', 'accepted'],
    ])
  }) // prettier-ignore

  it('tells of its undo, and of a decision taken back, that the fact is proposed again', () => {
    const undone = groupChanges([
      row('fact', 'f1', { state: 'accepted' }, { state: 'proposed' }, 'f1'),
      row('fact', 'f1', proposal, null, 'f1'),
    ])
    const reopened = groupChanges([row('fact', 'f1', { ...proposal, state: 'rejected' }, null, 'f1')])
    expect(undone[0]?.changes[0]).toMatchObject({ kind: 'changed', before: { state: 'accepted' }, after: { state: 'proposed' } }) // prettier-ignore
    expect(reopened[0]?.changes[0]).toMatchObject({ kind: 'changed', before: { state: 'rejected' }, after: { state: 'proposed' } }) // prettier-ignore
  })

  it('shows a fact added by hand with all its parts', () => {
    const [group] = groupChanges([
      row('fact', 'f2', null, { ...proposal, id: 'f2', origin: 'hand' }, 'f2'),
      row('evidence', 'f2.a', null, { quote: 'Von Hand.' }, 'f2'),
    ])
    expect(group).toMatchObject({ carried: 0 })
    expect(group?.changes.map(({ table, kind }) => [table, kind])).toEqual([
      ['fact', 'made'],
      ['evidence', 'made'],
    ])
  })

  it('folds what one step did to one row, and leaves out what came to nothing', () => {
    const [group] = groupChanges([
      row('entity', 'e1', { country: null }, { country: 'DEU' }),
      row('entity', 'e1', { country: 'DEU', note: null }, { country: 'AUT', note: 'x' }),
      row('alias', 'n1', null, { text: 'kurz' }),
      row('alias', 'n1', { text: 'kurz' }, null),
      row('entity', 'e2', { note: 'a' }, { note: 'b' }),
      row('entity', 'e2', { note: 'b' }, { note: 'a' }),
    ])
    expect(group?.changes.map(({ key }) => key)).toEqual([['e1']])
    expect(group?.changes.flatMap(valueChanges)).toEqual([
      { column: 'country', before: null, after: 'AUT' },
      { column: 'note', before: null, after: 'x' },
    ])
  })
})
