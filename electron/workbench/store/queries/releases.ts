import { BelegError } from '../../../../shared/errors.ts'
import { releaseViewSchema, type ReleaseView } from '../../../../shared/model/release.ts'
import { partKinds, type FrozenPart } from '../../curation/frozen-parts.ts'
import { allRows, jsonOrNull, number, text, textOrNull, type Reading, type Row } from '../rows.ts'

/** Releases of a dataset, or of all, in the order they were frozen. */
export function listReleases(db: Reading, datasetId?: string): ReleaseView[] {
  return allRows(
    db,
    `SELECT release.*, (SELECT total(bytes) FROM release_part WHERE release_id = release.id) AS bytes FROM release
     WHERE dataset_id = coalesce(?, dataset_id) ORDER BY created_at, dataset_id, number`,
    [datasetId ?? null],
  ).map(releaseView)
}

/** Throws `notFound`. */
export function requireRelease(db: Reading, id: string): ReleaseView {
  const found = listReleases(db).find((release) => release.id === id)
  if (found === undefined) throw new BelegError('notFound', { kind: 'release', id })
  return found
}

/** The files of a release, in order. */
export const partsOfRelease = (db: Reading, releaseId: string): readonly FrozenPart[] =>
  db.all(
    'SELECT kind, sha256, rows, bytes FROM release_part WHERE release_id = ? ORDER BY ordinal',
    [releaseId],
    (row) => ({
      kind: kindOf(row.text('kind')),
      sha256: row.text('sha256'),
      rows: row.integer('rows'),
      bytes: row.integer('bytes'),
    }),
  )

/** Hashes of every file that a release names. */
export const releasesNamed = (db: Reading): ReadonlySet<string> =>
  new Set(db.all('SELECT DISTINCT sha256 FROM release_part', [], (row) => row.text('sha256')))

function kindOf(name: string): FrozenPart['kind'] {
  const kind = partKinds.find((one) => one === name)
  if (kind === undefined) throw new BelegError('internal', { reason: `a release has a part “${name}”` })
  return kind
}

const releaseView = (row: Row): ReleaseView =>
  releaseViewSchema.parse({
    ...(jsonOrNull(row, 'body_json') as object),
    id: text(row, 'id'),
    datasetId: text(row, 'dataset_id'),
    number: number(row, 'number'),
    version: text(row, 'version'),
    createdAt: text(row, 'created_at'),
    note: textOrNull(row, 'note'),
    revision: number(row, 'revision'),
    purgedAt: textOrNull(row, 'purged_at'),
    bytes: number(row, 'bytes'),
  })
