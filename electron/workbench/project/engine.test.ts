import { describe, expect, it } from 'vitest'
import {
  abandon,
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  setLabel,
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
