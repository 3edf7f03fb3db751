import { describe, expect, it } from 'vitest'
import { rankByWords } from './rank-by-words.ts'

const labels = ['Paste an article', 'Import articles', 'Go to article or entity', 'Undo']
const found = (query: string): readonly string[] =>
  rankByWords(
    labels.map((label) => ({ label })),
    query,
  ).map((one) => one.label)

describe('finding by words', () => {
  it('wants every word, in any order', () => {
    expect(found('article paste')).toEqual(['Paste an article'])
    expect(found('article undo')).toEqual([])
  })

  it('puts first what begins so', () => {
    expect(found('go')[0]).toBe('Go to article or entity')
    expect(found('import art')[0]).toBe('Import articles')
  })

  it('shows everything while nothing is typed', () => {
    expect(found('  ')).toEqual(labels)
  })
})
