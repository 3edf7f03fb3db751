import { createHash } from 'node:crypto'
import {
  databaseBytes,
  foreignKeyProblem,
  quoted,
  shapesOf,
  structureProblem,
  type Database,
  type ReadableDatabase,
  type SqlValue,
  migrateInPlace,
  schemaVersion,
} from '../database/index.ts'
import { BelegError } from '../../../shared/errors.ts'
import { sha256, type BlobStore } from './blobs.ts'
import { listSegments, segmentPath } from './journal.ts'
import { WorkDone } from './progress.ts'
import { batchesInUse, releasesInUse } from './prune.ts'
import { recover, type RecoverySources } from './recovery.ts'
import { listSnapshots, openSnapshot, snapshotPath } from './snapshots.ts'

export interface VerificationProblem {
  readonly code:
    'structure' | 'foreign-key' | 'file-missing' | 'file-differs' | 'snapshot' | 'journal' | 'replay'
  /** File, table or step, from the project's folder. */
  readonly where: string
  readonly message: string
}

export interface Verification {
  readonly ok: boolean
  /** How many of each kind were looked at. */
  readonly checked: Readonly<Record<string, number>>
  readonly problems: readonly VerificationProblem[]
}

/**
 * Checks a project whole: the database's structure and foreign keys; every file named by its hash, and that no
 * file the database names is missing; every snapshot; and that replaying the journal from the oldest snapshot
 * kept gives the decided tables and the history as they are now, row by row. With `goesOn`, the journal may hold steps
 * after `revision`, which are not looked at.
 */
export function verifyProject(
  sources: RecoverySources,
  db: Database,
  revision: number,
  goesOn = false,
  work = new WorkDone(),
): Verification {
  const { folder } = sources
  work.expect(amountOf(sources, db))
  const problems: VerificationProblem[] = []
  const checked: Record<string, number> = {}
  const structure = structureProblem(db)
  if (structure !== null) problems.push({ code: 'structure', where: 'database', message: structure })
  const orphan = foreignKeyProblem(db)
  if (orphan !== null) problems.push({ code: 'foreign-key', where: 'database', message: orphan })
  work.add(databaseBytes(db) * structureBytes)
  checked['texts'] = checkBlobs(sources, folder.texts, textsInUse(db), problems, work)
  checked['originals'] = checkBlobs(sources, folder.originals, [], problems, work)
  checked['batches'] = checkBlobs(sources, folder.batches, batchesInUse(db), problems, work)
  checked['releases'] = checkBlobs(sources, folder.releases, releasesInUse(db), problems, work)
  checked['snapshots'] = checkSnapshots(sources, problems, work)
  const replayed = checkReplay(sources, db, revision, goesOn, problems, work)
  return { ok: problems.length === 0, checked: { ...checked, ...replayed }, problems }
}

/**
 * The work of a check is counted in bytes whose hash is taken. What else is done is taken to
 * last as long as so many of them, by estimate: a byte of a database that is read through, a byte of a journal that is replayed, a row that is
 * written out and compared on both sides.
 */
const structureBytes = 6
const replayedBytes = 40
const rowBytes = 4_000

function amountOf({ fs, folder }: RecoverySources, db: ReadableDatabase): number {
  const sizeOf = (path: string): number => fs.status(path)?.size ?? 0
  const stores = [folder.texts, folder.originals, folder.batches, folder.releases]
  const files = stores.reduce((sum, store) => sum + store.size(), 0)
  const snapshots = snapshotBytes({ fs, folder })
  const rows = [...shapesOf(db, 'decided').keys(), ...shapesOf(db, 'history').keys()]
    .map((table) => db.count(`SELECT count(*) FROM ${quoted(table)}`))
    .reduce((sum, count) => sum + count, 0)
  const journal = listSegments(fs, folder.journal)
    .map((generation) => sizeOf(segmentPath(folder.journal, generation)))
    .reduce((sum, size) => sum + size, 0)
  return files + (databaseBytes(db) + snapshots) * structureBytes + journal * replayedBytes + rows * rowBytes
}

const snapshotBytes = ({ fs, folder }: Pick<RecoverySources, 'fs' | 'folder'>): number =>
  listSnapshots(fs, folder.snapshots)
    .map((generation) => fs.status(snapshotPath(folder.snapshots, generation))?.size ?? 0)
    .reduce((sum, size) => sum + size, 0)

const textsInUse = (db: ReadableDatabase): readonly string[] =>
  db.all('SELECT sha256 FROM text', [], (row) => row.text('sha256'))

function checkBlobs(
  { fs, folder }: RecoverySources,
  store: BlobStore,
  needed: readonly string[],
  problems: VerificationProblem[],
  work: WorkDone,
): number {
  const relative = (path: string): string => path.slice(folder.root.length + 1)
  const found = new Set<string>()
  let count = 0
  for (const { path, sha } of store.list()) {
    if (sha === null) continue
    count += 1
    found.add(sha)
    const bytes = fs.readFile(path)
    work.add(bytes.length)
    if (sha256(bytes) !== sha) {
      const message = 'the bytes are not those the name says'
      problems.push({ code: 'file-differs', where: relative(path), message })
    }
  }
  for (const sha of needed) {
    if (found.has(sha)) continue
    problems.push({ code: 'file-missing', where: relative(store.path(sha)), message: 'the file is missing' })
  }
  return count
}

