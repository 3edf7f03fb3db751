import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileNames } from './directory.ts'
import { fold, hasDiacritics } from './fold.ts'
import { nameLexiconSchema, transliterationLexiconSchema } from './lexicon.ts'
import { splitName } from './order.ts'
import { compileTransliteration } from './transliteration.ts'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../resources/lexicon/de/${name}.json`, import.meta.url), 'utf8'))
const transliteration = compileTransliteration(transliterationLexiconSchema.parse(read('transliteration')))
const directory = compileNames(nameLexiconSchema.parse(read('names')))

describe('spellings of one name meet in one key', () => {
  const groups = [
    ['Beloussow', 'Belousov', 'Beloussov'],
    ['Andrej', 'Andrei', 'Andrey'],
    ['Schoigu', 'Shoigu', 'Šojgu'],
    ['Lawrow', 'Lavrov', 'Lawrov'],
    ['Selenskyj', 'Zelensky', 'Selenski', 'Zelenskyy'],
    ['Peskow', 'Peskov'],
    ['Medwedew', 'Medvedev'],
    ['Titow', 'Titov'],
    ['Tokajew', 'Tokayev'],
    ['Mirsijojew', 'Mirziyoyev'],
    ['Lukaschenko', 'Lukashenko'],
    ['Chruschtschow', 'Khrushchev'],
    ['Netanjahu', 'Netanyahu'],
    ['Araghtschi', 'Araghchi'],
    ['Sergej', 'Sergei', 'Sergey'],
    ['Wladimir', 'Vladimir'],
    ['Kusnezow', 'Kuznetsov'],
    ['Šefčovič', 'Sefcovic'],
    ['Müller', 'Mueller'],
    ['Lâm', 'Lam'],
    ['Erdoğan', 'Erdogan'],
  ]
  it.each(groups)('%s', (...group) => {
    expect(new Set(group.map((word) => transliteration.key(word))).size).toBe(1)
  })
  it.each([
    ['Putin', 'Petrow'],
    ['Wang', 'Zhang'],
    ['Lam', 'Lim'],
    ['Macron', 'Marin'],
  ])('%s and %s stay apart', (a, b) => {
    expect(transliteration.key(a)).not.toBe(transliteration.key(b))
  })
})

describe('Sino-Vietnamese readings', () => {
  it.each([
    ['Trương', 'zhang'],
    ['Truong', 'zhang'],
    ['Tập', 'xi'],
    ['Tap', 'xi'],
    ['Vương', 'wang'],
    ['Lý', 'li'],
    ['Triệu', 'zhao'],
    ['Đặng', 'deng'],
  ])('%s reads as %s', (vietnamese, pinyin) => {
    expect(transliteration.pinyinOf(vietnamese)).toContain(pinyin)
  })
  it('a name that is no such reading gives nothing', () => {
    expect(transliteration.pinyinOf('Putin')).toEqual([])
  })
})

describe('folding', () => {
  it.each([
    ['Tô Lâm', 'to lam'],
    ['Đà Nẵng', 'da nang'],
    ['Łódź', 'lodz'],
    ['Straße', 'strasse'],
    ['Côte d’Ivoire', "cote d'ivoire"],
    ['Kılıçdaroğlu', 'kilicdaroglu'],
    ['To\u0302 La\u0302m', 'to lam'],
  ])('%s folds to %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })
  it('tells whether folding changes anything', () => {
    expect(hasDiacritics('Tô Lâm')).toBe(true)
    expect(hasDiacritics('Merz')).toBe(false)
  })
})

describe('order of names by culture', () => {
  it.each([
    ['Nguyen Minh Vu', 'family-first', 'vietnamese', 'Nguyen', 'Vu'],
    ['Wang Yi', 'family-first', 'chinese', 'Wang', 'Wang'],
    ['Kim Jong Un', 'family-first', 'korean', 'Kim', 'Kim'],
    ['Ursula von der Leyen', 'given-first', 'german', 'von der Leyen', 'von der Leyen'],
    ['Mohammed bin Salman', 'given-first', 'arabic', 'bin Salman', 'bin Salman'],
    ['Sergej Lawrow', 'given-first', 'russian', 'Lawrow', 'Lawrow'],
    ['Lula', 'given-first', 'portuguese', 'Lula', 'Lula'],
  ] as const)('%s', (name, order, culture, family, address) => {
    const parts = splitName(name.split(' '), order, culture)
    expect([parts.family, parts.address]).toEqual([family, address])
  })
})

describe('listed names', () => {
  it('finds names with and without their diacritics and knows the gender', () => {
    expect(directory.family('Trần')).toContain('vietnamese')
    expect(directory.family('Tran')).toContain('vietnamese')
    expect(directory.given('Sergej')?.male).toBe(true)
    expect(directory.given('Marta')?.female).toBe(true)
    expect(directory.order('chinese')).toBe('family-first')
  })
  it('gives nothing for an ordinary word', () => {
    expect(directory.given('Abkommen')).toBeUndefined()
    expect(directory.family('Verhandlungen')).toEqual([])
  })
})
