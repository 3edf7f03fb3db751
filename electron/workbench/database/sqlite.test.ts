import { describe, expect, it } from 'vitest'
import { testSqlite } from '../project/testing/workbench.ts'
import { bytesAsFile } from './file-pages.ts'
import type { SlowQuery } from './sqlite.ts'

/** Facts about sql.js 1.16.0 that the engine is built on. A new version must show them again. */
describe('the SQLite in use', () => {
  it('has FTS4 that finds words without their marks, JSON, STRICT, RETURNING, upsert and window functions', () => {
    const db = testSqlite.open()
    db.script('CREATE VIRTUAL TABLE f USING fts4 (body, tokenize=unicode61 "remove_diacritics=2")')
    db.run('INSERT INTO f (body) VALUES (?)', ['Trương trifft Müller'])
    expect(db.count("SELECT count(*) FROM f WHERE f MATCH 'truong muller'")).toBe(1)
    db.script('CREATE TABLE t (k TEXT PRIMARY KEY, n INTEGER) STRICT')
    expect(() => db.run("INSERT INTO t VALUES ('a', 'viele')")).toThrow('cannot store TEXT')
    const upsert = 'INSERT INTO t VALUES (?, 1) ON CONFLICT (k) DO UPDATE SET n = n + 1 RETURNING n'
    expect([db.count(upsert, ['a']), db.count(upsert, ['a'])]).toEqual([1, 2])
    expect(db.count("SELECT json_extract('[1,[2]]', '$[1][0]')")).toBe(2)
    expect(db.count('SELECT row_number() OVER (ORDER BY k) FROM t')).toBe(1)
    db.close()
  })

  it('has no FTS5 and no R-tree', () => {
    const db = testSqlite.open()
    expect(() => {
      db.script('CREATE VIRTUAL TABLE f USING fts5 (body)')
    }).toThrow('no such module')
    expect(() => {
      db.script('CREATE VIRTUAL TABLE r USING rtree (id, a, b)')
    }).toThrow('no such module')
    db.close()
  })

  it('exports without losing pragmas, prepared statements or temporary triggers, and never inside a change', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE t (n INTEGER); CREATE TEMP TABLE log (n INTEGER)')
    db.script('CREATE TEMP TRIGGER tr AFTER INSERT ON main.t BEGIN INSERT INTO log VALUES (new.n); END')
    const insert = 'INSERT INTO t VALUES (?)'
    db.run(insert, [1])
    db.run('SAVEPOINT s')
    db.run(insert, [2])
    expect(() => db.bytes()).toThrow('busy or locked')
    db.run('ROLLBACK TO s')
    db.run('RELEASE s')
    const bytes = db.bytes()
    db.run(insert, [3])
    expect(db.all('SELECT n FROM log', [], (row) => row.integer('n'))).toEqual([1, 3])
    expect(db.count('PRAGMA foreign_keys')).toBe(1)
    const copy = testSqlite.open(bytes)
    expect(copy.all('SELECT n FROM t', [], (row) => row.integer('n'))).toEqual([1])
    expect(copy.count("SELECT count(*) FROM sqlite_master WHERE type = 'trigger'")).toBe(0)
    for (const opened of [db, copy]) opened.close()
  })

  it('reads bytes where they are, leaves them as they are, and exports what was written since', () => {
    const made = testSqlite.open()
    made.script('CREATE TABLE t (s TEXT)')
    for (let n = 0; n < 300; n++) made.run('INSERT INTO t VALUES (?)', ['Elbe'.repeat(100)])
    const bytes = made.bytes()
    made.close()
    const before = Buffer.from(bytes)
    const db = testSqlite.open(bytesAsFile(bytes))
    expect(db.count('SELECT sum(length(s)) FROM t')).toBe(120_000)
    db.run('UPDATE t SET s = ? WHERE rowid = 7', ['Oder'.repeat(5000)])
    const copy = testSqlite.open(db.bytes())
    expect(copy.count('SELECT sum(length(s)) FROM t')).toBe(119_600 + 20_000)
    expect(copy.count("SELECT count(*) FROM pragma_quick_check WHERE quick_check = 'ok'")).toBe(1)
    for (const opened of [db, copy]) opened.close()
    expect(before.equals(bytes)).toBe(true)
  })

  it('reads a file where it lies, keeps what is written in memory, and leaves the file as it is', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT)')
    for (let n = 1; n <= 400; n++) db.run('INSERT INTO t VALUES (?, ?)', [n, `${String(n)} `.repeat(500)])
    const bytes = db.bytes()
    db.close()
    const before = Buffer.from(bytes)
    let read = 0
    let closed = 0
    const lying = testSqlite.open({
      path: '000001.sqlite',
      size: bytes.length,
      // A disk may give fewer bytes than it was asked for.
      read: (into, from) => {
        const piece = bytes.subarray(from, from + Math.min(into.length, 3000))
        into.set(piece)
        read += piece.length
        return piece.length
      },
      close: () => (closed += 1),
    })
    expect(lying.count('SELECT length(s) FROM t WHERE n = 7')).toBe(1000)
    expect(read).toBeLessThan(bytes.length / 4)
    lying.run('UPDATE t SET s = ? WHERE n = 7', ['Donau'])
    lying.run('INSERT INTO t VALUES (?, ?)', [500, 'Inn'.repeat(400_000)])
    lying.script('SAVEPOINT s; DELETE FROM t WHERE n < 300; ROLLBACK TO s; RELEASE s')
    const copy = testSqlite.open(lying.bytes())
    for (const opened of [lying, copy]) {
      expect(opened.get('SELECT s FROM t WHERE n = 7', [], (row) => row.text('s'))).toBe('Donau')
      expect(opened.count('SELECT count(*) FROM t')).toBe(401)
      expect(opened.count('SELECT length(s) FROM t WHERE n = 500')).toBe(1_200_000)
      expect(opened.get('PRAGMA integrity_check', [], (row) => String(row.first()))).toBe('ok')
      opened.close()
    }
    expect(Buffer.compare(before, bytes)).toBe(0)
    expect(closed).toBe(1)
  })

  it('says of a file that cannot be read on what the disk said, and goes on once it can', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE t (n INTEGER PRIMARY KEY, s TEXT)')
    for (let n = 1; n <= 40; n++) db.run('INSERT INTO t VALUES (?, ?)', [n, 'Isar '.repeat(1000)])
    const bytes = db.bytes()
    db.close()
    let fails = false
    const lying = testSqlite.open({
      path: '000001.sqlite',
      size: bytes.length,
      read: (into, from) => {
        if (fails) throw Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
        const piece = bytes.subarray(from, from + into.length)
        into.set(piece)
        return piece.length
      },
      close: () => undefined,
    })
    expect(lying.count('SELECT length(s) FROM t WHERE n = 1')).toBe(5000)
    fails = true
    expect(() => lying.count('SELECT sum(length(s)) FROM t')).toThrow('EIO')
    fails = false
    expect(lying.count('SELECT sum(length(s)) FROM t')).toBe(200_000)
    lying.close()
  })

  it('plans a statement once, whatever is bound to it later, and leaves texts and values as they are', () => {
    const db = testSqlite.open()
    db.script("CREATE TABLE t (k TEXT, s TEXT); CREATE INDEX known ON t (k) WHERE s = 'x'")
    db.run('INSERT INTO t VALUES (?, ?)', ['= ?', 'x'])
    const plan = (sql: string, params: readonly string[]): string =>
      db.all(`EXPLAIN QUERY PLAN ${sql}`, params, (row) => row.text('detail')).join()
    expect(plan("SELECT k FROM t WHERE k > 'a' AND s = 'x'", [])).toContain('known')
    // SQLite would look at the value, use the index for this one, and compile anew for the next.
    expect(plan("SELECT k FROM t WHERE k > 'a' AND s = ?", ['x'])).not.toContain('known')
    expect(db.count("SELECT count(*) FROM t WHERE k = '= ?' AND s IS ?1 LIMIT ?2", ['x', 1])).toBe(1)
    expect(db.get('SELECT 1 = ? AS same, typeof(k) AS kind FROM t LIMIT ? OFFSET ?', ['1', 5, 0], (row) => row.row())).toEqual({ same: 0, kind: 'text' }) // prettier-ignore
    db.close()
  })

  it('refuses every write while only reading is allowed, also into temporary tables', () => {
    const db = testSqlite.open()
    db.script('CREATE TABLE t (n INTEGER); CREATE TEMP TABLE log (n INTEGER)')
    db.setWritable(false)
    for (const sql of [
      'INSERT INTO t VALUES (1)',
      'INSERT INTO log VALUES (1)',
      'DROP TABLE t',
      'CREATE TABLE u (n)',
      ' \n update t SET n = 2',
      'DELETE FROM t',
      'REPLACE INTO t VALUES (1)',
      'WITH one AS (SELECT 1 AS n) INSERT INTO t SELECT n FROM one',
      'VACUUM',
    ]) {
      expect(() => db.run(sql), sql).toThrow('readonly')
      expect(() => db.script(`SELECT 1; ${sql}`), sql).toThrow('readonly')
    }
    expect(
      db.count("WITH one AS (SELECT replace('21', '2', '') AS n) SELECT CAST(n AS INTEGER) FROM one"),
    ).toBe(1)
    db.setWritable(true)
    expect(db.run('INSERT INTO t VALUES (1)')).toBe(1)
    db.close()
  })
})

