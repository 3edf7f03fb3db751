import { createHash, randomBytes } from 'node:crypto'
import { link, lstat, open, rename, unlink, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import { systemCode } from '../corpus/file-failure.ts'
import type { ExportChunks } from './export-source.ts'

export interface WrittenExport {
  readonly path: string
  readonly rows: number
  readonly bytes: number
  /** Of the whole file, lower-case hexadecimal. */
  readonly sha256: string
}

/** What writing needs of the disk; a test hands in one that fails. */
export interface ExportDisk {
  readonly create: (path: string) => Promise<Pick<FileHandle, 'write' | 'sync' | 'close'>>
}

const disk: ExportDisk = { create: (path) => open(path, 'wx', 0o666) }
const blockSize = 256 * 1024

/**
 * Writes a file that must not exist yet: beside it under a temporary name, synced, then put in its place at once. On failure
 * or cancellation nothing is left behind. Rejects with `file.exists`, `file.unwritable`, `disk.full`,
 * `disk.failed` or `job.cancelled`.
 */
export async function writeExport(
  path: string,
  chunks: ExportChunks,
  options: { readonly signal?: AbortSignal | undefined; readonly disk?: ExportDisk | undefined } = {},
): Promise<WrittenExport> {
  const target = resolve(path)
  if (await exists(target)) throw new BelegError('file.exists', { path: target })
  const temporary = join(
    dirname(target),
    `.${basename(target).slice(0, 60)}.${randomBytes(6).toString('hex')}.part`,
  )
  let handle
  try {
    handle = await (options.disk ?? disk).create(temporary)
  } catch (error) {
    throw unwritable(target, error)
  }
  try {
    let written
    try {
      written = await writeAll(handle, chunks, options.signal)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await putInPlace(temporary, target)
    return { path: target, ...written }
  } catch (error) {
    await unlink(temporary).catch(() => undefined)
    throw error instanceof BelegError ? error : failed(target, error)
  }
}

async function writeAll(
  handle: Pick<FileHandle, 'write'>,
  chunks: ExportChunks,
  signal: AbortSignal | undefined,
): Promise<Pick<WrittenExport, 'rows' | 'bytes' | 'sha256'>> {
  const hash = createHash('sha256')
  let bytes = 0
  let waiting: (string | Uint8Array)[] = []
  let length = 0
  const flush = async (): Promise<void> => {
    const block = blockOf(waiting)
    waiting = []
    length = 0
    hash.update(block)
    for (let at = 0; at < block.length;) {
      const { bytesWritten } = await handle.write(block, at, block.length - at)
      if (bytesWritten === 0) throw new BelegError('disk.failed', { reason: 'nothing was written' })
      at += bytesWritten
    }
    bytes += block.length
  }
  try {
    for (;;) {
      if (signal?.aborted === true) throw new BelegError('job.cancelled')
      const next = await chunks.next()
      if (next.done === true) {
        await flush()
        return { rows: next.value, bytes, sha256: hash.digest('hex') }
      }
      waiting.push(next.value)
      length += next.value.length
      if (length >= blockSize) await flush()
    }
  } finally {
    await chunks.return(0) // lets the source close what it opened
  }
}

/** Strings that follow each other are joined before they are encoded: a surrogate pair may be cut between two pieces. */
function blockOf(pieces: readonly (string | Uint8Array)[]): Buffer {
  if (pieces.every((piece) => typeof piece === 'string')) return Buffer.from(pieces.join(''), 'utf8')
  return Buffer.concat(
    pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'utf8') : piece)),
  )
}

/** A hard link refuses to replace a file, whoever made it meanwhile; where the file system has none, look and rename. */
async function putInPlace(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target)
    await unlink(temporary).catch(() => undefined)
  } catch (error) {
    if (systemCode(error) === 'EEXIST' || (await exists(target)))
      throw new BelegError('file.exists', { path: target })
    await rename(temporary, target)
  }
  await syncFolder(dirname(target))
}

/** Names in a folder must survive a power cut, too; Windows has no such handle and needs none. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}

/** Whether anything has that name, a link that leads nowhere included. */
export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    return systemCode(error) !== 'ENOENT' && systemCode(error) !== 'ENOTDIR'
  }
}

function unwritable(path: string, error: unknown): BelegError {
  if (systemCode(error) === 'ENOSPC' || systemCode(error) === 'EDQUOT') return failed(path, error)
  return new BelegError(
    'file.unwritable',
    { path, reason: systemCode(error) || String(error) },
    { cause: error },
  )
}

function failed(path: string, error: unknown): BelegError {
  const code = systemCode(error)
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new BelegError('disk.full', {}, { cause: error, retry: true })
  if (code === '') return new BelegError('internal', { reason: String(error) }, { cause: error })
  return new BelegError('file.unwritable', { path, reason: code }, { cause: error })
}
