import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { realFiles } from '../project/index.ts'
import { testSqlite } from '../project/testing/workbench.ts'
import { oneCopy } from './one-copy.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beleg-one-copy-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

describe('a database that is held once', () => {
  it('is read where it lies also when its name is gone, grows in memory, and is copied until nobody may', () => {
    const made = testSqlite.open()
    made.script('CREATE TABLE t (s TEXT)')
    for (let n = 0; n < 500; n++) made.run('INSERT INTO t VALUES (?)', ['Donau'.repeat(200)])
    const path = join(root, '000001.sqlite')
    writeFileSync(path, made.bytes())
    made.close()
    const { fs, sqlite, copyNoMore } = oneCopy(realFiles, testSqlite)
    const db = sqlite.open(fs.pieces?.(path))
    expect(db.count('PRAGMA cache_size')).toBe(-8192)
    expect(db.count('SELECT count(*) FROM t WHERE rowid < 3')).toBe(2)
    rmSync(path)
    db.run('INSERT INTO t VALUES (?)', ['Inn'.repeat(100_000)])
    const copy = testSqlite.open(db.bytes())
    expect(copy.count('SELECT sum(length(s)) FROM t')).toBe(800_000)
    copy.close()
    copyNoMore()
    expect(() => db.bytes()).toThrow()
    expect(db.count('SELECT count(*) FROM t')).toBe(501)
    db.close()
  })

  it('names a file that is not there as the disk does', () => {
    const { fs } = oneCopy(realFiles, testSqlite)
    expect(() => fs.pieces?.(join(root, '000009.sqlite'))).toThrow('ENOENT')
  })
})
