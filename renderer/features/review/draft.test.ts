import { describe, expect, it } from 'vitest'
import { article, codebook, quoted, reading } from './article-in-tests.ts'
import { addFact, addSlot, draftView, newDraft, removeSlot } from './draft.ts'
import { draftFromText, draftToText } from './draft-text.ts'

const said = reading('de')

describe('a fact made by hand', () => {
  it('takes the sentence as evidence, the selected words as what names it, and both sides of the sentence', () => {
    const draft = newDraft(said, article, quoted('getroffen'), 'meeting')
    const view = draftView(said, article, draft)
    expect(view.evidence.map((span) => span.surface)).toEqual([
      'Ministerin Lena Vogt hat am 12. November in Ardhafen ihren Kollegen Tomas Berk getroffen.',
    ])
    expect(view.trigger?.surface).toBe('getroffen')
    expect(view.slots.map((slot) => slot.surface)).toEqual(['Lena Vogt', 'Tomas Berk'])
    expect(view.missing).toEqual([])
  })
  it('says what is missing until it is answered, and becomes one command', () => {
    const draft = newDraft(said, article, quoted('lud sie nach Nordau ein'), 'statement')
    expect(draftView(said, article, draft).missing).toEqual(['content'])
    const whole = addSlot(draft, 'content', { kind: 'notStated' })
    expect(draftView(said, article, whole).missing).toEqual([])
    expect(addFact(whole, article.row.id, 10)).toMatchObject({
      type: 'statement',
      slots: [{ role: 'speaker' }, { role: 'content', value: { kind: 'notStated' } }],
      durationMs: 10,
    })
  })
  it('never gives two slots one id, also after one was taken away', () => {
    let draft = newDraft(said, article, quoted('getroffen'), 'meeting')
    draft = removeSlot(draft, draft.slots[0]?.id ?? '')
    draft = addSlot(draft, 'place', { kind: 'mention', mentionId: 'm3' })
    expect(new Set(draft.slots.map((slot) => slot.id)).size).toBe(draft.slots.length)
  })
  it('survives the window being closed', () => {
    const draft = newDraft(said, article, quoted('getroffen'), 'meeting')
    expect(draftFromText(draftToText(draft))).toEqual(draft)
    expect(draftFromText('{"half')).toBeNull()
    expect(draftFromText('{"type":"meeting"}')).toBeNull()
  })
  it('can be begun for every type of the codebook', () => {
    for (const type of codebook.factTypes)
      expect(() =>
        draftView(said, article, newDraft(said, article, quoted('Berk lud sie nach Nordau ein.'), type.id)),
      ).not.toThrow()
  })
})
