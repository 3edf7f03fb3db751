import { describe, expect, it } from 'vitest'
import { article } from './article-in-tests.ts'
import { finishable, nextUnswept, sweepLeft, sweepOrder } from './sweep.ts'

describe('the sweep', () => {
  const order = sweepOrder(article)
  it('shows every sentence once, the barest first', () => {
    expect(order.map(({ factIds }) => factIds.length)).toEqual([0, 1, 1])
    expect(new Set(order.map(({ sentence }) => sentence.start)).size).toBe(article.sentences.length)
  })
  it('does not count a rejected fact as carried', () => {
    const rejected = sweepOrder({
      ...article,
      facts: article.facts.map((fact) => ({ ...fact, state: 'rejected' as const })),
    })
    expect(rejected.every(({ factIds }) => factIds.length === 0)).toBe(true)
  })
  it('goes on to the next sentence that is not complete, then round', () => {
    const done = order.map((one, index) => ({ ...one, sentence: { ...one.sentence, reviewed: index === 1 } }))
    expect(nextUnswept(done, 0)).toBe(2)
    expect(nextUnswept(done, 2)).toBe(0)
    expect(sweepLeft(done)).toBe(2)
  })
  it('lets an article be finished only when nothing is open and every sentence is complete', () => {
    expect(finishable(article)).toEqual({ ok: false, open: 2, sentences: 3 })
    const decided = article.facts.map((fact) => ({ ...fact, state: 'accepted' as const }))
    expect(finishable({ ...article, facts: decided }).ok).toBe(false)
    const swept = article.sentences.map((sentence) => ({ ...sentence, reviewed: true }))
    expect(finishable({ facts: decided, sentences: swept })).toEqual({ ok: true, open: 0, sentences: 0 })
  })
})
