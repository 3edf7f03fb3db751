import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareTables, type VerificationProblem } from '../project/verify.ts'
import { testSqlite } from '../project/testing/workbench.ts'
import { installCapture, takeCaptured } from './capture.ts'
import { applyRowChanges, inverse, readRowChange, writeRowChange, type RowChange } from './row-change.ts'
import { shapesOf, type TableShape } from './schema.ts'
import type { Database } from './sqlite.ts'

const schema = `
  CREATE TABLE pair (a TEXT, b INTEGER, note TEXT, weight REAL, PRIMARY KEY (b, a)) STRICT;
  CREATE TABLE single (id TEXT PRIMARY KEY) STRICT;
  CREATE TABLE parent (id TEXT PRIMARY KEY, name TEXT) STRICT;
  CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id TEXT REFERENCES parent (id)) STRICT;
  CREATE TABLE told (id TEXT PRIMARY KEY, body_json TEXT) STRICT;
  CREATE TABLE history (seq INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE history_change (seq INTEGER, n INTEGER, PRIMARY KEY (seq, n)) STRICT;
  CREATE TABLE p_guess (id TEXT PRIMARY KEY) STRICT;
`

function captured(): { readonly db: Database; readonly shapes: ReadonlyMap<string, TableShape> } {
  const db = testSqlite.open()
  db.script(schema)
  const shapes = shapesOf(db, 'decided')
  installCapture(db, shapes)
  return { db, shapes }
}

const differences = (left: Database, right: Database): readonly VerificationProblem[] => {
  const problems: VerificationProblem[] = []
  compareTables(left, right, problems)
  return problems
}

/** As the journal does: into JSON and back. */
const throughJson = (changes: readonly RowChange[]): readonly RowChange[] =>
  changes.map((change) => {
    const back = readRowChange(JSON.parse(JSON.stringify(writeRowChange(change))))
    if (back === null) throw new Error('not read back')
    return back
  })

describe('captured changes', () => {
  it('hold the whole row where it came or went, and the changed columns where it was changed', () => {
    const { db, shapes } = captured()
    db.insert('pair', { a: 'x', b: 1, note: 'n', weight: 0.5 })
    db.run("UPDATE pair SET note = 'm', weight = 0.5")
    db.run('UPDATE pair SET b = 2')
    db.run('DELETE FROM pair')
    const row = { a: 'x', b: 1, note: 'm', weight: 0.5 }
    expect(takeCaptured(db, shapes)).toEqual([
      { table: 'pair', key: [1, 'x'], before: null, after: { ...row, note: 'n' } },
      { table: 'pair', key: [1, 'x'], before: { note: 'n' }, after: { note: 'm' } },
      { table: 'pair', key: [1, 'x'], before: row, after: null },
      { table: 'pair', key: [2, 'x'], before: null, after: { ...row, b: 2 } },
      { table: 'pair', key: [2, 'x'], before: { ...row, b: 2 }, after: null },
    ])
    expect(takeCaptured(db, shapes)).toEqual([])
    db.close()
  })

  it('forget nothing: REPLACE, upsert and whole-table deletes are seen', () => {
    const { db, shapes } = captured()
    db.run("INSERT INTO parent VALUES ('p', 'a')")
    db.run("INSERT OR REPLACE INTO parent VALUES ('p', 'b')")
    db.run("INSERT INTO parent VALUES ('p', 'c') ON CONFLICT (id) DO UPDATE SET name = excluded.name")
    db.run('DELETE FROM parent')
    expect(
      takeCaptured(db, shapes).map(({ before, after }) => [
        before?.['name'] ?? null,
        after?.['name'] ?? null,
      ]),
    ).toEqual([
      [null, 'a'],
      ['a', null],
      [null, 'b'],
      ['b', 'c'],
      ['c', null],
    ])
    db.close()
  })

  it('hold JSON as the text it is stored as, also where SQLite made it', () => {
    const { db, shapes } = captured()
    db.run(`INSERT INTO told SELECT value, json_object('n', 1) FROM json_each('["a", "b"]')`)
    db.run(`UPDATE told SET body_json = json_set(body_json, '$.n', 2) WHERE id = 'a'`)
    db.run("UPDATE told SET body_json = NULL WHERE id = 'b'")
    const stored = (n: number): string => JSON.stringify({ n })
    expect(takeCaptured(db, shapes).map(({ key: [id], before, after }) => [id, before, after])).toEqual([
      ['a', null, { id: 'a', body_json: stored(1) }],
      ['b', null, { id: 'b', body_json: stored(1) }],
      ['a', { body_json: stored(1) }, { body_json: stored(2) }],
      ['b', { body_json: stored(1) }, { body_json: null }],
    ])
    db.close()
  })

  it('leave out proposed tables, the history, and updates that change nothing', () => {
    const { db, shapes } = captured()
    db.run("INSERT INTO p_guess VALUES ('g')")
    db.run('INSERT INTO history VALUES (1)')
    db.run("INSERT INTO single VALUES ('s')")
    takeCaptured(db, shapes)
    db.run("UPDATE single SET id = 's'")
    expect(takeCaptured(db, shapes)).toEqual([])
    db.close()
  })

  it('are gone with the savepoint that is rolled back', () => {
    const { db, shapes } = captured()
    db.run('SAVEPOINT s')
    db.run("INSERT INTO single VALUES ('s')")
    db.run('ROLLBACK TO s')
    db.run('RELEASE s')
    expect(takeCaptured(db, shapes)).toEqual([])
    db.close()
  })
})

