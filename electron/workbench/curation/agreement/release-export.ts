import { Unzip, UnzipInflate } from 'fflate/browser'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BelegError } from '../../../../shared/errors.ts'
import { fileFailure } from '../../corpus/file-failure.ts'
import { isOwnExport } from '../../exchange/own/read-file.ts'

/** The JSONL export of a release, where it can be read, and how to be rid of what was unpacked for that. */
export interface ReleaseExport {
  readonly path: string
  readonly done: () => Promise<void>
}

/** Bytes that are unpacked at most. */
const mostUnpacked = 2 ** 32

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
 * name of this function's choice. Rejects as `exportInFolder`, with `file.damaged` where it is no zip, `file.tooMuch` where it
 * swells beyond 4 GiB, and `job.cancelled`.
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
  const paths: string[] = []
  const waiting: { readonly at: number; readonly bytes: Uint8Array }[] = []
  const failures: Error[] = []
  let left = mostUnpacked
  const reader = new Unzip((file) => {
    if (!/^data\/[^/]+\.jsonl$/.test(file.name)) return
    const at = paths.push(join(folder, `${String(paths.length)}.jsonl`)) - 1
    file.ondata = (error, bytes) => {
      if (error !== null) failures.push(error)
      left -= bytes.length
      waiting.push({ at, bytes })
    }
    file.start()
  })
  reader.register(UnzipInflate)
  const files = new Map<number, ReturnType<typeof createWriteStream>>()
  try {
    for await (const piece of createReadStream(zip, { highWaterMark: 256 * 1024 })) {
      if (signal?.aborted === true) throw new BelegError('job.cancelled')
      reader.push(piece as Uint8Array)
      if (failures.length > 0) throw new BelegError('file.damaged', { path: zip })
      if (left < 0) throw new BelegError('file.tooMuch', { path: zip })
      for (const { at, bytes } of waiting.splice(0)) {
        const file = files.get(at) ?? createWriteStream(paths[at] ?? '')
        files.set(at, file)
        if (!file.write(bytes)) await once(file, 'drain')
      }
    }
  } catch (error) {
    if (error instanceof BelegError) throw error
    throw fileFailure(zip, error)
  } finally {
    for (const file of files.values()) {
      file.end()
      await once(file, 'close')
    }
  }
  return paths.filter((_, at) => files.has(at))
} // prettier-ignore
