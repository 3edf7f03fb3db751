import { join } from 'node:path'
import { z } from 'zod'
import { BelegError } from '../../../shared/errors.ts'
import { newDatabase, type Database, type Migration, type Sqlite } from '../database/index.ts'
import { BlobStore } from './blobs.ts'
import { diskError, ensureFolder, fileErrorCode, writeDurably, type FileSystemPort } from './files.ts'
import { JournalWriter } from './journal.ts'
import { writeSnapshot } from './snapshots.ts'

/** Version of the folder's layout and of the journal's frames. The schema has its own, in the database. */
export const formatVersion = 1

const projectFileSchema = z.object({
  format: z.literal(formatVersion),
  id: z.uuid(),
  name: z.string(),
  language: z.string(),
  created: z.string(),
})
/** What project.json says. */
export type ProjectFile = z.infer<typeof projectFileSchema>

/** Where things lie in a project folder. */
export interface ProjectFolder {
  readonly root: string
  readonly projectFile: string
  readonly journal: string
  readonly snapshots: string
  readonly recovered: string
  readonly backups: string
  readonly exports: string
  /** Frozen texts, UTF-8. */
  readonly texts: BlobStore
  /** Bytes as they came, whenever they differ from the frozen text. Give the ending: `.pdf`. */
  readonly originals: BlobStore
  /** Row changes and proposals of large batches. */
  readonly batches: BlobStore
  /** What releases hold: compressed JSON lines. */
  readonly releases: BlobStore
}

export function projectFolder(fs: FileSystemPort, root: string): ProjectFolder {
  return {
    root,
    projectFile: join(root, 'project.json'),
    journal: join(root, 'journal'),
    snapshots: join(root, 'snapshots'),
    recovered: join(root, 'recovered'),
    backups: join(root, 'backups'),
    exports: join(root, 'exports'),
    texts: new BlobStore(fs, join(root, 'texts'), '.txt'),
    originals: new BlobStore(fs, join(root, 'originals'), '.bin'),
    batches: new BlobStore(fs, join(root, 'batches'), '.bin'),
    releases: new BlobStore(fs, join(root, 'releases'), '.gz'),
  }
}

const folders = ['texts', 'originals', 'batches', 'snapshots', 'journal', 'backups', 'exports', 'recovered']

export interface NewProject {
  /** A UUID. */
  readonly id: string
  readonly name: string
  /** Language of the interface the project was made in. */
  readonly language: string
  /** ISO 8601 instant. */
  readonly created: string
}

/**
 * Makes a project in a folder that does not exist or is empty; its parent must exist. project.json is written
 * last, so that a folder with it is whole; what an interrupted attempt left is completed. Throws `project.exists`
 * where something else is there, `file.notFound` without a parent, `disk.full`, `disk.failed`.
 */
export function createProject(
  fs: FileSystemPort,
  sqlite: Sqlite,
  migrations: readonly Migration[],
  root: string,
  project: NewProject,
): ProjectFile {
  const file = projectFileSchema.parse({ format: formatVersion, ...project })
  const db = newDatabase(sqlite, migrations)
  try {
    layOutProject(fs, sqlite, root, file, db, 0, () => undefined)
  } finally {
    db.close()
  }
  return file
}

/**
 * Makes a project folder that begins with a database as its first snapshot, after step `seq`. `fill` writes what
 * the database names. Errors as `createProject`.
 */
export function layOutProject(
  fs: FileSystemPort,
  sqlite: Sqlite,
  root: string,
  file: ProjectFile,
  db: Database,
  seq: number,
  fill: (folder: ProjectFolder) => void,
): void {
  const folder = layOutFolders(fs, root)
  try {
    fill(folder)
    const position = { seq, crc: 0 }
    JournalWriter.begin(fs, folder.journal, file.id, 1, position).close()
    const stamp = { projectId: file.id, generation: 0, position, writtenAt: file.created }
    writeSnapshot(fs, sqlite, db, folder.snapshots, stamp)
    writeProjectFile(fs, root, file)
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') throw new BelegError('file.notFound', { path: root })
    throw diskError(error)
  }
}

/** The folders of a project where nothing or nothing else lies. Errors as `createProject`. */
export function layOutFolders(fs: FileSystemPort, root: string): ProjectFolder {
  refuseOccupied(fs, root)
  try {
    ensureFolder(fs, root)
    for (const name of folders) ensureFolder(fs, join(root, name))
    return projectFolder(fs, root)
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') throw new BelegError('file.notFound', { path: root })
    throw diskError(error)
  }
}

/** The last file of a project that is made: with it the folder is whole. */
export function writeProjectFile(fs: FileSystemPort, root: string, file: ProjectFile): void {
  writeDurably(fs, join(root, 'project.json'), new TextEncoder().encode(JSON.stringify(file, null, 2) + '\n'))
}

function refuseOccupied(fs: FileSystemPort, root: string): void {
  const there = fs.status(root)
  if (there === null) return
  const interrupted = [...folders, 'releases', 'project.json.tmp', 'lock.json']
  const names = there.kind === 'folder' ? fs.list(root) : ['']
  if (names.some((name) => !interrupted.includes(name)))
    throw new BelegError('project.exists', { path: root })
}

/**
 * Reads project.json. Throws `project.notAProject`, `project.newer`, `file.unreadable`, or `project.badFile`
 * where the file is there but not ours.
 */
export function readProjectFile(fs: FileSystemPort, root: string): ProjectFile {
  const path = join(root, 'project.json')
  const value = parseJson(readOrRefuse(fs, root, path))
  const format = z.object({ format: z.number() }).safeParse(value)
  if (format.success && format.data.format > formatVersion) {
    throw new BelegError('project.newer', { found: format.data.format, known: formatVersion })
  }
  const file = projectFileSchema.safeParse(value)
  if (!file.success) throw new BelegError('project.badFile')
  return file.data
}

/** Changes the project's name in project.json. Not undoable. */
export function renameProject(fs: FileSystemPort, root: string, name: string): ProjectFile {
  const file = { ...readProjectFile(fs, root), name }
  try {
    writeDurably(
      fs,
      join(root, 'project.json'),
      new TextEncoder().encode(JSON.stringify(file, null, 2) + '\n'),
    )
  } catch (error) {
    throw diskError(error)
  }
  return file
}

/** What the bytes of a project.json say; null where they are none of ours. */
export function parseProjectFile(bytes: Uint8Array): ProjectFile | null {
  const file = projectFileSchema.safeParse(parseJson(bytes))
  return file.success ? file.data : null
}

function readOrRefuse(fs: FileSystemPort, root: string, path: string): Uint8Array {
  try {
    return fs.readFile(path)
  } catch (error) {
    const code = fileErrorCode(error)
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new BelegError('project.notAProject', { path: root })
    throw new BelegError('file.unreadable', { path, reason: code ?? String(error) }, { cause: error })
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch {
    return undefined
  }
}
