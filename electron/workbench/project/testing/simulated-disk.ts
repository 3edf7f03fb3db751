import type { FileHandle, FileStatus, FileSystemPort } from '../files.ts'
import type { FileOperation } from './faulty-files.ts'

/** Bytes of a page: a power cut keeps or loses whole pages of what was not synced. */
const pageSize = 512

interface SimulatedFile {
  /** What programs see. */
  seen: Uint8Array
  /** What is on the platter. */
  kept: Uint8Array
  /** A sync failed: the kernel takes the bytes for clean, and no later sync writes them. */
  unsyncable?: boolean
}

interface SimulatedFolder {
  readonly seen: Map<string, Entry>
  /** Names on the platter. */
  readonly kept: Map<string, Entry>
  /** Changes of names that are not synced, oldest first. */
  unsynced: NameChange[]
}

type Entry = { readonly file: SimulatedFile } | { readonly folder: SimulatedFolder }

/** Names that change together, and what they name from then on; null for nothing. */
type NameChange = readonly (readonly [name: string, entry: Entry | null])[]

/**
 * What an end does to what was not synced. A power cut: `lost`, all of it is gone; `kept`, all of it had reached the
 * platter; `mixed`, any part of it had, page by page and name by name. `killed`: the program alone is gone, and what
 * it wrote can be read, but is still not synced.
 */
export type Ending = 'lost' | 'kept' | 'mixed' | 'killed'

/** Whole numbers below a limit, the same for the same seed. */
export function seeded(seed: number): (limit: number) => number {
  let state = seed >>> 0 || 1
  return (limit) => {
    // xorshift32 (Marsaglia 2003).
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state % limit
  }
}

/**
 * A disk in memory with a page cache: data lasts only after fsync, names only after the folder's fsync, and fsync
 * of a file says nothing about its name. After `dieAt` operations every further one fails.
 */
export class SimulatedDisk implements FileSystemPort {
  operations = 0
  dieAt = Number.POSITIVE_INFINITY
  /** Called before each operation, and in the middle of each write. */
  observe: () => void = () => undefined
  /** Asked before each operation: a code makes it fail with that error, a number makes a write that short. */
  fault: (operation: FileOperation) => string | number | undefined = () => undefined
  #root: SimulatedFolder = { seen: new Map(), kept: new Map(), unsynced: [] }
  #handles = new Map<FileHandle, SimulatedFile>()
  #nextHandle = 3

  get dead(): boolean {
    return this.operations > this.dieAt
  }

  /** The same disk once more, without the programs that use it. */
  clone(): SimulatedDisk {
    const copy = new SimulatedDisk()
    const entry = cloneEntry({ folder: this.#root }, new Map())
    if ('folder' in entry) copy.#root = entry.folder
    return copy
  }

  /** Every program is gone, and the disk holds what it holds. */
  restart(ending: Ending, random: (limit: number) => number): void {
    this.#handles = new Map()
    this.dieAt = Number.POSITIVE_INFINITY
    this.fault = () => undefined
    if (ending !== 'killed') settleFolder(this.#root, ending, random)
  }

  open(path: string, mode: 'read' | 'create' | 'modify'): FileHandle {
    this.#operation('open')
    const { folder, name } = this.#place(path)
    let entry = folder.seen.get(name)
    if (mode === 'create') {
      if (entry !== undefined) throw failure('EEXIST', path)
      const made: Entry = { file: { seen: new Uint8Array(), kept: new Uint8Array() } }
      change(folder, [[name, made]])
      entry = made
    }
    if (entry === undefined || !('file' in entry)) throw failure('ENOENT', path)
    this.#nextHandle += 1
    this.#handles.set(this.#nextHandle, entry.file)
    return this.#nextHandle
  }

  write(handle: FileHandle, bytes: Uint8Array, offset: number, length: number, position: number): number {
    const file = this.#file(handle)
    // A power cut in the middle of a write leaves any part of it.
    const half = Math.floor(length / 2)
    file.seen = overwritten(file.seen, bytes.subarray(offset, offset + half), position)
    const taken = Math.min(length, this.#operation('write') ?? length)
    file.seen = overwritten(file.seen, bytes.subarray(offset, offset + Math.max(taken, half)), position)
    return taken
  }

  truncate(handle: FileHandle, length: number): void {
    this.#operation('truncate')
    const file = this.#file(handle)
    file.seen = file.seen.slice(0, length)
  }

  size(handle: FileHandle): number {
    return this.#file(handle).seen.length
  }

  fsync(handle: FileHandle): void {
    this.#sync(handle, 'fsync')
  }

  fdatasync(handle: FileHandle): void {
    this.#sync(handle, 'fdatasync')
  }

  #sync(handle: FileHandle, operation: 'fsync' | 'fdatasync'): void {
    const file = this.#file(handle)
    try {
      this.#operation(operation)
    } catch (error) {
      if (!this.dead) file.unsyncable = true
      throw error
    }
    if (file.unsyncable !== true) file.kept = file.seen
  }

  close(handle: FileHandle): void {
    this.#handles.delete(handle)
  }

  readFile(path: string): Uint8Array {
    this.#alive()
    this.#fail('readFile')
    const entry = this.#entry(path)
    if (entry === null || !('file' in entry)) throw failure('ENOENT', path)
    return entry.file.seen.slice()
  }

  list(path: string): readonly string[] {
    this.#alive()
    const entry = this.#entry(path)
    if (entry === null || !('folder' in entry)) throw failure('ENOENT', path)
    return [...entry.folder.seen.keys()].sort()
  }

  status(path: string): FileStatus | null {
    this.#alive()
    const entry = this.#entry(path)
    if (entry === null) return null
    return 'file' in entry ? { kind: 'file', size: entry.file.seen.length } : { kind: 'folder', size: 0 }
  }

  makeFolder(path: string): void {
    this.#operation('makeFolder')
    const { folder, name } = this.#place(path)
    if (folder.seen.has(name)) throw failure('EEXIST', path)
    const made: Entry = { folder: { seen: new Map(), kept: new Map(), unsynced: [] } }
    change(folder, [[name, made]])
  }

  rename(from: string, to: string): void {
    this.#operation('rename')
    const source = this.#place(from)
    const target = this.#place(to)
    const entry = source.folder.seen.get(source.name)
    if (entry === undefined) throw failure('ENOENT', from)
    if (source.folder === target.folder) {
      change(source.folder, [
        [source.name, null],
        [target.name, entry],
      ])
      return
    }
    change(target.folder, [[target.name, entry]])
    change(source.folder, [[source.name, null]])
  }

  unlink(path: string): void {
    this.#operation('unlink')
    const { folder, name } = this.#place(path)
    if (!folder.seen.has(name)) throw failure('ENOENT', path)
    change(folder, [[name, null]])
  }

  fsyncFolder(path: string): void {
    this.#operation('fsyncFolder')
    const entry = this.#entry(path)
    if (entry === null || !('folder' in entry)) throw failure('ENOENT', path)
    for (const names of entry.folder.unsynced) applyNames(entry.folder.kept, names)
    entry.folder.unsynced = []
  }

  realPath(path: string): string {
    return path
  }

  fileSystemType(): null {
    return null
  }

  #operation(operation: FileOperation): number | undefined {
    this.observe()
    this.operations += 1
    this.#alive()
    return this.#fail(operation)
  }

  #fail(operation: FileOperation): number | undefined {
    const fault = this.fault(operation)
    if (typeof fault === 'string') throw failure(fault, operation)
    return fault
  }

  #alive(): void {
    if (this.dead) throw failure('EIO', 'the power is gone')
  }

