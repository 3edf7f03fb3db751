import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statfsSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { dirname } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { DatabaseFile } from '../database/index.ts'

/** An open file; only the port knows what is inside. */
export type FileHandle = number

export interface FileStatus {
  readonly kind: 'file' | 'folder' | 'other'
  /** Bytes. */
  readonly size: number
}

/**
 * Every operation the engine does on a disk, and nothing else: a disk that fails, or that loses what was not
 * synced, can stand in for the real one. Synchronous, because a change is durable before anything else happens.
 * Errors are those of Node: an `Error` with a `code` such as `ENOSPC`.
 */
export interface FileSystemPort {
  /** `create` fails with EEXIST where the file is there already; `read` and `modify` with ENOENT where it is not. */
  open(path: string, mode: 'read' | 'create' | 'modify'): FileHandle
  /** Writes at a position and returns how many bytes went out, which may be fewer than asked. */
  write(handle: FileHandle, bytes: Uint8Array, offset: number, length: number, position: number): number
  truncate(handle: FileHandle, length: number): void
  size(handle: FileHandle): number
  fsync(handle: FileHandle): void
  fdatasync(handle: FileHandle): void
  close(handle: FileHandle): void
  readFile(path: string): Uint8Array
  /** A snapshot to be read by pieces instead of as a whole; a disk for those who need it in memory leaves it out. */
  pieces?(path: string): DatabaseFile
  /** Names in a folder, in code-unit order. */
  list(folder: string): readonly string[]
  /** Null where nothing is there. */
  status(path: string): FileStatus | null
  /** One level; fails with EEXIST where it is there already. */
  makeFolder(path: string): void
  /** Replaces what is at `to`. Durable only after `fsyncFolder` of the folder(s). */
  rename(from: string, to: string): void
  unlink(path: string): void
  fsyncFolder(path: string): void
  /** The path with every link resolved. */
  realPath(path: string): string
  /** The number of the file system's kind (statfs), or null where none is known. */
  fileSystemType(path: string): number | null
  /** Whether a path still leads to an open file; never throws. A disk that cannot tell leaves it out. */
  sameFile?(handle: FileHandle, path: string): boolean
}

/** The real disk. */
export const realFiles: FileSystemPort = {
  open: (path, mode) => openSync(path, mode === 'read' ? 'r' : mode === 'create' ? 'wx+' : 'r+'),
  write: (handle, bytes, offset, length, position) => writeSync(handle, bytes, offset, length, position),
  truncate: (handle, length) => {
    ftruncateSync(handle, length)
  },
  size: (handle) => fstatSync(handle).size,
  fsync: (handle) => {
    fsyncSync(handle)
  },
  fdatasync: (handle) => {
    fdatasyncSync(handle)
  },
  close: (handle) => {
    closeSync(handle)
  },
  readFile: (path) => readFileSync(path),
  list: (folder) => readdirSync(folder).sort(),
  status(path) {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) return null
    return { kind: found.isFile() ? 'file' : found.isDirectory() ? 'folder' : 'other', size: found.size }
  },
  makeFolder: (path) => {
    mkdirSync(path)
  },
  rename: (from, to) => {
    renameSync(from, to)
  },
  unlink: (path) => {
    unlinkSync(path)
  },
  fsyncFolder(path) {
    // Windows cannot open a folder for syncing; NTFS journals the rename itself.
    if (process.platform === 'win32') return
    const handle = openSync(path, 'r')
    try {
      fsyncSync(handle)
    } finally {
      closeSync(handle)
    }
  },
  realPath: (path) => realpathSync(path),
  fileSystemType: (path) => (process.platform === 'linux' ? statfsSync(path).type : null),
  sameFile(handle, path) {
    try {
      // 64 bits: file numbers of Windows do not fit a double.
      const open = fstatSync(handle, { bigint: true })
      const found = statSync(path, { bigint: true, throwIfNoEntry: false })
      return found !== undefined && found.dev === open.dev && found.ino === open.ino
    } catch {
      return false
    }
  },
}

