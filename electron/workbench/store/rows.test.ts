import { describe, expect, it } from 'vitest'
import { testSqlite } from '../project/testing/workbench.ts'
import { insertRows } from './rows.ts'

describe('rows stored together', () => {
  it('come back as they went in, however many there are', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE t (n INTEGER, share REAL, words TEXT, body_json TEXT, nil TEXT)')
    const rows = Array.from({ length: 75 }, (_, n) => [n * 2 ** 30, n / 4, `Wörter ${String(n)} 🙂\0e\u0301`, JSON.stringify({ ü: [n, '🙂"'] }), null]) // prettier-ignore
    insertRows(db, 't', ['n', 'share', 'words', 'body_json', 'nil'], rows)
    const stored = db.all('SELECT *, typeof(n) || typeof(share) || typeof(words) || typeof(body_json) AS types FROM t ORDER BY n', [], (row) => row.row()) // prettier-ignore
    expect(stored.map(({ n, share, words, body_json, nil }) => [n, share, words, body_json, nil])).toEqual(rows) // prettier-ignore
    expect(new Set(stored.map(({ types }) => types))).toEqual(new Set(['integerrealtexttext']))
    db.close()
  })

  it('hold the replacement character for half of a letter, and are none where none are given', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE t (words TEXT)')
    insertRows(db, 't', ['words'], [])
    insertRows(db, 't', ['words'], [['a\ud83d']])
    expect(db.all('SELECT words FROM t', [], (row) => row.text('words'))).toEqual(['a\ufffd'])
    db.close()
  })
})
