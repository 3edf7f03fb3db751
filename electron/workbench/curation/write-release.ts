import { randomBytes } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import { systemCode } from '../corpus/file-failure.ts'
import { exists, syncFolder, writeExport, type ExportDisk } from '../exchange/write-export.ts'
import { zipOf } from '../exchange/zip.ts'
import type { ExportFile } from '../exchange/export-source.ts'
import type { Desk } from './reading-desk.ts'
import { releaseFiles, type WholeRelease } from './release-files.ts'

export interface WrittenFile {
  readonly path: string
  readonly bytes: number
}

export interface WrittenRelease {
  /** Of the folder or the zip. */
  readonly path: string
  readonly files: readonly WrittenFile[]
  readonly bytes: number
  /** Of the zip; of a folder, that of its list of checksums. */
  readonly sha256: string
}

export interface ReleaseTarget {
  /** Absolute; must not exist. */
  readonly path: string
  readonly as: 'folder' | 'zip'
  readonly tell: Desk['tell']
  /** For tests: a disk that fails. */
  readonly disk?: ExportDisk | undefined
}

/**
 * Writes a release as a folder or a zip that must not exist yet: beside it under a temporary name, every file synced,
 * then put in its place at once. On failure or cancellation nothing is left behind. Rejects with `file.exists`,
 * `file.unwritable`, `disk.full`, `disk.failed`, `export.tooLarge`, `job.cancelled`.
 */
export async function writeRelease(release: WholeRelease, target: ReleaseTarget): Promise<WrittenRelease> {
  const path = resolve(target.path)
  const written: WrittenFile[] = []
  const files = told(releaseFiles(release), release, target.tell, written)
  const { bytes, sha256 } =
    target.as === 'zip'
      ? await writeExport(path, zipOf(files), { disk: target.disk })
      : await writeFolder(path, files, target.disk)
  return { path, files: written, bytes, sha256 }
}

/** The hash is that of the last file, the list of checksums. */
async function writeFolder(
  path: string,
  files: AsyncIterable<ExportFile>,
  disk: ExportDisk | undefined,
): Promise<Pick<WrittenRelease, 'bytes' | 'sha256'>> {
  if (await exists(path)) throw new BelegError('file.exists', { path })
  const temporary = join(
    dirname(path),
    `.${basename(path).slice(0, 60)}.${randomBytes(6).toString('hex')}.part`,
  )
  let bytes = 0
  let last = ''
  try {
    await makeFolder(temporary, path)
    for await (const file of files) {
      const place = join(temporary, ...file.path.split('/'))
      await mkdir(dirname(place), { recursive: true })
      const written = await writeExport(place, file.write(), { disk })
      bytes += written.bytes
      last = written.sha256
    }
    if (await exists(path)) throw new BelegError('file.exists', { path })
    await rename(temporary, path)
    await syncFolder(dirname(path))
    return { bytes, sha256: last }
  } catch (error) {
    await rm(temporary, { recursive: true, force: true }).catch(() => undefined)
    throw error
  }
}

/** The same files, noting their sizes and telling how far they are; throws between two pieces once it is given up. */
async function* told(
  files: AsyncIterable<ExportFile>,
  { view }: WholeRelease,
  tell: Desk['tell'],
  written: WrittenFile[],
): AsyncGenerator<ExportFile, void, undefined> {
  // Besides the formats: changes, registry, codebook, three pages, the list of checksums.
  const expected = view.formats.length + 7
  tell(0, expected)
  for await (const file of files) {
    yield {
      path: file.path,
      write: async function* () {
        const chunks = file.write()
        let bytes = 0
        try {
          for (;;) {
            tell(Math.min(written.length, expected), expected)
            const next = await chunks.next()
            if (next.done === true) {
              written.push({ path: file.path, bytes })
              return next.value
            }
            bytes += Buffer.byteLength(next.value)
            yield next.value
          }
        } finally {
          await chunks.return(0)
        }
      },
    }
  }
}

async function makeFolder(folder: string, asked: string): Promise<void> {
  try {
    await mkdir(folder)
  } catch (error) {
    const code = systemCode(error)
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new BelegError('disk.full', {}, { cause: error, retry: true })
    throw new BelegError('file.unwritable', { path: asked, reason: code || String(error) }, { cause: error })
  }
} // prettier-ignore
