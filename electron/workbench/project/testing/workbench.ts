import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import {
  loadSqlite,
  readMigrations,
  type Migration,
  type Sqlite,
  type WritableDatabase,
} from '../../database/index.ts'
import type { CommandMeta } from '../frame-body.ts'
import type { Engine } from '../engine.ts'
import { realFiles, type FileSystemPort } from '../files.ts'
import { createProject } from '../folder.ts'
import { startEngine, type EngineOptions, type OpenedEngine } from '../open.ts'

const require = createRequire(import.meta.url)

/** The real SQLite, loaded once per test file. */
export const testSqlite: Sqlite = await loadSqlite(readFileSync(require.resolve('sql.js/dist/sql-wasm.wasm')))

const migrationFolder = join(dirname(fileURLToPath(import.meta.url)), '../../../../resources/migrations')

/** The shipped migrations. */
export const testMigrations: readonly Migration[] = readMigrations(
  readdirSync(migrationFolder)
    .filter((name) => name.endsWith('.sql'))
    .map((name) => ({ name, sql: readFileSync(join(migrationFolder, name), 'utf8') })),
)

export const testProject = {
  id: '0b0e4c1a-8f53-4c2e-9d8a-1f6b2c3d4e5f',
  name: 'Probe',
  language: 'de',
  created: '2026-11-22T08:00:00.000Z',
}

/** A clock that stands until it is moved. */
export interface TestClock {
  (): Date
  advance(ms: number): void
}

export function testClock(): TestClock {
  let now = Date.parse('2026-11-22T08:00:00.000Z')
  return Object.assign(() => new Date(now), {
    advance(ms: number) {
      now += ms
    },
  })
}

const folders: string[] = []
const engines = new Set<Engine>()
afterEach(() => {
  for (const engine of engines) engine.close()
  engines.clear()
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A new project in a temporary folder, removed after the test. */
export function newProject(fs: FileSystemPort = realFiles): string {
  const parent = mkdtempSync(join(tmpdir(), 'beleg-engine-'))
  folders.push(parent)
  const root = join(parent, 'project')
  createProject(fs, testSqlite, testMigrations, root, testProject)
  return root
}

/** Opens a project without locking it; closed after the test. */
export function openTest(root: string, options: Partial<EngineOptions> = {}): OpenedEngine {
  const opened = startEngine({
    fs: realFiles,
    sqlite: testSqlite,
    migrations: testMigrations,
    root,
    clock: testClock(),
    ...options,
  })
  engines.add(opened.engine)
  return opened
}

/** As if the process had been killed: nothing is written or closed any more. */
export function abandon(engine: Engine): void {
  engines.delete(engine)
}

let commands = 0
/** A command's circumstances; every call gives a new id. */
export function meta(change: Partial<CommandMeta> = {}): CommandMeta {
  commands += 1
  return {
    commandId: `c${commands}`,
    type: 'test.change',
    label: `Schritt ${commands}`,
    payload: { n: commands },
    coderId: 'anna',
    at: '2026-11-22T09:00:00.000Z',
    ...change,
  }
}

/** A change with one row: an entity of that id. */
export const addEntity =
  (id: string, label = id) =>
  (db: WritableDatabase): { readonly created: string } => {
    db.insert('entity', {
      id,
      type: 'PER',
      label_de: label,
      origin: 'coder',
      created_at: '2026-11-22T09:00:00.000Z',
    })
    return { created: id }
  }

export const setLabel =
  (id: string, label: string) =>
  (db: WritableDatabase): void => {
    db.update('entity', { id }, { label_de: label })
  }

export const entityLabels = (engine: Engine): Readonly<Record<string, string | null>> =>
  Object.fromEntries(
    engine
      .read()
      .all('SELECT id, label_de FROM entity ORDER BY id', [], (row) => [
        row.text('id'),
        row.textOrNull('label_de'),
      ]),
  )
