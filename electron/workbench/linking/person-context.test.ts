import { describe, expect, it } from 'vitest'
import { contextFit, nothingTold, type PersonContext } from './person-context.ts'

const leads = (title: string): boolean => ['prasident', 'generalsekretar'].includes(title)
const told = (offices: string, countries = '', bodies = ''): PersonContext => ({
  offices: offices.split(',').filter((word) => word !== ''),
  countries: countries.split(',').filter((word) => word !== ''),
  bodies: bodies.split(',').filter((word) => word !== ''),
})

describe('two articles that name somebody alike', () => {
  it.each([
    ['same office of the same state', told('aussenminister', 'AUT'), told('aussenminister', 'AUT'), 'agrees'],
    ['the office in short', told('minister', 'AUT'), told('verteidigungsminister', 'AUT'), 'agrees'],
    ['same office, one article tells no country', told('minister'), told('minister', 'AUT'), 'agrees'],
    ['another country', told('minister', 'RUS'), told('minister', 'KAZ'), 'contradicts'],
    ['another office of the same state', told('botschafter', 'RUS'), told('innenminister', 'RUS'), 'contradicts'],
    ['two offices that lead the same state', told('prasident', 'VNM'), told('generalsekretar', 'VNM'), 'agrees'],
    ['two offices that lead different states', told('prasident', 'VNM'), told('prasident', 'LAO'), 'contradicts'],
    ['the same office in another company', told('chef', '', 'nordholm ag'), told('chef', '', 'seewald ag'), 'contradicts'],
    ['the same office, only one company told', told('chef', '', 'nordholm ag'), told('chef'), 'contradicts'],
    ['no office told', nothingTold, told('minister', 'AUT'), 'silent'],
  ])('%s: %#', (_, here, known, fit) => {
    expect(contextFit(here, [known], leads)).toBe(fit)
  })

  it('are one where any earlier article agrees: people change their offices', () => {
    const known = [told('botschafter', 'RUS'), told('innenminister', 'RUS')]
    expect(contextFit(told('innenminister', 'RUS'), known, leads)).toBe('agrees')
    expect(contextFit(told('innenminister', 'RUS'), [], leads)).toBe('silent')
  })
}) // prettier-ignore
