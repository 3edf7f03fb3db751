import { expect, it } from 'vitest'
import { actionIds } from '../../app/actions.ts'
import { withoutWaiting } from './without-waiting.ts'

const all = Object.fromEntries(actionIds.map((id) => [id, () => true]))
const left = (where: Partial<Parameters<typeof withoutWaiting>[1]> = {}): ReadonlySet<string> =>
  new Set(Object.keys(withoutWaiting(all, { view: 'facts', draft: false, blind: false, ...where })))

it('while the selected fact is being read, nothing is decided or changed of it, in any view', () => {
  for (const view of ['facts', 'sweep', 'summary'] as const)
    for (const action of [
      'fact.reject',
      'fact.reopen',
      'fact.edit',
      'fact.type',
      'fact.note',
      'fact.join',
      'facts.acceptAlike',
      'slot.notStated',
      'slot.fromSelection',
      'evidence.add',
      'link.open',
    ])
      // prettier-ignore
      expect(left({ view }).has(action), `${action} in ${view}`).toBe(false)
  expect(left().has('fact.accept')).toBe(false)
})

it('what needs no whole fact goes on meanwhile', () => {
  for (const action of [
    'candidate.take',
    'fact.next',
    'fact.later',
    'fact.new',
    'mention.new',
    'article.note',
    'article.finish',
    'text.larger',
    'text.smaller',
    'text.marks',
    'text.unfold',
    'text.print',
    'text.quote',
    'facts.hidden',
    'sentence.complete',
    'zone.toggle',
  ])
    // prettier-ignore
    expect(left().has(action), action).toBe(true)
  expect(left({ view: 'summary' }).has('fact.accept')).toBe(true)
  expect(left({ blind: true }).has('fact.type')).toBe(true)
  expect(left({ draft: true }).has('fact.edit')).toBe(true)
})
