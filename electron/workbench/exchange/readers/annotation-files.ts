import { readdir, readFile, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { BelegError } from '../../../../shared/errors.ts'
import { fileFailure } from '../../corpus/file-failure.ts'
import { unzip } from '../../corpus/formats/unzip.ts'

/** A file that may hold annotations. */
export interface AnnotationFile {
  /** Path below what was given, parted by `/`; inside an archive with the archive's name before it. Never a place on disk. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** What was named or found and is not read, with the reason. */
export interface UnreadFile {
  readonly name: string
  readonly error: BelegError
}

export interface CollectedFiles {
  readonly files: readonly AnnotationFile[]
  readonly unread: readonly UnreadFile[]
}

const megabyte = 1024 * 1024
/** Of one file, of a member of an archive, and of everything that is read at once. */
const mostOfFile = 256 * megabyte
const mostOfMember = 64 * megabyte
const mostOfAll = 1024 * megabyte
const mostFiles = 100_000

const wanted = /\.(?:ann|txt|conll|iob2?|bio|json|jsonl|jsonld|xmi|xml|zip)$/i

/**
 * Files and folders to what of them may hold annotations, folders in depth, names in code-unit order; members of zip
 * archives too, and of archives in those, as INCEpTION packs them. What is too large, damaged or named as if it lay outside
 * its archive is listed. Rejects with `job.cancelled`, and with `archive.tooLarge` and `archive.tooMany` for everything together.
 */
export async function collectAnnotationFiles(
  paths: readonly string[],
  options: { readonly signal?: AbortSignal | undefined } = {},
): Promise<CollectedFiles> {
  const collection = new Collection(options.signal)
  for (const path of paths) await collection.add(resolve(path), basename(path), true)
  return collection
}

class Collection implements CollectedFiles {
  readonly files: AnnotationFile[] = []
  readonly unread: UnreadFile[] = []
  readonly #signal: AbortSignal | undefined
  readonly #entered = new Set<string>()
  #total = 0

  constructor(signal: AbortSignal | undefined) {
    this.#signal = signal
  }

  /** `given` says that the person named it, so that it is told where it is not read. */
  async add(path: string, name: string, given: boolean): Promise<void> {
    if (this.#signal?.aborted === true) throw new BelegError('job.cancelled')
    try {
      const found = await stat(path)
      if (found.isDirectory()) await this.#folder(path, given ? '' : name)
      else if (!found.isFile() || !wanted.test(name)) {
        if (given) this.unread.push({ name, error: new BelegError('annotations.kind', { path: name }) })
      } else if (found.size > mostOfFile) this.unread.push({ name, error: tooLarge(name, found.size) })
      else await this.#take({ name, bytes: await readFile(path) }, 0)
    } catch (error) {
      if (error instanceof BelegError && error.code !== 'file.damaged') throw error
      this.unread.push({ name, error: error instanceof BelegError ? error : fileFailure(path, error) })
    }
  }

  async #folder(folder: string, below: string): Promise<void> {
    const real = await realpath(folder)
    if (this.#entered.has(real)) return
    this.#entered.add(real)
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.'))
    names.sort()
    for (const name of names) await this.add(join(folder, name), below === '' ? name : `${below}/${name}`, false)
  }

  async #take(file: AnnotationFile, depth: number): Promise<void> {
    if (!/\.zip$/i.test(file.name)) {
      this.#total += file.bytes.length
      if (this.#total > mostOfAll) throw new BelegError('archive.tooLarge', { path: file.name, limit: mostOfAll / megabyte })
      if (this.files.length >= mostFiles) throw new BelegError('archive.tooMany', { path: file.name, count: this.files.length + 1, limit: mostFiles })
      this.files.push(file)
      return
    }
    if (depth > 1) {
      this.unread.push({ name: file.name, error: new BelegError('annotations.kind', { path: file.name }) })
      return
    }
    const limits = { most: mostOfMember, wanted: (name: string) => wanted.test(name) && !/(?:^|\/)(?:\.|__MACOSX\/)/.test(name) }
    for await (const member of unzip({ path: file.name, bytes: file.bytes }, limits)) {
      if ('error' in member) this.unread.push({ name: `${file.name}/${member.part}`, error: member.error })
      else await this.#take({ name: `${file.name}/${member.name}`, bytes: member.bytes }, depth + 1)
    }
  }
} // prettier-ignore

function tooLarge(path: string, bytes: number): BelegError {
  return new BelegError('file.tooLarge', {
    path,
    size: Math.ceil(bytes / megabyte),
    limit: mostOfFile / megabyte,
  })
}
