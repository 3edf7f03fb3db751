import { BelegError, toFailure, type BelegFailure } from '../../../shared/errors.ts'
import { bytesAsFile, migrateCopy, type Database, type Migration, type Sqlite } from '../database/index.ts'
import { Engine } from './engine.ts'
import { fileErrorCode, type FileSystemPort } from './files.ts'
import { projectFolder, readProjectFile, type ProjectFile } from './folder.ts'
import { acquireLock, type LockRequest, type ProjectLock } from './lock.ts'
import { placeWarning } from './place.ts'
import { endPurge, interruptedPurge, removeOldFiles } from './purge.ts'
import type { ReadOnlyReason } from './read-only-reason.ts'
import { startWriting, type WriteStart } from './start-writing.ts'
import {
  buildAgain,
  recover,
  type AfterRowChanges,
  type Damage,
  type Recovered,
  type RecoverySources,
} from './recovery.ts'

export interface EngineOptions {
  readonly fs: FileSystemPort
  readonly sqlite: Sqlite
  readonly migrations: readonly Migration[]
  /** The project's folder. */
  readonly root: string
  readonly clock: () => Date
  /** Builds proposed and derived rows after decided ones changed: live, at undo and at replay. */
  readonly afterRowChanges?: AfterRowChanges
  /**
   * Opens a damaged project for writing at the state before the damage: what lies behind goes to recovered/.
   * Only on the user's word.
   */
  readonly acceptDamage?: boolean
  /** Takes no lock and writes nothing: to look at a project that another program may have open. */
  readonly readOnly?: boolean
  /** A database to read instead of what the folder would give; with `readOnly` only. */
  readonly image?: DatabaseImage
}

/** The bytes of a database file, the project it is of, and the step it ends with. Its folder may be out of reach. */
interface DatabaseImage {
  readonly file: ProjectFile
  readonly revision: number
  readonly bytes: Uint8Array
}

/** What opening found and did. */
export interface OpeningReport {
  readonly state: 'ok' | 'recovered-tail' | 'damaged-read-only'
  /** What the user is told about it; null where there is nothing to tell. */
  readonly message: BelegFailure | null
  /** Steps replayed, bytes of an unfinished write that were set aside, and the file that holds them. */
  readonly recovered: { readonly frames: number; readonly bytes: number; readonly file: string } | null
  /** Why the folder is a risky place for a project; null where nothing shows. */
  readonly place: BelegFailure | null
  /** Snapshots that did not hold; an older one was used. */
  readonly badSnapshots: Recovered['badSnapshots']
  /** Steps whose proposals could not be built again. */
  readonly unbuilt: readonly { readonly seq: number; readonly reason: string }[]
}

export interface OpenedEngine {
  readonly engine: Engine
  readonly opening: OpeningReport
}

/**
 * Locks and opens a project. Throws `project.notAProject`, `project.newer`, `project.unusable`,
 * `project.locked`, `project.lockedElsewhere` (answered by `takeOver`), `file.unreadable`. A damaged project and
 * one on a write-protected disk open for reading.
 */
