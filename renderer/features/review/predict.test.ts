import { describe, expect, it } from 'vitest'
import type { Wish } from '../../app/store.ts'
import { article, codebook, meeting, quoted, statement } from './article-in-tests.ts'
import { predict } from './predict.ts'

const now = '2026-01-01T10:00:00Z'
const after = (...wishes: readonly Wish[]) =>
  wishes.reduce((view, wish) => predict(view, wish, codebook, now), article)
const factOf = (view: typeof article, id: string) => view.facts.find((one) => one.id === id)

describe('what is shown before the store has answered', () => {
  it('accepts, rejects with a reason, and takes back', () => {
    expect(factOf(after({ type: 'fact.accept', payload: { factId: meeting.id } }), 'f1')?.state).toBe(
      'accepted',
    )
    const rejected = after({ type: 'fact.reject', payload: { factId: meeting.id, reason: 'duplicate' } })
    expect(factOf(rejected, 'f1')).toMatchObject({ state: 'rejected', rejectReason: 'duplicate' })
    expect(
      factOf(predict(rejected, { type: 'fact.reopen', payload: { factId: meeting.id } }, codebook, now), 'f1')
        ?.state,
    ).toBe('proposed')
  })
  it('counts an edit that leaves nothing missing as a decision, and one that does not as none', () => {
    const span = quoted('die Zusammenarbeit beim Hafenbau vertiefen')
    const filled = after({
      type: 'slot.add',
      payload: {
        factId: statement.id,
        role: 'content',
        value: { kind: 'text', start: span.start, end: span.end },
      },
    })
    expect(factOf(filled, 'f2')).toMatchObject({ state: 'edited', missing: [] })
    expect(factOf(filled, 'f2')?.slots.at(-1)?.surface).toBe(span.surface)
    const emptied = after({ type: 'slot.remove', payload: { factId: statement.id, slotId: 's4' } })
    expect(factOf(emptied, 'f2')).toMatchObject({ state: 'proposed', missing: ['speaker', 'content'] })
  })
  it('takes “not stated in the text” as an answer', () => {
    expect(
      factOf(
        after({
          type: 'slot.add',
          payload: { factId: statement.id, role: 'content', value: { kind: 'notStated' } },
        }),
        'f2',
      )?.missing,
    ).toEqual([])
  })
  it('links every mention of the same one, and the slots that rest on them', () => {
    const linked = after({
      type: 'mention.link',
      payload: { mentionId: 'm1', to: { kind: 'entity', entityId: 'e-berk' } },
    })
    expect(linked.mentions.filter((one) => one.entityId === 'e-berk').map((one) => one.id)).toEqual([
      'm1',
      'm4',
      'm5',
      'm6',
    ])
    expect(factOf(linked, 'f1')?.slots[0]?.entityId).toBe('e-berk')
    expect(factOf(linked, 'f2')?.slots[0]?.entityId).toBe('e-berk')
  })
  it('links only the one mention where that is asked for', () => {
    const linked = after({
      type: 'mention.link',
      payload: { mentionId: 'm1', to: { kind: 'new', type: 'PER', name: 'Jemand' }, scope: 'mention' },
    })
    expect(linked.mentions.find((one) => one.id === 'm5')?.entityId).toBe('e-vogt')
    expect(linked.entities.some((one) => one.labelDe === 'Jemand')).toBe(true)
  })
  it('is the same however often it is made, because the answer may overtake the guess', () => {
    const wishes: readonly Wish[] = [
      {
        type: 'slot.add',
        payload: { factId: statement.id, role: 'content', value: { kind: 'value', value: 'Hafenbau' } },
      },
      { type: 'mention.add', payload: { articleId: 'a1', start: 0, end: 10, type: 'ROLE' } },
      {
        type: 'mention.link',
        payload: { mentionId: 'm1', to: { kind: 'new', type: 'PER', name: 'Jemand' } },
      },
      { type: 'zone.set', payload: { articleId: 'a1', start: 0, end: 10, kind: 'ad' } },
      {
        type: 'sentence.review',
        payload: {
          articleId: 'a1',
          start: article.sentences[0]?.start ?? 0,
          end: article.sentences[0]?.end ?? 1,
          complete: true,
        },
      },
      { type: 'fact.setType', payload: { factId: meeting.id, type: 'call' } },
    ]
    const once = after(...wishes)
    expect(after(...wishes, ...wishes)).toEqual(once)
  })
})
