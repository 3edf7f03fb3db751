import { shapesOf, tablesOf, type ReadableDatabase } from '../database/index.ts'
import { isTemporary, removeIfThere, syncFolder } from './files.ts'
import { batchOf } from './frame-body.ts'
import { decodeFrame } from './journal-frame.ts'
import { listSegments, segmentPath } from './journal.ts'
import type { RecoverySources } from './recovery.ts'
import { listSnapshots, snapshotPath } from './snapshots.ts'
import { join } from 'node:path'

/** Snapshots that stay, with everything needed to replay from the older one. */
const generationsKept = 2

/** Removes what the last two proven snapshots do not need. What was not proven in this session counts as no snapshot. */
export class Pruning {
  readonly #sources: RecoverySources
  readonly #proven: number[]
  /** Batches named by segments that are finished. */
  readonly #named = new Map<number, readonly string[]>()

  constructor(sources: RecoverySources, provenGeneration: number) {
    this.#sources = sources
    this.#proven = [provenGeneration]
  }

  /** Snapshots from this generation on are all there is. */
  forget(generation: number): void {
    this.#proven.splice(0, this.#proven.length, generation, generation + 1)
    this.#named.clear()
  }

  /** To be called after a snapshot was written and proven. */
  after(generation: number, db: ReadableDatabase): void {
    this.#proven.push(generation)
    const oldest = this.#proven.at(-generationsKept)
    if (oldest === undefined) return
    const { fs, folder } = this.#sources
    for (const old of listSnapshots(fs, folder.snapshots).filter((found) => found < oldest)) {
      removeIfThere(fs, snapshotPath(folder.snapshots, old))
    }
    // Snapshots go first: a snapshot without the segment after it would read as damage.
    syncFolder(fs, folder.snapshots)
    const segments = listSegments(fs, folder.journal)
    for (const old of segments.filter((found) => found <= oldest)) {
      removeIfThere(fs, segmentPath(folder.journal, old))
    }
    const needed = new Set(batchesInUse(db))
    for (const kept of segments.filter((found) => found > oldest)) {
      for (const batch of this.#batchesNamedBy(kept, generation)) needed.add(batch)
    }
    folder.batches.prune(needed)
    folder.releases.prune(new Set(releasesInUse(db)))
  }

  #batchesNamedBy(segment: number, generation: number): readonly string[] {
    const known = this.#named.get(segment)
    if (known !== undefined) return known
    const { fs, folder, projectId } = this.#sources
    const bytes = fs.readFile(segmentPath(folder.journal, segment))
    const named: string[] = []
    for (let start = 0; start < bytes.length;) {
      const frame = decodeFrame(bytes, start, projectId)
      if (frame === null) break
      // Only a frame whose body is elsewhere is small and names a batch; the others need not be read.
      const batch = Buffer.from(frame.payload).includes('"batch":"') ? batchOf(frame.payload) : null
      if (batch !== null) named.push(batch)
      start = frame.end
    }
    if (segment <= generation) this.#named.set(segment, named)
    return named
  }
}

/** Files under batches/ that decided rows name now or named at any step of the history. */
export function batchesInUse(db: ReadableDatabase): readonly string[] {
  const naming = [...shapesOf(db, 'decided').values()].filter(({ columns }) =>
    columns.includes('batch_sha256'),
  )
  const now = naming.flatMap(({ name }) =>
    db.all(`SELECT DISTINCT batch_sha256 FROM "${name}"`, [], (row) => row.text('batch_sha256')),
  )
  if (!tablesOf(db, 'history').includes('history_change')) return now
  const then = naming.flatMap(({ name }) =>
    db.all(
      `SELECT DISTINCT json_extract(value, '$.batch_sha256') AS sha FROM (
         SELECT before_json AS value FROM history_change WHERE tbl = ?1
         UNION ALL SELECT after_json FROM history_change WHERE tbl = ?1
       ) WHERE sha IS NOT NULL`,
      [name],
      (row) => row.text('sha'),
    ),
  )
  return [...now, ...then]
}

/** Files under releases/ that the parts of releases name. No step takes a release back, so the rows name all of them. */
export function releasesInUse(db: ReadableDatabase): readonly string[] {
  if (!tablesOf(db, 'decided').includes('release_part')) return []
  return db.all('SELECT DISTINCT sha256 FROM release_part', [], (row) => row.text('sha256'))
}

/** Removes temporary files a crash left beside snapshots, segments and project.json. */
export function sweepTemporary(sources: Pick<RecoverySources, 'fs' | 'folder'>): void {
  const { fs, folder } = sources
  for (const place of [folder.root, folder.snapshots, folder.journal, folder.backups]) {
    if (fs.status(place) === null) continue
    for (const name of fs.list(place).filter(isTemporary)) removeIfThere(fs, join(place, name))
  }
}
