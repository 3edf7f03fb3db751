import type { Dirent } from 'node:fs'
import { access, readdir, realpath, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { ColumnMapping, Reading } from '../../../shared/model/library.ts'
import { fileFailure } from './file-failure.ts'
import { formatOf, isCollection, type ArticleFormat } from './file-formats.ts'

/** A file that looks like an article by its name and size; nothing of it has been read. */
export interface ArticleFile {
  readonly kind: 'file'
  readonly path: string
  /** Path below the folder that was given, with `/`, or the file's own name: the source name of the article. */
  readonly name: string
  readonly format: ArticleFormat
  readonly bytes: number
}

/** Something that was named or found and is not read, with the reason. */
export interface Skipped {
  readonly kind: 'skipped'
  readonly path: string
  readonly name: string
  readonly error: BelegError
}

const megabyte = 1024 * 1024
/** Larger files are never loaded. Files that hold many articles may be larger than one article. */
const mostOfArticle = 50 * megabyte
const mostOfCollection = 512 * megabyte

/** The most bytes a file of that format may have. */
export const maximumBytes = (format: ArticleFormat): number =>
  isCollection(format) ? mostOfCollection : mostOfArticle

export interface ReadOptions {
  readonly signal?: AbortSignal
  /** What somebody said about how the files are to be read. */
  readonly reading?: Reading | undefined
  /** What columns of tables hold, by their signature. */
  readonly remembered?: Readonly<Record<string, ColumnMapping>>
}

/**
 * Files and folders to articles to be read, folders in depth, names of a folder in code-unit order. Symbolic links are
 * followed, each real folder is entered once. Hidden entries of a folder are passed over, and so are projects, whose
 * texts are articles already. Rejects with `job.cancelled` where the signal says so; everything else is `Skipped`.
 */
export async function* listArticles(
  paths: readonly string[],
  options: ReadOptions = {},
): AsyncGenerator<ArticleFile | Skipped, void, undefined> {
  for (const given of paths) {
    stopIfAborted(options.signal)
    const path = resolve(given)
    const name = basename(path)
    let folder: boolean
    try {
      folder = (await stat(path)).isDirectory()
    } catch (error) {
      yield { kind: 'skipped', path, name, error: fileFailure(path, error) }
      continue
    }
    if (!folder) {
      yield await inspect(path, name)
      continue
    }
    let articles = 0
    for await (const found of walk(path, '', new Set(), options)) {
      if (found.kind === 'file' || found.error.code !== 'file.kind') articles++
      yield found
    }
    if (articles === 0)
      yield { kind: 'skipped', path, name, error: new BelegError('import.noArticles', { path }) }
  }
}

async function* walk(
  folder: string,
  below: string,
  entered: Set<string>,
  options: ReadOptions,
): AsyncGenerator<ArticleFile | Skipped, void, undefined> {
  stopIfAborted(options.signal)
  let entries: Dirent[]
  try {
    const real = await realpath(folder)
    if (entered.has(real)) return
    entered.add(real)
    entries = await readdir(folder, { withFileTypes: true })
  } catch (error) {
    yield {
      kind: 'skipped',
      path: folder,
      name: below === '' ? basename(folder) : below,
      error: fileFailure(folder, error),
    }
    return
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
  for (const entry of entries) {
    stopIfAborted(options.signal)
    if (entry.name.startsWith('.')) continue
    const path = join(folder, entry.name)
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    if (!(await isFolder(path, entry))) yield await inspect(path, name)
    else if (!(await isProject(path))) yield* walk(path, name, entered, options)
  }
}

async function isFolder(path: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory()
  try {
    return (await stat(path)).isDirectory()
  } catch {
    return false // `inspect` says why
  }
}

async function isProject(folder: string): Promise<boolean> {
  try {
    await Promise.all([access(join(folder, 'project.json')), access(join(folder, 'journal'))])
    return true
  } catch {
    return false
  }
}

async function inspect(path: string, name: string): Promise<ArticleFile | Skipped> {
  const skipped = (error: BelegError): Skipped => ({ kind: 'skipped', path, name, error })
  const format = formatOf(name)
  try {
    const found = await stat(path)
    if (format === null || !found.isFile()) return skipped(new BelegError('file.kind', { path }))
    if (found.size > maximumBytes(format)) return skipped(tooLarge(path, format, found.size))
    if (found.size === 0) return skipped(new BelegError('file.empty', { path }))
    return { kind: 'file', path, name, format, bytes: found.size }
  } catch (error) {
    return skipped(fileFailure(path, error))
  }
}

/** The refusal of a file of that many bytes. */
export function tooLarge(path: string, format: ArticleFormat, bytes: number): BelegError {
  return new BelegError('file.tooLarge', {
    path,
    size: Math.ceil(bytes / megabyte),
    limit: maximumBytes(format) / megabyte,
  })
}

/** Rejects with `job.cancelled` once the signal is given. */
export function stopIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new BelegError('job.cancelled')
}