describe('a query', () => {
  it('gives text, numbers and bytes back as they went in', () => {
    const db = testSqlite.open()
    const values = ['', 'a\u0000b', '👩‍🔬 Nguyễn', 0, -1, 2 ** 53 - 1, 0.1, 1e300, null]
    for (const value of values) expect(db.get('SELECT ? AS v', [value], (row) => row.value('v'))).toBe(value)
    expect(db.get('SELECT ? AS v', [new Uint8Array([0, 255])], (row) => row.bytes('v'))).toEqual(
      new Uint8Array([0, 255]),
    )
    db.close()
  })

  it.each([
    ['half a character', 'x\ud83d'],
    ['not a number', Number.NaN],
    ['infinity', Infinity],
  ])('refuses %s, which would come back as something else', (_, value) => {
    const db = testSqlite.open()
    expect(() => db.count('SELECT ?', [value])).toThrow(expect.objectContaining({ code: 'input.invalid' }))
    db.close()
  })

  it('may be asked again while its rows are being read', () => {
    const db = testSqlite.open()
    const sql = 'SELECT value FROM json_each(?)'
    const seen: number[] = []
    db.each(sql, ['[1,2]'], (outer) => {
      db.each(sql, ['[10,20]'], (inner) => {
        seen.push(outer.integer('value') * inner.integer('value'))
        return true
      })
      return true
    })
    expect(seen).toEqual([10, 20, 20, 40])
    db.close()
  })

  it('names the column and the type where a value is not what the program takes it for', () => {
    const db = testSqlite.open()
    const read = (take: Parameters<typeof db.get<unknown>>[2]): unknown =>
      db.get("SELECT 'x' AS a, NULL AS b, 2 AS c", [], take)
    expect(() => read((row) => row.integer('a'))).toThrow(
      '“a” holds text, not integer'.replace('text', 'string'),
    )
    expect(() => read((row) => row.text('b'))).toThrow('“b” holds null')
    expect(() => read((row) => row.flag('c'))).toThrow('“c”')
    expect(() => read((row) => row.text('d'))).toThrow('no column “d”')
    expect(read((row) => [row.textOrNull('b'), row.integerOrNull('b'), row.realOrNull('b')])).toEqual([
      null,
      null,
      null,
    ])
    db.close()
  })

  it('that takes long is reported', () => {
    const slow: SlowQuery[] = []
    const db = testSqlite.open(undefined, (query) => slow.push(query))
    db.count(
      'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 900000) SELECT max(i) FROM n',
    )
    db.count('SELECT 1')
    expect(slow).toHaveLength(1)
    expect(slow[0]?.sql).toContain('RECURSIVE')
    db.close()
  })

  it('keeps no more prepared statements than it needs', () => {
    const db = testSqlite.open()
    for (let n = 0; n < 1000; n += 1) expect(db.count(`SELECT ${n}`)).toBe(n)
    db.close()
  })
})
