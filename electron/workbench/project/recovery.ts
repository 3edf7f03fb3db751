import { BelegError } from '../../../shared/errors.ts'
import {
  applyRowChanges,
  migrateInPlace,
  newestVersion,
  schemaVersion,
  shapesOf,
  type Database,
  type Migration,
  type RowChange,
  type Sqlite,
  type TableShape,
  type WritableDatabase,
} from '../database/index.ts'
import type { FileSystemPort } from './files.ts'
import type { ProjectFolder } from './folder.ts'
import { decodeStep, type Step } from './frame-body.ts'
import { writeHistory } from './history.ts'
import { listSegments, readSegment, segmentPath, type JournalPosition } from './journal.ts'
import { listSnapshots, openSnapshot } from './snapshots.ts'

/** Called after the row changes of a step were applied, to build proposed and derived rows again. */
export type AfterRowChanges = (db: WritableDatabase, changes: readonly RowChange[]) => void

export interface RecoverySources {
  readonly fs: FileSystemPort
  readonly sqlite: Sqlite
  readonly migrations: readonly Migration[]
  readonly folder: ProjectFolder
  readonly projectId: string
  readonly afterRowChanges: AfterRowChanges
}

/** What stopped the replay, and where. */
export interface Damage {
  readonly generation: number
  /** Byte offset in the segment; 0 where the segment is missing. */
  readonly start: number
  /** The first step that is lost. */
  readonly seq: number
  readonly reason: string
}

/** The state of a project as the disk gives it back; nothing on the disk is changed yet. */
export interface Recovered {
  readonly db: Database
  readonly position: JournalPosition
  /** The snapshot the state rests on. */
  readonly snapshotGeneration: number
  /** The newest segment there is. */
  readonly lastSegment: number
  /** Bytes of frames and batches replayed since the snapshot. */
  readonly journalBytes: number
  readonly frames: number
  /** A write that did not finish, at the very end. */
  readonly tornTail: { readonly generation: number; readonly start: number; readonly bytes: number } | null
  readonly damage: Damage | null
  /** Snapshots that did not hold, newest first. */
  readonly badSnapshots: readonly { readonly generation: number; readonly reason: string }[]
  /** Steps whose proposed or derived rows could not be built. */
  readonly unbuilt: readonly Unbuilt[]
}

/** A step that is there, without what follows from it. */
export interface Unbuilt {
  readonly seq: number
  readonly reason: string
  readonly changes: readonly RowChange[]
}

/**
 * Tries again to build what could not be built while the journal was read: a program builds in its own schema, and steps are
 * read back in the one they were written in. Returns what still cannot be built.
 */
export function buildAgain(
  { afterRowChanges }: RecoverySources,
  db: Database,
  unbuilt: readonly Unbuilt[],
): readonly Unbuilt[] {
  return unbuilt.flatMap(({ seq, changes }) => {
    const reason = built(afterRowChanges, db, changes)
    return reason === null ? [] : [{ seq, reason, changes }]
  })
}

/** Null where everything that follows from some changes was built; otherwise why not, with nothing of it built. */
function built(build: AfterRowChanges, db: Database, changes: readonly RowChange[]): string | null {
  db.script('SAVEPOINT build')
  try {
    build(db, changes)
    return null
  } catch (error) {
    db.script('ROLLBACK TO build')
    return error instanceof Error ? error.message : String(error)
  } finally {
    db.script('RELEASE build')
  }
}

/**
 * Finds the newest snapshot that holds and replays what follows it. Throws `project.noSnapshot` where no snapshot
 * holds, `project.newer` where the database is ahead of this program.
 *
 * `below` leaves newer generations aside: for `verify`, which replays from the oldest. `last` is the step to end with,
 * where the journal goes on while it is read.
 */
export function recover(
  sources: RecoverySources,
  below = Number.POSITIVE_INFINITY,
  last = Number.POSITIVE_INFINITY,
): Recovered {
  const { fs, sqlite, folder, projectId } = sources
  const badSnapshots: { generation: number; reason: string }[] = []
  const generations = listSnapshots(fs, folder.snapshots).filter((generation) => generation < below)
  for (const generation of [...generations].reverse()) {
    const snapshot = openSnapshot(fs, sqlite, folder.snapshots, generation, projectId, 'hash')
    if (snapshot.kind === 'good') {
      const { db, stamp } = snapshot
      try {
        const known = newestVersion(sources.migrations)
        const found = schemaVersion(db)
        if (found > known) throw new BelegError('project.newer', { found, known })
        return { ...replay(sources, db, generation, stamp.position, last), badSnapshots }
      } catch (error) {
        db.close()
        throw error
      }
    }
    badSnapshots.push({ generation, reason: snapshot.reason })
  }
  const reasons = badSnapshots.map(({ generation, reason }) => `${generation}: ${reason}`)
  throw new BelegError('project.noSnapshot', { reasons })
}

