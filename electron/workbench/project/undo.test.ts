import { describe, expect, it } from 'vitest'
import type { Outcome } from './engine.ts'
import {
  abandon,
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  setLabel,
} from './testing/workbench.ts'

const by = (coderId: string): ReturnType<typeof meta> => meta({ coderId })
const thrown = (act: () => unknown): unknown => {
  try {
    act()
  } catch (error) {
    return error
  }
  return null
}

const addAlias =
  (id: string, entityId: string) =>
  (db: Parameters<ReturnType<typeof addEntity>>[0]): void => {
    db.insert('alias', {
      id,
      entity_id: entityId,
      text: id,
      folded: id,
      kind: 'spelling',
      scope: 'everywhere',
      origin: 'coder',
      created_at: '2026-11-22T09:00:00.000Z',
    })
  }

describe('undo', () => {
  it('is a step of its own in the history, with the author and the label of what it took back', () => {
    const { engine } = openTest(newProject())
    engine.transact(by('anna'), addEntity('e1'))
    const step = engine.transact(meta({ label: 'Name geändert' }), setLabel('e1', 'Ada'))
    const undo = engine.undo(meta({ coderId: 'berta', label: 'Name geändert' }), step.seq)
    const row = engine
      .read()
      .get('SELECT label, coder_id, undo_of FROM history WHERE seq = ?', [undo.seq], (found) => found.row())
    expect(row).toEqual({ label: 'Name geändert', coder_id: 'berta', undo_of: step.seq })
    expect(engine.read().count('SELECT undone_by FROM history WHERE seq = ?', [step.seq])).toBe(undo.seq)
  })

  it('takes back an old step by itself where later work does not rest on it', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), addEntity('e1', 'Ada'))
    const named = engine.transact(meta(), setLabel('e1', 'Ada L.'))
    engine.transact(meta(), (db) => db.update('entity', { id: 'e1' }, { note: 'Mathematikerin' }))
    engine.transact(meta(), addEntity('e2'))
    engine.undo(meta(), named.seq)
    expect(entityLabels(engine)).toEqual({ e1: 'Ada', e2: 'e2' })
    expect(engine.read().get('SELECT note FROM entity WHERE id = ?', ['e1'], (row) => row.text('note'))).toBe(
      'Mathematikerin',
    )
    expect(engine.verify().problems).toEqual([])
  })

  it('of a step that a later one changed again names that one and changes nothing', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), addEntity('e1', 'Ada'))
    const first = engine.transact(meta(), setLabel('e1', 'B'))
    const second = engine.transact(meta({ label: 'Zweiter Name' }), setLabel('e1', 'C'))
    const revision = engine.revision
    expect(thrown(() => engine.undo(meta(), first.seq))).toMatchObject({
      code: 'undo.conflict',
      detail: {
        count: 1,
        seqs: [String(second.seq)],
        steps: [`${second.seq}: Zweiter Name`],
        tables: ['entity'],
      },
    })
    expect(engine.revision).toBe(revision)
    expect(entityLabels(engine)).toEqual({ e1: 'C' })
    engine.undo(meta(), second.seq)
    engine.undo(meta(), first.seq)
    expect(entityLabels(engine)).toEqual({ e1: 'Ada' })
  })

  it('of a row that later rows point at names the steps that made them', () => {
    const { engine } = openTest(newProject())
    const made = engine.transact(meta(), addEntity('e1'))
    const alias = engine.transact(meta({ label: 'Name dazu' }), addAlias('n1', 'e1'))
    expect(thrown(() => engine.undo(meta(), made.seq))).toMatchObject({
      code: 'undo.conflict',
      detail: { seqs: [String(alias.seq)], steps: [`${alias.seq}: Name dazu`] },
    })
    expect(entityLabels(engine)).toEqual({ e1: 'e1' })
  })

  it('of a deletion brings the row back, unless something new stands in its place', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), addEntity('e1', 'Ada'))
    const gone = engine.transact(meta(), (db) => db.remove('entity', { id: 'e1' }))
    engine.undo(meta(), gone.seq)
    expect(entityLabels(engine)).toEqual({ e1: 'Ada' })
    const again = engine.transact(meta(), (db) => db.remove('entity', { id: 'e1' }))
    engine.transact(meta(), addEntity('e1', 'Andere'))
    expect(thrown(() => engine.undo(meta(), again.seq))).toMatchObject({ code: 'undo.conflict' })
    expect(entityLabels(engine)).toEqual({ e1: 'Andere' })
  })

  it('takes back everything one command did, in the order that references need', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), (db) => {
      addEntity('e1')(db)
      addAlias('n1', 'e1')(db)
      setLabel('e1', 'Ada')(db)
    })
    engine.undo(meta())
    expect(engine.read().count('SELECT (SELECT count(*) FROM entity) + (SELECT count(*) FROM alias)')).toBe(0)
  })

  it('without a step takes the coder’s own last one and leaves those of others', () => {
    const { engine } = openTest(newProject())
    engine.transact(by('anna'), addEntity('a1'))
    engine.transact(by('berta'), addEntity('b1'))
    engine.undo(by('anna'))
    expect(entityLabels(engine)).toEqual({ b1: 'b1' })
    expect(thrown(() => engine.undo(by('anna')))).toMatchObject({ code: 'undo.nothing' })
  })

  it('refuses what cannot be undone, what is undone already, and what never was', () => {
    const { engine } = openTest(newProject())
    const setting = engine.transact(meta({ undoable: false, type: 'setting.set' }), (db) => {
      db.insert('setting', { key: 'k', value: 'v' })
    })
    expect(thrown(() => engine.undo(meta(), setting.seq))).toMatchObject({
      code: 'undo.never',
      detail: { type: 'setting.set' },
    })
    const step = engine.transact(meta(), addEntity('e1'))
    engine.undo(meta(), step.seq)
    expect(thrown(() => engine.undo(meta(), step.seq))).toMatchObject({ code: 'undo.nothing' })
    expect(thrown(() => engine.undo(meta(), 99))).toMatchObject({ code: 'notFound' })
  })

  it('passes over steps that changed nothing', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), addEntity('e1'))
    engine.transact(meta(), setLabel('e1', 'e1'))
    engine.undo(meta())
    expect(entityLabels(engine)).toEqual({})
  })

  it('takes back commands of one group in one step, and redo brings all of them', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e0'))
    for (const label of ['A', 'B', 'C']) {
      engine.transact(meta({ groupId: 'typing' }), setLabel('e0', label))
    }
    const undo: Outcome = engine.undo(meta())
    expect(undo.answer).toEqual({ undone: [4, 3, 2] })
    expect(entityLabels(engine)).toEqual({ e0: 'e0' })
    engine.redo(meta())
    expect(entityLabels(engine)).toEqual({ e0: 'C' })
    engine.undo(meta())
    expect(entityLabels(engine)).toEqual({ e0: 'e0' })
    abandon(engine)
    const again = openTest(root).engine
    expect(entityLabels(again)).toEqual({ e0: 'e0' })
    expect(again.nextUndo('anna')?.seq).toBe(1)
    expect(again.verify().problems).toEqual([])
  })

  it('takes back a group by its last step also where that one changed nothing; a group that changed nothing, never', () => {
    const { engine } = openTest(newProject())
    engine.transact(meta(), addEntity('e0'))
    engine.transact(meta({ groupId: 'import' }), setLabel('e0', 'A'))
    const empty = engine.transact(meta({ groupId: 'import' }), () => undefined)
    expect(engine.undo(meta(), empty.seq).answer).toEqual({ undone: [2] })
    expect(entityLabels(engine)).toEqual({ e0: 'e0' })
    const alone = engine.transact(meta({ groupId: 'nothing' }), () => undefined)
    expect(() => engine.undo(meta(), alone.seq)).toThrow(expect.objectContaining({ code: 'undo.never' }))
  })

  it('still works after the journal of that day is gone', () => {
    const root = newProject()
    const first = openTest(root).engine
    const step = first.transact(meta(), addEntity('e1'))
    first.close()
    for (let n = 0; n < 3; n += 1) {
      const { engine } = openTest(root)
      engine.transact(meta(), addEntity(`x${n}`))
      engine.close()
    }
    const { engine } = openTest(root)
    engine.undo(meta(), step.seq)
    expect(Object.keys(entityLabels(engine))).toEqual(['x0', 'x1', 'x2'])
  })
})

