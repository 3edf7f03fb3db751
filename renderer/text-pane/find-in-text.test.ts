import { describe, expect, it } from 'vitest'
import { findInText, foldText, hitFrom } from './find-in-text.ts'

const find = (text: string, query: string): readonly string[] =>
  findInText(foldText(text), text.length, query).map(({ start, end }) => text.slice(start, end))

describe('finding in the text', () => {
  it('does not ask for case or diacritics', () => {
    expect(find('Frau Nguyễn Thị Đào und Frau NGUYEN', 'nguyen')).toEqual(['Nguyễn', 'NGUYEN'])
    expect(find('Straße und Strasse', 'strasse')).toEqual(['Straße', 'Strasse'])
    expect(find('Đào', 'dao')).toEqual(['Đào'])
  })
  it('takes any white space for a space and does not see invisible characters', () => {
    expect(find('neue\u00a0 Brücke, neue\nBrücke, neue Brü\u00adcke', 'neue brücke')).toHaveLength(3)
  })
  it('covers combining marks that belong to the last letter', () => {
    expect(find('cafe\u0301 x', 'cafe')).toEqual(['cafe\u0301'])
  })
  it('keeps its place behind emoji and other wide characters', () => {
    expect(find('😀😀 Müller', 'muller')).toEqual(['Müller'])
  })
  it('finds nothing for a blank, and no hit twice', () => {
    expect(find('aaa', '  ')).toEqual([])
    expect(find('aaaa', 'aa')).toEqual(['aa', 'aa'])
  })
  it('searches a million characters in one line at once', () => {
    const text = 'wort '.repeat(200_000)
    const begun = performance.now()
    expect(findInText(foldText(text), text.length, 'gibt es nicht')).toEqual([])
    expect(performance.now() - begun).toBeLessThan(20_000)
  })
})

it('begins at the caret and goes round', () => {
  const hits = [
    { start: 5, end: 6 },
    { start: 20, end: 21 },
  ]
  expect(hitFrom(hits, 6)).toBe(1)
  expect(hitFrom(hits, 30)).toBe(0)
  expect(hitFrom([], 0)).toBe(-1)
})
