import { Unzip, UnzipInflate } from 'fflate/browser'
import {
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  writeFileSync,
} from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { BelegError } from '../../../../shared/errors.ts'
import { fileFailure, systemCode } from '../../corpus/file-failure.ts'
import { isOwnExport } from '../../exchange/own/read-file.ts'
import { zipChecksums } from '../../project/index.ts'

/** The JSONL export of a release, where it can be read, and how to be rid of what was unpacked for that. */
export interface ReleaseExport {
  readonly path: string
  readonly done: () => Promise<void>
}

/** Bytes that are unpacked at most. */
const mostUnpacked = 2 ** 32
/** Members of an archive that may be the export: a release has one. */
const mostExports = 16

const firstBytes = Buffer.from('PK\x03\x04', 'latin1')

/** Whether a folder is a release: it says what it holds, and is no project. */
export const isReleaseFolder = (folder: string): boolean =>
  existsSync(join(folder, 'datapackage.json')) && !existsSync(join(folder, 'project.json'))

/** The JSONL export in a release's folder. Rejects with `opinion.noRows` where the release was written without one, and `file.*`. */
export async function exportInFolder(folder: string): Promise<ReleaseExport> {
  const names = await readdir(join(folder, 'data')).catch((error: unknown) => {
    throw fileFailure(join(folder, 'data'), error)
  })
  const paths = names.filter((name) => name.endsWith('.jsonl')).sort().map((name) => join(folder, 'data', name))
  const path = paths.find(isOwnExport)
  if (path === undefined) throw new BelegError('opinion.noRows', { path: folder })
  return { path, done: () => Promise.resolve() }
} // prettier-ignore

/**
 * The JSONL export in a release's zip, unpacked beside nothing of ours: into the system's folder for temporary files, under a
 * name of this function's choice. Rejects as `exportInFolder`, with `file.damaged` where it is no whole zip, `file.tooMuch`
 * where it swells beyond 4 GiB, `archive.tooMany`, `disk.full`, `file.unwritable` and `job.cancelled`.
 */
export async function exportInZip(zip: string, signal?: AbortSignal): Promise<ReleaseExport> {
  const folder = await mkdtemp(join(tmpdir(), 'beleg-release-'))
  const done = (): Promise<void> => rm(folder, { recursive: true, force: true })
  try {
    const paths = await unpacked(zip, folder, signal)
    const path = paths.find(isOwnExport)
    if (path === undefined) throw new BelegError('opinion.noRows', { path: zip })
    return { path, done }
  } catch (error) {
    await done()
    throw error
  }
}

/** Unpacks what may be the export; names in the archive choose nothing but whether. */
async function unpacked(zip: string, folder: string, signal: AbortSignal | undefined): Promise<readonly string[]> {
  const checksums = checksumsOf(zip)
  const paths: string[] = []
  const open = new Set<number>()
  // The first one counts: the library goes on after a refusal, and some of what follows is its own doing.
  const failures: unknown[] = []
  const attempt = (act: () => void): void => {
    if (failures.length > 0) return
    try {
      act()
    } catch (error) {
      failures.push(error)
    }
  }
  let left = mostUnpacked
  const reader = new Unzip((file) => {
    if (!/^data\/[^/]+\.jsonl$/.test(file.name)) return
    attempt(() => {
      if (paths.length === mostExports)
        throw new BelegError('archive.tooMany', { path: zip, count: paths.length + 1, limit: mostExports })
      const path = join(folder, `${String(paths.length)}.jsonl`)
      const target = written(path, () => openSync(path, 'wx'))
      open.add(target)
      paths.push(path)
      let size = 0
      let checksum = 0
      // Typed as if bytes always came: with an error there are none.
      file.ondata = (error: Error | null, bytes: Uint8Array | null, final) => {
        attempt(() => {
          if (error !== null || bytes === null) throw damaged(zip, error)
          size += bytes.length
          checksum = crc32(bytes, checksum)
          left -= bytes.length
          if (left < 0) throw new BelegError('file.tooMuch', { path: zip })
          // At once: what is unpacked faster than the disk takes it would otherwise wait in memory.
          written(path, () => {
            writeFileSync(target, bytes)
          })
          if (!final) return
          open.delete(target)
          written(path, () => {
            closeSync(target)
          })
          // Not every archive says beforehand how much it is.
          if (file.originalSize !== undefined && file.originalSize !== size) throw damaged(zip)
          if (checksums.get(file.name) !== checksum) throw damaged(zip)
        })
      }
      // Throws of itself for a method it does not know.
      unzipping(zip, () => {
        file.start()
      })
    })
  })
  reader.register(UnzipInflate)
  const take = (piece: Uint8Array, final: boolean): void => {
    attempt(() => {
      unzipping(zip, () => {
        reader.push(piece, final)
      })
    })
    if (failures.length > 0) throw failures[0]
  }
  try {
    for await (const piece of createReadStream(zip, { highWaterMark: 256 * 1024 })) {
      if (signal?.aborted === true) throw new BelegError('job.cancelled')
      take(piece as Uint8Array, false)
    }
    take(new Uint8Array(0), true)
  } catch (error) {
    if (error instanceof BelegError) throw error
    throw fileFailure(zip, error)
  } finally {
    for (const target of open) closed(target)
  }
  return paths
} // prettier-ignore

const damaged = (path: string, cause?: unknown): BelegError =>
  new BelegError('file.damaged', { path, kind: 'ZIP' }, { cause })

/** What the directory at the end of a zip says of its entries. Throws `file.damaged` where the file is none, and `file.*`. */
function checksumsOf(zip: string): ReadonlyMap<string, number> {
  try {
    const file = openSync(zip, 'r')
    try {
      const read = (from: number, length: number): Uint8Array => {
        const bytes = Buffer.alloc(length)
        return bytes.subarray(0, readSync(file, bytes, 0, length, from))
      }
      const checksums = zipChecksums(read, fstatSync(file).size)
      if (checksums === null || !firstBytes.equals(read(0, firstBytes.length))) throw damaged(zip)
      return checksums
    } finally {
      closeSync(file)
    }
  } catch (error) {
    throw error instanceof BelegError ? error : fileFailure(zip, error)
  }
}

/** What the library throws, which has no code of ours, means that the archive is not as it should be. */
function unzipping(zip: string, act: () => void): void {
  try {
    act()
  } catch (error) {
    throw error instanceof BelegError ? error : damaged(zip, error)
  }
}

function written<T>(path: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new BelegError('disk.full', {}, { cause: error, retry: true })
    throw new BelegError('file.unwritable', { path, reason: code || String(error) }, { cause: error })
  }
} // prettier-ignore

/** Of a file that is thrown away; why is told already. */
function closed(target: number): void {
  try {
    closeSync(target)
  } catch {
    // Nothing is left to do for it.
  }
}
