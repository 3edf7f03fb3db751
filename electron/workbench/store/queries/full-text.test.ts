import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSqlite } from '../../database/index.ts'
import { readWasm, resourcesFolder } from '../../resources.ts'
import { searchQuery } from './full-text.ts'

const articles: Readonly<Record<string, readonly [title: string, body: string]>> = {
  umlaut: ['Außenministerin in Köln', 'Die Straße nach Düsseldorf war gesperrt.'],
  ascii: ['Aussenministerin in Koeln', 'Die Strasse nach Duesseldorf war offen.'],
  hanoi: ['Tô Lâm empfängt Gäste', 'Der Präsident sprach in Hà Nội von neuen Quellen.'],
  other: ['Neue Lage', 'In Kronburg blieb es ruhig: kein Treffen.'],
}

let match: (expression: string) => readonly string[]
beforeAll(async () => {
  const db = (await loadSqlite(readWasm(resourcesFolder()))).open()
  db.script(
    'CREATE VIRTUAL TABLE f USING fts4(name, title, body, notindexed=name, tokenize=unicode61 "remove_diacritics=2")',
  )
  for (const [name, [title, body]] of Object.entries(articles)) db.insert('f', { name, title, body })
  match = (expression) =>
    db.all('SELECT name FROM f WHERE f MATCH ? ORDER BY docid', [expression], (row) => row.text('name'))
})

const found = (typed: string): readonly string[] => match(searchQuery(typed).match)

describe('what a person types into the search', () => {
  it.each([
    ['aussenministerin', ['umlaut', 'ascii']],
    ['Außenministerin', ['umlaut', 'ascii']],
    ['koeln', ['umlaut', 'ascii']],
    ['Köln', ['umlaut', 'ascii']],
    ['duesseldorf strasse', ['umlaut', 'ascii']],
    ['"die straße nach"', ['umlaut', 'ascii']],
    ['to lam', ['hanoi']],
    ['Tô Lâm', ['hanoi']],
    ['neue', ['hanoi', 'other']],
    ['quelle', ['hanoi']],
  ])('finds %s however it is spelled', (typed, names) => {
    expect(found(typed)).toEqual(names)
  })

  it.each([
    ['minist', []],
    ['aussenmin', ['umlaut', 'ascii']],
    ['"aussenmin"', []],
    ['straße -koeln', []],
    ['straße -offen', ['umlaut']],
    ['kronburg OR hanoi', ['other']],
    ['kronburg ODER gäste', ['hanoi', 'other']],
    ['title:lage', ['other']],
    ['titel:kronburg', []],
    ['text:"blieb es ruhig"', ['other']],
    ['title:"blieb es ruhig"', []],
    ['titel:"in koeln"', ['umlaut', 'ascii']],
    ['-title:neue text:neue', ['hanoi']],
    ['ruhig: kein', ['other']],
    ['straße AND NOT koeln', []],
    ['straße UND NICHT offen', ['umlaut']],
    ['(kronburg OR gäste) neue', ['hanoi', 'other']],
  ])('reads %s as it is meant', (typed, names) => {
    expect(found(typed)).toEqual(names)
  })

  it.each([
    ['"in Köln', 'openQuote'],
    ['Köln OR', 'operatorLast'],
    ['OR Köln', 'operatorFirst'],
    ['Köln OR (Straße offen)', 'groups'],
    ['Köln OR publisher:Blatt', 'fieldOr'],
    ['?!', 'noWords'],
  ])('says what is odd about %s', (typed, code) => {
    expect(searchQuery(typed).hints.map((hint) => hint.code)).toEqual([code])
  })

  it('finds what has none of the words where only words to leave out are given', () => {
    expect(searchQuery('-köln')).toMatchObject({ match: '', hints: [] })
    expect(match(searchQuery('NOT köln').without)).toEqual(['umlaut', 'ascii'])
  })

  it('takes fields of the metadata out of the words', () => {
    expect(searchQuery('lage quelle:"Kronburger Blatt" -agentur:KNA')).toMatchObject({
      match: '((lage*))',
      fields: [
        { field: 'publisher', words: ['kronburger', 'blatt'], not: false },
        { field: 'agency', words: ['kna'], not: true },
      ],
    })
  })

  it('never makes a syntax error of anything', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '(',
            ')',
            '"',
            '-',
            ':',
            '*',
            ' ',
            'OR',
            'NOT',
            'AND',
            'publisher:',
            'NEAR/2',
            'title:',
            'ß',
            'ae',
            'a',
            '^',
            '\u0000',
          ),
        ),
        (parts) => {
          const { match: expression, without } = searchQuery(parts.join(''))
          if (expression !== '') match(expression)
          if (without !== '') match(without)
        },
      ),
      { numRuns: 3000 },
    )
  })
})
