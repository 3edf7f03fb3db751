import { describe, expect, it } from 'vitest'
import { testMigrations, testSqlite } from '../project/testing/workbench.ts'
import { foreignKeyProblem, migrateCopy, newDatabase, readMigrations, schemaVersion } from './migrations.ts'
import { classOf, decidedTables, historyTables, shapesOf, tablesOf } from './schema.ts'

const next = (sql: string): ReturnType<typeof readMigrations> =>
  readMigrations([
    ...testMigrations,
    { name: `${String(testMigrations.length + 1).padStart(4, '0')}-next.sql`, sql },
  ])

describe('the schema', () => {
  it('has exactly the decided tables that are listed, and every table stands in one class', () => {
    const db = newDatabase(testSqlite, testMigrations)
    expect(tablesOf(db, 'decided')).toEqual([...decidedTables].sort())
    expect(tablesOf(db, 'history')).toEqual([...historyTables].sort())
    expect(tablesOf(db, 'proposed')).toEqual([
      'p_entity',
      'p_fact',
      'p_field',
      'p_mention',
      'p_sentence',
      'p_slot',
      'p_zone',
    ])
    expect(tablesOf(db, 'derived').filter((name) => !name.startsWith('d_fts'))).toEqual([
      'd_article',
      'd_band',
      'd_entity',
      'd_entity_article',
      'd_families',
      'd_family',
      'd_linking',
      'd_look',
      'd_name_key',
      'd_near',
      'd_signature',
      'd_snapshot',
      'd_word_block',
    ])
    db.close()
  })

  it('can journal every decided table: a primary key, and nothing JSON cannot carry', () => {
    const db = newDatabase(testSqlite, testMigrations)
    for (const shape of shapesOf(db, 'decided').values()) expect(shape.key.length).toBeGreaterThan(0)
    db.script('CREATE TABLE picture (id TEXT PRIMARY KEY, bytes BLOB) STRICT')
    expect(() => shapesOf(db, 'decided')).toThrow('“picture” cannot be journaled')
    db.close()
  })

  it('lets decided tables point at decided tables only, and has an index behind every such reference', () => {
    const db = newDatabase(testSqlite, testMigrations)
    for (const table of [...tablesOf(db, 'decided'), ...tablesOf(db, 'history')]) {
      const references = db.all(`PRAGMA foreign_key_list("${table}")`, [], (row) => ({
        parent: row.text('table'),
        column: row.text('from'),
        action: row.text('on_delete'),
      }))
      for (const { parent, column, action } of references) {
        expect(['decided', 'history']).toContain(classOf(parent))
        expect(action).toBe('NO ACTION')
        const plan = db.all(
          `EXPLAIN QUERY PLAN SELECT 1 FROM "${table}" WHERE "${column}" = 'x'`,
          [],
          (row) => row.text('detail'),
        )
        expect(plan.join(), `${table}.${column}`).toMatch(/SEARCH/)
      }
    }
    db.close()
  })
})

describe('a migration', () => {
  it('runs on a copy that replaces the database only when it holds', () => {
    const db = newDatabase(testSqlite, testMigrations)
    db.script("INSERT INTO setting VALUES ('k', 'v')")
    const moved = migrateCopy(testSqlite, db, next('ALTER TABLE setting ADD COLUMN changed_at TEXT'))
    expect(moved).not.toBe(db)
    expect(schemaVersion(moved)).toBe(testMigrations.length + 1)
    expect(moved.get('SELECT value, changed_at FROM setting', [], (row) => row.row())).toEqual({
      value: 'v',
      changed_at: null,
    })
    moved.close()
  })

  it.each([
    ['fails', 'ALTER TABLE setting ADD COLUMN a TEXT; SELECT * FROM nowhere'],
    [
      'leaves a row pointing at nothing',
      "INSERT INTO alias VALUES ('n', 'nobody', 'x', 'x', 'k', 's', NULL, NULL, 'o', 'now')",
    ],
    ['makes a table that cannot be journaled', 'CREATE TABLE loose (a TEXT)'],
  ])('that %s leaves the database as it was', (_, sql) => {
    const db = newDatabase(testSqlite, testMigrations)
    db.script("INSERT INTO setting VALUES ('k', 'v')")
    expect(() => migrateCopy(testSqlite, db, next(sql))).toThrow()
    expect(schemaVersion(db)).toBe(testMigrations.length)
    expect(db.count('SELECT count(*) FROM setting')).toBe(1)
    expect(foreignKeyProblem(db)).toBeNull()
    db.close()
  })

  it('of a newer program is not touched', () => {
    const db = newDatabase(testSqlite, next('SELECT 1'))
    expect(() => migrateCopy(testSqlite, db, testMigrations)).toThrow(
      expect.objectContaining({ code: 'project.newer' }),
    )
    db.close()
  })

  it('must follow the one before', () => {
    expect(() => readMigrations([{ name: '0002-late.sql', sql: '' }])).toThrow('out of order')
    expect(() =>
      readMigrations([
        { name: '0001-a.sql', sql: '' },
        { name: '0001-b.sql', sql: '' },
      ]),
    ).toThrow('out of order')
    expect(() => readMigrations([{ name: '0001 Bad.sql', sql: '' }])).toThrow('out of order')
  })
})
