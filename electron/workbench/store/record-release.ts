import { BelegError } from '../../../shared/errors.ts'
import type { Frozen } from '../curation/freeze.ts'
import type { ProjectFolder } from '../project/index.ts'
import { exists, insert, type Writing } from './rows.ts'

/** When, by whom and under which id a release is recorded. */
interface Recording {
  readonly id: string
  readonly at: string
  readonly coderId: string | null
}

/**
 * Makes a release of what was frozen. Throws `release.overtaken` where the dataset was released meanwhile or something
 * was removed for good since the frozen state, `project.damaged` or `file.notFound` where a file of it is not whole.
 */
export function recordRelease(db: Writing, folder: ProjectFolder, frozen: Frozen, { id, at, coderId }: Recording): void {
  const { datasetId, after, version, revision, note, parts, body } = frozen
  if (!exists(db, 'SELECT 1 FROM dataset WHERE id = ?', [datasetId])) throw new BelegError('notFound', { kind: 'dataset', id: datasetId })
  const newest = db.count('SELECT coalesce(max(number), 0) FROM release WHERE dataset_id = ?', [datasetId])
  const purged = exists(db, "SELECT 1 FROM history WHERE type = 'purge' AND seq > ?", [revision])
  if (newest !== after || purged) throw new BelegError('release.overtaken', undefined, { retry: true })
  // What a row names must be there for good, and whole.
  for (const { sha256 } of parts) folder.releases.get(sha256)
  const coder = db.get('SELECT name FROM coder WHERE id = ?', [coderId], (row) => row.text('name')) ?? null
  insert(db, 'release', {
    id, dataset_id: datasetId, number: after + 1, version, revision, coder_id: coderId, created_at: at, note,
    body_json: JSON.stringify({ ...body, coder }),
  })
  for (const [ordinal, part] of parts.entries()) insert(db, 'release_part', { release_id: id, ordinal, ...part })
} // prettier-ignore
