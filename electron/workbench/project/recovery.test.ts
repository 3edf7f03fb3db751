import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeFrame } from './journal-frame.ts'
import {
  abandon,
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  testProject,
} from './testing/workbench.ts'

/** A project whose program was killed after `count` steps. */
function killedAfter(count: number): { readonly root: string; readonly journal: string } {
  const root = newProject()
  const { engine } = openTest(root)
  for (let n = 1; n <= count; n += 1) engine.transact(meta(), addEntity(`e${n}`))
  abandon(engine)
  return { root, journal: join(root, 'journal', '000001.log') }
}

function frameStarts(journal: string): readonly number[] {
  const bytes = readFileSync(journal)
  const starts: number[] = []
  for (let start = 0; start < bytes.length;) {
    const frame = decodeFrame(bytes, start, testProject.id)
    if (frame === null) throw new Error('no frame')
    starts.push(start)
    start = frame.end
  }
  return starts
}

const labels = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`e${n + 1}`, `e${n + 1}`]))

describe('a write that did not finish', () => {
  // Every single byte is tried in journal.test.ts, without opening a project each time.
  it('is put aside, wherever it ended, and everything before it is there', () => {
    const { root, journal } = killedAfter(3)
    const whole = readFileSync(journal)
    const last = frameStarts(journal)[2] ?? 0
    for (let length = last + 1; length < whole.length; length += 23) {
      writeFileSync(journal, whole.subarray(0, length))
      const { engine, opening } = openTest(root)
      expect(entityLabels(engine)).toEqual(labels(2))
      expect(opening).toMatchObject({ state: 'recovered-tail', recovered: { bytes: length - last } })
      expect(opening.message?.code).toBe('project.tailRecovered')
      expect(
        readFileSync(join(root, opening.recovered?.file ?? '')).equals(whole.subarray(last, length)),
      ).toBe(true)
      expect(readFileSync(journal).equals(whole.subarray(0, last))).toBe(true)
      abandon(engine)
      rmSync(join(root, 'recovered'), { recursive: true })
      for (const name of readdirSync(join(root, 'journal'))) {
        if (name !== '000001.log') rmSync(join(root, 'journal', name))
      }
    }
  })

  it('may leave a hole of zeros', () => {
    const { root, journal } = killedAfter(3)
    const whole = readFileSync(journal)
    const last = frameStarts(journal)[2] ?? 0
    writeFileSync(journal, Buffer.concat([whole.subarray(0, last), Buffer.alloc(5000)]))
    const { engine, opening } = openTest(root)
    expect(opening.state).toBe('recovered-tail')
    expect(entityLabels(engine)).toEqual(labels(2))
  })

  it('does not stand in the way: the next step is kept too', () => {
    const { root, journal } = killedAfter(3)
    truncateSync(journal, readFileSync(journal).length - 1)
    const first = openTest(root).engine
    first.transact(meta(), addEntity('e9'))
    abandon(first)
    const again = openTest(root)
    expect(again.opening.state).toBe('ok')
    expect(entityLabels(again.engine)).toEqual({ ...labels(2), e9: 'e9' })
    expect(again.engine.verify().problems).toEqual([])
  })
})

