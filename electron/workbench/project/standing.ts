import { join } from 'node:path'
import { BelegError } from '../../../shared/errors.ts'
import type { Database } from '../database/index.ts'
import { Checkpoints, type CheckpointStart } from './checkpoints.ts'
import { removeIfThere, writeTemporary } from './files.ts'
import type { JournalPosition, JournalWriter } from './journal.ts'
import type { ProjectLock } from './lock.ts'
import type { ReadOnlyReason } from './read-only-reason.ts'
import type { Recovered, RecoverySources } from './recovery.ts'
import { whatReturned } from './returned.ts'
import { startWriting } from './start-writing.ts'

/** What looking after an open project brought: `reopen` where the folder holds more than the memory. */
export type Attended = 'unchanged' | 'changed' | 'reopen'

/** A lock confirmed within this many milliseconds is not asked about again before a change. A machine that slept is over it. */
const lockHolds = 30_000

/** The state in memory, for comparing it with what a folder that came back holds. */
export interface InMemory {
  readonly db: Database
  readonly position: JournalPosition
}

export interface StandingParts {
  readonly sources: RecoverySources
  /** Null where the project can only be read. */
  readonly checkpoints: CheckpointStart | null
  readonly readOnly: ReadOnlyReason | null
  readonly clock: () => Date
  readonly lock: ProjectLock | null
}

/** Whether changes are let into an open project, why not, and where they go. */
export class Standing {
  readonly #sources: RecoverySources
  readonly #lock: ProjectLock | null
  readonly #clock: () => Date
  #checkpoints: Checkpoints | null
  #readOnly: ReadOnlyReason | null
  /** A purge stopped half-way: only opening again tells what the disk holds. */
  #stopped = false
  #lockConfirmedAt: number

  constructor({ sources, checkpoints, readOnly, clock, lock }: StandingParts) {
    this.#sources = sources
    this.#checkpoints = checkpoints === null ? null : new Checkpoints(sources, checkpoints, clock)
    this.#readOnly = readOnly
    this.#clock = clock
    this.#lock = lock
    this.#lockConfirmedAt = clock().getTime()
  }

  get readOnly(): ReadOnlyReason | null {
    return this.#readOnly
  }

  /** The journal being written and its snapshots; null where the project can only be read. */
  get checkpoints(): Checkpoints | null {
    return this.#checkpoints
  }

  /** Lets no more changes in, for this reason. */
  refuse(reason: ReadOnlyReason): void {
    this.#readOnly = reason
  }

  /** The same for good: the disk may hold something else than the memory. */
  stop(reason: ReadOnlyReason): void {
    this.#readOnly = reason
    this.#stopped = true
  }

