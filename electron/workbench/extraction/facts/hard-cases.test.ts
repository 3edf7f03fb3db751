import { describe, expect, it } from 'vitest'
import { shippedExtraction } from './articles-for-tests.ts'

const { facts, entities } = shippedExtraction()(`Der Kanzler in Lusaka

Lusaka (dpa) – Bundeskanzler Jonas Hartwig ist am 4. März 2024 in Sambia eingetroffen. Der frühere Finanzminister Jonas Hartwig hatte Sambia zuletzt 2019 besucht. Zwischen beiden Ländern gibt es 12 Direktflüge.

Bundeskanzler Jonas Hartwig (links) und Präsident Chanda Mwila in Lusaka. Foto: dpa
`)
const named = (id: string | undefined): string | undefined =>
  entities.find((entity) => entity.id === id)?.canonical
const slot = (fact: (typeof facts)[number] | undefined, role: string) =>
  fact?.slots.find((one) => one.role === role)

describe('hard cases of the annotation guidelines, told anew', () => {
  const offices = facts.filter(
    (fact) => fact.type === 'position_held' && named(slot(fact, 'person')?.entity) === 'Jonas Hartwig',
  )

  it('keeps two offices of one person apart, each with its time', () => {
    expect(offices.map((fact) => slot(fact, 'role')?.surface)).toEqual(['Bundeskanzler', 'Finanzminister'])
    expect(slot(offices[0], 'validAt')?.norm).toBe('2024-03-04')
    expect(offices[1]?.temporalStatus).toBe('former')
    expect(slot(offices[1], 'validUntil')?.norm).toBe('<2024-03-04')
  })

  it('takes a caption as second evidence and makes no second fact of it', () => {
    expect(offices[0]?.evidence).toHaveLength(2)
  })

  it('keeps two visits of the same guest to the same country apart by their dates', () => {
    const visits = facts.filter((fact) => fact.type === 'visit')
    expect(visits.map((fact) => fact.time?.iso)).toEqual(['2024-03-04', '2019'])
  })

  it('gives a count no period that the text does not state', () => {
    const [flights] = facts.filter((fact) => fact.type === 'measure')
    expect(slot(flights, 'value')?.surface).toContain('12')
    expect(flights?.slots.some((one) => one.role === 'time' || one.role === 'period')).toBe(false)
  })

  it('says of each proposal why: its rule, its words, and what an inferred slot rests on', () => {
    for (const fact of facts) {
      expect(fact.rule, fact.type).not.toBe('')
      expect(fact.evidence.length, fact.type).toBeGreaterThan(0)
      if (fact.time !== null && fact.time.basis !== 'stated') expect(fact.time.rule, fact.type).toBeDefined()
      for (const one of fact.slots)
        expect(one.start !== undefined || one.rule !== undefined, `${fact.type}.${one.role}`).toBe(true)
    }
  })
})
