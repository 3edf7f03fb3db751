import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { codebookSchema, factTypeOf, missingRoles, slotOf } from '../../../../shared/model/codebook.ts'
import { mentionTypes } from '../../../../shared/model/vocabulary.ts'

const raw: unknown = JSON.parse(
  readFileSync(new URL('../../../../resources/codebook/codebook.json', import.meta.url), 'utf8'),
)
const codebook = codebookSchema.parse(raw)

describe('the shipped codebook', () => {
  it('holds 41 types, each once, and every mention type with a letter of its own', () => {
    const ids = codebook.factTypes.map((type) => type.id)
    expect(new Set(ids).size).toBe(41)
    expect(ids).toHaveLength(41)
    expect(codebook.mentionTypes.map((type) => type.id).sort()).toEqual([...mentionTypes].sort())
    expect(new Set(codebook.mentionTypes.map((type) => type.letter)).size).toBe(codebook.mentionTypes.length)
  })

  it('shows on the fact line only roles that the type has, and the required ones among them', () => {
    for (const type of codebook.factTypes) {
      for (const role of type.line)
        expect(slotOf(codebook, type.id, role), `${type.id}.${role}`).toBeDefined()
      const required = type.slots.filter((slot) => slot.count === 'one' || slot.count === 'some')
      for (const slot of required) expect(type.line, `${type.id}.${slot.role}`).toContain(slot.role)
    }
  })

  it('can fill every role, with an entity or with words', () => {
    for (const type of codebook.factTypes) {
      expect(
        type.slots.some((slot) => slot.key),
        type.id,
      ).toBe(true)
      for (const slot of type.slots)
        expect(slot.fillers.length > 0 || slot.text, `${type.id}.${slot.role}`).toBe(true)
    }
  })

  it('names each role once per type and gives the members of a group the same count', () => {
    for (const type of codebook.factTypes) {
      expect(new Set(type.slots.map((slot) => slot.role)).size, type.id).toBe(type.slots.length)
      for (const slot of type.slots.filter((candidate) => candidate.anyOf !== undefined)) {
        const group = type.slots.filter((candidate) => candidate.anyOf === slot.anyOf)
        expect(group.map((member) => member.role).join('|')).toBe(slot.anyOf)
        expect(new Set(group.map((member) => member.count)).size).toBe(1)
      }
    }
  })

  it('keeps time, attribution, modality and polarity out of the slots: they are fields of the fact', () => {
    const roles = [...codebook.commonSlots, ...codebook.factTypes.flatMap((type) => type.slots)].map(
      (slot) => slot.role,
    )
    for (const field of ['time', 'attribution', 'modality', 'polarity', 'partOf'])
      expect(roles).not.toContain(field)
  })

  it('is satisfied by one member of a group and names the group otherwise', () => {
    const type = factTypeOf(codebook, 'characterization')
    if (type === undefined) throw new Error('characterization is gone')
    expect(missingRoles(type, (role) => ['speaker', 'content', 'party'].includes(role))).toEqual([])
    expect(missingRoles(type, (role) => ['speaker', 'content'].includes(role))).toEqual(['target|party'])
  })

  it('ties every coding rule to types it has', () => {
    for (const rule of codebook.rules)
      for (const type of rule.types) expect(factTypeOf(codebook, type), rule.id).toBeDefined()
    expect(new Set(codebook.rules.map((rule) => rule.id)).size).toBe(codebook.rules.length)
  })
})
