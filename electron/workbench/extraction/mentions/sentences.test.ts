import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nameText, readMarked } from '../coreference/testing.ts'

const lines = readFileSync(new URL('./fixtures/sentences.txt', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))

const types = new Set([
  'PER',
  'ORG',
  'GPE',
  'LOC',
  'DEM',
  'ROLE',
  'EVT',
  'DOCU',
  'PROJECT',
  'POLICY',
  'LEVEL',
])

describe('every name in a sentence is found, and nothing else', () => {
  for (const line of lines) {
    it(readMarked(line).text.slice(0, 90), () => {
      const { text, marks } = readMarked(line)
      const named = nameText(text)
      const found = named.mentions
        .filter(
          (mention) => types.has(mention.type) && mention.form !== 'nominal' && mention.form !== 'pronoun',
        )
        .map((mention) => `${mention.type} ${mention.surface}`)
      expect([...found].sort()).toEqual(marks.map((mark) => `${mark.type} ${mark.surface}`).sort())
      for (const mark of marks) {
        if (mark.entity === undefined) continue
        const mention = named.mentions.find(
          (candidate) => candidate.start === mark.start && candidate.type === mark.type,
        )
        expect(named.entities.find((entity) => entity.id === mention?.entity)?.canonical).toBe(mark.entity)
      }
    })
  }
})
