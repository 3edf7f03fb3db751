import { describe, expect, it } from 'vitest'
import { annotatedSentences, annotatedTexts, shippedExtraction } from './articles-for-tests.ts'
import { checkFactLexicon } from './check.ts'
import { shippedFactLexicon, testCodebook } from './fixture.ts'
import type { FactLexicon } from './lexicon.ts'

const lexicon = shippedFactLexicon()
const codebook = testCodebook()
const [frame] = lexicon.frames.frames

function withFrame(change: object): FactLexicon {
  if (frame === undefined) throw new Error('the lexicon has no frame')
  return { ...lexicon, frames: { version: 1, frames: [{ ...frame, ...change }] } }
}

describe('the lexicon of facts', () => {
  it('lists nothing twice and nothing no text can reach, as it ships', () => {
    expect(checkFactLexicon(lexicon, codebook)).toEqual([])
  })

  it.each([
    ['a type the codebook does not have', { type: 'wedding' }, 'no type "wedding"'],
    ['a role the type does not have', { slots: { bride: ['subject'] } }, 'no role "bride"'],
    ['a need no slot fills', { needs: ['time'] }, 'needs "time"'],
    ['a verb apart whose prefix nobody listed', { verbs: ['quer|treiben'] }, 'its prefix is not listed'],
    ['a word in capitals', { with: ['Telefon'] }, 'is never met'],
    ['a verb twice', { verbs: ['reden', 'reden'] }, 'is listed twice'],
    ['a frame without any word', { verbs: [], nouns: [] }, 'neither verb nor noun'],
  ])('tells of %s', (_, change, words) => {
    expect(checkFactLexicon(withFrame(change), codebook).join('\n')).toContain(words)
  })

  it('tells of a word listed twice and of a verb both weak and strong', () => {
    const twice = { ...lexicon, modality: { ...lexicon.modality, planned: ['geplant', 'geplant'] } }
    expect(checkFactLexicon(twice, codebook)).toContain('modality.planned: "geplant" is listed twice')
    const both = { ...lexicon, verbs: { ...lexicon.verbs, weak: [...lexicon.verbs.weak, 'treffen'] } }
    expect(checkFactLexicon(both, codebook)).toContain('verbs: "treffen" is both weak and strong')
  })

  it('has a sentence for every frame', () => {
    const extract = shippedExtraction()
    const rules = new Set<string>()
    const folder = (name: string): URL => new URL(`fixtures/${name}/`, import.meta.url)
    for (const { text } of [
      ...annotatedTexts(folder('articles')),
      ...annotatedSentences(folder('sentences')),
    ])
      for (const fact of extract(text).facts) rules.add(fact.rule)
    expect(lexicon.frames.frames.map((one) => one.id).filter((id) => !rules.has(id))).toEqual([])
  })
})
