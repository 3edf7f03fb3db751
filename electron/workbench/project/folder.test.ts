import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readMigrations } from '../database/index.ts'
import { sha256 } from './blobs.ts'
import { realFiles } from './files.ts'
import { createProject, readProjectFile, renameProject } from './folder.ts'
import { faultyFiles } from './testing/faulty-files.ts'
import {
  abandon,
  addEntity,
  entityLabels,
  meta,
  newProject,
  openTest,
  testMigrations,
  testProject,
  testSqlite,
} from './testing/workbench.ts'

const create = (root: string, fs = realFiles): unknown =>
  createProject(fs, testSqlite, testMigrations, root, testProject)
const code = (value: string): unknown => expect.objectContaining({ code: value })

describe('a new project', () => {
  it('is a folder a person can read', () => {
    const root = newProject()
    expect(JSON.parse(readFileSync(join(root, 'project.json'), 'utf8'))).toEqual({
      format: 1,
      ...testProject,
    })
    expect(realFiles.list(root)).toEqual([
      'backups',
      'batches',
      'exports',
      'journal',
      'originals',
      'project.json',
      'recovered',
      'snapshots',
      'texts',
    ])
  })

  it('is not made where something else is', () => {
    const root = newProject()
    expect(() => create(root)).toThrow(code('project.exists'))
    const folder = `${root}-articles`
    mkdirSync(folder)
    writeFileSync(join(folder, 'Artikel.txt'), 'Text')
    expect(() => create(folder)).toThrow(code('project.exists'))
    expect(() => create(join(folder, 'Artikel.txt'))).toThrow(code('project.exists'))
    expect(realFiles.list(folder)).toEqual(['Artikel.txt'])
    expect(() => create(`${root}-none/project`)).toThrow(code('file.notFound'))
  })

  it('is completed where an earlier attempt was interrupted', () => {
    const root = `${newProject()}-second`
    const fs = faultyFiles()
    fs.fault = (operation, path) =>
      operation === 'rename' && path.endsWith('project.json') ? 'ENOSPC' : undefined
    expect(() => create(root, fs)).toThrow(code('disk.full'))
    expect(() => readProjectFile(realFiles, root)).toThrow(code('project.notAProject'))
    create(root)
    expect(openTest(root).engine.revision).toBe(0)
  })

  it('can be given another name', () => {
    const root = newProject()
    renameProject(realFiles, root, 'Südostasien')
    expect(openTest(root).engine.file.name).toBe('Südostasien')
  })
})

describe('a project', () => {
  it('of a newer version is refused and left as it is', () => {
    const root = newProject()
    writeFileSync(join(root, 'project.json'), JSON.stringify({ format: 2, more: true }))
    expect(() => openTest(root)).toThrow(code('project.newer'))
  })

  it('with a database of a newer version is refused and left as it is', () => {
    const root = newProject()
    const newer = readMigrations([
      ...testMigrations,
      { name: `${String(testMigrations.length + 1).padStart(4, '0')}-next.sql`, sql: 'SELECT 1' },
    ])
    openTest(root, { migrations: newer }).engine.close()
    const before = realFiles.list(join(root, 'snapshots'))
    expect(() => openTest(root)).toThrow(code('project.newer'))
    expect(realFiles.list(join(root, 'snapshots'))).toEqual(before)
  })

  it('with a project.json that is no such thing is refused', () => {
    const root = newProject()
    writeFileSync(join(root, 'project.json'), '{"name":')
    expect(() => openTest(root)).toThrow(code('project.badFile'))
  })

  it('of an older version is brought up to date, and frames of both versions are replayed in their own', () => {
    const root = newProject()
    const first = openTest(root).engine
    first.transact(meta(), addEntity('e1'))
    abandon(first)
    const newer = readMigrations([
      ...testMigrations,
      {
        name: `${String(testMigrations.length + 1).padStart(4, '0')}-next.sql`,
        sql: "ALTER TABLE entity ADD COLUMN colour TEXT; UPDATE entity SET colour = 'red'",
      },
    ])
    const second = openTest(root, { migrations: newer }).engine
    second.transact(meta(), (db) => db.update('entity', { id: 'e1' }, { colour: 'blue' }))
    abandon(second)
    expect(realFiles.list(join(root, 'snapshots'))).toEqual(['000000.sqlite', '000001.sqlite'])
    const colour = (): string | undefined => {
      const { engine } = openTest(root, { migrations: newer })
      expect(engine.verify().problems).toEqual([])
      abandon(engine)
      return engine.read().get('SELECT colour FROM entity', [], (row) => row.text('colour'))
    }
    expect(colour()).toBe('blue')
    writeFileSync(join(root, 'snapshots', '000001.sqlite'), 'lost')
    expect(colour()).toBe('blue')
  })
})

