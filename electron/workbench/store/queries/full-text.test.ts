import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSqlite } from '../../database/index.ts'
import { readWasm, resourcesFolder } from '../../resources.ts'
import { matchExpression } from './full-text.ts'

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

const found = (typed: string): readonly string[] => match(matchExpression(typed))

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
  ])('reads %s as it is meant', (typed, names) => {
    expect(found(typed)).toEqual(names)
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
          const expression = matchExpression(parts.join(''))
          if (expression !== '') match(expression)
        },
      ),
      { numRuns: 3000 },
    )
  })
})
