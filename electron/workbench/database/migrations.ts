import { BelegError } from '../../../shared/errors.ts'
import { shapesOf } from './schema.ts'
import type { Database, ReadableDatabase, Sqlite } from './sqlite.ts'

/** One numbered step of the schema: the file `0001-initial.sql` is version 1. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

/** Stands in the header of every database file of a project, so that `file` and others can name it. "Belg". */
export const applicationId = 0x42_65_6c_67

/**
 * Orders migration files by their number. Throws `internal` where a number is missing or doubled: every
 * version from 1 on must be there, so that any project can be brought up to date.
 */
export function readMigrations(
  files: readonly { readonly name: string; readonly sql: string }[],
): readonly Migration[] {
  const migrations = files
    .map(({ name, sql }) => ({ version: Number.parseInt(name.slice(0, 4), 10), name, sql }))
    .sort((a, b) => a.version - b.version)
  for (const [index, migration] of migrations.entries()) {
    if (migration.version !== index + 1 || !/^\d{4}-[a-z0-9-]+\.sql$/.test(migration.name)) {
      throw new BelegError('internal', { reason: `migration “${migration.name}” is out of order` })
    }
  }
  return migrations
}

export const newestVersion = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0

export function schemaVersion(db: ReadableDatabase): number {
  return db.count('PRAGMA main.user_version')
}

/** Runs the migrations after the database's version up to `target`, in place, each whole or not at all. */
export function migrateInPlace(db: Database, migrations: readonly Migration[], target: number): void {
  for (const { version, name, sql } of migrations) {
    if (version <= schemaVersion(db) || version > target) continue
    db.script('PRAGMA foreign_keys = OFF; BEGIN')
    try {
      db.script(sql)
      db.script(`PRAGMA user_version = ${version}; PRAGMA application_id = ${applicationId}; COMMIT`)
    } catch (error) {
      db.script('ROLLBACK')
      throw new BelegError('project.unusable', { what: `the migration ${name} failed` }, { cause: error })
    } finally {
      db.script('PRAGMA foreign_keys = ON')
    }
  }
}

/** An empty database of the newest schema. */
export function newDatabase(sqlite: Sqlite, migrations: readonly Migration[]): Database {
  const db = sqlite.open()
  migrateInPlace(db, migrations, newestVersion(migrations))
  return db
}

/**
 * Brings a database up to date on a copy, verifies the copy and hands it over; the original is closed only then.
 * Returns the database itself where nothing is to be done. Throws `project.newer` where the database is ahead of
 * this program and `project.unusable` where a migration or the check of its result fails; the original is then
 * untouched and still open.
 */
export function migrateCopy(sqlite: Sqlite, db: Database, migrations: readonly Migration[]): Database {
  const known = newestVersion(migrations)
  const found = schemaVersion(db)
  if (found > known) throw new BelegError('project.newer', { found, known })
  if (found === known) return db
  const copy = sqlite.open(db.bytes())
  try {
    migrateInPlace(copy, migrations, known)
    const problem = structureProblem(copy) ?? foreignKeyProblem(copy)
    if (problem !== null) throw new BelegError('project.unusable', { what: problem })
    shapesOf(copy, 'decided')
  } catch (error) {
    copy.close()
    throw error
  }
  db.close()
  return copy
}

/** What SQLite finds wrong with the structure of a database; null where all is well. */
export function structureProblem(db: ReadableDatabase): string | null {
  try {
    const check = db.get('PRAGMA quick_check(1)', [], (row) => String(row.first()))
    return check === 'ok' ? null : (check ?? 'quick_check gave no answer')
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** The first foreign key that points at nothing; null where all hold. */
export function foreignKeyProblem(db: ReadableDatabase): string | null {
  const orphan = db.get(
    'PRAGMA foreign_key_check',
    [],
    (row) => `${row.text('table')} → ${row.text('parent')}`,
  )
  return orphan === undefined ? null : `a row points at nothing (${orphan})`
}
