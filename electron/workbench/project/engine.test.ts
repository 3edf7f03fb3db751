import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Engine } from './engine.ts'
import { createProject } from './folder.ts'
import type { AfterRowChanges } from './recovery.ts'
import { seeded, SimulatedDisk } from './testing/simulated-disk.ts'
import {
  abandon,
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  setLabel,
  testMigrations,
  testProject,
  testSqlite,
} from './testing/workbench.ts'

describe('a command', () => {
  it('is there after the program was killed the moment it was answered', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const outcome = engine.transact(meta(), addEntity('e1', 'Ada'))
    expect(outcome).toMatchObject({ seq: 1, revision: 1, answer: { created: 'e1' }, repeated: false })
    expect(outcome.changes).toHaveLength(1)
    abandon(engine)

    const again = openTest(root)
    expect(again.opening.state).toBe('ok')
    expect(again.engine.revision).toBe(1)
    expect(entityLabels(again.engine)).toEqual({ e1: 'Ada' })
  })

  it('that fails changes nothing and is not journaled', () => {
    const root = newProject()
    const { engine } = openTest(root)
    expect(() =>
      engine.transact(meta(), (db) => {
        addEntity('e1')(db)
        throw new Error('no')
      }),
    ).toThrow('no')
    expect(entityLabels(engine)).toEqual({})
    engine.transact(meta(), addEntity('e2'))
    abandon(engine)
    expect(entityLabels(openTest(root).engine)).toEqual({ e2: 'e2' })
  })

  it('sent twice is done once and answered alike, also after a restart', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const command = meta()
    engine.transact(command, addEntity('e1'))
    const twice = engine.transact(command, addEntity('e1'))
    expect(twice).toMatchObject({ seq: 1, answer: { created: 'e1' }, repeated: true, changes: [] })
    expect(engine.answerFor(command.commandId)).toEqual({ seq: 1, answer: { created: 'e1' } })
    expect(() => engine.transact({ ...command, payload: 'other' }, addEntity('e3'))).toThrow(
      expect.objectContaining({ code: 'command.conflict' }),
    )
    abandon(engine)
    expect(openTest(root).engine.transact(command, addEntity('e1')).repeated).toBe(true)
  })

  it('can only be given through the engine: queries cannot write', () => {
    const { engine } = openTest(newProject())
    expect(() => engine.read().count("DELETE FROM setting WHERE key = 'x'")).toThrow('readonly')
    expect(() => engine.read().count("INSERT INTO setting VALUES ('k', 'v') RETURNING 1")).toThrow('readonly')
  })

  it('with more than 256 kB of changes goes to a batch and is there after a restart', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), (db) => {
      for (let n = 0; n < 3000; n += 1) addEntity(`e${n}`, `Name ${n}`)(db)
    })
    expect(engine.folder.batches.list()).toHaveLength(1)
    abandon(engine)
    const again = openTest(root).engine
    expect(again.read().count('SELECT count(*) FROM entity')).toBe(3000)
    expect(again.verify()).toMatchObject({ ok: true, problems: [] })
  })

  it('undone and redone leaves what was there before and after', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1', 'Ada'))
    engine.transact(meta(), setLabel('e1', 'Ada L.'))
    engine.undo(meta())
    expect(entityLabels(engine)).toEqual({ e1: 'Ada' })
    engine.undo(meta())
    expect(entityLabels(engine)).toEqual({})
    expect(() => engine.undo(meta())).toThrow(expect.objectContaining({ code: 'undo.nothing' }))
    engine.redo(meta())
    engine.redo(meta())
    expect(entityLabels(engine)).toEqual({ e1: 'Ada L.' })
    expect(() => engine.redo(meta())).toThrow(expect.objectContaining({ code: 'redo.nothing' }))
    expect(engine.verify().problems).toEqual([])
    abandon(engine)
    const again = openTest(root).engine
    expect(entityLabels(again)).toEqual({ e1: 'Ada L.' })
    expect(again.nextUndo('anna')?.seq).toBe(2)
  })
})

