import { createHash } from 'node:crypto'
import { dirname, extname, join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import {
  closeQuietly,
  diskError,
  ensureFolder,
  fileErrorCode,
  isDiskError,
  isTemporary,
  makeFolderUnlessThere,
  removeIfThere,
  removeQuietly,
  syncFile,
  syncFolder,
  writeAll,
  type FileHandle,
  type FileSystemPort,
} from './files.ts'
import { WorkDone } from './progress.ts'

/** Lower-case hexadecimal SHA-256. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

const namePattern = /^([0-9a-f]{64})(\.[a-z0-9]{1,10})$/
/** Files open at once while many are written. */
const openAtOnce = 128

export interface BlobInput {
  readonly bytes: Uint8Array
  /** With the dot: `.pdf`. The store's own ending where absent. */
  readonly ending?: string
}

/**
 * Files named by the SHA-256 of their bytes, `ab/ab12….txt`, never changed. What `put` returns is durable, so
 * that it may be named by what is written next.
 */
export class BlobStore {
  readonly #fs: FileSystemPort
  readonly #root: string
  readonly #ending: string
  /** What this session knows to be on the disk for good. */
  readonly #durable = new Set<string>()
  readonly #shards = new Set<string>()

  constructor(fs: FileSystemPort, root: string, ending: string) {
    this.#fs = fs
    this.#root = root
    this.#ending = ending
  }

  path(sha: string, ending = this.#ending): string {
    return join(this.#root, sha.slice(0, 2), sha + ending)
  }

  put(bytes: Uint8Array, ending = this.#ending): string {
    const [sha] = this.putMany([{ bytes, ending }])
    if (sha === undefined) throw new BelegError('internal', { reason: 'a file was written without a name' })
    return sha
  }

  /**
   * Writes many files with few waits: all bytes first, then all syncs, then the names. Returns their hashes in order.
   * Throws `disk.full` or `disk.failed`; some of the files may then be there, named by nothing.
   */
  putMany(blobs: readonly BlobInput[]): readonly string[] {
    const shas: string[] = []
    try {
      for (let start = 0; start < blobs.length; start += openAtOnce) {
        shas.push(...this.#putSome(blobs.slice(start, start + openAtOnce)))
      }
    } catch (error) {
      throw isDiskError(error) ? diskError(error) : error
    }
    return shas
  }

  #putSome(blobs: readonly BlobInput[]): readonly string[] {
    const open = new Map<string, { readonly handle: FileHandle; readonly temp: string }>()
    const shas = blobs.map(({ bytes }) => sha256(bytes))
    const paths = blobs.map((blob, index) => this.path(shas[index] ?? '', blob.ending))
    const shards = new Set(paths.filter((path) => !this.#durable.has(path)).map((path) => dirname(path)))
    this.#ensureShards(shards)
    try {
      for (const [index, blob] of blobs.entries()) {
        const path = paths[index] ?? ''
        if (this.#durable.has(path) || open.has(path)) continue
        // A file that is there with the right bytes may stem from a crash before its name was synced.
        if (this.#holds(path, shas[index] ?? '')) continue
        const temp = `${path}.tmp`
        removeIfThere(this.#fs, temp)
        const handle = this.#fs.open(temp, 'create')
        open.set(path, { handle, temp })
        writeAll(this.#fs, handle, blob.bytes, 0)
      }
      for (const { handle } of open.values()) syncFile(this.#fs, handle)
    } catch (error) {
      for (const { handle, temp } of open.values()) {
        closeQuietly(this.#fs, handle)
        removeQuietly(this.#fs, temp)
      }
      throw error
    }
    for (const { handle } of open.values()) this.#fs.close(handle)
    for (const [path, { temp }] of open) this.#fs.rename(temp, path)
    for (const shard of shards) syncFolder(this.#fs, shard)
    for (const path of paths) this.#durable.add(path)
    return shas
  }

  /** A folder that is there may stem from a crash too: its name is synced once by every session. */
  #ensureShards(shards: ReadonlySet<string>): void {
    const fresh = [...shards].filter((shard) => !this.#shards.has(shard))
    if (fresh.length === 0) return
    ensureFolder(this.#fs, this.#root)
    for (const shard of fresh) makeFolderUnlessThere(this.#fs, shard)
    syncFolder(this.#fs, this.#root)
    for (const shard of fresh) this.#shards.add(shard)
  }

  #holds(path: string, sha: string): boolean {
    const status = this.#fs.status(path)
    return status !== null && sha256(this.#fs.readFile(path)) === sha
  }

  /** The bytes; `file.notFound` where there is no such file, `project.damaged` where its bytes do not match its name. */
  get(sha: string, ending = this.#ending): Uint8Array {
    const path = this.path(sha, ending)
    let bytes: Uint8Array
    try {
      bytes = this.#fs.readFile(path)
    } catch (error) {
      if (fileErrorCode(error) === 'ENOENT') throw new BelegError('file.notFound', { path })
      throw new BelegError('file.unreadable', { path, reason: fileErrorCode(error) ?? String(error) })
    }
    if (sha256(bytes) !== sha) {
      throw new BelegError('project.damaged', {
        what: `“${path}” does not hold what its name says`,
        advice: '',
      })
    }
    return bytes
  }

  /** Every file of the store with the hash its name claims; names that claim none have a null hash. */
  list(): readonly { readonly path: string; readonly sha: string | null }[] {
    if (this.#fs.status(this.#root) === null) return []
    return this.#fs.list(this.#root).flatMap((shard) => {
      const folder = join(this.#root, shard)
      if (this.#fs.status(folder)?.kind !== 'folder') return [{ path: folder, sha: null }]
      return this.#fs
        .list(folder)
        .map((name) => ({ path: join(folder, name), sha: namePattern.exec(name)?.[1] ?? null }))
    })
  }

  /** Bytes of every file that claims a hash. */
  size(): number {
    return this.list()
      .filter(({ sha }) => sha !== null)
      .reduce((sum, { path }) => sum + (this.#fs.status(path)?.size ?? 0), 0)
  }

  /** Every file but those needed, also what this session wrote. */
  others(needed: ReadonlySet<string>): ReturnType<BlobStore['list']> {
    return this.list().filter(({ sha }) => sha === null || !needed.has(sha))
  }

  /** Removes every file but those needed. */
  keepOnly(needed: ReadonlySet<string>): void {
    const old = this.others(needed)
    for (const { path } of old) {
      removeIfThere(this.#fs, path)
      this.#durable.delete(path)
    }
    for (const shard of new Set(old.map(({ path }) => dirname(path)))) syncFolder(this.#fs, shard)
  }

  /** Removes files the caller no longer needs, and what a crash left half-written. What this session wrote stays. */
  prune(needed: ReadonlySet<string>): number {
    let removed = 0
    for (const { path, sha } of this.list()) {
      const unneeded = sha === null ? isTemporary(path) : !needed.has(sha) && !this.#durable.has(path)
      if (!unneeded) continue
      removeIfThere(this.#fs, path)
      removed += 1
    }
    return removed
  }
}

/**
 * Copies every file of a store whose bytes are what its name says; those that are not, or that cannot be read any
 * more, stay behind, and `verify` names them. Returns the hashes of what was copied.
 */
export function copyBlobs(
  fs: FileSystemPort,
  from: BlobStore,
  to: BlobStore,
  work = new WorkDone(),
): ReadonlySet<string> {
  const copied = new Set<string>()
  const files = readable(() => from.list())?.flatMap(({ path, sha }) => (sha === null ? [] : [{ path, sha }]))
  for (let start = 0; start < (files?.length ?? 0); start += openAtOnce) {
    const intact = (files ?? []).slice(start, start + openAtOnce).flatMap(({ path, sha }) => {
      const bytes = readable(() => fs.readFile(path))
      work.add(bytes?.length ?? 0)
      return bytes !== null && sha256(bytes) === sha ? [{ bytes, ending: extname(path) }] : []
    })
    for (const sha of to.putMany(intact)) copied.add(sha)
  }
  return copied
}

/** Null where the disk does not give it. */
function readable<T>(read: () => T): T | null {
  try {
    return read()
  } catch (error) {
    if (fileErrorCode(error) === undefined) throw error
    return null
  }
}
