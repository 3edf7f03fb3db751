import { describe, expect, it } from 'vitest'
import { mappingsTogether, noMapping } from './annotations.ts'

describe('what a name of another tool meant before, and what it means now', () => {
  const asFact = { ...noMapping, facts: { TREFFEN: 'meeting', REISE: 'visit' } }
  const asMention = { ...noMapping, mentions: { TREFFEN: 'PER' } }

  it('is what was said last, also where a fact became a mention or a mention a fact', () => {
    expect(mappingsTogether(asFact, asMention)).toEqual({ ...noMapping, mentions: { TREFFEN: 'PER' }, facts: { REISE: 'visit' } })
    expect(mappingsTogether(asMention, asFact)).toEqual(asFact)
  }) // prettier-ignore

  it('is kept where nothing is said of it, and left out where that was said', () => {
    expect(mappingsTogether(asFact, noMapping)).toEqual(asFact)
    const leftOut = { ...noMapping, facts: { TREFFEN: '' } }
    expect(mappingsTogether(asFact, leftOut).facts).toEqual({ TREFFEN: '', REISE: 'visit' })
  })
})