export async function openEngine(
  options: EngineOptions & Pick<LockRequest, 'takeOver' | 'program'>,
): Promise<OpenedEngine> {
  if (options.image === undefined) readProjectFile(options.fs, options.root)
  if (options.readOnly === true) return startEngine(options)
  const lock = await acquireLock({ ...options, at: options.clock().toISOString() })
  try {
    return startEngine(options, lock)
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Opens a project whose lock the caller holds; null where nobody else can come near. Synchronous. */
export function startEngine(options: EngineOptions, lock: ProjectLock | null = null): OpenedEngine {
  const { fs, root } = options
  const { image } = options
  const file = image === undefined ? readProjectFile(fs, root) : image.file
  const folder = projectFolder(fs, root)
  const sources: RecoverySources = {
    fs,
    sqlite: options.sqlite,
    migrations: options.migrations,
    folder,
    projectId: file.id,
    afterRowChanges: options.afterRowChanges ?? (() => undefined),
  }
  const found = image === undefined ? readOrSayWhy(root, () => recover(sources)) : asFound(sources, image)
  try {
    return open(options, sources, file, found, lock)
  } catch (error) {
    found.db.close()
    throw error
  }
}

/** A copy of an open project's memory, as if recovery had found it. */
function asFound({ sqlite }: RecoverySources, { revision, bytes }: DatabaseImage): Recovered {
  return {
    db: sqlite.open(bytesAsFile(bytes)),
    position: { seq: revision, crc: 0 },
    snapshotGeneration: 0,
    lastSegment: 0,
    journalBytes: 0,
    frames: 0,
    tornTail: null,
    damage: null,
    badSnapshots: [],
    unbuilt: [],
  }
}

/** A disk that refuses to be read is not a damaged project: nothing is concluded from it, and nothing written. */
function readOrSayWhy<T>(root: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    const code = fileErrorCode(error)
    if (error instanceof BelegError || code === undefined) throw error
    const path =
      error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : root
    throw new BelegError('file.unreadable', { path, reason: code }, { retry: true, cause: error })
  }
}

function open(
  options: EngineOptions,
  sources: RecoverySources,
  file: ProjectFile,
  found: Recovered,
  lock: ProjectLock | null,
): OpenedEngine {
  const refused =
    found.damage !== null && options.acceptDamage !== true
      ? damageOf(found.damage)
      : options.readOnly === true
        ? ({ code: 'project.readOnly', detail: { reason: 'opened for reading' } } as const)
        : null
  const write: WriteStart =
    refused === null
      ? startWriting(sources, found, options.clock)
      : { writer: null, readOnly: refused, setAside: [] }
  // A project that cannot be written is brought up to date in memory all the same, so that it can be read.
  const db = migrateCopy(sources.sqlite, found.db, sources.migrations)
  const unbuilt = buildAgain(sources, db, found.unbuilt)
  const engine = new Engine({
    sources,
    file,
    db,
    checkpoints:
      write.writer === null
        ? null
        : {
            writer: write.writer,
            snapshotGeneration: found.snapshotGeneration,
            journalBytes: found.journalBytes,
          },
    position: found.position,
    isImage: options.image !== undefined,
    readOnly: write.readOnly,
    clock: options.clock,
    lock,
  })
  if (write.writer !== null) finishPurge(sources, found, db)
  if (db !== found.db || found.damage !== null || found.badSnapshots.length > 0) engine.snapshot()
  return {
    engine,
    opening: reportOf(
      { ...found, unbuilt },
      write,
      options.image === undefined ? placeWarning(sources.fs, options.root) : null,
    ),
  }
}

/** Removes the files a purge had not come to when the program ended; a purge that had not begun is forgotten. */
function finishPurge({ fs, folder }: RecoverySources, found: Recovered, db: Database): void {
  try {
    const seq = interruptedPurge(fs, folder)
    if (seq === null) return
    // Only where the newest snapshot holds the purge are older files of no more use.
    const done = found.position.seq - found.frames >= seq && found.badSnapshots.length === 0
    if (done) removeOldFiles(fs, folder, db, found.snapshotGeneration)
    if (done || found.position.seq < seq) endPurge(fs, folder)
  } catch {
    // The next opening tries again.
  }
}

function damageOf(damage: Damage): ReadOnlyReason {
  const file = `journal/${String(damage.generation).padStart(6, '0')}.log`
  return {
    code: 'project.damagedJournal',
    detail: { seq: damage.seq, file, start: damage.start, reason: damage.reason },
  }
}

function reportOf(found: Recovered, write: WriteStart, place: BelegError | null): OpeningReport {
  const torn = found.tornTail !== null && write.readOnly === null
  const [bad] = found.badSnapshots
  const message = (): BelegError | null => {
    if (write.readOnly !== null) return new BelegError(write.readOnly.code, write.readOnly.detail)
    const file = write.setAside.at(-1) ?? ''
    if (found.tornTail !== null) {
      return new BelegError('project.tailRecovered', { bytes: found.tornTail.bytes, file })
    }
    if (found.damage !== null) return new BelegError('project.cutAtDamage', { seq: found.damage.seq, file })
    if (bad !== undefined)
      return new BelegError('project.olderSnapshot', { generation: bad.generation, file })
    return null
  }
  const error = message()
  return {
    state:
      found.damage !== null && write.readOnly !== null ? 'damaged-read-only' : torn ? 'recovered-tail' : 'ok',
    message: error === null ? null : toFailure(error),
    recovered:
      write.setAside.length === 0
        ? null
        : { frames: found.frames, bytes: found.tornTail?.bytes ?? 0, file: write.setAside.at(-1) ?? '' },
    place: place === null ? null : toFailure(place),
    badSnapshots: found.badSnapshots,
    unbuilt: found.unbuilt.map(({ seq, reason }) => ({ seq, reason })),
  }
}
