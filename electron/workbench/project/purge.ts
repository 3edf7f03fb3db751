import { join } from 'node:path'
import { z } from 'zod'
import { BelegError } from '../../../shared/errors.ts'
import {
  schemaVersion,
  type Database,
  type ReadableDatabase,
  type WritableDatabase,
} from '../database/index.ts'
import type { CommandMeta, Step } from './frame-body.ts'
import { fileErrorCode, removeIfThere, syncFolder, writeDurably, type FileSystemPort } from './files.ts'
import type { ProjectFolder } from './folder.ts'
import { writeHistory } from './history.ts'
import { listSegments, segmentPath } from './journal.ts'
import { batchesInUse, releasesInUse } from './prune.ts'
import type { RecoverySources } from './recovery.ts'
import { listSnapshots, snapshotPath } from './snapshots.ts'

/** A row that goes for good. */
export interface PurgedRow {
  readonly table: string
  /** Values of the primary key, in key order. */
  readonly key: readonly (string | number | null)[]
}

export interface PurgeReport {
  /** The step in the history that says that something was removed, and nothing else. */
  readonly seq: number
  readonly rows: number
  /** Steps of the history whose words and values were removed; they can no longer be undone. */
  readonly steps: number
  /** Files removed from the project's folder. */
  readonly files: number
  /** Some files could not be removed yet; they go when the project is opened next. */
  readonly unfinished: boolean
}

/** What is to go, who says so, and where the project stands. */
interface PurgeRequest {
  readonly meta: PurgeMeta
  readonly rows: readonly PurgedRow[]
  /** Steps of the history that go with them. */
  readonly steps: readonly number[]
  readonly remove: (db: WritableDatabase) => void
  /** Number of the step that says so. */
  readonly seq: number
  /** Generation of the journal being written. */
  readonly generation: number
}

type PurgeMeta = Pick<CommandMeta, 'commandId' | 'type' | 'coderId' | 'at' | 'payload'>

/** A copy of a database without what is to go, and the steps that lost their words. The caller closes it. */
export function purgedCopy(
  { fs, sqlite, folder }: Pick<RecoverySources, 'fs' | 'sqlite' | 'folder'>,
  db: Database,
  { meta, rows, steps, remove, seq, generation }: PurgeRequest,
): { readonly copy: Database; readonly redacted: readonly number[] } {
  const copy = sqlite.open(db.bytes())
  try {
    copy.script('BEGIN')
    remove(copy)
    const redacted = redactHistory(copy, rows, steps)
    const files = oldFiles(fs, folder, copy, generation).count
    const answer = { rows: rows.length, steps: redacted.length, files }
    writeHistory(copy, seq, purgeStep(meta, schemaVersion(copy), answer))
    copy.script('COMMIT')
    compact(copy)
    return { copy, redacted }
  } catch (error) {
    copy.close()
    throw error
  }
}

/** The step that says that something was removed, by whom and when. */
function purgeStep(meta: PurgeMeta, schema: number, answer: PurgeAnswer): Step {
  const { commandId, type, coderId, at } = meta
  const nothing = { label: '', note: null, groupId: null, articleId: null, undoes: [], changes: [] }
  const json = { payloadJson: JSON.stringify(meta.payload), answerJson: JSON.stringify(answer) }
  return { ...nothing, ...json, schema, commandId, type, coderId, at, undoable: false }
}

/** What the history keeps of a report, for the same request sent again. */
type PurgeAnswer = Pick<PurgeReport, 'rows' | 'steps' | 'files'>

/** The report of a purge that was carried out before, from what the history keeps of it. */
export function purgeReportAgain(seq: number, answer: unknown, unfinished: boolean): PurgeReport {
  const kept = answerSchema.parse(answer)
  return { seq, ...kept, files: unfinished ? 0 : kept.files, unfinished }
}

const count = z.number().int().nonnegative().default(0)
const answerSchema = z.object({ rows: count, steps: count, files: count })

/** Stands in the folder while old files are being removed; says nothing about what they hold. */
const marker = (folder: ProjectFolder): string => join(folder.root, 'purge.json')

export function beginPurge(fs: FileSystemPort, folder: ProjectFolder, seq: number): void {
  writeDurably(fs, marker(folder), new TextEncoder().encode(`${JSON.stringify({ seq })}\n`))
}

/** The step whose files were to be removed when the program ended; null where none were. */
export function interruptedPurge(fs: FileSystemPort, folder: ProjectFolder): number | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(fs.readFile(marker(folder))))
    return typeof value === 'object' && value !== null && 'seq' in value && typeof value.seq === 'number'
      ? value.seq
      : 0
  } catch (error) {
    if (fileErrorCode(error) === 'ENOENT') return null
    if (error instanceof SyntaxError) return 0
    throw error
  }
}

