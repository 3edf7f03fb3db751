import { createHash } from 'node:crypto'
import { dirname, join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import {
  applicationId,
  structureProblem,
  type Database,
  type DatabaseFile,
  type Sqlite,
} from '../database/index.ts'
import { sha256 } from './blobs.ts'
import { removeQuietly, syncFolder, writeTemporary, type FileSystemPort } from './files.ts'
import type { JournalPosition } from './journal.ts'

/** What a snapshot says about itself, in its table `d_snapshot`. */
export interface SnapshotStamp {
  readonly projectId: string
  /** The snapshot holds everything up to and with the journal segment of this number. */
  readonly generation: number
  readonly position: JournalPosition
  /** ISO 8601 instant. */
  readonly writtenAt: string
}

const snapshotName = /^(\d{6,})\.sqlite$/

export function snapshotPath(folder: string, generation: number): string {
  return join(folder, `${String(generation).padStart(6, '0')}.sqlite`)
}

/** Generations of the snapshots that are there, ascending. */
export function listSnapshots(fs: FileSystemPort, folder: string): readonly number[] {
  return fs
    .list(folder)
    .flatMap((name) => snapshotName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b)
}

/**
 * Writes a snapshot and proves it: temporary file, every byte, fsync, read again and compared, opened and checked,
 * and only then renamed and the folder synced. What bears the name of a snapshot has therefore been checked whole,
 * and later its hash is enough. Only what returns may replace an older generation. Returns its size in bytes; throws
 * what the disk says, or `disk.failed` where it gave back other bytes.
 */
export function writeSnapshot(
  fs: FileSystemPort,
  sqlite: Sqlite,
  db: Database,
  folder: string,
  stamp: SnapshotStamp,
): number {
  const bytes = stampedBytes(db, stamp)
  const path = snapshotPath(folder, stamp.generation)
  const temp = writeTemporary(fs, path, bytes)
  try {
    const there = fs.readFile(temp)
    if (Buffer.compare(there, bytes) !== 0) throw otherBytes('the snapshot')
    const found = readSnapshot(sqlite, there, stamp.generation, stamp.projectId, 'structure')
    if (found.kind === 'bad') throw otherBytes(`the snapshot (${found.reason})`)
    found.db.close()
    fs.rename(temp, path)
  } catch (error) {
    removeQuietly(fs, temp)
    throw error
  }
  syncFolder(fs, dirname(path))
  return bytes.length
}

const otherBytes = (what: string): BelegError =>
  new BelegError('disk.failed', { reason: `${what} does not read back as written` })

/**
 * The database file with its own SHA-256 inside: the hash is taken while a placeholder stands in its place, and
 * the placeholder follows from the stamp, so that it can be put back for checking.
 */
export function stampedBytes(db: Database, stamp: SnapshotStamp): Uint8Array {
  db.run(
    `INSERT OR REPLACE INTO d_snapshot (id, project_id, generation, seq, chain_crc, written_at, sha256)
     VALUES (1, ?, ?, ?, ?, ?, ?)`,
    [
      stamp.projectId,
      stamp.generation,
      stamp.position.seq,
      stamp.position.crc,
      stamp.writtenAt,
      placeholderOf(stamp),
    ],
  )
  const bytes = db.bytes()
  const hash = sha256(bytes)
  replaceAll(bytes, placeholderOf(stamp), hash)
  return bytes
}

function placeholderOf(stamp: Pick<SnapshotStamp, 'projectId' | 'generation' | 'position'>): string {
  return createHash('sha256')
    .update(
      `beleg snapshot ${stamp.projectId} ${stamp.generation} ${stamp.position.seq} ${stamp.position.crc}`,
    )
    .digest('hex')
}

/** In place; both texts are 64 characters of ASCII. */
function replaceAll(bytes: Uint8Array, what: string, by: string): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const needle = Buffer.from(what, 'latin1')
  const replacement = Buffer.from(by, 'latin1')
  for (let at = view.indexOf(needle); at >= 0; at = view.indexOf(needle, at + needle.length)) {
    replacement.copy(view, at)
  }
}

/** Of a file that is not read as a whole. */
const pieceSize = 1024 * 1024

/**
 * Its bytes in order, each piece good until the next is asked for. A piece begins with the last `kept` bytes of the one
 * before, in the same memory: a large file would leave as much garbage behind as it has bytes.
 */
function* piecesOf(
  source: Uint8Array | DatabaseFile,
  kept: number,
): Generator<{ readonly piece: Buffer; readonly isLast: boolean }, void, undefined> {
  if (source instanceof Uint8Array) {
    yield { piece: Buffer.from(source.buffer, source.byteOffset, source.byteLength), isLast: true }
    return
  }
  const room = Buffer.alloc(kept + Math.min(pieceSize, source.size))
  for (let at = 0, before = 0; ;) {
    const read = at < source.size ? source.read(room.subarray(before), at) : 0
    at += read
    const end = before + read
    const isLast = read === 0 || at >= source.size
    yield { piece: room.subarray(0, end), isLast }
    if (isLast) return
    before = Math.min(kept, end)
    room.copyWithin(0, end - before, end)
  }
}

