import { describe, expect, it } from 'vitest'
import { testSqlite } from '../project/testing/workbench.ts'
import { mergeFullText } from './derived.ts'

const words = ['Hafen', 'Schiff', 'Nordland', 'Gespräch', 'Grenze', 'Minister', 'Vertrag']

describe('the full text after many steps', () => {
  it('is drawn together bit by bit, and every search finds what it found before', () => {
    const db = testSqlite.open()
    db.run('CREATE VIRTUAL TABLE d_fts USING fts4 (title, body, tokenize=unicode61 "remove_diacritics=2")')
    for (let at = 0; at < 400; at += 1) {
      // Each statement is a step of its own; every fifth text goes again.
      const body = Array.from({ length: 30 }, (_, n) => `${words[(at * n) % 7] ?? ''}${String((at * 31 + n) % 97)}`).join(' ')
      db.run('INSERT INTO d_fts (docid, title, body) VALUES (?, ?, ?)', [at + 1, words[at % 7] ?? '', body])
      if (at % 5 === 0) db.run('DELETE FROM d_fts WHERE docid = ?', [at + 1])
    }
    const pieces = (): number => db.count('SELECT count(*) FROM d_fts_segdir')
    const found = (): readonly string[] =>
      ['hafen*', 'gesprach* schiff*', '"nordland3 grenze4"', 'title:vertrag', 'minister* NOT hafen*'].flatMap((match) =>
        db.all("SELECT docid || hex(matchinfo(d_fts, 'pcnxy')) AS found FROM d_fts WHERE d_fts MATCH ?", [match], (row) => row.text('found')),
      )
    const [before, many] = [found(), pieces()]
    expect(before.length).toBeGreaterThan(500)
    let times = 0
    while (mergeFullText(db)) expect((times += 1)).toBeLessThan(100)
    expect(times).toBeGreaterThan(0)
    expect([many > 20, pieces() < 6]).toEqual([true, true])
    expect(found()).toEqual(before)
    expect(mergeFullText(db)).toBe(false)
  })
}) // prettier-ignore