describe('applying changes', () => {
  it('leaves out what does not fit and says why', () => {
    const { db, shapes } = captured()
    db.script("INSERT INTO parent VALUES ('p', 'now'); INSERT INTO child VALUES (1, 'p')")
    const conflicts = applyRowChanges(db, shapes, [
      { table: 'parent', key: ['p'], before: { name: 'then' }, after: { name: 'new' } },
      { table: 'parent', key: ['p'], before: { id: 'p', name: 'now' }, after: null },
      { table: 'parent', key: ['p'], before: null, after: { id: 'p', name: 'twice' } },
      { table: 'child', key: [2], before: null, after: { id: 2, parent_id: 'nobody' } },
      { table: 'parent', key: ['q'], before: null, after: { id: 'q', name: null } },
    ])
    expect(conflicts.map(({ kind }) => kind)).toEqual(['differs', 'referenced', 'differs', 'referenced'])
    expect(db.all('SELECT id, name FROM parent ORDER BY id', [], (row) => Object.values(row.row()))).toEqual([
      ['p', 'now'],
      ['q', null],
    ])
    db.close()
  })

  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 8 }),
    fc.constantFrom('', 'a\u0000b', '"', "'", '👩‍🔬'),
  )
  const operation = fc.oneof(
    fc.record({ do: fc.constant('pair' as const), a: fc.constantFrom('x', 'y', 'ü'), b: fc.nat(2), note: fc.option(text), weight: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })) }), // prettier-ignore
    fc.record({
      do: fc.constant('rename' as const),
      a: fc.constantFrom('x', 'y', 'ü'),
      b: fc.nat(2),
      to: fc.nat(2),
    }),
    fc.record({ do: fc.constant('note' as const), note: fc.option(text) }),
    fc.record({ do: fc.constant('drop' as const), b: fc.nat(2) }),
    fc.record({ do: fc.constant('family' as const), id: fc.nat(3), name: fc.option(text) }),
    fc.record({ do: fc.constant('orphan' as const), id: fc.nat(3) }),
  )
  type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

  function perform(db: Database, step: Operation): void {
    switch (step.do) {
      case 'pair':
        db.run('INSERT OR REPLACE INTO pair VALUES (?, ?, ?, ?)', [step.a, step.b, step.note, step.weight])
        return
      case 'rename':
        db.run('UPDATE OR REPLACE pair SET b = ? WHERE a = ? AND b = ?', [step.to, step.a, step.b])
        return
      case 'note':
        db.run('UPDATE pair SET note = ?', [step.note])
        return
      case 'drop':
        db.run('DELETE FROM pair WHERE b = ?', [step.b])
        return
      case 'family':
        db.run('INSERT INTO parent VALUES (?1, ?2) ON CONFLICT DO UPDATE SET name = ?2', [
          `p${step.id}`,
          step.name,
        ])
        db.run('INSERT OR REPLACE INTO child VALUES (?, ?)', [step.id, `p${step.id}`])
        return
      case 'orphan':
        db.run('UPDATE child SET parent_id = NULL WHERE id = ?', [step.id])
        db.run('DELETE FROM parent WHERE id = ? AND id NOT IN (SELECT parent_id FROM child WHERE parent_id IS NOT NULL)', [`p${step.id}`]) // prettier-ignore
    }
  }

  it('again gives the same rows, and taking them back gives the rows before, whatever was done', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 12 }),
        fc.array(operation, { maxLength: 25 }),
        (first, second) => {
          const live = captured()
          for (const step of first) perform(live.db, step)
          const before = testSqlite.open(live.db.bytes())
          takeCaptured(live.db, live.shapes)
          for (const step of second) perform(live.db, step)
          const changes = throughJson(takeCaptured(live.db, live.shapes))

          const replayed = testSqlite.open(before.bytes())
          expect(applyRowChanges(replayed, live.shapes, changes)).toEqual([])
          expect(differences(live.db, replayed)).toEqual([])

          expect(applyRowChanges(live.db, live.shapes, changes.toReversed().map(inverse))).toEqual([])
          expect(differences(live.db, before)).toEqual([])
          for (const db of [live.db, before, replayed]) db.close()
        },
      ),
      { numRuns: 150 },
    )
  })
})
