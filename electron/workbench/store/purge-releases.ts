import { purgedRelease, type PurgedRelease, type Removed } from '../curation/purge-releases.ts'
import type { ProjectFolder } from '../project/index.ts'
import { listReleases, partsOfRelease } from './queries/releases.ts'
import { jsonOrNull, firstRow, type Reading, type Writing } from './rows.ts'

/** With what a person calls it. */
interface RenamedRelease extends PurgedRelease {
  readonly name: string
}

/** Releases that hold something of what is removed, written again without it. */
export const purgedReleases = (
  db: Reading,
  { releases }: ProjectFolder,
  removed: Removed,
): readonly RenamedRelease[] =>
  listReleases(db).flatMap((view): readonly RenamedRelease[] => {
    const files = {
      read: (sha: string) => releases.get(sha),
      put: (bytes: Uint8Array) => releases.put(bytes),
    }
    const purged = purgedRelease({ view, parts: partsOfRelease(db, view.id) }, files, removed)
    return purged === null ? [] : [{ ...purged, name: `${view.datasetName} ${view.version}` }]
  })

/** Names the new files instead of the old, and says when something was removed. */
export function renameParts(db: Writing, purged: readonly PurgedRelease[], at: string): void {
  for (const { id, parts, body } of purged) {
    const row = firstRow(db, 'SELECT body_json FROM release WHERE id = ?', [id])
    const kept = row === undefined ? null : (jsonOrNull(row, 'body_json') as object)
    db.update('release', { id }, { body_json: JSON.stringify({ ...kept, ...body }), purged_at: at })
    db.run('DELETE FROM release_part WHERE release_id = ?', [id])
    for (const [ordinal, part] of parts.entries()) db.insert('release_part', { release_id: id, ordinal, ...part })
  }
  // What these rows once said would lead to the old files' names only, but says what lists showed.
  db.run("DELETE FROM history_change WHERE tbl IN ('release', 'release_part') AND json_extract(key_json, '$[0]') IN (SELECT value FROM json_each(?))", [JSON.stringify(purged.map(({ id }) => id))])
} // prettier-ignore
