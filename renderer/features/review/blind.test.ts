import { describe, expect, it } from 'vitest'
import { article } from './article-in-tests.ts'
import { compareSeen, drawnBlind, heldBack, stillBlind } from './blind.ts'

const blindSentences = (of: typeof article, share: number, shown?: string): ReturnType<typeof stillBlind> =>
  stillBlind(drawnBlind(of.sentences, of.row.textSha256, share), of.facts, shown)

describe('sentences to be read without their proposals', () => {
  const all = blindSentences(article, 100)
  it('are none where it is switched off, and the same ones for everybody', () => {
    expect(blindSentences(article, 0)).toEqual([])
    expect(all.map(({ start }) => start)).toEqual(article.sentences.map(({ start }) => start))
    expect(blindSentences(article, 30)).toEqual(blindSentences({ ...article, facts: [...article.facts] }, 30))
  })
  it('hold their facts back until they were read', () => {
    expect([...heldBack(article.facts, all)]).toEqual(article.facts.map(({ id }) => id))
    const read = article.sentences.map((sentence) => ({ ...sentence, blind: [] }))
    expect(blindSentences({ ...article, sentences: read }, 100)).toEqual([])
  })
  it('are no longer blind once something was decided on them, they were swept, or the coder asked for their fact', () => {
    const decided = article.facts.map((fact, n) => (n === 0 ? { ...fact, state: 'accepted' as const } : fact))
    expect(blindSentences({ ...article, facts: decided }, 100)).toHaveLength(all.length - 1)
    expect(blindSentences(article, 100, article.facts[0]?.id)).toHaveLength(all.length - 1)
    const swept = article.sentences.map((sentence) => ({ ...sentence, reviewed: true }))
    expect(blindSentences({ ...article, sentences: swept }, 100)).toEqual([])
  })
})

it('what was seen is set beside what was proposed, one by one', () => {
  expect(compareSeen(['meeting', 'visit', 'meeting'], ['statement', 'meeting'])).toEqual({
    both: ['meeting'],
    onlySeen: ['visit', 'meeting'],
    onlyProposed: ['statement'],
  })
})
