import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { realFiles } from './files.ts'
import { faultyFiles } from './testing/faulty-files.ts'
import { abandon, addEntity, entityLabels, meta, newProject, openTest } from './testing/workbench.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })

describe('on a full disk', () => {
  it('the last change is taken back, everything before it is kept, and work goes on when there is space', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    engine.transact(meta(), addEntity('e1'))
    const journal = join(root, 'journal', '000001.log')
    const before = readFileSync(journal)

    let full = true
    let room = 100
    fs.fault = (operation, path) => {
      if (!full || operation !== 'write' || !path.startsWith('journal/')) return undefined
      if (room === 0) return 'ENOSPC'
      const taken = room
      room = 0
      return taken
    }
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('disk.full'))
    expect(entityLabels(engine)).toEqual({ e1: 'e1' })
    expect(readFileSync(journal).equals(before)).toBe(true)
    expect(engine.readOnly?.code).toBe('disk.full')
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('disk.full'))

    full = false
    engine.transact(meta(), addEntity('e3'))
    expect(engine.readOnly).toBeNull()
    abandon(engine)
    const again = openTest(root)
    expect(again.opening.state).toBe('ok')
    expect(entityLabels(again.engine)).toEqual({ e1: 'e1', e3: 'e3' })
  })

  it('a write that goes out in pieces is put together', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    fs.fault = (operation) => (operation === 'write' ? 7 : undefined)
    engine.transact(meta(), addEntity('e1'))
    expect(engine.snapshot().kind).toBe('written')
    abandon(engine)
    expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1' })
  })

  it('a disk that takes nothing without saying so counts as full', () => {
    const fs = faultyFiles()
    const { engine } = openTest(newProject(), { fs })
    fs.fault = (operation) => (operation === 'write' ? 0 : undefined)
    expect(() => engine.transact(meta(), addEntity('e1'))).toThrow(code('disk.full'))
  })
})

