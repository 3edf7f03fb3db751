import { createHash } from 'node:crypto'
import { BelegError } from '../../../../shared/errors.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import {
  decidedTables,
  quoted,
  type Migration,
  type ReadableDatabase,
  type Sqlite,
} from '../../database/index.ts'
import {
  createProject,
  projectFolder,
  startEngine,
  type Engine,
  type FileSystemPort,
  type OpenedEngine,
} from '../../project/index.ts'
import { loadNameKeys, resourcesFolder } from '../../resources.ts'
import { ProposalBuilder } from '../proposal-builder.ts'
import { Store } from '../store.ts'

/** What every disk of a test shares. */
export interface Ground {
  readonly sqlite: Sqlite
  readonly migrations: readonly Migration[]
  readonly codebook: Codebook
}

export interface Desk extends OpenedEngine {
  readonly store: Store
}

/** Where the project lies on its disk. */
export const root = '/project'
export const project = {
  id: '5f0c9f0e-2b7e-4a3c-8d58-6a3f0c7b9e21',
  name: 'Probe',
  language: 'de',
  created: '2026-11-22T08:00:00.000Z',
}
const nameKeys = loadNameKeys(resourcesFolder())
const clock = (): Date => new Date(project.created)

export function createOn(fs: FileSystemPort, { sqlite, migrations }: Ground, id = project.id): void {
  createProject(fs, sqlite, migrations, root, { ...project, id })
}

export const isProjectOn = (fs: FileSystemPort): boolean => fs.status(`${root}/project.json`) !== null

/** A project with its real command handlers on whatever disk the test gives; without a lock. */
export function openOn(
  fs: FileSystemPort,
  { sqlite, migrations, codebook }: Ground,
  acceptDamage = false,
  place = root,
): Desk {
  const proposals = new ProposalBuilder(projectFolder(fs, place), codebook, nameKeys)
  const opened = startEngine({
    fs,
    sqlite,
    migrations,
    root: place,
    clock,
    acceptDamage,
    afterRowChanges: (db, changes) => {
      proposals.afterRowChanges(db, changes)
    },
  })
  const { engine, opening } = opened
  const store = new Store({ engine, opening, proposals, clock, author: null, onChange: () => undefined }) // prettier-ignore
  return { ...opened, store }
}

/** Gives one command; throws where it is refused. */
export function give(desk: Desk, id: string, type: string, payload: unknown): void {
  const [answer] = desk.store.apply([{ id, type, payload }])
  if (answer?.error !== undefined) throw new BelegError(answer.error.code, answer.error.detail)
}

const proposedTables = [
  'p_mention',
  'p_entity',
  'p_fact',
  'p_slot',
  'p_zone',
  'p_sentence',
  'p_field',
] as const

function digest(db: ReadableDatabase, tables: readonly string[], leftOut: string): string {
  const hash = createHash('sha256')
  for (const table of tables) {
    const columns = db
      .all('SELECT name FROM pragma_table_info(?)', [table], (row) => row.text('name'))
      .filter((name) => name !== leftOut)
      .map(quoted)
      .join(', ')
    hash.update(`\n${table}\n`)
    db.each(`SELECT ${columns} FROM ${quoted(table)} ORDER BY ${columns}`, [], (row) => {
      hash.update(JSON.stringify(row.row()))
      return true
    })
  }
  return hash.digest('hex')
}

/** Everything decided, with the history and what it undid; a column an artificial migration added is left out. */
export function decidedState(db: ReadableDatabase, leftOut = 'colour'): string {
  const changes = db.count('SELECT total(seq * 31 + n) FROM history_change')
  return `${digest(db, [...decidedTables, 'history'], leftOut)} ${String(changes)}`
}

/** What extraction proposed, as the database holds it. */
export const proposedState = (db: ReadableDatabase): string => digest(db, proposedTables, '')

export const stateOf = (db: ReadableDatabase): string => `${decidedState(db)} ${proposedState(db)}`

export const snapshotOf = (engine: Engine): void => {
  const outcome = engine.snapshot()
  if (outcome.kind === 'failed') throw outcome.error
}
