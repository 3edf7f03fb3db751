import { cpSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import type { Engine } from './engine.ts'
import { realFiles } from './files.ts'
import { openEngine } from './open.ts'
import { faultyFiles } from './testing/faulty-files.ts'
import {
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  testMigrations,
  testSqlite,
} from './testing/workbench.ts'

const code = (value: string): unknown => expect.objectContaining({ code: value })
const away = (root: string): string => `${root} away`

/** An engine that holds the lock, with a clock the test turns. */
async function openLocked(
  root: string,
): Promise<{ readonly engine: Engine; readonly clock: { now: number } }> {
  const clock = { now: Date.parse('2026-11-22T08:00:00Z') }
  const { engine } = await openEngine({
    fs: realFiles,
    sqlite: testSqlite,
    migrations: testMigrations,
    root,
    clock: () => new Date(clock.now),
  })
  locked.push(engine)
  return { engine, clock }
}
const locked: Engine[] = []
afterEach(() => {
  for (const engine of locked.splice(0)) engine.close()
})

/** What another computer leaves in the owner file of a shared folder. */
function signAsOther(root: string): void {
  const owner = JSON.parse(readFileSync(join(root, 'lock.json'), 'utf8')) as object
  writeFileSync(
    join(root, 'lock.json'),
    JSON.stringify({ ...owner, host: `not-${hostname()}`, nonce: 'another' }),
  )
}

describe('a project whose folder vanishes', () => {
  it('is read-only from the next look on, and goes on in the same session when the folder is back', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    expect(engine.attend()).toBe('unchanged')
    renameSync(root, away(root))
    expect(engine.attend()).toBe('changed')
    expect(engine.readOnly).toEqual({ code: 'project.folderGone', detail: { path: root } })
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('project.folderGone'))
    expect(engine.attend()).toBe('unchanged')
    renameSync(away(root), root)
    expect(engine.attend()).toBe('changed')
    expect(engine.readOnly).toBeNull()
    engine.transact(meta(), addEntity('e3'))
    engine.close()
    expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1', e3: 'e3' })
  })

  it('notices with the next change, before anything is written', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    renameSync(root, away(root))
    const before = readFileSync(join(away(root), 'journal', '000001.log'))
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('project.folderGone'))
    expect(entityLabels(engine)).toEqual({ e1: 'e1' })
    expect(readFileSync(join(away(root), 'journal', '000001.log')).equals(before)).toBe(true)
    renameSync(away(root), root)
  })

  it('takes a copy with the same steps for the folder: a stick that was put back is another file', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    cpSync(root, away(root), { recursive: true })
    rmSync(root, { recursive: true })
    expect(engine.attend()).toBe('changed')
    renameSync(away(root), root)
    expect(engine.attend()).toBe('changed')
    engine.transact(meta(), addEntity('e2'))
    expect(engine.verify().problems).toEqual([])
    expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1', e2: 'e2' })
  })

  it('writes nothing into a folder that lacks steps of ours, says so, and lets everything be saved elsewhere', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    cpSync(root, away(root), { recursive: true })
    engine.transact(meta(), addEntity('e2'))
    rmSync(root, { recursive: true })
    expect(engine.attend()).toBe('changed')
    renameSync(away(root), root)
    const files = readdirSync(join(root, 'journal'))
    expect(engine.attend()).toBe('changed')
    expect(engine.readOnly).toEqual({ code: 'project.otherState', detail: { ours: 2, theirs: 1 } })
    expect(engine.attend()).toBe('unchanged')
    expect(readdirSync(join(root, 'journal'))).toEqual(files)
    const elsewhere = `${root} elsewhere`
    expect(engine.saveCopy(elsewhere)).toEqual({ missing: 0 })
    expect(entityLabels(openTest(elsewhere).engine)).toEqual({ e1: 'e1', e2: 'e2' })
    rmSync(elsewhere, { recursive: true })
  })

  it('is to be opened again where the folder came back with further steps', () => {
    const root = newProject()
    const { engine } = openTest(root)
    engine.transact(meta(), addEntity('e1'))
    cpSync(root, away(root), { recursive: true })
    const other = openTest(away(root)).engine
    other.transact(meta(), addEntity('e2'))
    other.close()
    rmSync(root, { recursive: true })
    expect(engine.attend()).toBe('changed')
    renameSync(away(root), root)
    expect(engine.attend()).toBe('reopen')
  })

  it('can be saved elsewhere whole while its folder is away: the texts come out of the index', () => {
    const root = newProject()
    const { engine } = openTest(root)
    const [sha256 = ''] = engine.folder.texts.putMany([{ bytes: Buffer.from('Ein Wort im Text.') }])
    const text = {
      sha256,
      utf16_length: 17,
      byte_length: 17,
      source_sha256: sha256,
      encoding: 'utf-8',
      bom: 0,
    }
    engine.transact(meta(), (db) => {
      db.insert('text', { ...text, newline: 'lf', created_at: '' })
      db.insert('article', { id: 'a1', text_sha256: sha256, source: 'x', version: 1, imported_at: '', triage: 'todo', ordinal: 1 }) // prettier-ignore
      db.run('INSERT INTO d_fts_map (docid, article_id) VALUES (1, ?)', ['a1'])
      db.run('INSERT INTO d_fts (docid, title, body) VALUES (1, ?, ?)', ['', 'Ein Wort im Text.'])
    })
    renameSync(root, away(root))
    expect(engine.attend()).toBe('changed')
    const elsewhere = `${root} elsewhere`
    expect(engine.saveCopy(elsewhere)).toEqual({ missing: 0 })
    renameSync(away(root), root)
    const copy = openTest(elsewhere).engine
    expect(Buffer.from(copy.folder.texts.get(sha256)).toString()).toBe('Ein Wort im Text.')
    expect(copy.verify().problems).toEqual([])
    copy.transact(meta(), addEntity('e1'))
    rmSync(elsewhere, { recursive: true })
  })
})