function replay(
  sources: RecoverySources,
  db: Database,
  snapshotGeneration: number,
  start: JournalPosition,
  last: number,
): Omit<Recovered, 'badSnapshots'> {
  const { fs, folder, projectId } = sources
  const segments = listSegments(fs, folder.journal).filter((generation) => generation > snapshotGeneration)
  const lastSegment = Math.max(snapshotGeneration, ...segments)
  const replayer = new Replayer(sources, db)
  let position = start
  const ended = (end: Pick<Recovered, 'tornTail' | 'damage'>): Omit<Recovered, 'badSnapshots'> => ({
    db,
    position,
    snapshotGeneration,
    lastSegment,
    journalBytes: replayer.bytes,
    frames: replayer.frames,
    unbuilt: replayer.unbuilt,
    ...end,
  })
  const damaged = (generation: number, at: number, reason: string) =>
    ended({ tornTail: null, damage: { generation, start: at, seq: position.seq + 1, reason } })

  const isLast = (generation: number): boolean =>
    segments.every(
      (later) => later <= generation || fs.status(segmentPath(folder.journal, later))?.size === 0,
    )

  // The next segment is made durable before a snapshot is written: where it is missing, it was lost.
  if (segments[0] !== snapshotGeneration + 1) {
    return damaged(snapshotGeneration + 1, 0, 'a part of the journal is missing')
  }
  for (const generation of segments) {
    const bytes = fs.readFile(segmentPath(folder.journal, generation))
    const { frames, end } = readSegment(bytes, projectId, generation, position)
    for (const frame of frames) {
      if (frame.seq > last) return ended({ tornTail: null, damage: null })
      const reason = replayer.apply(frame.seq, frame.payload)
      if (reason !== null) return damaged(generation, frame.start, reason)
      position = { seq: frame.seq, crc: frame.crc }
    }
    if (end.kind === 'damaged') return damaged(generation, end.start, words[end.reason])
    if (end.kind === 'torn') {
      // Frames go to the next segment only after the last of this one was synced; an empty one may be what an
      // attempt to begin it left.
      if (!isLast(generation)) return damaged(generation, end.start, words['bad-frame'])
      const torn = { generation, start: end.start, bytes: bytes.length - end.start }
      return ended({ tornTail: torn, damage: null })
    }
  }
  return ended({ tornTail: null, damage: null })
}

const words = {
  'bad-frame': 'a step in the middle of the journal is broken',
  gap: 'steps of the journal are missing',
  'foreign-generation': 'a part of the journal is out of place',
} as const

/** Applies frames one by one to a database without capture. */
class Replayer {
  bytes = 0
  frames = 0
  readonly unbuilt: Unbuilt[] = []
  readonly #sources: RecoverySources
  readonly #db: Database
  #shapes: ReadonlyMap<string, TableShape>

  constructor(sources: RecoverySources, db: Database) {
    this.#sources = sources
    this.#db = db
    this.#shapes = shapesOf(db, 'decided')
  }

  /** Null where the frame was applied whole; otherwise why not, with nothing of it applied. */
  apply(seq: number, payload: Uint8Array): string | null {
    let decoded: { readonly step: Step; readonly batchBytes: number }
    try {
      decoded = decodeStep(payload, this.#sources.folder.batches)
    } catch (error) {
      return error instanceof BelegError ? `step ${seq}: ${error.message}` : String(error)
    }
    const known = newestVersion(this.#sources.migrations)
    if (decoded.step.schema > known)
      throw new BelegError('project.newer', { found: decoded.step.schema, known })
    this.#migrateTo(decoded.step.schema)
    this.#db.script('SAVEPOINT replay')
    const conflicts = this.#applyStep(seq, decoded.step)
    if (conflicts !== null) {
      this.#db.script('ROLLBACK TO replay; RELEASE replay')
      return conflicts
    }
    this.#build(seq, decoded.step)
    this.#db.script('RELEASE replay')
    this.bytes += payload.length + decoded.batchBytes
    this.frames += 1
    return null
  }

  #applyStep(seq: number, step: Step): string | null {
    try {
      const [conflict] = applyRowChanges(this.#db, this.#shapes, step.changes)
      if (conflict !== undefined)
        return `step ${seq} does not fit the state before it (${conflict.change.table})`
      writeHistory(this.#db, seq, step)
      return null
    } catch (error) {
      return `step ${seq}: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  #build(seq: number, step: Step): void {
    const reason = built(this.#sources.afterRowChanges, this.#db, step.changes)
    if (reason !== null) this.unbuilt.push({ seq, reason, changes: step.changes })
  }

  /** Frames are replayed in the schema they were written in, also where a newer snapshot was lost. */
  #migrateTo(version: number): void {
    if (version <= schemaVersion(this.#db)) return
    migrateInPlace(this.#db, this.#sources.migrations, version)
    this.#shapes = shapesOf(this.#db, 'decided')
  }
}
