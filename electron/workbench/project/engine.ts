import { join } from 'node:path'
import { BelegError, type ErrorCode } from '../../../shared/errors.ts'
import {
  applyRowChanges,
  installCapture,
  inverse,
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
import { copyBlobs } from './blobs.ts'
import { Checkpoints, type CheckpointStart, type SnapshotOutcome } from './checkpoints.ts'
import { diskError, isDiskError, removeIfThere, writeTemporary } from './files.ts'
import { encodeStep, type CommandMeta, type Step } from './frame-body.ts'
import { layOutProject, type ProjectFile, type ProjectFolder } from './folder.ts'
import { changesOfStep, nextRedo, nextUndo, stepsToUndo, writeHistory, type NextStep } from './history.ts'
import { listSegments, type JournalPosition, type JournalWriter } from './journal.ts'
import type { ProjectLock } from './lock.ts'
import { batchesInUse } from './prune.ts'
import {
  beginPurge,
  compact,
  endPurge,
  interruptedPurge,
  oldFiles,
  purgeReportAgain,
  purgeStep,
  redactHistory,
  removeOldFiles,
  type PurgedRow,
  type PurgeReport,
} from './purge.ts'
import type { ReadOnlyReason } from './read-only-reason.ts'
import type { Recovered, RecoverySources } from './recovery.ts'
import { rescueTexts } from './rescue.ts'
import { whatReturned } from './returned.ts'
import { listSnapshots } from './snapshots.ts'
import { startWriting } from './start-writing.ts'
import { undoConflict } from './undo-conflict.ts'
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
export interface EngineParts {
  readonly sources: RecoverySources
  readonly file: ProjectFile
  readonly db: Database
  /** Null where the project can only be read. */
  readonly checkpoints: CheckpointStart | null
  readonly position: JournalPosition
  /** A copy of another engine's memory: the journal may have gone on since. */
  readonly isImage: boolean
  readonly readOnly: ReadOnlyReason | null
  readonly clock: () => Date
  readonly lock: ProjectLock | null
}

/** What looking after an open project brought: `reopen` where the folder holds more than the memory. */
export type Attended = 'unchanged' | 'changed' | 'reopen'

/** A lock confirmed within this many milliseconds is not asked about again before a change. A machine that slept is over it. */
const lockHolds = 30_000
/** A snapshot that failed is tried again after this many milliseconds. */
const snapshotRest = 60_000

/**
 * An open project. One per project and process, run by the store worker alone. Every method is synchronous, and
 * what `transact`, `undo` and `redo` return is durable.
 */
export class Engine {
  readonly folder: ProjectFolder
  readonly file: ProjectFile
  readonly #sources: RecoverySources
  #db: Database
  readonly #shapes: ReadonlyMap<string, TableShape>
  readonly #lock: ProjectLock | null
  readonly #clock: () => Date
  #checkpoints: Checkpoints | null
  readonly #isImage: boolean
  /** The last step in memory, and in the journal. */
  #position: JournalPosition
  #readOnly: ReadOnlyReason | null
  /** The triggers are made with the first change, so that opening does not wait for them. */
  #capturing = false
  #closed = false
  /** A purge stopped half-way: only opening again tells what the disk holds. */
  #purgeFailed = false
  #lockConfirmedAt: number
  #noSnapshotBefore = 0

  /** Use `openEngine` or `startEngine`. */
  constructor(parts: EngineParts) {
    this.#sources = parts.sources
    this.folder = parts.sources.folder
    this.file = parts.file
    this.#db = parts.db
    this.#checkpoints =
      parts.checkpoints === null ? null : new Checkpoints(parts.sources, parts.checkpoints, parts.clock)
    this.#position = parts.position
    this.#isImage = parts.isImage
    this.#readOnly = parts.readOnly
    this.#lock = parts.lock
    this.#clock = parts.clock
    this.#lockConfirmedAt = parts.clock().getTime()
    this.#shapes = shapesOf(parts.db, 'decided')
    this.#db.setWritable(false)
  }

  /** Grows by one with each command; what was read under one revision holds until the next. */
  get revision(): number {
    return this.#position.seq
  }

  get readOnly(): ReadOnlyReason | null {
    return this.#readOnly
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
    return nextUndo(this.#db, coderId)
  }

  nextRedo(coderId: string | null): NextStep | null {
    return nextRedo(this.#db, coderId)
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
    const asked = stepsToUndo(this.#db, seq)
    const [newest] = asked
    const all = new Map([...asked, ...together.flatMap((one) => stepsToUndo(this.#db, one))].map((target) => [target.seq, target])) // prettier-ignore
    const targets = [...all.values()].sort((a, b) => b.seq - a.seq)
    const full: CommandMeta = {
      ...meta,
      label: meta.label ?? newest?.label ?? '',
      // A redo is taken back by undoing the step it brought back.
      undoable: newest?.isUndo !== true,
    }
    return this.#run(
      full,
      targets.map((target) => target.seq),
      (db) => {
        const back = targets.flatMap((target) => changesOfStep(db, target.seq).toReversed().map(inverse))
        const conflicts = applyRowChanges(db, this.#shapes, back)
        if (conflicts.length > 0) throw undoConflict(db, this.#shapes, conflicts, seq)
        return { undone: targets.map((target) => target.seq) }
      },
    )
  }

  #run(meta: CommandMeta, undoes: readonly number[], apply: (db: WritableDatabase) => unknown): Outcome {
    const repeated = this.#repeated(meta)
    if (repeated !== null) return repeated
    const checkpoints = this.#writable()
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
      this.#readOnly = { code: refusal.code, detail: refusal.detail ?? {} }
      throw refusal
    }
  }

  #release(): void {
    try {
      this.#db.run('RELEASE command')
      this.#db.setWritable(false)
    } catch (error) {
      // The step is in the journal but not in memory: nothing may be built on this memory any more.
      this.#readOnly = {
        code: 'project.readOnly',
        detail: { reason: 'memory is exhausted; open the project again' },
      }
      throw new BelegError(
        'internal',
        { reason: 'the step is saved, but memory is exhausted' },
        { cause: error },
      )
    }
  }

  #writable(): Checkpoints {
    if (this.#readOnly?.code === 'disk.full') this.resume()
    this.#look(lockHolds)
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
    if (this.#purgeFailed) return false
    const writer = this.#checkpoints?.writer
    if (writer === undefined || this.#closed || !canResume(this.#readOnly, writer)) return false
    if (!this.#hasSpace() || !writer.resume()) return false
    this.#readOnly = null
    return true
  }

  #hasSpace(): boolean {
    try {
      const probe = join(this.folder.journal, 'space')
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
  attend(asked = false): Attended {
    const before = this.#readOnly
    if (this.#closed || this.#purgeFailed) return 'unchanged'
    if (before === null) this.#look(0)
    else if (before.code === 'disk.full' || before.code === 'disk.failed') {
      if (this.#checkpoints === null) return this.#return(before)
      if (this.#checkpoints.writer.inPlace) this.resume()
      else this.#readOnly = this.#gone()
    } else if (waitsForFolder(before, asked)) return this.#return(before)
    return this.#readOnly === before ? 'unchanged' : 'changed'
  }

  /** Lets no change in where the folder is not where it was, or another program has signed for it. */
  #look(confirmedWithin: number): void {
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
    return { code: 'project.folderGone', detail: { path: this.folder.root } }
  }

  /** Goes on where the folder holds what this memory holds and nobody else has signed for it. */
  #return(before: ReadOnlyReason): Attended {
    // Somebody else is at work there: nothing is read until they are done.
    if (before.code === 'project.lockTaken' && this.#lock?.confirm().kind === 'taken') return 'unchanged'
    if (before.code === 'disk.full' && !this.#hasSpace()) return 'unchanged'
    const returned = whatReturned(this.#sources, this.#db, this.#position)
    if (returned.kind === 'away') return 'unchanged'
    if (returned.kind === 'other') {
      this.#readOnly = {
        code: 'project.otherState',
        detail: { ours: this.revision, theirs: returned.seq },
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

  /**
   * Writes a snapshot where one is due: after two idle seconds with 8 MB or ten minutes of work, and at 64 MB in
   * any case. To be called now and then.
   */
  maybeSnapshot(now: Date): SnapshotOutcome {
    if (now.getTime() < this.#noSnapshotBefore || this.#checkpoints?.due(now) !== true) {
      return { kind: 'not-needed' }
    }
    const outcome = this.snapshot()
    // A large database would otherwise be written out again and again to a disk that will not have it.
    if (outcome.kind === 'failed') this.#noSnapshotBefore = now.getTime() + snapshotRest
    return outcome
  }

  /** Writes and proves a snapshot now. One that fails loses nothing: the journal stands. */
  snapshot(): SnapshotOutcome {
    this.#look(lockHolds)
    if (this.#checkpoints === null || this.#readOnly !== null || this.#closed) return { kind: 'not-needed' }
    this.#db.setWritable(true)
    try {
      return this.#checkpoints.snapshot(this.#db, this.file.id)
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
   * reading only. The folder must not exist or be empty. Everything acknowledged is in the database and goes along;
   * texts that cannot be read any more are taken from the full-text index. Returns how many files the copy names and
   * has not got (originals, and what extraction said: the articles can be extracted again). Throws `project.exists`,
   * `file.notFound`, `disk.full`, `disk.failed`.
   */
  saveCopy(root: string): { readonly missing: number } {
    const { fs, sqlite } = this.#sources
    let missing = 0
    this.#db.setWritable(true)
    try {
      layOutProject(fs, sqlite, root, this.file, this.#db, this.revision, (copy) => {
        const texts = copyBlobs(fs, this.folder.texts, copy.texts)
        copyBlobs(fs, this.folder.originals, copy.originals)
        const batches = copyBlobs(fs, this.folder.batches, copy.batches)
        missing += rescueTexts(this.#db, copy.texts, texts)
        missing += batchesInUse(this.#db).filter((sha) => !batches.has(sha)).length
      })
    } finally {
      this.#db.setWritable(false)
    }
    return { missing }
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
    const checkpoints = this.#writable()
    const { fs, sqlite } = this.#sources
    const seq = checkpoints.writer.position.seq + 1
    const copy = sqlite.open(this.#db.bytes())
    let redacted: readonly number[]
    try {
      copy.script('BEGIN')
      remove(copy)
      redacted = redactHistory(copy, rows, steps)
      const files = oldFiles(fs, this.folder, copy, checkpoints.writer.generation).count
      const answer = { rows: rows.length, steps: redacted.length, files }
      writeHistory(copy, seq, purgeStep(meta, schemaVersion(copy), answer))
      copy.script('COMMIT')
      compact(copy)
    } catch (error) {
      copy.close()
      throw error
    }
    let generation: number
    try {
      beginPurge(fs, this.folder, seq)
      generation = checkpoints.restart(copy, this.file.id, seq)
    } catch (error) {
      copy.close()
      const refusal = diskError(error)
      this.#readOnly = { code: refusal.code, detail: refusal.detail ?? {} }
      this.#purgeFailed = true
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
  backup(at: string): BackupFile {
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
  verify(): Verification {
    return verifyProject(this.#sources, this.#db, this.revision, this.#isImage)
  }

  /** Writes a last snapshot where there is something to keep, and unlocks the project. */
  close(): SnapshotOutcome {
    if (this.#closed) return { kind: 'not-needed' }
    const outcome: SnapshotOutcome =
      this.#checkpoints?.pending === true ? this.snapshot() : { kind: 'not-needed' }
    this.#closed = true
    this.#checkpoints?.writer.close()
    this.#db.close()
    this.#lock?.release()
    return outcome
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

const toJson = (value: unknown): string => JSON.stringify(value ?? null)
