import { describe, expect, it } from 'vitest'
import { agreement, annotatedSentences, annotatedTexts, f1, shippedExtraction } from './articles-for-tests.ts'

const extract = shippedExtraction()
const articles = annotatedTexts(new URL('fixtures/articles/', import.meta.url))
const sentences = annotatedSentences(new URL('fixtures/sentences/', import.meta.url))

/** Types of attributes that the sentences name by the way; the sentences about them ask for them. */
const byTheWay: readonly string[] = ['position_held', 'capital_of', 'located_in']

describe('facts of own articles, from text to proposals', () => {
  it('are there for news of at least twenty countries and topics', () => {
    expect(articles.length).toBeGreaterThanOrEqual(20)
  })

  it.each(articles.map((article) => [article.file, article] as const))(
    '%s: most of what it says is found, little is invented',
    (_, article) => {
      const { facts, participants, report } = agreement(article, extract(article.text, article.file))
      expect(f1(facts), report.join('\n')).toBeGreaterThanOrEqual(0.8)
      expect(f1(participants), report.join('\n')).toBeGreaterThanOrEqual(0.8)
    },
  )

  it('agree in all with what is written under the sentences: facts 0.95, participants 0.95', () => {
    const sum = {
      facts: { right: 0, invented: 0, missed: 0 },
      participants: { right: 0, invented: 0, missed: 0 },
    }
    for (const article of articles) {
      const one = agreement(article, extract(article.text, article.file))
      for (const part of ['facts', 'participants'] as const)
        for (const count of ['right', 'invented', 'missed'] as const) sum[part][count] += one[part][count]
    }
    expect(f1(sum.facts)).toBeGreaterThanOrEqual(0.95)
    expect(f1(sum.participants)).toBeGreaterThanOrEqual(0.95)
  })
})

describe('facts of a sentence, from text to proposals', () => {
  it.each(sentences.map((sentence) => [sentence.text, sentence] as const))('%s', (_, sentence) => {
    const output = extract(sentence.text)
    const asked = new Set(sentence.facts.flatMap((fact) => fact.type.split('|')))
    const facts = output.facts.filter((fact) => !byTheWay.includes(fact.type) || asked.has(fact.type))
    expect(agreement(sentence, { ...output, facts }).report).toEqual([])
  })
})
