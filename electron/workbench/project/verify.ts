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
    const left = rowsOf(live, sql)
    const right = rowsOf(again, sql)
    compared += left.length
    work.add(left.length * rowBytes)
    const at = left.findIndex((row, index) => row !== right[index])
    const differing = at >= 0 ? at : right.length > left.length ? left.length : -1
    if (differing < 0) continue
    const message = `row ${differing + 1} is not what the journal says`
    problems.push({ code: 'replay', where: shape.name, message })
  }
  return compared
}

function rowsOf(db: ReadableDatabase, sql: string): readonly string[] {
  return db.all(sql, [], (row) => JSON.stringify(Object.values<SqlValue>(row.row())))
}
