import type { BelegError } from '../../../shared/errors.ts'
import type { Database } from '../database/index.ts'
import { diskError } from './files.ts'
import { JournalWriter } from './journal.ts'
import { Pruning } from './prune.ts'
import type { RecoverySources } from './recovery.ts'
import { snapshotDue, writeSnapshot } from './snapshots.ts'

export type SnapshotOutcome =
  | { readonly kind: 'written'; readonly generation: number; readonly bytes: number }
  | { readonly kind: 'not-needed' }
  | { readonly kind: 'failed'; readonly error: BelegError }

export interface CheckpointStart {
  readonly writer: JournalWriter
  /** Generation of the snapshot the state rests on. */
  readonly snapshotGeneration: number
  /** Bytes replayed since that snapshot. */
  readonly journalBytes: number
}

/** The journal being written and the snapshots that shorten it. */
export class Checkpoints {
  readonly #sources: RecoverySources
  readonly #clock: () => Date
  readonly #pruning: Pruning
  #writer: JournalWriter
  #snapshotGeneration: number
  #journalBytes: number
  #oldestFrameAt: number | null
  #lastFrameAt: number

  constructor(sources: RecoverySources, start: CheckpointStart, clock: () => Date) {
    const now = clock().getTime()
    this.#sources = sources
    this.#clock = clock
    this.#pruning = new Pruning(sources, start.snapshotGeneration)
    this.#writer = start.writer
    this.#snapshotGeneration = start.snapshotGeneration
    this.#journalBytes = start.journalBytes
    this.#oldestFrameAt = start.journalBytes > 0 ? now : null
    this.#lastFrameAt = now
  }

  /** Where the next frame goes. */
  get writer(): JournalWriter {
    return this.#writer
  }

  /** Whether there are frames that no snapshot holds. */
  get pending(): boolean {
    return this.#oldestFrameAt !== null
  }

  /** Counts a frame that was appended, with its batch. */
  count(bytes: number): void {
    const now = this.#clock().getTime()
    this.#journalBytes += bytes
    this.#oldestFrameAt ??= now
    this.#lastFrameAt = now
  }

  /** Whether the rule says that a snapshot is due (see `snapshotDue`). */
  due(now: Date): boolean {
    const time = now.getTime()
    return snapshotDue({
      journalBytes: this.#journalBytes,
      oldestFrameAge: this.#oldestFrameAt === null ? null : time - this.#oldestFrameAt,
      idle: time - this.#lastFrameAt,
    })
  }

  /**
   * Writes a snapshot of everything so far and prunes what the last two no longer need. A new segment is begun
   * first, so that a snapshot always ends where a segment does, whatever fails in between. A snapshot that fails
   * loses nothing: the journal stands.
   */
  snapshot(db: Database, projectId: string): SnapshotOutcome {
    const { fs, sqlite, folder } = this.#sources
    try {
      this.#beginSegment(projectId)
      const generation = this.#writer.generation - 1
      const bytes = writeSnapshot(fs, sqlite, db, folder.snapshots, {
        projectId,
        generation,
        position: this.#writer.position,
        writtenAt: this.#clock().toISOString(),
      })
      this.#snapshotGeneration = generation
      this.#journalBytes = 0
      this.#oldestFrameAt = null
      this.#pruning.after(generation, db)
      return { kind: 'written', generation, bytes }
    } catch (error) {
      return { kind: 'failed', error: diskError(error) }
    }
  }

  /**
   * Begins the journal anew after a step that no frame holds, with two snapshots that do. Throws the disk's refusal.
   * Returns the generation of the older of the two.
   */
  restart(db: Database, projectId: string, seq: number): number {
    const { fs, sqlite, folder } = this.#sources
    const position = { seq, crc: 0 }
    const first = this.#writer.generation
    for (const generation of [first, first + 1]) {
      const now = this.#writer
      this.#writer = JournalWriter.begin(fs, folder.journal, projectId, generation + 1, position)
      now.close()
      const writtenAt = this.#clock().toISOString()
      writeSnapshot(fs, sqlite, db, folder.snapshots, { projectId, generation, position, writtenAt })
      this.#snapshotGeneration = generation
    }
    this.#journalBytes = 0
    this.#oldestFrameAt = null
    this.#pruning.forget(first)
    return first
  }

  /** Not where nothing was written to the present segment and no snapshot ends before it. */
  #beginSegment(projectId: string): void {
    const now = this.#writer
    if (now.length === 0 && now.generation - 1 > this.#snapshotGeneration) return
    const { fs, folder } = this.#sources
    this.#writer = JournalWriter.begin(fs, folder.journal, projectId, now.generation + 1, now.position)
    now.close()
  }
}
