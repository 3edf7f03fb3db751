import { describe, expect, it } from 'vitest'
import { slotOf, type CodebookSlot } from '../../../shared/model/codebook.ts'
import { article, codebook, reading, statement, meeting } from './article-in-tests.ts'
import { localCandidates, typedCandidates } from './slot-candidates.ts'

const said = reading('en')
const roleOf = (type: string, role: string): CodebookSlot => {
  const found = slotOf(codebook, type, role)
  if (found === undefined) throw new Error(role)
  return found
}
const none = { mentionIds: new Set<string>(), entityIds: new Set<string>() }

describe('candidates for a slot', () => {
  it('offer people of the evidence before places, and those before the rest of the article', () => {
    const labels = localCandidates(
      said,
      article,
      meeting.evidence,
      roleOf('meeting', 'participant'),
      none,
    ).map((one) => one.label)
    expect(labels).toEqual(['Lena Vogt', 'Tomas Berk', 'Ard Haven', 'Nordau'])
  })
  it('offer only what may fill the role, and nobody twice', () => {
    const labels = localCandidates(said, article, meeting.evidence, roleOf('meeting', 'place'), none).map(
      (one) => one.label,
    )
    expect(labels).toEqual(['Ard Haven', 'Nordau'])
  })
  it('leave out who is in the role already', () => {
    const labels = localCandidates(said, article, meeting.evidence, roleOf('meeting', 'participant'), {
      mentionIds: new Set(['m1']),
      entityIds: new Set(['e-berk']),
    })
    expect(labels.map((one) => one.label)).toEqual(['Ard Haven', 'Nordau'])
  })
  it('offer direct speech first where words fill the role', () => {
    const [first] = localCandidates(said, article, statement.evidence, roleOf('statement', 'content'), none)
    expect(first?.label).toBe('die Zusammenarbeit beim Hafenbau vertiefen')
    expect(article.text.slice(first?.span?.start, first?.span?.end)).toBe(first?.label)
  })
  it('offer the values of the codebook by their labels', () => {
    expect(
      localCandidates(said, article, meeting.evidence, roleOf('visit', 'visitKind'), none)[0],
    ).toMatchObject({ label: 'state visit', value: { kind: 'value', value: 'state' } })
  })
  it('offer a new entity of each kind the role takes for a typed name, and nothing for a blank', () => {
    const made = typedCandidates(said, roleOf('meeting', 'place'), 'Südau', [], [])
    expect(made.map((one) => one.value)).toEqual([
      { kind: 'new', type: 'GPE', name: 'Südau' },
      { kind: 'new', type: 'LOC', name: 'Südau' },
    ])
    expect(typedCandidates(said, roleOf('meeting', 'place'), '  ', [], [])).toEqual([])
  })
})