describe('another program that signs for the folder', () => {
  it('stops all writing here after a sleep of the machine, before the first change', async () => {
    const root = newProject()
    const { engine, clock } = await openLocked(root)
    engine.transact(meta(), addEntity('e1'))
    signAsOther(root)
    clock.now += 8 * 3_600_000
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('project.lockTaken'))
    expect(engine.readOnly?.detail['owner']).toContain(`not-${hostname()}`)
    expect(engine.attend()).toBe('unchanged')
    // The other one closes without having changed anything.
    rmSync(join(root, 'lock.json'))
    expect(engine.attend()).toBe('changed')
    engine.transact(meta(), addEntity('e3'))
    expect(entityLabels(engine)).toEqual({ e1: 'e1', e3: 'e3' })
  })

  it('leaves work alone where the machine slept and nothing happened', async () => {
    const { engine, clock } = await openLocked(newProject())
    clock.now += 8 * 3_600_000
    expect(engine.attend()).toBe('unchanged')
    engine.transact(meta(), addEntity('e1'))
    expect(engine.readOnly).toBeNull()
  })

  it('has its signature back where something removed only the owner file', async () => {
    const root = newProject()
    const { engine } = await openLocked(root)
    rmSync(join(root, 'lock.json'))
    expect(engine.attend()).toBe('unchanged')
    expect(readdirSync(root)).toContain('lock.json')
  })
})

describe('a full disk', () => {
  it('is asked again by itself, and work goes on when there is space', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    fs.fault = (operation) => (operation === 'write' ? 'ENOSPC' : undefined)
    expect(() => engine.transact(meta({ commandId: 'x' }), addEntity('e1'))).toThrow(code('disk.full'))
    expect(engine.attend()).toBe('unchanged')
    fs.fault = () => undefined
    expect(engine.attend()).toBe('changed')
    expect(engine.readOnly).toBeNull()
    expect(engine.transact(meta({ commandId: 'x' }), addEntity('e1')).repeated).toBe(false)
  })

  it('that was full when the project was opened lets changes in later, without opening it again', () => {
    const root = newProject()
    const fs = faultyFiles()
    let full = true
    fs.fault = (operation, path) =>
      full && (operation === 'open' || operation === 'write') && /journal\/(space|0000)/.test(path)
        ? 'ENOSPC'
        : undefined
    const first = openTest(root)
    first.engine.transact(meta(), addEntity('e1'))
    first.engine.close()
    const { engine } = openTest(root, { fs })
    expect(engine.readOnly?.code).toBe('disk.full')
    expect(engine.attend()).toBe('unchanged')
    full = false
    expect(engine.attend()).toBe('changed')
    engine.transact(meta(), addEntity('e2'))
    expect(entityLabels(engine)).toEqual({ e1: 'e1', e2: 'e2' })
  })

  it('does not have a snapshot tried again every second', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    engine.transact(meta({ payload: 'x'.repeat(9 * 1024 * 1024) }), addEntity('e1'))
    fs.fault = (operation, path) =>
      operation === 'write' && path.startsWith('snapshots/') ? 'ENOSPC' : undefined
    const later = (seconds: number): Date => new Date(Date.parse('2030-01-01T00:00:00Z') + seconds * 1000)
    expect(engine.maybeSnapshot(later(0)).kind).toBe('failed')
    expect(engine.maybeSnapshot(later(1)).kind).toBe('not-needed')
    fs.fault = () => undefined
    expect(engine.maybeSnapshot(later(61)).kind).toBe('written')
  })
})

describe('a sync that failed', () => {
  it('is never tried again in the same place, and everything acknowledged can be saved elsewhere', () => {
    const root = newProject()
    const fs = faultyFiles()
    const { engine } = openTest(root, { fs })
    engine.transact(meta(), addEntity('e1'))
    fs.fault = (operation) => (operation === 'fdatasync' ? 'EIO' : undefined)
    expect(() => engine.transact(meta(), addEntity('e2'))).toThrow(code('disk.failed'))
    fs.fault = () => undefined
    fs.log.length = 0
    expect(engine.attend()).toBe('unchanged')
    expect(engine.attend(true)).toBe('unchanged')
    expect(fs.log.filter((line) => /(sync|write|truncate) journal\/000001/.test(line))).toEqual([])
    const elsewhere = `${root} elsewhere`
    expect(engine.saveCopy(elsewhere)).toEqual({ missing: 0 })
    const copy = openTest(elsewhere).engine
    expect(entityLabels(copy)).toEqual({ e1: 'e1' })
    expect(copy.verify().problems).toEqual([])
    rmSync(elsewhere, { recursive: true })
  })
})
