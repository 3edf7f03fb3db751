import { join } from 'node:path'
import { constants, crc32, deflateRawSync } from 'node:zlib'
// Node's build of fflate makes its own `require`, which collides with the bundle's: the browser build needs none.
import { unzipSync, Zip, ZipPassThrough, type UnzipFileInfo } from 'fflate/browser'
import { BelegError } from '../../../shared/errors.ts'
import { databaseBytes, type Database, type Sqlite } from '../database/index.ts'
import { sha256, type BlobStore } from './blobs.ts'
import {
  closeQuietly,
  diskError,
  ensureFolder,
  fileErrorCode,
  removeIfThere,
  removeQuietly,
  syncFile,
  syncFolder,
  writeAll,
  writeDurably,
  type FileSystemPort,
} from './files.ts'
import {
  layOutFolders,
  parseProjectFile,
  writeProjectFile,
  type ProjectFile,
  type ProjectFolder,
} from './folder.ts'
import { JournalWriter } from './journal.ts'
import { WorkDone } from './progress.ts'
import { openSnapshot, snapshotPath, stampedBytes, type SnapshotStamp } from './snapshots.ts'
import { zipChecksums } from './zip-checksums.ts'

const backupName = /^(\d{4}-\d{2}-\d{2})-(\d{8,})\.zip$/

export interface BackupFile {
  /** Name in the folder `backups`: the day, and the step up to which it holds everything. */
  readonly name: string
  readonly day: string
  readonly revision: number
  readonly bytes: number
}

/** Backups that lie in the project's folder, oldest first. */
export function listBackups(fs: FileSystemPort, folder: ProjectFolder): readonly BackupFile[] {
  if (fs.status(folder.backups) === null) return []
  return fs.list(folder.backups).flatMap((name) => {
    const [, day, revision] = backupName.exec(name) ?? []
    if (day === undefined) return []
    const bytes = fs.status(join(folder.backups, name))?.size ?? 0
    return [{ name, day, revision: Number(revision), bytes }]
  })
}

const daysKept = 7
const monthsKept = 6

/** Backups that may go: all but the newest of each of the last seven days and six months that have any. */
export function outdatedBackups(names: readonly string[]): readonly string[] {
  const dated = names.filter((name) => backupName.test(name)).sort()
  const newestOf = (length: number, kept: number): readonly string[] =>
    [...new Map(dated.map((name) => [name.slice(0, length), name])).values()].slice(-kept)
  const keep = new Set([
    ...newestOf('2026-11-22'.length, daysKept),
    ...newestOf('2026-11'.length, monthsKept),
  ])
  return dated.filter((name) => !keep.has(name))
}

export interface BackupRequest {
  readonly fs: FileSystemPort
  readonly folder: ProjectFolder
  readonly file: ProjectFile
  readonly db: Database
  readonly revision: number
  /** ISO 8601 instant. */
  readonly at: string
  /** Told of the bytes that are in the zip file. */
  readonly work?: WorkDone
}

/**
 * Writes the project as it is now into one zip file in its folder `backups`: a whole project folder that can also be
 * unpacked by hand. Older backups go by `outdatedBackups`, but only once this one is there for good. Throws
 * `disk.full` or `disk.failed`; nothing is left then.
 */
export function writeBackup(request: BackupRequest): BackupFile {
  const { fs, folder, revision } = request
  const day = request.at.slice(0, 10)
  const name = `${day}-${String(revision).padStart(8, '0')}.zip`
  const path = join(folder.backups, name)
  const temp = `${path}.tmp`
  try {
    ensureFolder(fs, folder.backups)
    removeIfThere(fs, temp)
    const bytes = writeZip(fs, temp, request)
    fs.rename(temp, path)
    syncFolder(fs, folder.backups)
    for (const old of outdatedBackups(fs.list(folder.backups))) removeIfThere(fs, join(folder.backups, old))
    return { name, day, revision, bytes }
  } catch (error) {
    removeQuietly(fs, temp)
    throw diskError(error)
  }
}

/** What is packed in one go, so that a large database is seen to be packed. */
const pushedAtOnce = 4 * 1024 * 1024