  #file(handle: FileHandle): SimulatedFile {
    const file = this.#handles.get(handle)
    if (file === undefined) throw failure('EBADF', String(handle))
    return file
  }

  #entry(path: string): Entry | null {
    let entry: Entry = { folder: this.#root }
    for (const name of path.split('/').filter((part) => part !== '')) {
      const found: Entry | undefined = 'folder' in entry ? entry.folder.seen.get(name) : undefined
      if (found === undefined) return null
      entry = found
    }
    return entry
  }

  #place(path: string): { readonly folder: SimulatedFolder; readonly name: string } {
    const parts = path.split('/').filter((part) => part !== '')
    const name = parts.pop() ?? ''
    const parent = this.#entry(`/${parts.join('/')}`)
    if (parent === null || !('folder' in parent)) throw failure('ENOENT', path)
    return { folder: parent.folder, name }
  }
}

function overwritten(old: Uint8Array, bytes: Uint8Array, position: number): Uint8Array {
  const result = new Uint8Array(Math.max(old.length, position + bytes.length))
  result.set(old)
  result.set(bytes, position)
  return result
}

function applyNames(names: Map<string, Entry>, changes: NameChange): void {
  for (const [name, entry] of changes) {
    if (entry === null) names.delete(name)
    else names.set(name, entry)
  }
}

function change(folder: SimulatedFolder, names: NameChange): void {
  applyNames(folder.seen, names)
  folder.unsynced.push(names)
}

/** A file keeps its identity under all its names. The bytes are never changed in place and can be shared. */
function cloneEntry(entry: Entry, clones: Map<Entry, Entry>): Entry {
  const known = clones.get(entry)
  if (known !== undefined) return known
  if ('file' in entry) {
    const file = { file: { ...entry.file } }
    clones.set(entry, file)
    return file
  }
  const { seen, kept, unsynced } = entry.folder
  const names = (from: ReadonlyMap<string, Entry>): Map<string, Entry> =>
    new Map([...from].map(([name, inner]) => [name, cloneEntry(inner, clones)]))
  const folder = {
    folder: {
      seen: names(seen),
      kept: names(kept),
      unsynced: unsynced.map((changes) =>
        changes.map(([name, inner]) => [name, inner === null ? null : cloneEntry(inner, clones)] as const),
      ),
    },
  }
  clones.set(entry, folder)
  return folder
}

type PowerCut = Exclude<Ending, 'killed'>

function settleFolder(folder: SimulatedFolder, cut: PowerCut, random: (limit: number) => number): void {
  if (cut !== 'lost') {
    for (const names of folder.unsynced) if (cut === 'kept' || random(2) === 0) applyNames(folder.kept, names)
  }
  folder.unsynced = []
  folder.seen.clear()
  for (const [name, entry] of folder.kept) {
    folder.seen.set(name, entry)
    if ('folder' in entry) settleFolder(entry.folder, cut, random)
    else settleFile(entry.file, cut, random)
  }
}

function settleFile(file: SimulatedFile, cut: PowerCut, random: (limit: number) => number): void {
  if (cut === 'kept') file.kept = file.seen
  if (cut === 'mixed' && file.kept !== file.seen) file.kept = mixPages(file, random)
  file.seen = file.kept
  file.unsyncable = false
}

/** Any of the unsynced pages, and any of the two lengths; a page that is missing reads as zeros. */
function mixPages({ seen, kept }: SimulatedFile, random: (limit: number) => number): Uint8Array {
  const length = random(2) === 0 ? seen.length : kept.length
  const mixed = new Uint8Array(length)
  for (let start = 0; start < length; start += pageSize) {
    const source = random(2) === 0 ? seen : kept
    mixed.set(source.subarray(start, Math.min(start + pageSize, length)), start)
  }
  return mixed
}

const failure = (code: string, path: string): Error => Object.assign(new Error(`${code}: ${path}`), { code })