describe('on a failing disk', () => {
  it('a failed sync is never tried again on that file, and the change is not shown as made', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    engine.transact(meta(), addEntity('e1'))
    fs.fault = (operation) => (operation === 'fdatasync' ? 'EIO' : undefined)
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('disk.failed'))
    expect(entityLabels(engine)).toEqual({ e1: 'e1' })
    fs.fault = () => undefined
    fs.log.length = 0
    expect(engine.resume()).toBe(false)
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('disk.failed'))
    expect(engine.snapshot().kind).toBe('not-needed')
    engine.close()
    expect(fs.log.filter((line) => /^(f.*sync|write|truncate) journal\/000001/.test(line))).toEqual([])
    expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1' })
  })

  it('the project can be saved to another place', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    engine.folder.texts.put(Buffer.from('Ein Satz.'))
    engine.transact(meta(), addEntity('e1'))
    fs.fault = (operation) => (operation === 'fdatasync' ? 'EIO' : undefined)
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('disk.failed'))
    engine.saveCopy(`${root}-copy`)
    const copy = openTest(`${root}-copy`).engine
    expect(entityLabels(copy)).toEqual({ e1: 'e1' })
    expect(copy.transact(meta(), addEntity('e3')).seq).toBe(2)
    expect(copy.verify()).toMatchObject({ ok: true, checked: { texts: 1 } })
  })

  it('a write that cannot be taken back ends writing to that file', () => {
    const fs = faultyFiles()
    const { engine } = openTest(newProject(), { fs })
    fs.fault = (operation, path) => {
      if (!path.startsWith('journal/')) return undefined
      return operation === 'write' ? 'ENOSPC' : operation === 'truncate' ? 'EIO' : undefined
    }
    expect(() => engine.transact(meta(), addEntity('e1'))).toThrow(code('disk.full'))
    fs.fault = () => undefined
    expect(engine.resume()).toBe(false)
    expect(() => engine.transact(meta(), addEntity('e1'))).toThrow(code('disk.full'))
  })

  it.each(['open', 'write', 'fsync', 'rename', 'fsyncFolder', 'readFile'] as const)(
    'a snapshot whose %s fails loses nothing, and the next one is written',
    (failing) => {
      const root = newProject()
      const fs = faultyFiles()
      const { engine } = openTest(root, { fs })
      engine.transact(meta(), addEntity('e1'))
      fs.fault = (operation) => (operation === failing ? 'EIO' : undefined)
      expect(engine.snapshot().kind).toBe('failed')
      fs.fault = () => undefined
      engine.transact(meta(), addEntity('e2'))
      expect(engine.snapshot().kind).toBe('written')
      engine.transact(meta(), addEntity('e3'))
      expect(engine.verify().problems).toEqual([])
      abandon(engine)
      expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1', e2: 'e2', e3: 'e3' })
    },
  )

  it('a snapshot that reads back differently is not taken for one, and nothing older is removed', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    engine.transact(meta(), addEntity('e1'))
    engine.snapshot()
    engine.transact(meta(), addEntity('e2'))
    const read = (path: string): Uint8Array => realFiles.readFile(path)
    fs.readFile = (path) => {
      const bytes = Uint8Array.from(read(path))
      if (path.endsWith('.tmp')) bytes[5000] = (bytes[5000] ?? 0) ^ 1
      return bytes
    }
    expect(engine.snapshot().kind).toBe('failed')
    expect(fs.list(join(root, 'snapshots'))).toEqual(['000000.sqlite', '000001.sqlite'])
  })

  it('a batch is synced before a frame names it', () => {
    const fs = faultyFiles()
    const { engine } = openTest(newProject(), { fs })
    fs.log.length = 0
    engine.transact(meta(), (db) => {
      for (let n = 0; n < 2500; n += 1) addEntity(`e${n}`)(db)
    })
    const at = (pattern: RegExp): number => fs.log.findIndex((line) => pattern.test(line))
    const order = [
      at(/^write batches/),
      at(/^fsync batches/),
      at(/^rename batches\/..\/\w+\.bin$/),
      fs.log.findLastIndex((line) => /^fsyncFolder batches\/..$/.test(line)),
      at(/^write journal/),
      at(/^fdatasync journal/),
    ]
    expect(order).not.toContain(-1)
    expect(order).toEqual(order.toSorted((a, b) => a - b))
  })

  it.each(['write', 'fsync', 'rename', 'fsyncFolder'] as const)(
    'a batch whose %s fails is named by nothing',
    (failing) => {
      const root = newProject()
      const fs = faultyFiles()
      const { engine } = openTest(root, { fs })
      fs.log.length = 0
      fs.fault = (operation, path) =>
        operation === failing && path.startsWith('batches') ? 'EIO' : undefined
      expect(() =>
        engine.transact(meta(), (db) => {
          for (let n = 0; n < 2500; n += 1) addEntity(`e${n}`)(db)
        }),
      ).toThrow(code('disk.failed'))
      expect(fs.log.filter((line) => line.startsWith('write journal'))).toEqual([])
      expect(entityLabels(engine)).toEqual({})
    },
  )
})

describe('a write-protected project', () => {
  it('opens for reading and says why', () => {
    const root = newProject()
    const first = openTest(root).engine
    first.transact(meta(), addEntity('e1'))
    abandon(first)
    const fs = faultyFiles()
    fs.fault = (operation) =>
      ['open', 'write', 'makeFolder', 'rename', 'unlink', 'fsyncFolder'].includes(operation)
        ? 'EROFS'
        : undefined
    const { engine, opening } = openTest(root, { fs })
    expect(entityLabels(engine)).toEqual({ e1: 'e1' })
    expect(engine.readOnly?.code).toBe('project.writeProtected')
    expect(opening.message?.code).toBe('project.writeProtected')
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('project.writeProtected'))
  })
})