describe('redo', () => {
  it('goes the way back that undo came', () => {
    const { engine } = openTest(newProject())
    for (const id of ['a', 'b', 'c']) engine.transact(meta(), addEntity(id))
    engine.undo(meta())
    engine.undo(meta())
    expect(Object.keys(entityLabels(engine))).toEqual(['a'])
    engine.redo(meta())
    expect(Object.keys(entityLabels(engine))).toEqual(['a', 'b'])
    engine.undo(meta())
    engine.redo(meta())
    engine.redo(meta())
    expect(Object.keys(entityLabels(engine))).toEqual(['a', 'b', 'c'])
    expect(engine.nextRedo('anna')).toBeNull()
  })

  it('is over for a coder who does something new, and for nobody else', () => {
    const { engine } = openTest(newProject())
    engine.transact(by('anna'), addEntity('a1'))
    engine.transact(by('berta'), addEntity('b1'))
    engine.undo(by('anna'))
    engine.undo(by('berta'))
    engine.transact(by('anna'), addEntity('a2'))
    expect(engine.nextRedo('anna')).toBeNull()
    expect(thrown(() => engine.redo(by('anna')))).toMatchObject({ code: 'redo.nothing' })
    engine.redo(by('berta'))
    expect(Object.keys(entityLabels(engine))).toEqual(['a2', 'b1'])
  })

  it('and undo sent twice are done once', () => {
    const { engine } = openTest(newProject())
    for (const id of ['a', 'b']) engine.transact(meta(), addEntity(id))
    const undo = meta({ type: 'history.undo' })
    engine.undo(undo)
    expect(engine.undo(undo).repeated).toBe(true)
    expect(Object.keys(entityLabels(engine))).toEqual(['a'])
  })
})
