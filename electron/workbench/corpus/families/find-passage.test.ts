import { describe, expect, it } from 'vitest'
import { findPassage } from './find-passage.ts'
import { diffTexts } from './text-diff.ts'
import { changeWords, numbers, storyMaker } from './testing/planted-families.ts'

const find = (from: string, to: string, quote: string, align = false, nth = 0): string => {
  let start = from.indexOf(quote)
  for (let n = 0; n < nth; n++) start = from.indexOf(quote, start + 1)
  const passage = findPassage({ from, to, parts: diffTexts(from, to) }, { start, end: start + quote.length }, { align }) // prettier-ignore
  return 'span' in passage ? `${passage.kind} ${String(passage.span.start)} ${passage.span.surface}` : passage.kind
} // prettier-ignore

describe('the differences of two texts', () => {
  it('cover both from beginning to end, and what is called the same is the same', () => {
    const random = numbers(3)
    const tell = storyMaker(random)
    for (let round = 0; round < 40; round++) {
      const a = tell(1 + Math.floor(random() * 12))
      const b = round % 4 === 0 ? tell(6) : `${changeWords(a, 2 + Math.floor(random() * 12), random)}${round % 3 === 0 ? `\n${tell(2)}` : ''}` // prettier-ignore
      const parts = diffTexts(a, b)
      expect(parts.map(({ a: span }) => a.slice(span.start, span.end)).join('')).toBe(a)
      expect(parts.map(({ b: span }) => b.slice(span.start, span.end)).join('')).toBe(b)
      for (const { same, a: left, b: right } of parts) {
        const plain = (text: string): string => text.replaceAll(/\s+/gu, '')
        if (same) expect(plain(a.slice(left.start, left.end))).toBe(plain(b.slice(right.start, right.end)))
      }
    }
  })

  it('name the one word that was changed and nothing else', () => {
    const parts = diffTexts('Der Rat tagte am Montag in Kronburg.', 'Der Rat tagte am Dienstag in Kronburg.')
    const changed = parts.filter(({ same }) => !same)
    expect(changed).toHaveLength(1)
    expect(changed[0]?.b).toEqual({ start: 17, end: 25 })
  })

  it('end in reasonable time where nothing is the same', () => {
    const words = (n: number): string => Array.from({ length: 4000 }, (_, at) => `w${String((at * n) % 37)}`).join(' ') // prettier-ignore
    const started = performance.now()
    diffTexts(words(5), words(11))
    expect(performance.now() - started).toBeLessThan(30_000)
  })
})

describe('a passage in another text', () => {
  const before = 'Der Rat tagte. Die Brücke ist gesperrt. Der Fluss steigt. Die Brücke ist gesperrt, sagt er.'

  it('is found by its words, wherever they moved and whatever white space is between them', () => {
    expect(find(before, `Neu: ein Vorspann.\n${before}`, 'Der Fluss steigt')).toContain('exact')
    expect(find(before, before.replace('Der Fluss', 'Der\n  Fluss'), 'Der Fluss steigt')).toContain('exact')
  })

  it('is no part of a longer word', () => {
    expect(find('Der Rat', 'Der Ratgeber', 'Rat')).toBe('gone')
  })

  it('is told from its double by what stands around it', () => {
    const after = `Ein neuer erster Satz. ${before}`
    expect(find(before, after, 'Die Brücke ist gesperrt', false, 0)).toContain('exact 38 ')
    expect(find(before, after, 'Die Brücke ist gesperrt', false, 1)).toContain('exact 81 ')
  })

  it('is not guessed where two stand in the same surroundings', () => {
    expect(find('A. Die Brücke ist gesperrt. B.', 'x. Die Brücke ist gesperrt. x. Die Brücke ist gesperrt. x.', 'Die Brücke ist gesperrt')).toBe('twice') // prettier-ignore
  })

  it('is aligned through the words around it where a word of it was changed, if that is asked for', () => {
    const after = before.replace('Fluss steigt', 'Strom steigt')
    expect(find(before, after, 'Der Fluss steigt')).toBe('gone')
    expect(find(before, after, 'Der Fluss steigt', true)).toContain('aligned 40 Der Strom steigt')
  })

  it('is gone where too little of it is left', () => {
    expect(find(before, before.replace('Der Fluss steigt.', 'Alles bleibt offen.'), 'Der Fluss steigt', true)).toBe('gone') // prettier-ignore
  })
})
