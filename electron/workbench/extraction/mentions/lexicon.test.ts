import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mentionLexicon } from '../coreference/testing.ts'
import { checkLexicon } from './check.ts'
import { demonymForms, expandForm } from './inflection.ts'
import { packOf } from './pack.ts'
import { gazetteerSchema, gazetteerSeeds } from './seeds.ts'

const pack = packOf(mentionLexicon)

describe('inflection', () => {
  it.each([
    ['Vietnam', 'Vietnams'],
    ['Paris', 'Paris’'],
    ['Vereint~ Nationen', 'Vereinten Nationen'],
    ['Europäisch~ Rat^', 'Europäischen Rates'],
    ['Golf-Kooperationsrat^', 'Golf-Kooperationsrats'],
  ])('%s gives %s', (form, inflected) => {
    expect(expandForm(form)).toContain(inflected)
  })
  it.each([
    [{ m: 'Russe', f: 'Russin' }, ['Russen', 'Russinnen']],
    [{ m: 'Kenianer' }, ['Kenianern', 'Kenianerin']],
    [{ m: 'Deutsche!' }, ['Deutschen', 'Deutscher']],
  ])('%s', (demonym, forms) => {
    for (const form of forms) expect(demonymForms(demonym)).toContain(form)
  })
})

describe('office nouns', () => {
  it.each([
    ['Außenministerin', 'Außenministerin', true],
    ['Vizeaußenministerin', 'Vizeaußenministerin', true],
    ['EU-Außenbeauftragter', 'EU-Außenbeauftragter', false],
    ['Generalsekretärs', 'Generalsekretär', false],
    ['Vorsitzenden', 'Vorsitzender', false],
    ['Ministerpräsidenten', 'Ministerpräsident', false],
    ['Oppositionsführerin', 'Oppositionsführerin', true],
    ['Sonderbeauftragte', 'Sonderbeauftragter', false],
    ['Kremlsprecher', 'Kremlsprecher', false],
    ['Parlamentspräsidentin', 'Parlamentspräsidentin', true],
  ])('%s is %s', (word, base, feminine) => {
    const found = pack.offices.find(word)
    expect([found?.base, found?.feminine]).toEqual([base, feminine])
  })
  it.each(['Präsidentschaft', 'Halbleiter', 'Volksvertreter', 'Steuerberater', 'Treffen'])(
    '%s is no office',
    (word) => {
      expect(pack.offices.find(word)).toBeUndefined()
    },
  )
})

describe('ordinary nouns', () => {
  it.each(['Gespräche', 'Sicherheitskonsultation', 'Waffenstillstandsverhandlungen', 'Grundlage'])(
    '%s',
    (word) => {
      expect(pack.nouns.likely(word)).toBe(true)
    },
  )
  it.each(['Schoigu', 'Klingbeil', 'Sybiha', 'Tokayev', 'Outhakaysone'])('%s is none', (word) => {
    expect(pack.nouns.likely(word)).toBe(false)
  })
})

describe('the shipped lexicon', () => {
  it('has no duplicates, dead ends or unreachable entries', () => {
    expect(checkLexicon(mentionLexicon)).toEqual([])
  })
  it('notices an entry that is given twice', () => {
    const [first] = mentionLexicon.organisations.organisations
    if (first === undefined) throw new Error('the lexicon lists no organisation')
    const doubled = {
      ...mentionLexicon,
      organisations: { organisations: [...mentionLexicon.organisations.organisations, first] },
    }
    expect(checkLexicon(doubled)).toContain(`${first.id}: the id is given twice`)
  })
  it('is the source of the gazetteer as it stands on disk', () => {
    const file = new URL('../../../../resources/gazetteer/gazetteer.json', import.meta.url)
    const gazetteer = gazetteerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    expect(gazetteer.entries).toEqual(gazetteerSeeds(mentionLexicon))
  })
  it('knows every country in the nominative, the genitive and as an adjective', () => {
    for (const country of mentionLexicon.countries.countries) {
      expect(pack.countries.get(country.iso3)?.de).toBe(country.de)
      for (const adjective of country.adjectives ?? []) {
        if (!adjective.startsWith('=')) expect(pack.adjectives.has(`${adjective}en`.toLowerCase())).toBe(true)
      }
    }
  })
})
