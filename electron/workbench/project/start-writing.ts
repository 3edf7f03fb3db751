import { diskError, fileErrorCode, syncFile, syncFolder, type FileSystemPort } from './files.ts'
import { JournalWriter, listSegments, segmentPath } from './journal.ts'
import { sweepTemporary } from './prune.ts'
import type { ReadOnlyReason } from './read-only-reason.ts'
import type { Recovered, RecoverySources } from './recovery.ts'
import { setEndAside, setSnapshotAside } from './set-aside.ts'

export interface WriteStart {
  readonly writer: JournalWriter | null
  readonly readOnly: ReadOnlyReason | null
  /** Files under recovered/ with what could not be used. */
  readonly setAside: readonly string[]
}

/**
 * Puts aside what could not be used, makes sure that everything just read will also be there after a power cut
 * (a crash of the program alone leaves it in memory of the system only), and begins a segment. A disk that
 * refuses any of this makes the project read-only.
 */
export function startWriting(sources: RecoverySources, found: Recovered, clock: () => Date): WriteStart {
  const { fs, folder, projectId } = sources
  const stamp = clock().toISOString()
  const setAside: string[] = []
  try {
    sweepTemporary(sources)
    for (const { generation } of found.badSnapshots) {
      setAside.push(setSnapshotAside(fs, folder, generation, stamp))
    }
    const end = found.tornTail ?? found.damage
    if (end !== null) setAside.push(...setEndAside(fs, folder, end, stamp))
    const segments = listSegments(fs, folder.journal)
    for (const segment of segments.filter((generation) => generation > found.snapshotGeneration)) {
      syncThere(fs, segmentPath(folder.journal, segment))
    }
    for (const place of [folder.root, folder.journal, folder.snapshots]) syncFolder(fs, place)
    const last = Math.max(found.snapshotGeneration, ...segments)
    const unused = last > found.snapshotGeneration && fs.status(segmentPath(folder.journal, last))?.size === 0
    const generation = unused ? last : last + 1
    return {
      writer: JournalWriter.begin(fs, folder.journal, projectId, generation, found.position),
      readOnly: null,
      setAside,
    }
  } catch (error) {
    return { writer: null, readOnly: refusalOf(error), setAside }
  }
}

function syncThere(fs: FileSystemPort, path: string): void {
  const handle = fs.open(path, 'modify')
  try {
    syncFile(fs, handle)
  } finally {
    fs.close(handle)
  }
}

function refusalOf(error: unknown): ReadOnlyReason {
  const code = fileErrorCode(error instanceof Error && error.cause !== undefined ? error.cause : error)
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return { code: 'project.writeProtected', detail: {} }
  }
  const refusal = diskError(error)
  return { code: refusal.code, detail: refusal.detail ?? {} }
}
