import { describe, expect, it } from 'vitest'
import { newDatabase, type Database } from '../database/index.ts'
import { testMigrations, testSqlite } from './testing/workbench.ts'
import { compareTables, type VerificationProblem } from './verify.ts'

const many = 2_500

/** A project's database with that many coders, some of them changed or missing. */
function database(change: (db: Database) => void = () => undefined): Database {
  const db = newDatabase(testSqlite, testMigrations)
  db.run(
    "WITH RECURSIVE c(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM c WHERE n < ?) INSERT INTO coder SELECT printf('c_%05d', n), 'Ánh ' || n, '2026-11-22T08:00:00.000Z' FROM c",
    [many],
  )
  change(db)
  return db
}

function found(live: Database, again: Database): readonly string[] {
  const problems: VerificationProblem[] = []
  compareTables(live, again, problems)
  for (const db of [live, again]) db.close()
  return problems.map(({ where, message }) => `${where}: ${message}`)
}

const told = (row: number): readonly string[] => [`coder: row ${String(row)} is not what the journal says`]

describe('what is in memory, beside what the journal gives', () => {
  it('is the same where every row is', () => {
    expect(found(database(), database())).toEqual([])
  })

  it.each([1, 1000, 1001, 1777, many])('is told by the first row that is another: the %ith', (row) => {
    const other = database((db) => db.run("UPDATE coder SET name = 'Anna' WHERE rowid = ?", [row]))
    expect(found(database(), other)).toEqual(told(row))
  })

  it.each([1000, 2000, 2001, many - 1])(
    'is told by the first row that is missing on either side, after %i',
    (kept) => {
      const short = (): Database => database((db) => db.run('DELETE FROM coder WHERE rowid > ?', [kept]))
      expect(found(database(), short())).toEqual(told(kept + 1))
      expect(found(short(), database())).toEqual(told(kept + 1))
    },
  )
})
