import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSqlite, schemaVersion, type Migration, type ReadableDatabase } from '../database/index.ts'
import { projectFolder, realFiles, startEngine, type OpenedEngine } from '../project/index.ts'
import { loadCodebook, loadMigrations, loadNameKeys, readWasm, resourcesFolder } from '../resources.ts'
import { ProposalBuilder } from './proposal-builder.ts'
import { laterMigration } from './testing/working-day.ts'

/**
 * A project as the first released format wrote it, with two snapshots and the journal after them. Never made anew:
 * a program that cannot open it has lost somebody's work.
 */
const golden = join(import.meta.dirname, '../project/testing/golden/format-1.zip')

const resources = resourcesFolder()
const sqlite = await loadSqlite(readWasm(resources))
const codebook = loadCodebook(resources)
const migrations = loadMigrations(resources)

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'beleg-golden-'))
  for (const [name, bytes] of Object.entries(unzipSync(readFileSync(golden)))) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), bytes)
  }
  for (const name of ['originals', 'recovered', 'backups', 'exports'])
    mkdirSync(join(root, name), { recursive: true })
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function open(known: readonly Migration[] = migrations, builds = true): OpenedEngine {
  const proposals = new ProposalBuilder(projectFolder(realFiles, root), codebook, loadNameKeys(resources))
  return startEngine({
    fs: realFiles,
    sqlite,
    migrations: known,
    root,
    clock: () => new Date('2026-11-22T12:00:00.000Z'),
    afterRowChanges: (db, changes) => {
      if (builds) proposals.afterRowChanges(db, changes)
    },
  })
}

/** Asked by the names of the first format, so that later columns change nothing here. */
const shown = (db: ReadableDatabase): Readonly<Record<string, unknown>> => ({
  texts: db.count('SELECT count(*) FROM text'),
  articles: db.count('SELECT count(*) FROM article'),
  proposed: db.count('SELECT count(*) FROM p_fact'),
  changes: db.count('SELECT count(*) FROM history_change'),
  dataset: db.get('SELECT name FROM dataset', [], (row) => row.text('name')),
  coder: db.get('SELECT name FROM coder', [], (row) => row.text('name')),
  facts: db.all('SELECT type, state FROM fact ORDER BY id', [], (row) => `${row.text('type')} ${row.text('state')}`),
  labels: db.all("SELECT label_de FROM entity WHERE origin = 'coder' ORDER BY label_de", [], (row) => row.text('label_de')),
  undone: db.all('SELECT seq FROM history WHERE undone_by IS NOT NULL ORDER BY seq', [], (row) => row.integer('seq')),
}) // prettier-ignore

const meta = (commandId: string) => ({ commandId, type: 'history.undo', payload: {}, coderId: null, at: '2026-11-22T12:00:00.000Z' }) // prettier-ignore

describe('a project of the first format', () => {
  it('opens as it was left, and every check of it holds', () => {
    const { engine, opening } = open()
    expect(opening).toMatchObject({ state: 'ok', message: null, badSnapshots: [], unbuilt: [] })
    expect([engine.revision, engine.readOnly]).toEqual([25, null])
    expect(shown(engine.read())).toMatchInlineSnapshot(`
      {
        "articles": 3,
        "changes": 213,
        "coder": "Ada",
        "dataset": "Treffen",
        "facts": [
          "meeting rejected",
          "meeting accepted",
          "statement rejected",
          "visit proposed",
          "visit proposed",
          "meeting proposed",
        ],
        "labels": [
          "Amt 0",
          "Amt 11",
        ],
        "proposed": 9,
        "texts": 3,
        "undone": [
          9,
          15,
          23,
        ],
      }
    `)
    expect(engine.verify()).toMatchObject({ ok: true, problems: [] })
    engine.close()
  })

  it('is brought to a later schema on a copy, and steps from before can still be undone by themselves', () => {
    const before = open()
    const was = shown(before.engine.read())
    before.engine.close()

    const later = open([...migrations, laterMigration])
    expect(schemaVersion(later.engine.read())).toBe(laterMigration.version)
    expect(shown(later.engine.read())).toEqual(was)
    const colour = () =>
      later.engine.read().get('SELECT colour FROM dataset', [], (row) => row.text('colour'))
    expect(colour()).toBe('grau')
    const made = later.engine.answerFor('dataset')?.seq
    later.engine.undo(meta('undo-across'), made)
    expect(shown(later.engine.read())['dataset']).toBeUndefined()
    later.engine.redo(meta('redo-across'))
    expect(shown(later.engine.read())['dataset']).toBe(was['dataset'])
    expect(colour()).toBe('grau')
    expect(later.engine.verify().problems).toEqual([])
    later.engine.close()

    const again = open([...migrations, laterMigration])
    expect([again.opening.state, again.engine.revision]).toEqual(['ok', 27])
    again.engine.close()
    expect(() => open()).toThrow(expect.objectContaining({ code: 'project.newer' }))
  })

  it.each(migrations.map(({ version }) => version))(
    'has all its proposals where articles were extracted under schema %i and a later program reads the journal',
    (version) => {
      // What it built itself is not in the journal.
      const old = open(
        migrations.filter((one) => one.version <= version),
        false,
      )
      const was = shown(old.engine.read())
      const ids = old.engine
        .read()
        .all('SELECT article_id FROM extraction', [], (row) => row.text('article_id'))
      old.engine.transact({ ...meta('again'), type: 'extraction.record', label: 'again' }, (db) => {
        for (const id of ids) db.update('extraction', { article_id: id }, { at: '2026-11-22T11:00:00.000Z' })
      })
      // Not closed: the power went, and no snapshot holds the step.
      const { engine, opening } = open()
      expect(opening).toMatchObject({ state: 'ok', unbuilt: [] })
      expect({ ...shown(engine.read()), changes: 0 }).toEqual({ ...was, changes: 0 })
      expect(engine.read().count('SELECT count(*) FROM p_fact WHERE brief_json IS NULL')).toBe(0)
      expect(ids.length).toBeGreaterThan(0)
      engine.close()
    },
  )

  it('is left untouched by a migration that fails', () => {
    const broken: Migration = {
      version: laterMigration.version,
      name: `${String(laterMigration.version).padStart(4, '0')}-broken.sql`,
      sql: 'ALTER TABLE nowhere ADD COLUMN x TEXT',
    }
    expect(() => open([...migrations, broken])).toThrow(expect.objectContaining({ code: 'project.unusable' }))
    const { engine, opening } = open()
    expect([opening.state, engine.revision]).toEqual(['ok', 25])
    engine.close()
  })
})