describe('rows built from others', () => {
  const proposals = (engine: Engine): number => engine.read().count('SELECT count(*) FROM p_fact')
  /** One proposal for each entity, as the store builds proposals from what was extracted. */
  const build: AfterRowChanges = (db, changes) => {
    for (const { table, before, after } of changes) {
      if (table !== 'entity') continue
      const id = after?.['id'] ?? before?.['id']
      if (typeof id !== 'string') continue
      db.remove('p_fact', { id })
      if (after !== null) {
        db.insert('p_fact', {
          id,
          article_id: 'a',
          ordinal: 0,
          type: 't',
          start: 0,
          rule: 'r',
          prior: 0.5,
          fingerprint: 'f',
          body_json: '{}',
        })
      }
    }
  }

  it('follow a change, its undo and its replay', () => {
    const root = newProject()
    const { engine } = openTest(root, { afterRowChanges: build })
    engine.transact(meta(), addEntity('e1'))
    engine.transact(meta(), addEntity('e2'))
    engine.undo(meta())
    expect(proposals(engine)).toBe(1)
    abandon(engine)
    const again = openTest(root, { afterRowChanges: build })
    expect(proposals(again.engine)).toBe(1)
    again.engine.redo(meta())
    expect(proposals(again.engine)).toBe(2)
    expect(again.opening.unbuilt).toEqual([])
  })

  it('that cannot be built take the change with them, but do not keep a project from opening', () => {
    const root = newProject()
    const failing: AfterRowChanges = () => {
      throw new Error('no such blob')
    }
    const first = openTest(root).engine
    first.transact(meta(), addEntity('e1'))
    abandon(first)
    const { engine, opening } = openTest(root, { afterRowChanges: failing })
    expect(opening.unbuilt).toEqual([{ seq: 1, reason: 'no such blob' }])
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow('no such blob')
    expect(entityLabels(engine)).toEqual({ e1: 'e1' })
    expect(engine.readOnly).toBeNull()
  })

  it('may not change decided rows, which would escape the journal', () => {
    const { engine } = openTest(newProject(), {
      afterRowChanges: (db) => {
        db.run("UPDATE entity SET note = 'hidden'")
      },
    })
    expect(() => engine.transact(meta(), addEntity('e1'))).toThrow(
      expect.objectContaining({ code: 'internal' }),
    )
    expect(entityLabels(engine)).toEqual({})
  })
})

describe('an engine', () => {
  it('that is closed takes no more commands', () => {
    const { engine } = openTest(newProject())
    engine.close()
    expect(() => engine.transact(meta(), addEntity('e1'))).toThrow(
      expect.objectContaining({ code: 'project.none' }),
    )
  })

  it('hands out a copy that later changes do not reach', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), addEntity('e1'))
    const { revision, bytes } = engine.stampedCopy()
    engine.transact(meta(), addEntity('e2'))
    const copy = testSqlite.open(bytes)
    expect(revision).toBe(1)
    expect(copy.count('SELECT count(*) FROM entity')).toBe(1)
    copy.close()
  })
})

describe('what was done', () => {
  const ids = ['a', 'b', 'c'] as const
  const action = fc.oneof(
    fc.record({
      do: fc.constant('set' as const),
      id: fc.constantFrom(...ids),
      label: fc.string({ maxLength: 3 }),
    }),
    fc.record({ do: fc.constant('remove' as const), id: fc.constantFrom(...ids) }),
    fc.record({ do: fc.constantFrom('undo' as const, 'redo' as const) }),
    fc.record({ do: fc.constant('step' as const), seq: fc.integer({ min: 1, max: 12 }) }),
    fc.record({ do: fc.constantFrom('snapshot' as const, 'restart' as const) }),
  )

  it('is the same after replay, whatever was done, undone, redone and saved in between', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('anna', 'berta'), action), { maxLength: 25 }),
        (actions) => {
          const fs = new SimulatedDisk()
          createProject(fs, testSqlite, testMigrations, '/p', testProject)
          let { engine } = openTest('/p', { fs })
          for (const [coderId, act] of actions) {
            const command = meta({ coderId })
            try {
              if (act.do === 'set') {
                engine.transact(command, (db) => {
                  if (db.update('entity', { id: act.id }, { label_de: act.label }) === 0)
                    addEntity(act.id, act.label)(db)
                })
              } else if (act.do === 'remove')
                engine.transact(command, (db) => db.remove('entity', { id: act.id }))
              else if (act.do === 'undo') engine.undo(command)
              else if (act.do === 'redo') engine.redo(command)
              else if (act.do === 'step') engine.undo(command, act.seq)
              else if (act.do === 'snapshot') engine.snapshot()
              else {
                engine.close()
                engine = openTest('/p', { fs }).engine
              }
            } catch (error) {
              // Refusals are part of the work; anything else is a fault.
              expect(error).toMatchObject({
                code: expect.stringMatching(/^(undo|redo)\.|^notFound$/) as unknown,
              })
            }
          }
          const labels = entityLabels(engine)
          const undo = engine.nextUndo('anna')
          expect(engine.verify().problems).toEqual([])
          fs.restart('lost', seeded(1))
          const again = openTest('/p', { fs }).engine
          expect(entityLabels(again)).toEqual(labels)
          expect(again.nextUndo('anna')).toEqual(undo)
          expect(again.verify().problems).toEqual([])
          again.close()
        },
      ),
      { numRuns: 40 },
    )
  })
})
