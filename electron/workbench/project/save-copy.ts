import { databaseBytes, type Database } from '../database/index.ts'
import { copyBlobs } from './blobs.ts'
import { layOutProject, type ProjectFile } from './folder.ts'
import type { WorkDone } from './progress.ts'
import { batchesInUse, releasesInUse } from './prune.ts'
import type { RecoverySources } from './recovery.ts'
import { rescueTexts } from './rescue.ts'

/** What is copied: the state in memory, and the files it names. */
export interface CopyOf {
  readonly sources: RecoverySources
  readonly file: ProjectFile
  readonly db: Database
  readonly revision: number
}

/**
 * Writes a project to another place. The folder must not exist or be empty. Texts that cannot be read any more are taken
 * from the full-text index. Returns how many files the copy names and has not got (originals, and what extraction said:
 * the articles can be extracted again). Throws `project.exists`, `file.notFound`, `disk.full`, `disk.failed`.
 */
export function saveCopy(
  { sources: { fs, sqlite, folder }, file, db, revision }: CopyOf,
  root: string,
  work: WorkDone,
): { readonly missing: number } {
  const stores = [folder.texts, folder.originals, folder.batches, folder.releases]
  work.expect(databaseBytes(db) + stores.reduce((sum, store) => sum + store.size(), 0))
  let missing = 0
  layOutProject(fs, sqlite, root, file, db, revision, (copy) => {
    const texts = copyBlobs(fs, folder.texts, copy.texts, work)
    copyBlobs(fs, folder.originals, copy.originals, work)
    const batches = copyBlobs(fs, folder.batches, copy.batches, work)
    const releases = copyBlobs(fs, folder.releases, copy.releases, work)
    missing += rescueTexts(db, copy.texts, texts)
    missing += batchesInUse(db).filter((sha) => !batches.has(sha)).length
    missing += releasesInUse(db).filter((sha) => !releases.has(sha)).length
  })
  work.add(databaseBytes(db))
  return { missing }
}
