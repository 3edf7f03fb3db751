import { describe, expect, it } from 'vitest'
import { noMapping, type ForeignName } from '../../../shared/model/annotations.ts'
import { meaningOf, valueOf, withMeaning } from './mapping.ts'

const name = (kind: ForeignName['kind'], called: string, meaning: string | null = null): ForeignName => ({
  kind,
  name: called,
  count: 3,
  meaning,
})

describe('what foreign names are taken for', () => {
  it('is one thing at a time: a name taken for a fact is no mention any more', () => {
    const person = withMeaning(noMapping, name('mention', 'Treffen'), { as: 'mention', of: 'PER' })
    expect(person.mentions).toEqual({ Treffen: 'PER' })
    const fact = withMeaning(person, name('mention', 'Treffen'), { as: 'fact', of: 'met' })
    expect([fact.mentions, fact.facts]).toEqual([{}, { Treffen: 'met' }])
  })

  it('can be nothing on purpose, which is not the same as unknown', () => {
    const dropped = withMeaning(noMapping, name('fact', 'Wetter'), { as: 'nothing' })
    expect(dropped.facts).toEqual({ Wetter: '' })
    expect(withMeaning(noMapping, name('role', 'met.Wer'), { as: 'nothing' }).roles).toEqual({ 'met.Wer': '' })
    expect(withMeaning(noMapping, name('relation', 'kennt'), { as: 'nothing' }).relations).toEqual({
      kennt: { type: '', from: '', to: '' },
    })
  })

  it('survives the way through a choice', () => {
    for (const [kind, meaning] of [['mention', 'PER'], ['fact', 'met']] as const) {
      const value = valueOf(name(kind, 'x', meaning))
      expect(meaningOf(value)).toEqual({ as: kind, of: meaning })
    }
    expect(meaningOf(valueOf(name('fact', 'x', '')))).toEqual({ as: 'nothing' })
    expect(meaningOf(valueOf(name('fact', 'x')))).toBeNull()
  })
}) // prettier-ignore
