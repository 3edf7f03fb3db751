import { BelegError, type ErrorCode } from '../../../shared/errors.ts'
import {
  installCapture,
  schemaVersion,
  shapesOf,
  takeCaptured,
  type Database,
  type ReadableDatabase,
  type RowChange,
  type TableShape,
  type WritableDatabase,
} from '../database/index.ts'
import { listBackups, writeBackup, type BackupFile } from './backups.ts'
import type { Checkpoints, SnapshotOutcome } from './checkpoints.ts'
import { diskError, isDiskError } from './files.ts'
import { encodeStep, type CommandMeta, type Step } from './frame-body.ts'
import type { ProjectFile, ProjectFolder } from './folder.ts'
import { changesOfStep, nextRedo, nextUndo, writeHistory, type NextStep } from './history.ts'
import { listSegments, type JournalPosition } from './journal.ts'
import { WorkDone } from './progress.ts'
import {
  beginPurge,
  endPurge,
  interruptedPurge,
  purgeReportAgain,
  purgedCopy,
  removeOldFiles,
  type PurgedRow,
  type PurgeReport,
} from './purge.ts'
import type { ReadOnlyReason } from './read-only-reason.ts'
import type { RecoverySources } from './recovery.ts'
import { saveCopy } from './save-copy.ts'
import { listSnapshots } from './snapshots.ts'
import { Standing, type Attended, type StandingParts } from './standing.ts'
import { stepsTogether, takeBack } from './take-back.ts'
import { planUndo, type UndoPlan } from './undo-plan.ts'
import { verifyProject, type Verification } from './verify.ts'

/** What a command did, after it is durable. */
export interface Outcome {
  /** Number of the step in the history and of its frame. */
  readonly seq: number
  /** State of the project now. */
  readonly revision: number
  /** What the handler returned, as JSON gives it back. */
  readonly answer: unknown
  /** Empty where the command had been run before. */
  readonly changes: readonly RowChange[]
  /** The same command id had been run before; nothing was done again. */
  readonly repeated: boolean
}

/** Who takes a step back or brings it again. The history takes the label from the step where none is given. */
export type UndoMeta = Omit<CommandMeta, 'label' | 'undoable' | 'groupId'> & { readonly label?: string }

/** What an engine starts from: the state recovery found, and where to write on. */
export interface EngineParts extends StandingParts {
  readonly file: ProjectFile
  readonly db: Database
  readonly position: JournalPosition
  /** A copy of another engine's memory: the journal may have gone on since. */
  readonly isImage: boolean
}

/** A snapshot that failed is tried again after this many milliseconds. */
const snapshotRest = 60_000

/**
 * An open project. One per project and process, run by the store worker alone. Every method is synchronous, and
 * what `transact`, `undo` and `redo` return is durable.
 */
export class Engine {
  readonly folder: ProjectFolder
  readonly file: ProjectFile
  /** Groups whose steps are not all done yet: undo passes them by until they are. */
  readonly growing = new Set<string>()
  readonly #sources: RecoverySources
  #db: Database
  readonly #shapes: ReadonlyMap<string, TableShape>
  readonly #standing: Standing
  readonly #isImage: boolean
  /** The last step in memory, and in the journal. */
  #position: JournalPosition
  /** The triggers are made with the first change, so that opening does not wait for them. */
  #capturing = false
  #closed = false
  #noSnapshotBefore = 0

  /** Use `openEngine` or `startEngine`. */
  constructor(parts: EngineParts) {
    this.#sources = parts.sources
    this.folder = parts.sources.folder
    this.file = parts.file
    this.#db = parts.db
    this.#standing = new Standing(parts)
    this.#position = parts.position
    this.#isImage = parts.isImage
    this.#shapes = shapesOf(parts.db, 'decided')
    this.#db.setWritable(false)
  }

  /** Grows by one with each command; what was read under one revision holds until the next. */
  get revision(): number {
    return this.#position.seq
  }

  get readOnly(): ReadOnlyReason | null {
    return this.#standing.readOnly
  }

  /** The database for queries. SQLite refuses writes through it, whatever the statement says. */
  read(): ReadableDatabase {
    return this.#db
  }

