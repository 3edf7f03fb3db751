import { describe, expect, it } from 'vitest'
import { createLocale } from '../../locales/locale.tsx'
import { countedInWords, damageInWords } from './check-words.ts'

const de = createLocale('de')
const en = createLocale('en')
const codes = ['structure', 'foreign-key', 'file-missing', 'file-differs', 'snapshot', 'journal', 'replay', 'span'] // prettier-ignore

describe('what the check found', () => {
  it('is a sentence and an advice in both languages, for every damage there is', () => {
    for (const code of codes) {
      const problem = { code, where: 'texts/ab/abc.txt', message: 'raw' }
      const [german, english] = [damageInWords(problem, de), damageInWords(problem, en)]
      for (const { what, advice } of [german, english]) {
        expect(what, code).toMatch(/^[A-ZÄÖÜ].*\.$/)
        expect(advice, code).toMatch(/^[A-ZÄÖÜ].*\.$/)
      }
      expect(german.what).not.toBe(english.what)
      expect(german.detail).toBe('raw')
    }
  })

  it('says which kind of file it is, and which articles are concerned', () => {
    const at = (where: string): string =>
      damageInWords({ code: 'file-missing', where, message: 'x', about: ['Ein Artikel'] }, en).what
    expect(at('texts/ab/abc.txt')).toBe('The text of an article is missing.')
    expect(at('originals\\ab\\abc.html')).toBe('The original file of an article is missing.')
    expect(at('elsewhere')).toBe('A file is missing.')
    expect(damageInWords({ code: 'span', where: 'x', message: 'x', about: ['Ein Artikel'] }, de).about).toEqual(['Ein Artikel']) // prettier-ignore
  })

  it('passes on what this version has no words for', () => {
    expect(damageInWords({ code: 'new', where: 'x', message: 'something else' }, en).what).toBe('something else') // prettier-ignore
    expect(countedInWords('texts', de)).toBe('Texte')
    expect(countedInWords('widgets', de)).toBe('widgets')
  })
})