describe('a text file', () => {
  it('is named by its bytes, kept once, and read back only where they are still the same', () => {
    const { engine } = openTest(newProject())
    const { texts } = engine.folder
    const bytes = Buffer.from('Schöner Satz.')
    const sha = texts.put(bytes)
    expect(sha).toBe(sha256(bytes))
    expect(texts.path(sha)).toMatch(new RegExp(`texts/${sha.slice(0, 2)}/${sha}\\.txt$`))
    expect(texts.putMany([{ bytes }, { bytes: Buffer.from('B') }, { bytes }])).toHaveLength(3)
    expect(texts.list()).toHaveLength(2)
    writeFileSync(texts.path(sha), 'Anderer Satz.')
    expect(() => texts.get(sha)).toThrow(code('project.damaged'))
    rmSync(texts.path(sha))
    expect(() => texts.get(sha)).toThrow(code('file.notFound'))
  })

  it('that went bad is put right when the same bytes come again in another session', () => {
    const root = newProject()
    const bytes = Buffer.from('Satz')
    const sha = openTest(root).engine.folder.texts.put(bytes)
    const { texts } = openTest(root).engine.folder
    writeFileSync(texts.path(sha), 'Sätz')
    expect(texts.put(bytes)).toBe(sha)
    expect(Buffer.from(texts.get(sha)).equals(bytes)).toBe(true)
  })
})

describe('the check of a project', () => {
  function worked(): {
    readonly root: string
    readonly engine: ReturnType<typeof openTest>['engine']
    readonly sha: string
  } {
    const root = newProject()
    const { engine } = openTest(root)
    const sha = engine.folder.texts.put(Buffer.from('Satz'))
    engine.transact(meta(), (db) => {
      db.insert('text', {
        sha256: sha,
        utf16_length: 4,
        byte_length: 4,
        source_sha256: sha,
        encoding: 'utf-8',
        bom: 0,
        newline: 'lf',
        created_at: 'x',
      })
    })
    engine.transact(meta(), addEntity('e1'))
    engine.snapshot()
    engine.transact(meta(), addEntity('e2'))
    return { root, engine, sha }
  }

  it('counts what it looked at and finds nothing wrong', () => {
    expect(worked().engine.verify()).toMatchObject({
      ok: true,
      checked: { texts: 1, originals: 0, batches: 0, snapshots: 2, frames: 3 },
      problems: [],
    })
  })

  it('finds a text that changed and one that is missing', () => {
    const { engine, sha } = worked()
    writeFileSync(engine.folder.texts.path(sha), 'Sätz')
    expect(engine.verify().problems).toMatchObject([
      { code: 'file-differs', where: `texts/${sha.slice(0, 2)}/${sha}.txt` },
    ])
    rmSync(engine.folder.texts.path(sha))
    expect(engine.verify().problems).toMatchObject([{ code: 'file-missing' }])
  })

  it('finds a broken snapshot and a broken step, also where opening would not need them', () => {
    const { root, engine } = worked()
    const snapshot = join(root, 'snapshots', '000000.sqlite')
    const kept = readFileSync(snapshot)
    writeFileSync(snapshot, 'x')
    expect(engine.verify().problems.map((problem) => problem.code)).toContain('snapshot')
    writeFileSync(snapshot, kept)
    const journal = join(root, 'journal', '000001.log')
    const bytes = readFileSync(journal)
    bytes[60] = (bytes[60] ?? 0) ^ 1
    writeFileSync(journal, bytes)
    expect(engine.verify().problems).toMatchObject([{ code: 'journal', where: 'journal/1, step 1' }])
    abandon(engine)
    expect(entityLabels(openTest(root).engine)).toEqual({ e1: 'e1', e2: 'e2' })
  })
})
