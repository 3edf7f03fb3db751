import { describe, expect, it } from 'vitest'
import { checkCodebook } from '../../../shared/model/codebook-check.ts'
import { codebookDifferences } from '../../../shared/model/codebook-diff.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import { codebook as saved } from '../review/article-in-tests.ts'
import {
  addSlot,
  addType,
  duplicateType,
  letterTyped,
  moveSlot,
  removeSlot,
  removeType,
  renameSlot,
  renameType,
  valuesIn,
  valuesText,
  withMentionType,
  withSlot,
  withType,
  type CodebookDraft,
} from './draft.ts'

const draft = (codebook: Codebook = saved): CodebookDraft => ({ projectId: 'p', base: 1, saved, codebook })
const typeOf = (codebook: Codebook, id: string): Codebook['factTypes'][number] | undefined =>
  codebook.factTypes.find((type) => type.id === id)

it('the letter of a kind of mention is the one typed beside the old one, on either side, if it is one sign', () => {
  expect(letterTyped('P', 'PQ')).toBe('Q')
  expect(letterTyped('P', 'QP')).toBe('Q')
  expect(letterTyped('P', 'PP')).toBe('P')
  expect(letterTyped('P', 'Pu\u0308')).toBe('ü')
  expect(letterTyped('P', 'P😀')).toBe('P')
  expect(letterTyped('P', '')).toBe('')
})

describe('a draft of the codebook', () => {
  it('remembers the saved name of a renamed type, once, and forgets it when the name comes back', () => {
    const once = renameType(draft(), 'visit', 'trip')
    const twice = renameType(draft(once), 'trip', 'journey')
    expect(typeOf(twice, 'journey')?.former).toEqual(['visit'])
    expect(twice.rules.flatMap(({ types }) => types)).not.toContain('visit')
    expect(checkCodebook(twice).ok).toBe(true)
    const back = renameType(draft(twice), 'journey', 'visit')
    expect(back).toEqual(saved)
  })

  it('takes the fact line and the group along when a slot is renamed', () => {
    const renamed = renameSlot(draft(), 'characterization', 'target', 'aim')
    const type = typeOf(renamed, 'characterization')
    expect(type?.slots.map(({ role, anyOf, former }) => [role, anyOf, former])).toContainEqual([
      'aim',
      'aim|party',
      ['target'],
    ])
    expect(type?.line).not.toContain('target')
    expect(codebookDifferences(saved, renamed)[0]).toMatchObject({ subject: 'type', id: 'characterization' })
  })

  it('slots of every type are edited as those of one, and fact lines that show them go along', () => {
    const [common] = saved.commonSlots
    const role = common?.role ?? ''
    const shown = withType(saved, 'visit', { line: [...(typeOf(saved, 'visit')?.line ?? []), role] })
    const renamed = renameSlot(draft(shown), null, role, 'elsewhere')
    expect(renamed.commonSlots[0]).toMatchObject({ role: 'elsewhere', former: [role] })
    expect(typeOf(renamed, 'visit')?.line.at(-1)).toBe('elsewhere')
    expect(checkCodebook(renamed).ok).toBe(true)
    expect(renameSlot(draft(renamed), null, 'elsewhere', role)).toEqual(shown)
    expect(typeOf(removeSlot(shown, null, role), 'visit')?.line).toEqual(typeOf(saved, 'visit')?.line)
    const labelled = withSlot(addSlot(saved, null), null, 'slot', { label: { en: 'Weather', de: 'Wetter' } })
    expect(codebookDifferences(saved, labelled)).toMatchObject([{ subject: 'commonSlot', id: 'slot', change: 'added' }])
    expect(checkCodebook(labelled).ok).toBe(true)
    expect(moveSlot(moveSlot(labelled, null, 'slot', -1), null, 'slot', 1)).toEqual(labelled)
  })

  it('a kind of mentions gets other names and a letter of its own; two of one letter are refused', () => {
    const named = withMentionType(saved, 'PER', { label: { en: 'Human', de: 'Mensch' }, letter: 'H' })
    expect(codebookDifferences(saved, named).map(({ subject, field }) => `${subject} ${String(field)}`)).toEqual([
      'mentionType label.en', 'mentionType label.de', 'mentionType letter',
    ])
    expect(checkCodebook(named).ok).toBe(!saved.mentionTypes.some(({ letter }) => letter === 'H'))
    const twice = checkCodebook(withMentionType(saved, 'PER', { letter: saved.mentionTypes[1]?.letter ?? '' }))
    expect(twice.ok ? [] : twice.problems.map(({ fault }) => fault)).toEqual(['taken'])
  })

  it('a new type says what is missing until it is filled in; a copy is ready at once', () => {
    const made = addType(saved)
    const checked = checkCodebook(made.codebook)
    expect(checked.ok ? [] : checked.problems.map(({ place }) => place)).toEqual([
      'factTypes › new_type › label › en', 'factTypes › new_type › label › de', 'factTypes › new_type › verb › en',
      'factTypes › new_type › verb › de', 'factTypes › new_type › definition › en', 'factTypes › new_type › definition › de',
    ]) // prettier-ignore
    const copy = duplicateType(saved, 'visit')
    expect(copy.id).toBe('visit_copy')
    expect(checkCodebook(copy.codebook).ok).toBe(true)
    expect(checkCodebook(addSlot(saved, 'visit')).ok).toBe(false)
  })

  it('a rule that held for a removed type alone is switched off, not widened to all', () => {
    const rule = saved.rules.find(({ types }) => types.length === 1)
    const without = removeType(saved, rule?.types[0] ?? '')
    expect(without.rules.find(({ id }) => id === rule?.id)).toMatchObject({ types: [], off: true })
    expect(checkCodebook(without).ok).toBe(true)
  })

  it('what was changed and changed back is no difference', () => {
    const other = withType(saved, 'call', { retired: true })
    expect(codebookDifferences(saved, other)).toHaveLength(1)
    expect(withType(other, 'call', { retired: undefined })).toEqual(saved)
    const moved = moveSlot(saved, 'visit', 'host', -1)
    expect(codebookDifferences(saved, moved)).toMatchObject([{ id: 'visit', field: 'order' }])
    expect(moveSlot(moved, 'visit', 'host', 1)).toEqual(saved)
  })

  it('values are read from lines and written back as they were', () => {
    const values = saved.factTypes.flatMap(({ slots }) => slots).find((slot) => slot.values !== undefined)?.values
    expect(valuesIn(valuesText(values))).toEqual(values)
    expect(valuesIn('a = One / Eins\n\nb')).toEqual([
      { id: 'a', label: { en: 'One', de: 'Eins' } },
      { id: 'b', label: { en: 'b', de: 'b' } },
    ])
    expect(valuesIn(' \n')).toBeUndefined()
  })
}) // prettier-ignore