/** The SHA-256 the bytes would have with another text in place of `what`, without copying them. */
function hashWith(source: Uint8Array | DatabaseFile, what: string, by: string): string {
  const needle = Buffer.from(what, 'latin1')
  const hash = createHash('sha256')
  // The end of a piece is hashed with the next one: the text may begin in it that the next one ends.
  const kept = needle.length - 1
  // How much of what was kept of the piece before is hashed already, as the end of a text that was found there.
  let done = 0
  for (const { piece, isLast } of piecesOf(source, kept)) {
    let from = done
    for (let at = piece.indexOf(needle, from); at >= 0; at = piece.indexOf(needle, from)) {
      hash.update(piece.subarray(from, at)).update(by, 'latin1')
      from = at + needle.length
    }
    const end = isLast ? piece.length : Math.max(from, piece.length - kept)
    hash.update(piece.subarray(from, end))
    done = end - Math.max(0, piece.length - kept)
  }
  return hash.digest('hex')
}

export type SnapshotReading =
  | { readonly kind: 'good'; readonly db: Database; readonly stamp: SnapshotStamp; readonly bytes: number }
  | { readonly kind: 'bad'; readonly reason: string }

/**
 * How much is asked of a snapshot. `hash`: that every byte is the one that was written; a snapshot's structure was
 * checked before it got its name, and checking it again takes as long as everything else together. `structure`: that
 * SQLite finds nothing wrong with it either.
 */
type SnapshotCheck = 'hash' | 'structure'

/** Opens a snapshot where its hash, application id and stamp hold, and what `check` asks; otherwise says what does not. */
export function openSnapshot(
  fs: FileSystemPort,
  sqlite: Sqlite,
  folder: string,
  generation: number,
  projectId: string,
  check: SnapshotCheck,
): SnapshotReading {
  try {
    const path = snapshotPath(folder, generation)
    const source = fs.pieces?.(path) ?? fs.readFile(path)
    return readSnapshot(sqlite, source, generation, projectId, check)
  } catch (error) {
    return { kind: 'bad', reason: error instanceof Error ? error.message : String(error) }
  }
}

function readSnapshot(
  sqlite: Sqlite,
  source: Uint8Array | DatabaseFile,
  generation: number,
  projectId: string,
  check: SnapshotCheck,
): SnapshotReading {
  let db: Database | null = null
  try {
    db = sqlite.open(source)
    const reason =
      problemOf(db, source, generation, projectId) ?? (check === 'structure' ? structureProblem(db) : null)
    const bytes = source instanceof Uint8Array ? source.length : source.size
    if (reason === null) return { kind: 'good', db, stamp: readStamp(db).stamp, bytes }
    db.close()
    return { kind: 'bad', reason }
  } catch (error) {
    if (db !== null) db.close()
    else if (!(source instanceof Uint8Array)) source.close()
    return { kind: 'bad', reason: error instanceof Error ? error.message : String(error) }
  }
}

function problemOf(
  db: Database,
  source: Uint8Array | DatabaseFile,
  generation: number,
  projectId: string,
): string | null {
  if (db.count('PRAGMA main.application_id') !== applicationId) return 'it is not a database of Beleg'
  const { stamp, hash } = readStamp(db)
  if (stamp.projectId !== projectId) return 'it belongs to another project'
  if (stamp.generation !== generation) return 'it belongs to another generation'
  return hashWith(source, hash, placeholderOf(stamp)) === hash ? null : 'its hash does not match'
}

function readStamp(db: Database): { readonly stamp: SnapshotStamp; readonly hash: string } {
  const found = db.get('SELECT * FROM d_snapshot', [], (row) => ({
    stamp: {
      projectId: row.text('project_id'),
      generation: row.integer('generation'),
      position: { seq: row.integer('seq'), crc: row.integer('chain_crc') },
      writtenAt: row.text('written_at'),
    },
    hash: row.text('sha256'),
  }))
  if (found === undefined)
    throw new BelegError('project.damaged', { what: 'a snapshot without a stamp', advice: '' })
  return found
}

/** Since the last snapshot. */
export interface SnapshotNeed {
  /** Bytes of journal and batches. */
  readonly journalBytes: number
  /** Milliseconds since the first frame not in a snapshot; null where there is none. */
  readonly oldestFrameAge: number | null
  /** Milliseconds since the last command. */
  readonly idle: number
}

const megabyte = 1024 * 1024

/** When a snapshot is due: after two idle seconds with 8 MB or ten minutes of work, and at 64 MB in any case. */
export function snapshotDue({ journalBytes, oldestFrameAge, idle }: SnapshotNeed): boolean {
  if (oldestFrameAge === null) return false
  if (journalBytes >= 64 * megabyte) return true
  return idle >= 2_000 && (journalBytes >= 8 * megabyte || oldestFrameAge >= 600_000)
}