/** Method of a zip entry: deflate (APPNOTE 4.4.5). */
const deflate = 8

/** An entry packed by Node's own zlib, at its fastest: three times as fast as a packer in JavaScript. */
class Deflated extends ZipPassThrough {
  override compression = deflate

  protected override process(chunk: Uint8Array, final: boolean): void {
    // Each part but the last ends on a whole byte with nothing held back, so that the next is simply put behind it.
    const finishFlush = final ? constants.Z_FINISH : constants.Z_SYNC_FLUSH
    this.ondata(null, new Uint8Array(deflateRawSync(chunk, { level: 1, finishFlush })), final)
  }
}

function writeZip(fs: FileSystemPort, path: string, request: BackupRequest): number {
  const handle = fs.open(path, 'create')
  let length = 0
  try {
    const zip = new Zip((error, chunk) => {
      if (error !== null) throw error
      writeAll(fs, handle, chunk, length)
      length += chunk.length
    })
    // A fixed time, so that the same project gives the same bytes.
    const mtime = new Date(1980, 0, 1)
    const add = (name: string, bytes: Uint8Array, level: 0 | 1): void => {
      const entry = level === 0 ? new ZipPassThrough(name) : new Deflated(name)
      entry.mtime = mtime
      zip.add(entry)
      for (let start = 0; start === 0 || start < bytes.length; start += pushedAtOnce) {
        const part = bytes.subarray(start, start + pushedAtOnce)
        entry.push(part, start + pushedAtOnce >= bytes.length)
        work.add(part.length)
      }
    }
    const { folder, file, db, revision, at, work = new WorkDone() } = request
    work.expect(databaseBytes(db) + stores(folder).reduce((sum, [, store]) => sum + store.size(), 0))
    const stamp: SnapshotStamp = { projectId: file.id, generation: 0, position: { seq: revision, crc: 0 }, writtenAt: at }
    add('project.json', new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`), 1)
    add('snapshots/000000.sqlite', stampedBytes(db, stamp), 1)
    add('journal/000001.log', new Uint8Array(), 0)
    for (const [name, store] of stores(folder)) {
      for (const { path: from, sha } of store.list()) {
        if (sha === null) continue
        const bytes = fs.readFile(from)
        // What is damaged already stays behind, and `verify` names it.
        if (sha256(bytes) === sha) add(`${name}/${sha.slice(0, 2)}/${from.slice(-(from.length - from.lastIndexOf(sha)))}`, bytes, name === 'batches' || name === 'releases' ? 0 : 1)
      }
    }
    zip.end()
    syncFile(fs, handle)
  } catch (error) {
    closeQuietly(fs, handle)
    throw error
  }
  fs.close(handle)
  return length
} // prettier-ignore

const stores = (folder: ProjectFolder): readonly (readonly [string, BlobStore])[] => [
  ['texts', folder.texts],
  ['originals', folder.originals],
  ['batches', folder.batches],
  ['releases', folder.releases],
]

const blobEntry = /^(texts|originals|batches|releases)\/([0-9a-f]{2})\/([0-9a-f]{64})(\.[a-z0-9]{1,10})$/
const snapshotEntry = 'snapshots/000000.sqlite'
/** Files unpacked at a time, and the most one file may hold. */
const unpackedAtOnce = 256
const largestEntry = 2 ** 31

/**
 * Makes a project folder from a backup. The folder must not exist or be empty. Every file is checked against the hash
 * it is named by, the database against its own. Throws `backup.unreadable`, `file.notFound`, `project.exists`,
 * `disk.full`, `disk.failed`.
 */
export function restoreBackup(fs: FileSystemPort, sqlite: Sqlite, backup: string, root: string, work = new WorkDone()): ProjectFile {
  const zip = readBackup(fs, backup)
  const unreadable = (reason: string): BelegError => new BelegError('backup.unreadable', { path: backup, reason })
  const { names: entries, bytes } = entriesOf(zip, unreadable)
  const unpack = unpacker(zip, unreadable)
  work.expect(bytes)
  const head = unpack(['project.json', snapshotEntry])
  const file = parseProjectFile(head['project.json'] ?? new Uint8Array())
  const snapshot = head[snapshotEntry]
  work.add(bytesOf(head))
  if (file === null || snapshot === undefined) throw unreadable('it holds no project')
  const blobs = entries.filter((name) => blobEntry.test(name))
  const others = entries.filter((name) => !blobEntry.test(name) && !['project.json', snapshotEntry, 'journal/000001.log'].includes(name))
  if (others[0] !== undefined) throw unreadable(`it holds “${others[0]}”`)
  const folder = layOutFolders(fs, root)
  try {
    for (let start = 0; start < blobs.length; start += unpackedAtOnce) {
      const files = unpack(blobs.slice(start, start + unpackedAtOnce))
      putBlobs(folder, files, unreadable)
      work.add(bytesOf(files))
    }
    writeDurably(fs, snapshotPath(folder.snapshots, 0), snapshot)
    const opened = openSnapshot(fs, sqlite, folder.snapshots, 0, file.id, 'structure')
    if (opened.kind === 'bad') throw unreadable(opened.reason)
    const { position } = opened.stamp
    opened.db.close()
    JournalWriter.begin(fs, folder.journal, file.id, 1, position).close()
    writeProjectFile(fs, root, file)
  } catch (error) {
    throw diskError(error)
  }
  return file
} // prettier-ignore

const bytesOf = (files: Readonly<Record<string, Uint8Array>>): number =>
  Object.values(files).reduce((sum, { length }) => sum + length, 0)

function putBlobs(
  folder: ProjectFolder,
  files: Readonly<Record<string, Uint8Array>>,
  unreadable: (reason: string) => BelegError,
): void {
  for (const [name, store] of stores(folder)) {
    const own = Object.entries(files).filter(([path]) => path.startsWith(`${name}/`))
    const shas = store.putMany(
      own.map(([path, bytes]) => ({ bytes, ending: path.slice(path.lastIndexOf('.')) })),
    )
    const wrong = own.find(([path], index) => blobEntry.exec(path)?.[3] !== shas[index])
    if (wrong !== undefined) throw unreadable(`“${wrong[0]}” does not hold what its name says`)
  }
}

function readBackup(fs: FileSystemPort, path: string): Uint8Array {
  try {
    return fs.readFile(path)
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') throw new BelegError('file.notFound', { path })
    throw new BelegError('file.unreadable', { path, reason: fileErrorCode(error) ?? String(error) })
  }
}

/** Names of the files in a zip, and how many bytes they are unpacked. */
function entriesOf(
  zip: Uint8Array,
  unreadable: (reason: string) => BelegError,
): { readonly names: readonly string[]; readonly bytes: number } {
  const names: string[] = []
  let bytes = 0
  const tooLarge: string[] = []
  const look = ({ name, originalSize }: UnzipFileInfo): boolean => {
    names.push(name)
    bytes += originalSize
    if (originalSize > largestEntry) tooLarge.push(name)
    return false
  }
  try {
    unzipSync(zip, { filter: look })
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error))
  }
  if (tooLarge[0] !== undefined) throw unreadable(`“${tooLarge[0]}” is too large`)
  return { names, bytes }
}

/** Unpacks entries by name. Throws where one is not what the directory of the zip says of it. */
function unpacker(
  zip: Uint8Array,
  unreadable: (reason: string) => BelegError,
): (wanted: readonly string[]) => Readonly<Record<string, Uint8Array>> {
  const checksums = zipChecksums((from, length) => zip.subarray(from, from + length), zip.length)
  return (wanted) => {
    const names = new Set(wanted)
    let files: Readonly<Record<string, Uint8Array>>
    try {
      files = unzipSync(zip, { filter: ({ name }) => names.has(name) })
    } catch (error) {
      throw unreadable(error instanceof Error ? error.message : String(error))
    }
    for (const [name, bytes] of Object.entries(files)) {
      if (checksums?.get(name) !== crc32(bytes)) throw unreadable(`“${name}” is damaged`)
    }
    return files
  }
}