describe('a damaged journal', () => {
  it('opens for reading at the state before the damage, and nothing on the disk is changed', () => {
    const { root, journal } = killedAfter(4)
    const whole = readFileSync(journal)
    const [, start = 0, end = 0] = frameStarts(journal)
    const before = readdirSync(root, { recursive: true }).length
    for (let at = start; at < end; at += 23) {
      const damaged = Buffer.from(whole)
      damaged[at] = (damaged[at] ?? 0) ^ (1 << (at % 8))
      writeFileSync(journal, damaged)
      const { engine, opening } = openTest(root)
      expect(opening.state).toBe('damaged-read-only')
      expect(opening.message).toMatchObject({ code: 'project.damagedJournal', detail: { seq: 2, start } })
      expect(entityLabels(engine)).toEqual(labels(1))
      expect(() => engine.transact(meta(), addEntity('e9'))).toThrow(
        expect.objectContaining({ code: 'project.damagedJournal' }),
      )
      engine.close()
      expect(readFileSync(journal).equals(damaged)).toBe(true)
    }
    expect(readdirSync(root, { recursive: true })).toHaveLength(before)
  })

  it('is damaged too where a whole step is gone or two have changed places', () => {
    const { root, journal } = killedAfter(4)
    const whole = readFileSync(journal)
    const [a = 0, b = 0, c = 0, d = 0] = frameStarts(journal)
    const cut = (from: number, to: number): Buffer => whole.subarray(from, to)
    for (const bytes of [
      Buffer.concat([cut(a, b), cut(c, whole.length)]),
      Buffer.concat([cut(a, b), cut(c, d), cut(b, c), cut(d, whole.length)]),
      Buffer.concat([cut(a, c), cut(b, c), cut(c, whole.length)]),
    ]) {
      writeFileSync(journal, bytes)
      expect(openTest(root).opening.state).toBe('damaged-read-only')
    }
  })

  it('is damaged where a segment is missing', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    engine.snapshot()
    engine.transact(meta(), addEntity('e2'))
    abandon(engine)
    rmSync(join(root, 'journal', '000002.log'))
    const again = openTest(root)
    expect(again.opening.state).toBe('damaged-read-only')
    expect(entityLabels(again.engine)).toEqual({ e1: 'e1' })
  })

  it('is damaged where a batch is missing or holds other bytes', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    engine.transact(meta(), (db) => {
      for (let n = 10; n < 2500; n += 1) addEntity(`e${n}`)(db)
    })
    abandon(engine)
    const [batch] = engine.folder.batches.list()
    const bytes = readFileSync(batch?.path ?? '')
    bytes[100] = (bytes[100] ?? 0) ^ 1
    writeFileSync(batch?.path ?? '', bytes)
    expect(openTest(root).opening).toMatchObject({
      state: 'damaged-read-only',
      message: { code: 'project.damagedJournal', detail: { seq: 2 } },
    })
    rmSync(batch?.path ?? '')
    expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1' })
  })

  it('goes on before the damage on the user’s word, and what lies behind is kept', () => {
    const { root, journal } = killedAfter(4)
    const whole = readFileSync(journal)
    const [, start = 0] = frameStarts(journal)
    const damaged = Buffer.from(whole)
    damaged[start + 60] = (damaged[start + 60] ?? 0) ^ 1
    writeFileSync(journal, damaged)
    const { engine, opening } = openTest(root, { acceptDamage: true })
    expect(opening.message?.code).toBe('project.cutAtDamage')
    expect(readFileSync(join(root, opening.recovered?.file ?? '')).equals(damaged.subarray(start))).toBe(true)
    engine.transact(meta(), addEntity('e9'))
    abandon(engine)
    const again = openTest(root)
    expect(again.opening.state).toBe('ok')
    expect(entityLabels(again.engine)).toEqual({ e1: 'e1', e9: 'e9' })
  })
})

describe('a damaged snapshot', () => {
  it('is replaced by the older one and the journal, whichever byte was turned; nothing is lost', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    engine.snapshot()
    engine.transact(meta(), addEntity('e2'))
    engine.snapshot()
    engine.transact(meta(), addEntity('e3'))
    abandon(engine)
    const path = join(root, 'snapshots', '000002.sqlite')
    const bytes = readFileSync(path)
    // The header, the stamp's page, a row, the last byte.
    for (const at of [0, 18, 70, 4096, Math.floor(bytes.length / 2), bytes.indexOf('e2'), bytes.length - 1]) {
      const damaged = Buffer.from(bytes)
      damaged[at] = (damaged[at] ?? 0) ^ 4
      writeFileSync(path, damaged)
      const again = openTest(root)
      expect(again.opening.badSnapshots.map(({ generation }) => generation)).toEqual([2])
      expect(again.opening.message?.code).toBe('project.olderSnapshot')
      expect(entityLabels(again.engine)).toEqual(labels(3))
      expect(readFileSync(join(root, again.opening.recovered?.file ?? '')).equals(damaged)).toBe(true)
      expect(again.engine.verify().problems).toEqual([])
      abandon(again.engine)
      for (const name of readdirSync(join(root, 'snapshots'))) {
        if (name > '000002.sqlite') rmSync(join(root, 'snapshots', name))
      }
      for (const name of readdirSync(join(root, 'journal'))) {
        if (name > '000003.log') rmSync(join(root, 'journal', name))
      }
    }
  })

  it('where none is left, the project is not opened and nothing is changed', () => {
    const { root } = killedAfter(1)
    writeFileSync(join(root, 'snapshots', '000000.sqlite'), 'broken')
    const before = readdirSync(root, { recursive: true })
    expect(() => openTest(root)).toThrow(expect.objectContaining({ code: 'project.noSnapshot' }))
    expect(readdirSync(root, { recursive: true })).toEqual(before)
  })
})
