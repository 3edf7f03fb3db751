import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Token } from '../../workbench/extraction/document.ts'
import { parseMentionLexicon } from '../../workbench/extraction/mentions/lexicon.ts'
import { packOf } from '../../workbench/extraction/mentions/pack.ts'
import { buckets, featuresOf, featuresPerToken } from './features.ts'
import { decode, mayFollow } from './viterbi.ts'

const labels = ['O', 'B-PER', 'I-PER', 'B-ORG', 'I-ORG']
const pack = packOf(
  parseMentionLexicon((name): unknown =>
    JSON.parse(readFileSync(new URL(`../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8')),
  ),
)
const tokens = 'Marta Lindqvist reiste nach Wien .'
  .split(' ')
  .map((text): Token => ({ start: 0, end: text.length, text, lower: text.toLowerCase(), kind: 'word' }))

describe('the tagger', () => {
  it('gives every token the same number of features, each within the buckets', () => {
    const features = featuresOf(pack, tokens)
    expect(features).toHaveLength(tokens.length * featuresPerToken)
    for (const feature of features) expect(feature >= 0 && feature < buckets).toBe(true)
    expect(featuresOf(pack, tokens)).toEqual(features)
  })

  it('never goes on with a name that nothing began', () => {
    expect(mayFollow(labels, -1, 2)).toBe(false)
    expect(mayFollow(labels, 0, 2)).toBe(false)
    expect(mayFollow(labels, 3, 2)).toBe(false)
    expect(mayFollow(labels, 1, 2)).toBe(true)
    expect(mayFollow(labels, 4, 4)).toBe(true)
  })

  it('takes the best whole sequence and not the best label of each token', () => {
    const features = featuresOf(pack, tokens)
    const emissions = new Float32Array(buckets * labels.length)
    // The second token alone would be inside a body, which nothing before it allows.
    const lindqvist = features[featuresPerToken + 1] ?? 0
    const marta = features[1] ?? 0
    emissions[lindqvist * labels.length + 4] = 3
    emissions[lindqvist * labels.length + 2] = 2
    emissions[marta * labels.length + 1] = 4
    emissions[marta * labels.length + 3] = 1
    const path = decode(
      { labels, emissions, transitions: new Float32Array((labels.length + 1) * labels.length) },
      features,
    )
    expect([...path].map((label) => labels[label])).toEqual(['B-PER', 'I-PER', 'O', 'O', 'O', 'O'])
  })
})
