import { describe, expect, it } from 'vitest'
import { languages } from '../../../shared/model/vocabulary.ts'
import { codebook, fact, meeting, reading, slot, statement } from './article-in-tests.ts'
import { factLine, lineText, shorten, slotStanding, slotText, timeText } from './fact-line.ts'
import { rolesInOrder } from './reading.ts'

describe('the line of a fact', () => {
  it('says who met whom, where and when, and that the year comes from the address', () => {
    expect(lineText(reading('en'), factLine(reading('en'), meeting))).toBe(
      'met · Lena Vogt – Tomas Berk · Ard Haven · 12 Nov 2024 (year from the address)',
    )
    expect(lineText(reading('de'), factLine(reading('de'), meeting))).toBe(
      'traf · Lena Vogt – Tomas Berk · Ardhafen · 12. Nov. 2024 (Jahr aus der Adresse)',
    )
  })

  it('shows a gap where it is, in words', () => {
    expect(lineText(reading('en'), factLine(reading('en'), statement))).toBe(
      'said · Lena Vogt · Content missing · claimed',
    )
    expect(lineText(reading('de'), factLine(reading('de'), statement))).toBe(
      'sagte · Lena Vogt · Inhalt fehlt · behauptet',
    )
  })

  it('says what the text denies', () => {
    expect(lineText(reading('en'), factLine(reading('en'), { ...meeting, polarity: 'neg' }))).toMatch(
      /^not: met · /,
    )
    expect(lineText(reading('de'), factLine(reading('de'), { ...meeting, polarity: 'neg' }))).toMatch(
      /^nicht: traf · /,
    )
  })

  it.each(languages)(
    'has a verb, every role of its line and every gap for each of the 41 types (%s)',
    (language) => {
      expect(codebook.factTypes).toHaveLength(41)
      for (const type of codebook.factTypes) {
        const said = reading(language)
        const filled = fact({
          type: type.id,
          kind: type.kind,
          slots: type.line.map((role, index) =>
            slot(`s${String(index)}`, role, { surface: `Wort${String(index)}` }),
          ),
        })
        const line = lineText(said, factLine(said, filled))
        expect(line.startsWith(type.verb[language]), type.id).toBe(true)
        type.line.forEach((_, index) =>
          expect(line, `${type.id}: ${type.line[index] ?? ''}`).toContain(`Wort${String(index)}`),
        )
        const required = rolesInOrder(codebook, type.id).filter(
          (one) => (one.count === 'one' || one.count === 'some') && one.anyOf === undefined,
        )
        const bare = factLine(
          said,
          fact({ type: type.id, kind: type.kind, missing: required.map((one) => one.role) }),
        )
        for (const one of required) expect(lineText(said, bare), type.id).toContain(one.label[language])
      }
    },
  )

  it.each(languages)('names a value of the codebook by its label in %s, never by its id', (language) => {
    const said = reading(language)
    for (const type of codebook.factTypes) {
      for (const role of type.slots) {
        for (const value of role.values ?? [])
          expect(
            slotText(said, type.id, slot('s', role.role, { norm: value.id })),
            `${type.id}.${role.role}`,
          ).toBe(value.label[language])
      }
    }
  })
})

describe('the time of a fact', () => {
  const at = (time: Record<string, unknown>, language: 'en' | 'de' = 'en'): string =>
    timeText(reading(language), fact({ time }).time ?? { iso: '', precision: 'day', basis: 'unknown' })

  it('is bare where the text states it', () => {
    expect(at({ iso: '2024-06', precision: 'month', basis: 'stated' })).toBe('Jun 2024')
  })

  it('says where it comes from in every other case', () => {
    expect(at({ iso: '2024-11-12', precision: 'day', basis: 'publication' })).toBe(
      '12 Nov 2024 (from the publication date)',
    )
    expect(at({ iso: '2024', precision: 'year', basis: 'unknown' })).toBe('2024 (basis unknown)')
    expect(at({ iso: '1994', precision: 'year', basis: 'derived', rule: 'year.anniversary' }, 'de')).toBe(
      '1994 (aus dem Jahrestag)',
    )
    expect(at({ iso: '2024-03-04', precision: 'day', basis: 'derived', inferred: ['year'] })).toBe(
      '4 Mar 2024 (year inferred)',
    )
  })

  it('reads intervals and decades', () => {
    expect(at({ iso: '2024-03-03/2024-03-05', precision: 'day', basis: 'stated' })).toBe(
      '3 Mar 2024 – 5 Mar 2024',
    )
    expect(at({ iso: '1990', precision: 'decade', basis: 'stated' }, 'de')).toBe('1990er Jahre')
  })
})

describe('how well a slot is answered', () => {
  const said = reading('en')
  it('tells stated, inferred, not stated and not yet linked apart', () => {
    expect(
      slotStanding(said, 'meeting', slot('s', 'participant', { entityId: 'e-vogt', mentionId: 'm1' })),
    ).toBe('stated')
    expect(
      slotStanding(said, 'meeting', slot('s', 'participant', { entityId: 'e-vogt', inferred: true })),
    ).toBe('inferred')
    expect(slotStanding(said, 'meeting', slot('s', 'participant', { notStated: true }))).toBe('notStated')
    expect(
      slotStanding(said, 'meeting', slot('s', 'participant', { mentionId: 'm1', surface: 'Vogt' })),
    ).toBe('unlinked')
  })
})

it('cuts long words at a space and says that it did', () => {
  expect(shorten('eins zwei drei vier', 12)).toBe('eins zwei…')
  expect(shorten('kurz')).toBe('kurz')
})