  /** Where a change goes. Throws why none is let in. */
  writable(): Checkpoints {
    if (this.#readOnly?.code === 'disk.full') this.resume()
    this.look()
    if (this.#readOnly !== null) {
      const { code, detail } = this.#readOnly
      // What may end by itself may be sent again.
      throw new BelegError(code, detail, {
        retry: code === 'disk.full' || waitsForFolder(this.#readOnly, false),
      })
    }
    if (this.#checkpoints === null) throw new BelegError('project.readOnly', { reason: 'no journal' })
    return this.#checkpoints
  }

  /**
   * After the disk was full or refused a write: tries whether a megabyte can be written and synced again, and lets
   * changes in where it can. Returns whether changes are let in. A failed sync is never retried.
   */
  resume(): boolean {
    if (this.#readOnly === null) return true
    if (this.#stopped) return false
    const writer = this.#checkpoints?.writer
    if (writer === undefined || !canResume(this.#readOnly, writer)) return false
    if (!this.#hasSpace() || !writer.resume()) return false
    this.#readOnly = null
    return true
  }

  #hasSpace(): boolean {
    try {
      const probe = join(this.#sources.folder.journal, 'space')
      removeIfThere(this.#sources.fs, writeTemporary(this.#sources.fs, probe, new Uint8Array(1024 * 1024)))
      return true
    } catch {
      return false
    }
  }

  /**
   * Looks whether the project's folder is where it was and still ours, and whether what stood in the way of changes
   * is gone: space on the disk, the folder itself. A folder that came back in the very state of this memory is gone
   * on from. To be called now and then, after a sleep of the machine, and when the person asks (`asked`).
   */
  attend(memory: InMemory, asked: boolean): Attended {
    const before = this.#readOnly
    if (this.#stopped) return 'unchanged'
    if (before === null) this.look(0)
    else if (before.code === 'disk.full' || before.code === 'disk.failed') {
      if (this.#checkpoints === null) return this.#return(memory, before)
      if (this.#checkpoints.writer.inPlace) this.resume()
      else this.#readOnly = this.#gone()
    } else if (waitsForFolder(before, asked)) return this.#return(memory, before)
    return this.#readOnly === before ? 'unchanged' : 'changed'
  }

  /** Lets no change in where the folder is not where it was, or another program has signed for it. */
  look(confirmedWithin = lockHolds): void {
    if (this.#readOnly !== null || this.#checkpoints === null) return
    const now = this.#clock().getTime()
    if (!this.#checkpoints.writer.inPlace) this.#readOnly = this.#gone()
    else if (Math.abs(now - this.#lockConfirmedAt) >= confirmedWithin) {
      const standing = this.#lock?.confirm() ?? { kind: 'ours' }
      this.#lockConfirmedAt = now
      if (standing.kind === 'taken') {
        this.#readOnly = { code: 'project.lockTaken', detail: { owner: standing.owner } }
      }
    }
  }

  #gone(): ReadOnlyReason {
    return { code: 'project.folderGone', detail: { path: this.#sources.folder.root } }
  }

  /** Goes on where the folder holds what this memory holds and nobody else has signed for it. */
  #return({ db, position }: InMemory, before: ReadOnlyReason): Attended {
    // Somebody else is at work there: nothing is read until they are done.
    if (before.code === 'project.lockTaken' && this.#lock?.confirm().kind === 'taken') return 'unchanged'
    if (before.code === 'disk.full' && !this.#hasSpace()) return 'unchanged'
    const returned = whatReturned(this.#sources, db, position)
    if (returned.kind === 'away') return 'unchanged'
    if (returned.kind === 'other') {
      this.#readOnly = {
        code: 'project.otherState',
        detail: { ours: position.seq, theirs: returned.seq },
      }
      return 'changed'
    }
    const standing = this.#lock?.confirm() ?? { kind: 'ours' }
    if (returned.kind === 'same') returned.found.db.close()
    if (standing.kind === 'taken') {
      this.#readOnly = { code: 'project.lockTaken', detail: { owner: standing.owner } }
      return before.code === 'project.lockTaken' ? 'unchanged' : 'changed'
    }
    if (returned.kind === 'ahead') return 'reopen'
    this.#goOn(returned.found)
    return this.#readOnly?.code === before.code ? 'unchanged' : 'changed'
  }

  #goOn(found: Recovered): void {
    this.#checkpoints?.writer.close()
    this.#checkpoints = null
    const { writer, readOnly } = startWriting(this.#sources, found, this.#clock)
    this.#readOnly = readOnly
    if (writer === null) return
    const { snapshotGeneration, journalBytes } = found
    const start = { writer, snapshotGeneration, journalBytes }
    this.#checkpoints = new Checkpoints(this.#sources, start, this.#clock)
  }

  /** Lets go of the journal and of the lock. */
  end(): void {
    this.#checkpoints?.writer.close()
    this.#lock?.release()
  }
}

/** A full disk, or a write that failed and was taken back whole; never a sync that failed. */
const canResume = (reason: ReadOnlyReason, writer: JournalWriter): boolean =>
  writer.state === 'stalled' || (reason.code === 'disk.full' && writer.state === 'ready')

/** What a look at the folder can end; a state that differs, or a folder that is write-protected, waits for the person. */
const waitsForFolder = ({ code }: ReadOnlyReason, asked: boolean): boolean =>
  code === 'project.folderGone' ||
  code === 'project.lockTaken' ||
  (asked && (code === 'project.otherState' || code === 'project.writeProtected'))