  /**
   * Runs a command: `apply` changes the database, the changes are journaled and synced, and only then does this
   * return. Where `apply` throws, nothing is changed and nothing journaled. Where the disk refuses, the change is
   * rolled back, the engine is read-only from then on, and `disk.full` or `disk.failed` is thrown. `apply` returns
   * the answer, which must be JSON. A command id seen before gives its first answer (`command.conflict` where it
   * belonged to another command).
   */
  transact(meta: CommandMeta, apply: (db: WritableDatabase) => unknown): Outcome {
    return this.#run(meta, [], apply)
  }

  /** The answer to a command that was run before. */
  answerFor(commandId: string): { readonly seq: number; readonly answer: unknown } | null {
    const found = this.#db.get(
      'SELECT seq, answer_json FROM history WHERE command_id = ?',
      [commandId],
      (row) => ({
        seq: row.integer('seq'),
        answer: row.json('answer_json'),
      }),
    )
    return found ?? null
  }

  /** What `undo` without a seq would take back. */
  nextUndo(coderId: string | null): NextStep | null {
    return nextUndo(this.#db, coderId, [...this.growing])
  }

  nextRedo(coderId: string | null): NextStep | null {
    return nextRedo(this.#db, coderId, [...this.growing])
  }

  /** The row changes of a step, in order. */
  changesOf(seq: number): readonly RowChange[] {
    return changesOfStep(this.#db, seq)
  }

  /**
   * Takes a step back by a new step: the one named, or the coder's last; with it the steps in `together`, which rest
   * on it. Throws `undo.conflict` where other later work rests on it, and then changes nothing; `undo.nothing`,
   * `undo.never`, `notFound`.
   */
  undo(meta: UndoMeta, seq?: number, together: readonly number[] = []): Outcome {
    return this.#takeBack(meta, () => seq ?? this.nextUndo(meta.coderId)?.seq, 'undo.nothing', together)
  }

  /** What undoing a step would take with it; changes nothing. Errors as `planUndo`. */
  undoPlan(seq: number): UndoPlan {
    if (this.#closed) throw new BelegError('project.none')
    this.#db.setWritable(true)
    try {
      return planUndo(this.#db, this.#shapes, seq)
    } finally {
      this.#db.setWritable(false)
    }
  }

  /** Brings back what the coder's last undo took, unless the coder has done something new since. Errors as `undo`. */
  redo(meta: UndoMeta): Outcome {
    return this.#takeBack(meta, () => this.nextRedo(meta.coderId)?.seq, 'redo.nothing')
  }

  #takeBack(
    meta: UndoMeta,
    choose: () => number | undefined,
    nothing: ErrorCode,
    together: readonly number[] = [],
  ): Outcome {
    const repeated = this.#repeated(meta)
    if (repeated !== null) return repeated
    const seq = choose()
    if (seq === undefined) throw new BelegError(nothing)
    const { steps, label, isUndo } = stepsTogether(this.#db, seq, together, this.growing)
    const full: CommandMeta = {
      ...meta,
      label: meta.label ?? label,
      // A redo is taken back by undoing the step it brought back.
      undoable: !isUndo,
    }
    return this.#run(full, steps, (db) => {
      takeBack(db, this.#shapes, steps)
      return { undone: steps }
    })
  }

  #run(meta: CommandMeta, undoes: readonly number[], apply: (db: WritableDatabase) => unknown): Outcome {
    const repeated = this.#repeated(meta)
    if (repeated !== null) return repeated
    const checkpoints = this.#standing.writable()
    this.#db.setWritable(true)
    if (!this.#capturing) installCapture(this.#db, this.#shapes)
    this.#capturing = true
    this.#db.run('SAVEPOINT command')
    let step: Step
    try {
      step = this.#apply(meta, undoes, apply)
      writeHistory(this.#db, checkpoints.writer.position.seq + 1, step)
      this.#journal(checkpoints, step)
    } catch (error) {
      this.#db.run('ROLLBACK TO command')
      this.#db.run('RELEASE command')
      this.#db.setWritable(false)
      throw error
    }
    this.#release()
    this.#position = checkpoints.writer.position
    return {
      seq: this.#position.seq,
      revision: this.#position.seq,
      answer: JSON.parse(step.answerJson),
      changes: step.changes,
      repeated: false,
    }
  }

  #repeated(meta: UndoMeta): Outcome | null {
    if (this.#closed) throw new BelegError('project.none')
    const found = this.#db.get(
      'SELECT seq, type, payload_json, answer_json FROM history WHERE command_id = ?',
      [meta.commandId],
      (row) => ({
        seq: row.integer('seq'),
        same: row.text('type') === meta.type && row.text('payload_json') === toJson(meta.payload),
        answer: row.json('answer_json'),
      }),
    )
    if (found === undefined) return null
    if (!found.same) throw new BelegError('command.conflict', { id: meta.commandId })
    return { seq: found.seq, revision: this.revision, answer: found.answer, changes: [], repeated: true }
  }

  #apply(meta: CommandMeta, undoes: readonly number[], apply: (db: WritableDatabase) => unknown): Step {
    const answer = apply(this.#db)
    const changes = takeCaptured(this.#db, this.#shapes)
    this.#sources.afterRowChanges(this.#db, changes)
    if (takeCaptured(this.#db, this.#shapes).length > 0) {
      throw new BelegError('internal', { reason: 'decided rows were changed while building proposed ones' })
    }
    return {
      schema: schemaVersion(this.#db),
      commandId: meta.commandId,
      type: meta.type,
      label: meta.label,
      coderId: meta.coderId,
      at: meta.at,
      note: meta.note ?? null,
      groupId: meta.groupId ?? null,
      articleId: meta.articleId ?? null,
      // A step that changed nothing must not stand in the way of undoing the one before.
      undoable: (meta.undoable ?? true) && changes.length > 0,
      undoes,
      payloadJson: toJson(meta.payload),
      answerJson: toJson(answer),
      changes,
    }
  }

  #journal(checkpoints: Checkpoints, step: Step): void {
    try {
      const { payload, batchBytes } = encodeStep(step, this.folder.batches)
      checkpoints.writer.append(payload)
      checkpoints.count(payload.length + batchBytes)
    } catch (error) {
      if (!isDiskError(error)) throw error
      const refusal = diskError(error)
      this.#standing.refuse({ code: refusal.code, detail: refusal.detail ?? {} })
      throw refusal
    }
  }

  #release(): void {
    try {
      this.#db.run('RELEASE command')
      this.#db.setWritable(false)
    } catch (error) {
      // The step is in the journal but not in memory: nothing may be built on this memory any more.
      this.#standing.refuse({
        code: 'project.readOnly',
        detail: { reason: 'memory is exhausted; open the project again' },
      })
      throw new BelegError(
        'internal',
        { reason: 'the step is saved, but memory is exhausted' },
        { cause: error },
      )
    }
  }

  /** As `Standing.resume`. */
  resume(): boolean {
    return this.readOnly === null || (!this.#closed && this.#standing.resume())
  }

  /** As `Standing.attend`. */
  attend(asked = false): Attended {
    if (this.#closed) return 'unchanged'
    return this.#standing.attend({ db: this.#db, position: this.#position }, asked)
  }

  /**
   * Writes a snapshot where one is due: after two idle seconds with 8 MB or ten minutes of work, and at 64 MB in
   * any case. To be called now and then.
   */
  maybeSnapshot(now: Date): SnapshotOutcome {
    if (now.getTime() < this.#noSnapshotBefore || this.#standing.checkpoints?.due(now) !== true) {
      return { kind: 'not-needed' }
    }
    const outcome = this.snapshot()
    // A large database would otherwise be written out again and again to a disk that will not have it.
    if (outcome.kind === 'failed') this.#noSnapshotBefore = now.getTime() + snapshotRest
    return outcome
  }

  /** Writes and proves a snapshot now. One that fails loses nothing: the journal stands. */
  snapshot(): SnapshotOutcome {
    this.#standing.look()
    const { checkpoints, readOnly } = this.#standing
    if (checkpoints === null || readOnly !== null || this.#closed) return { kind: 'not-needed' }
    this.#db.setWritable(true)
    try {
      return checkpoints.snapshot(this.#db, this.file.id)
    } finally {
      this.#db.setWritable(false)
    }
  }

  /** A copy of the database as it is now, for work in another worker. */
  stampedCopy(): { readonly revision: number; readonly bytes: Uint8Array } {
    return { revision: this.revision, bytes: this.#db.bytes() }
  }

  /**
   * Builds derived tables again, in memory alone: nothing is journaled, and the next snapshot takes them along. Also
   * where the project is open for reading only. `build` must leave decided and proposed tables as they are.
   */
  derive(build: (db: WritableDatabase) => void): void {
    this.#db.setWritable(true)
    this.#db.run('SAVEPOINT derive')
    try {
      build(this.#db)
    } catch (error) {
      this.#db.run('ROLLBACK TO derive')
      throw error
    } finally {
      this.#db.run('RELEASE derive')
      this.#db.setWritable(false)
    }
  }

  /**
   * Writes the project as it is now to another place: where the disk it lies on fails, or where it is open for
   * reading only. Everything acknowledged is in the database and goes along. As `saveCopy`.
   */
  saveCopy(root: string, work = new WorkDone()): { readonly missing: number } {
    this.#db.setWritable(true)
    try {
      const { file, revision } = this
      return saveCopy({ sources: this.#sources, file, db: this.#db, revision }, root, work)
    } finally {
      this.#db.setWritable(false)
    }
  }

  /**
   * Removes rows for good: from the tables (by `remove`, which may rewrite what else names them), the history, and
   * every file of the folder that may still hold them, backups included. Not undoable. Done on a copy, so that
   * nothing has changed where the disk refuses; the project is then read-only until it is opened again. Files that
   * cannot be removed at once go at the next opening; the report says so. Ask `purged` first.
   */
  purge(
    meta: UndoMeta,
    rows: readonly PurgedRow[],
    steps: readonly number[],
    remove: (db: WritableDatabase) => void,
  ): PurgeReport {
    const checkpoints = this.#standing.writable()
    const { fs } = this.#sources
    const seq = checkpoints.writer.position.seq + 1
    const request = { meta, rows, steps, remove, seq, generation: checkpoints.writer.generation }
    const { copy, redacted } = purgedCopy(this.#sources, this.#db, request)
    let generation: number
    try {
      beginPurge(fs, this.folder, seq)
      generation = checkpoints.restart(copy, this.file.id, seq)
    } catch (error) {
      copy.close()
      const refusal = diskError(error)
      this.#standing.stop({ code: refusal.code, detail: refusal.detail ?? {} })
      throw refusal
    }
    this.#db.close()
    copy.setWritable(false)
    this.#db = copy
    this.#capturing = false
    this.#position = checkpoints.writer.position
    return { seq, rows: rows.length, steps: redacted.length, ...this.#removeOldFiles(generation) }
  }

  /** The report of a purge carried out before under this id; null where there was none, `command.conflict` as ever. */
  purged(meta: UndoMeta): PurgeReport | null {
    const repeated = this.#repeated(meta)
    if (repeated === null) return null
    const unfinished = interruptedPurge(this.#sources.fs, this.folder) !== null
    return purgeReportAgain(repeated.seq, repeated.answer, unfinished)
  }

  #removeOldFiles(generation: number): Pick<PurgeReport, 'files' | 'unfinished'> {
    const { fs } = this.#sources
    try {
      const files = removeOldFiles(fs, this.folder, this.#db, generation)
      endPurge(fs, this.folder)
      return { files, unfinished: false }
    } catch (error) {
      if (!isDiskError(error)) throw error
      return { files: 0, unfinished: true }
    }
  }

  /** Writes a dated backup into the project's folder and lets outdated ones go. Errors as `writeBackup`. */
  backup(at: string, work = new WorkDone()): BackupFile {
    this.#db.setWritable(true)
    try {
      const { fs } = this.#sources
      return writeBackup({
        fs,
        folder: this.folder,
        file: this.file,
        db: this.#db,
        revision: this.revision,
        at,
        work,
      })
    } finally {
      this.#db.setWritable(false)
    }
  }

  /** How many snapshots, journal files and backups the folder holds. */
  keptFiles(): { readonly snapshots: number; readonly journals: number; readonly backups: number } {
    const { fs } = this.#sources
    return {
      snapshots: listSnapshots(fs, this.folder.snapshots).length,
      journals: listSegments(fs, this.folder.journal).length,
      backups: this.backups().length,
    }
  }

  /** Backups in the project's folder, oldest first. */
  backups(): readonly BackupFile[] {
    return listBackups(this.#sources.fs, this.folder)
  }

  /** Checks everything that can be checked; changes nothing. Takes seconds on a large project. */
  verify(work = new WorkDone()): Verification {
    return verifyProject(this.#sources, this.#db, this.revision, this.#isImage, work)
  }

  /** Writes a last snapshot where there is something to keep, and unlocks the project. */
  close(): SnapshotOutcome {
    if (this.#closed) return { kind: 'not-needed' }
    const outcome: SnapshotOutcome =
      this.#standing.checkpoints?.pending === true ? this.snapshot() : { kind: 'not-needed' }
    this.#closed = true
    this.#db.close()
    this.#standing.end()
    return outcome
  }
}

const toJson = (value: unknown): string => JSON.stringify(value ?? null)
