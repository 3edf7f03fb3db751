import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { safePattern, splitText } from './split-text.ts'

const bundle = ['Vorspann', '-----', 'Erster Artikel', 'mit zwei Zeilen', '', ' ----- ', '', 'Zweiter', '-----', '...'].join('\n') // prettier-ignore

describe('a text with several articles', () => {
  it('is cut at a line, without blank lines around the pieces and without pieces that hold no word', () => {
    expect(splitText(bundle, { by: 'line', text: '-----' })).toEqual(['Vorspann', 'Erster Artikel\nmit zwei Zeilen', 'Zweiter']) // prettier-ignore
  })

  it('is cut at each line that fits a pattern, which may stay as the head of its article', () => {
    const text = 'Artikel 1 von 2\nEins\nArtikel 2 von 2\nZwei'
    const split = { by: 'pattern', text: String.raw`^Artikel \d+ von \d+$` } as const
    expect(splitText(text, split)).toEqual(['Eins', 'Zwei'])
    expect(splitText(text, { ...split, keep: true })).toEqual(['Artikel 1 von 2\nEins', 'Artikel 2 von 2\nZwei']) // prettier-ignore
  })

  it('that no line parts is not taken for one article without a word', () => {
    expect(() => splitText(bundle, { by: 'line', text: '=====' })).toThrow('No line of the text parts it')
  })
})

describe('the patterns that are allowed', () => {
  it.each(['^#+ ', '[A-ZÄÖÜ ]+:$', String.raw`^\d{1,3}\. `, 'ENDE|FIN', '(?:Nr|No)?\\. 5', '^\\s*\\*{3,}$'])('take %s', (text) => {
    expect(safePattern(text)).toBeInstanceOf(RegExp)
  }) // prettier-ignore

  it.each(['(a+)+$', '(a|a)*b', '(.*)*', 'a**', '[', '(?=x)', '(?<n>a)', String.raw`(a)\1`, 'a+b+c+', 'x{2'])('refuse %s', (text) => {
    expect(() => safePattern(text)).toThrow('cannot be used')
  }) // prettier-ignore

  it('never take long, whatever they are and whatever the line', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '*',
      '+',
      '?',
      '|',
      '^',
      '$',
      '(',
      ')',
      '(?:',
      '{2,}',
      String.raw`\w`,
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        let pattern: RegExp
        try {
          pattern = safePattern(parts.join(''))
        } catch {
          return true
        }
        const started = performance.now()
        pattern.test(`${'a'.repeat(299)}!`)
        return performance.now() - started < 20_000
      }),
      { numRuns: 200 },
    )
  })
})