/** The code of a file-system error: `ENOSPC`; undefined for anything else. */
export function fileErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** A sync that failed. The kernel may have dropped the bytes, so that asking the same file again proves nothing. */
export class SyncFailure extends Error {
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.name = 'SyncFailure'
  }
}

/** Whether a disk refused, rather than a fault of ours. */
export function isDiskError(error: unknown): boolean {
  if (error instanceof BelegError) return error.code === 'disk.full' || error.code === 'disk.failed'
  return error instanceof SyncFailure || fileErrorCode(error) !== undefined
}

/** A disk's refusal in words: full, or failed with its own reason. Errors of ours pass through. */
export function diskError(error: unknown): BelegError {
  if (error instanceof BelegError) return error
  const cause = error instanceof SyncFailure ? error.cause : error
  const code = fileErrorCode(cause)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new BelegError('disk.full', undefined, { retry: true, cause: error })
  }
  const reason = code ?? (cause instanceof Error ? cause.message : String(cause))
  return new BelegError('disk.failed', { reason }, { cause: error })
}

/**
 * Writes all bytes at a position, however few the disk takes at a time. A disk that takes none is full:
 * libraries that trust one `write` truncate silently there.
 */
export function writeAll(fs: FileSystemPort, handle: FileHandle, bytes: Uint8Array, position: number): void {
  let written = 0
  while (written < bytes.length) {
    const count = fs.write(handle, bytes, written, bytes.length - written, position + written)
    if (count <= 0) throw Object.assign(new Error('the disk takes no more bytes'), { code: 'ENOSPC' })
    written += count
  }
}

/** Syncs a handle; a failure is a `SyncFailure`. */
export function syncFile(
  fs: FileSystemPort,
  handle: FileHandle,
  what: 'fsync' | 'fdatasync' = 'fsync',
): void {
  try {
    fs[what](handle)
  } catch (error) {
    throw new SyncFailure(error)
  }
}

/** Syncs a folder, so that names made or changed in it last; a failure is a `SyncFailure`. */
export function syncFolder(fs: FileSystemPort, path: string): void {
  try {
    fs.fsyncFolder(path)
  } catch (error) {
    throw new SyncFailure(error)
  }
}

const temporary = '.tmp'
export const isTemporary = (name: string): boolean => name.endsWith(temporary)

/** Writes and syncs the temporary neighbour of `path` and returns its path. Nothing is left where it fails. */
export function writeTemporary(fs: FileSystemPort, path: string, bytes: Uint8Array): string {
  const temp = path + temporary
  removeIfThere(fs, temp)
  const handle = fs.open(temp, 'create')
  try {
    writeAll(fs, handle, bytes, 0)
    syncFile(fs, handle)
  } catch (error) {
    closeQuietly(fs, handle)
    removeQuietly(fs, temp)
    throw error
  }
  fs.close(handle)
  return temp
}

/** Puts a whole file in place: temporary neighbour, every byte, fsync, rename, fsync of the folder. */
export function writeDurably(fs: FileSystemPort, path: string, bytes: Uint8Array): void {
  fs.rename(writeTemporary(fs, path, bytes), path)
  syncFolder(fs, dirname(path))
}

export function makeFolderUnlessThere(fs: FileSystemPort, path: string): void {
  try {
    fs.makeFolder(path)
  } catch (error) {
    if (fileErrorCode(error) !== 'EEXIST') throw error
  }
}

/** Makes a folder where there is none, so that it lasts. */
export function ensureFolder(fs: FileSystemPort, path: string): void {
  makeFolderUnlessThere(fs, path)
  syncFolder(fs, dirname(path))
}

export function removeIfThere(fs: FileSystemPort, path: string): void {
  try {
    fs.unlink(path)
  } catch (error) {
    if (fileErrorCode(error) !== 'ENOENT') throw error
  }
}

/** For cleaning up while another error is already on its way. */
export function removeQuietly(fs: FileSystemPort, path: string): void {
  try {
    fs.unlink(path)
  } catch {
    // What is left is a temporary file, swept at the next opening.
  }
}

export function closeQuietly(fs: FileSystemPort, handle: FileHandle): void {
  try {
    fs.close(handle)
  } catch {
    // The handle is gone either way.
  }
}