function checkSnapshots(
  { fs, sqlite, folder, projectId }: RecoverySources,
  problems: VerificationProblem[],
  work: WorkDone,
): number {
  const generations = listSnapshots(fs, folder.snapshots)
  for (const generation of generations) {
    const snapshot = openSnapshot(fs, sqlite, folder.snapshots, generation, projectId, 'structure')
    work.add((fs.status(snapshotPath(folder.snapshots, generation))?.size ?? 0) * structureBytes)
    if (snapshot.kind === 'good') snapshot.db.close()
    else problems.push({ code: 'snapshot', where: `snapshots/${generation}`, message: snapshot.reason })
  }
  return generations.length
}

function checkReplay(
  sources: RecoverySources,
  db: Database,
  revision: number,
  goesOn: boolean,
  problems: VerificationProblem[],
  work: WorkDone,
): Readonly<Record<string, number>> {
  const oldest = listSnapshots(sources.fs, sources.folder.snapshots)[0]
  if (oldest === undefined) {
    problems.push({ code: 'snapshot', where: 'snapshots', message: 'there is none' })
    return {}
  }
  try {
    const last = goesOn ? revision : Number.POSITIVE_INFINITY
    const again = recover({ ...sources, afterRowChanges: () => undefined }, oldest + 1, last)
    work.add(again.journalBytes * replayedBytes)
    try {
      if (again.damage !== null) {
        const { generation, seq, reason } = again.damage
        problems.push({ code: 'journal', where: `journal/${generation}, step ${seq}`, message: reason })
      } else if (again.tornTail !== null) {
        const { generation, start, bytes } = again.tornTail
        const message = `${bytes} bytes from byte ${start} on are no step`
        problems.push({ code: 'journal', where: `journal/${generation}`, message })
      } else if (again.position.seq !== revision) {
        const message = `it ends with step ${again.position.seq} instead of ${revision}`
        problems.push({ code: 'journal', where: 'journal', message })
      } else {
        // A migration made since the last step is in no journal: both sides are compared in the schema of today.
        migrateInPlace(again.db, sources.migrations, schemaVersion(db))
        return { frames: again.frames, rows: compareTables(db, again.db, problems, work) }
      }
      return { frames: again.frames }
    } finally {
      again.db.close()
    }
  } catch (error) {
    if (!(error instanceof BelegError)) throw error
    problems.push({ code: 'snapshot', where: `snapshots/${oldest}`, message: error.message })
    return {}
  }
}

/** Rows whose hash is taken together: so many of a table are held at a time. */
const rowsTogether = 1000

/** Compares decided and history tables row by row in key order; returns how many rows were compared. */
export function compareTables(
  live: ReadableDatabase,
  again: ReadableDatabase,
  problems: VerificationProblem[],
  work = new WorkDone(),
): number {
  let compared = 0
  for (const shape of [...shapesOf(live, 'decided').values(), ...shapesOf(live, 'history').values()]) {
    const sql = `SELECT ${shape.columns.map(quoted).join(', ')} FROM ${quoted(shape.name)} ORDER BY ${shape.key.map(quoted).join(', ')}`
    const left = printsOf(live, sql)
    const right = printsOf(again, sql)
    compared += left.rows
    work.add(left.rows * rowBytes)
    const differing = firstDifference(left, right, (start) => [
      rowsFrom(live, sql, start),
      rowsFrom(again, sql, start),
    ])
    if (differing === null) continue
    const message = `row ${differing + 1} is not what the journal says`
    problems.push({ code: 'replay', where: shape.name, message })
  }
  return compared
}

interface TablePrints {
  readonly rows: number
  /** A hash for each so many rows, in order. */
  readonly hashes: readonly string[]
}

/** A project has a million rows of history: they are hashed as they come, never gathered. */
function printsOf(db: ReadableDatabase, sql: string): TablePrints {
  const hashes: string[] = []
  let rows = 0
  let hash = createHash('sha256')
  db.each(sql, [], (row) => {
    hash.update(rowText(row.row())).update('\n')
    rows += 1
    if (rows % rowsTogether === 0) {
      hashes.push(hash.digest('base64'))
      hash = createHash('sha256')
    }
    return true
  })
  return { rows, hashes: [...hashes, hash.digest('base64')] }
}

/** Number of the first row that is not the same on both sides, counted from 0; null where all are. */
function firstDifference(
  left: TablePrints,
  right: TablePrints,
  rowsFrom: (start: number) => readonly [readonly string[], readonly string[]],
): number | null {
  const block = left.hashes.findIndex((hash, at) => hash !== right.hashes[at])
  const ends = Math.min(left.rows, right.rows)
  if (block < 0) return left.rows === right.rows ? null : ends
  const start = block * rowsTogether
  const [rows, others] = rowsFrom(start)
  const at = rows.findIndex((row, index) => row !== others[index])
  return at < 0 ? ends : start + at
}

const rowsFrom = (db: ReadableDatabase, sql: string, start: number): readonly string[] =>
  db.all(`${sql} LIMIT ${rowsTogether} OFFSET ${start}`, [], (row) => rowText(row.row()))

const rowText = (row: Readonly<Record<string, SqlValue>>): string => JSON.stringify(Object.values(row))