export function endPurge(fs: FileSystemPort, folder: ProjectFolder): void {
  removeIfThere(fs, marker(folder))
  syncFolder(fs, folder.root)
}

/**
 * Takes the words and values of rows out of the history: changes of these rows go; a step that had one keeps its
 * number, time and author, loses label, request, answer and note, and is for looking at only. Returns those steps.
 */
function redactHistory(db: WritableDatabase, rows: readonly PurgedRow[], more: readonly number[]): readonly number[] {
  const steps = new Set(more)
  for (const { table, key } of rows) {
    const where = [table, JSON.stringify(key)]
    db.each('SELECT DISTINCT seq FROM history_change WHERE tbl = ? AND key_json = ?', where, (row) => {
      steps.add(row.integer('seq'))
      return true
    })
    db.run('DELETE FROM history_change WHERE tbl = ? AND key_json = ?', where)
  }
  for (const seq of steps) {
    db.run("UPDATE history SET label = '', payload_json = 'null', answer_json = '{}', note = NULL, undoable = 0 WHERE seq = ?", [seq])
    // What took the step back, or was taken back by it, would bring the values back.
    db.run('UPDATE history SET undoable = 0 WHERE undo_of = ?1 OR undone_by = ?1', [seq])
  }
  return [...steps].sort((a, b) => a - b)
} // prettier-ignore

/** Files of the project that may still hold what was purged, and names of blobs that rows still need. */
interface OldFiles {
  /** Older snapshots and segments, what recovery set aside, backups. */
  readonly paths: readonly string[]
  readonly batches: ReadonlySet<string>
  readonly releases: ReadonlySet<string>
  readonly texts: ReadonlySet<string>
  readonly originals: ReadonlySet<string>
  /** All of them: the paths, and the blobs no row needs. */
  readonly count: number
}

/** What is to go once `db` is what the project holds; `generation` is the oldest snapshot that stays. */
function oldFiles(
  fs: FileSystemPort,
  folder: ProjectFolder,
  db: ReadableDatabase,
  generation: number,
): OldFiles {
  const paths = [
    ...listSnapshots(fs, folder.snapshots).filter((found) => found < generation).map((found) => snapshotPath(folder.snapshots, found)),
    ...listSegments(fs, folder.journal).filter((found) => found <= generation).map((found) => segmentPath(folder.journal, found)),
    ...[folder.recovered, folder.backups].flatMap((place) => fs.status(place) === null ? [] : fs.list(place).map((name) => join(place, name))),
  ]
  const needed = { batches: new Set(batchesInUse(db)), releases: new Set(releasesInUse(db)), texts: namedBy(db, 'sha256'), originals: namedBy(db, 'source_sha256') }
  const blobs = (['batches', 'releases', 'texts', 'originals'] as const).map((kind) => folder[kind].others(needed[kind]).length)
  return { paths, ...needed, count: blobs.reduce((sum, found) => sum + found, paths.length) }
} // prettier-ignore

/** Removes them; can be done again after an interruption. Returns how many files there were. */
export function removeOldFiles(
  fs: FileSystemPort,
  folder: ProjectFolder,
  db: ReadableDatabase,
  generation: number,
): number {
  const old = oldFiles(fs, folder, db, generation)
  for (const path of old.paths) removeIfThere(fs, path)
  folder.batches.keepOnly(old.batches)
  folder.releases.keepOnly(old.releases)
  folder.texts.keepOnly(old.texts)
  folder.originals.keepOnly(old.originals)
  for (const place of [folder.snapshots, folder.journal, folder.recovered, folder.backups]) {
    if (fs.status(place) !== null) syncFolder(fs, place)
  }
  return old.count
}

/** Texts and originals that rows name now or named at any step of the history: an import that was undone can be redone. */
const namedBy = (db: ReadableDatabase, column: 'sha256' | 'source_sha256'): ReadonlySet<string> =>
  new Set([
    ...db.all(`SELECT ${column} AS sha FROM text`, [], (row) => row.text('sha')),
    ...db.all(
      `SELECT DISTINCT ${column === 'sha256' ? "json_extract(key_json, '$[0]')" : "json_extract(coalesce(before_json, after_json), '$.source_sha256')"} AS sha
       FROM history_change WHERE tbl = 'text'`,
      [],
      (row) => row.textOrNull('sha') ?? '',
    ),
  ])

/** Leaves no freed page behind: what was deleted is not in the bytes of the next snapshot. */
function compact(db: { readonly script: (sql: string) => void }): void {
  try {
    db.script("INSERT INTO d_fts(d_fts) VALUES ('rebuild'); VACUUM")
  } catch (error) {
    throw new BelegError('internal', { reason: 'the database cannot be compacted' }, { cause: error })
  }
}
