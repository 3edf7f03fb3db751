import { basename, join } from 'node:path'
import { ensureFolder, syncFile, syncFolder, writeDurably, type FileSystemPort } from './files.ts'
import type { ProjectFolder } from './folder.ts'
import { listSegments, segmentPath } from './journal.ts'
import { snapshotPath } from './snapshots.ts'

/**
 * Takes the end of the journal out, from a byte of a segment on: its bytes and every later segment go to
 * recovered/, then the segment is cut and synced, before anything may be written after it. An interruption leaves
 * the end as unusable as it was, so that the next opening does the rest. Returns the new files, from the project's
 * folder, the cut segment's last.
 */
export function setEndAside(
  fs: FileSystemPort,
  folder: ProjectFolder,
  end: { readonly generation: number; readonly start: number },
  stamp: string,
): readonly string[] {
  ensureFolder(fs, folder.recovered)
  const later = listSegments(fs, folder.journal).filter((generation) => generation > end.generation)
  const moved = later.toReversed().flatMap((generation) => {
    const path = segmentPath(folder.journal, generation)
    if (fs.status(path)?.size === 0) {
      fs.unlink(path)
      return []
    }
    return [moveAside(fs, folder, path, `${basename(path, '.log')}-${fileStamp(stamp)}.log`)]
  })
  syncFolder(fs, folder.journal)
  const path = segmentPath(folder.journal, end.generation)
  if (fs.status(path) === null) return moved
  const name = `${basename(path, '.log')}-from-byte-${end.start}-${fileStamp(stamp)}.log`
  writeDurably(fs, join(folder.recovered, name), fs.readFile(path).subarray(end.start))
  const handle = fs.open(path, 'modify')
  try {
    fs.truncate(handle, end.start)
    syncFile(fs, handle)
  } finally {
    fs.close(handle)
  }
  return [...moved, `recovered/${name}`]
}

/** Moves a snapshot that does not hold out of the way. Returns its new name, from the project's folder. */
export function setSnapshotAside(
  fs: FileSystemPort,
  folder: ProjectFolder,
  generation: number,
  stamp: string,
): string {
  ensureFolder(fs, folder.recovered)
  const path = snapshotPath(folder.snapshots, generation)
  return moveAside(fs, folder, path, `${basename(path, '.sqlite')}-${fileStamp(stamp)}.sqlite`)
}

function moveAside(fs: FileSystemPort, folder: ProjectFolder, path: string, name: string): string {
  fs.rename(path, join(folder.recovered, name))
  syncFolder(fs, folder.recovered)
  return `recovered/${name}`
}

/** An instant as part of a file name: `20261122T014500Z`. */
function fileStamp(instant: string): string {
  return instant.replace(/\.\d+/, '').replaceAll(/[^0-9TZ]/g, '')
}
