import { describe, expect, it } from 'vitest'
import {
  factsOnSentences,
  sentenceAt,
  sentencesTouched,
  touchesAny,
  widenToSentences,
} from './sentence-at.ts'

const sentences = [
  { start: 0, end: 10 },
  { start: 11, end: 20 },
  { start: 30, end: 40 },
]

describe('the sentence at a place', () => {
  it('is found, ends included; between sentences there is none', () => {
    expect(sentenceAt(sentences, 0)).toBe(sentences[0])
    expect(sentenceAt(sentences, 20)).toBe(sentences[1])
    expect(sentenceAt(sentences, 25)).toBeUndefined()
    expect(sentenceAt<{ start: number; end: number }>([], 5)).toBeUndefined()
  })
  it('is every one a span touches, and none it only meets', () => {
    expect(sentencesTouched(sentences, { start: 5, end: 15 })).toEqual([0, 1])
    expect(sentencesTouched(sentences, { start: 10, end: 11 })).toEqual([])
    expect(sentencesTouched(sentences, { start: 0, end: 100 })).toEqual([0, 1, 2])
    const spans = Array.from({ length: 45 * 45 }, (_, n) => ({ start: Math.floor(n / 45), end: n % 45 }))
    for (const span of spans)
      expect(touchesAny(sentences, span)).toBe(sentencesTouched(sentences, span).length > 0)
  })
  it('a selection widens to whole sentences', () => {
    expect(widenToSentences(sentences, { start: 15, end: 33 })).toEqual({ start: 11, end: 40 })
    expect(widenToSentences(sentences, { start: 21, end: 25 })).toEqual({ start: 21, end: 25 })
  })
})

it('evidence in pieces rests on each sentence it touches, once', () => {
  const facts = [
    {
      evidence: [
        { start: 1, end: 3 },
        { start: 5, end: 8 },
        { start: 31, end: 33 },
      ],
    },
    { evidence: [{ start: 12, end: 13 }] },
  ]
  expect(factsOnSentences(sentences, facts)).toEqual([[0], [1], [0]])
})

it('a fact that changes is looked up anew, the others stay where they rest', () => {
  const first = { evidence: [{ start: 1, end: 3 }] }
  const second = { evidence: [{ start: 12, end: 13 }] }
  expect(factsOnSentences(sentences, [first, second])).toEqual([[0], [1], []])
  expect(factsOnSentences(sentences, [first, { evidence: [{ start: 31, end: 33 }] }])).toEqual([[0], [], [1]])
  expect(factsOnSentences(sentences, [second, first])).toEqual([[1], [0], []])
})
