import { factTypeOf, slotOf, type Codebook, type FactType } from '../../../shared/model/codebook.ts'
import { codebookDifferences, type CodebookDifference } from '../../../shared/model/codebook-diff.ts'
import type { CodebookImpact } from '../../../shared/model/codebook-impact.ts'
import { datasetQuerySchema } from '../../../shared/model/dataset.ts'
import type { Reading } from '../store/rows.ts'
import { newMisfits, type Misfit } from './misfits.ts'
import { withPlaces } from './look.ts'

/** Facts shown that would need a look; all are counted. */
const looksShown = 200

type Move = CodebookImpact['moves'][number]
type Refusal = CodebookImpact['refused'][number]

/** What a save means for the facts of a project. */
export interface SavePlan {
  readonly differences: readonly CodebookDifference[]
  readonly moves: readonly Move[]
  readonly refused: readonly Refusal[]
  readonly misfits: readonly Misfit[]
}

/** Plans the step from one codebook to another. Counts every fact that is kept as decided, whatever its state. */
export function planSave(db: Reading, before: Codebook, after: Codebook): SavePlan {
  const differences = codebookDifferences(before, after)
  const used = typesInUse(db)
  const moves: Move[] = []
  const refused: Refusal[] = []
  const misfits: Misfit[] = []
  for (const [id, facts] of used) {
    // What no codebook of the project knew before is nothing this step takes away.
    if (factTypeOf(before, id) === undefined) continue
    const type = factTypeOf(after, id)
    if (type === undefined) {
      refused.push({ type: id, role: null, facts })
      continue
    }
    if (type.id !== id) moves.push({ type: id, role: null, to: type.id, facts })
    if (!touches(differences, id, type.id)) continue
    for (const [role, filled] of rolesInUse(db, id)) {
      if (slotOf(before, id, role) === undefined) continue
      const slot = slotOf(after, id, role)
      if (slot === undefined) refused.push({ type: id, role, facts: filled })
      else if (slot.role !== role) moves.push({ type: id, role, to: slot.role, facts: filled })
    }
    misfits.push(...newMisfits(db, before, after, id))
  }
  return { differences, moves, refused, misfits }
}

/** The plan with what a person wants to know before saving. */
export function impactOf(db: Reading, before: Codebook, after: Codebook, base: number): CodebookImpact {
  const { differences, moves, refused, misfits } = planSave(db, before, after)
  const datasets = datasetsByType(db)
  const changed = before.factTypes.filter((type) => touches(differences, type.id, factTypeOf(after, type.id)?.id ?? type.id))
  const touched = changed.map((type) => usageOf(db, type, after, datasets)).filter(({ proposed, decided }) => proposed + decided > 0)
  return {
    base,
    differences: [...differences],
    touched,
    moves: [...moves],
    refused: [...refused],
    look: { total: misfits.length, rows: withPlaces(db, misfits.slice(0, looksShown)) },
  }
} // prettier-ignore

const touches = (differences: readonly CodebookDifference[], id: string, now: string): boolean =>
  differences.some(
    ({ subject, id: one, of }) =>
      subject === 'commonSlot' ||
      (subject === 'type' && (one === id || one === now)) ||
      (subject === 'slot' && (of === id || of === now)),
  )

const typesInUse = (db: Reading): readonly (readonly [string, number])[] =>
  db.all('SELECT type, count(*) AS n FROM fact GROUP BY type ORDER BY type', [], (row) => [row.text('type'), row.integer('n')] as const) // prettier-ignore

const rolesInUse = (db: Reading, type: string): readonly (readonly [string, number])[] =>
  db.all(
    'SELECT s.role, count(DISTINCT s.fact_id) AS n FROM fact f JOIN slot s ON s.fact_id = f.id WHERE f.type = ? GROUP BY s.role ORDER BY s.role',
    [type],
    (row) => [row.text('role'), row.integer('n')] as const,
  )

function usageOf(
  db: Reading,
  { id }: FactType,
  after: Codebook,
  datasets: ReadonlyMap<string, readonly { readonly name: string; readonly releases: number }[]>,
): CodebookImpact['touched'][number] {
  const named = datasets.get(id) ?? []
  return {
    type: id,
    to: factTypeOf(after, id)?.id ?? null,
    proposed: db.count(
      `SELECT (SELECT count(*) FROM p_fact p WHERE p.type = ?1 AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.id = p.id))
         + (SELECT count(*) FROM fact WHERE type = ?1 AND state = 'proposed')`,
      [id],
    ),
    decided: db.count("SELECT count(*) FROM fact WHERE type = ? AND state <> 'proposed'", [id]),
    articles: db.count(
      'SELECT count(*) FROM (SELECT article_id FROM fact WHERE type = ?1 UNION SELECT article_id FROM p_fact WHERE type = ?1)',
      [id],
    ),
    datasets: named.map(({ name }) => name),
    releases: named.reduce((sum, { releases }) => sum + releases, 0),
  }
} // prettier-ignore

/** Datasets by the types they take in; one without a filter by type takes in all that the project uses. */
function datasetsByType(
  db: Reading,
): ReadonlyMap<string, readonly { readonly name: string; readonly releases: number }[]> {
  const used = db.all('SELECT type FROM fact UNION SELECT type FROM p_fact ORDER BY 1', [], (row) => row.text('type'))
  const found = new Map<string, { name: string; releases: number }[]>()
  for (const { name, query, releases } of db.all(
    'SELECT d.name, d.query_json, (SELECT count(*) FROM release r WHERE r.dataset_id = d.id) AS releases FROM dataset d ORDER BY d.created_at, d.id',
    [],
    (row) => ({ name: row.text('name'), query: datasetQuerySchema.parse(row.json('query_json')), releases: row.integer('releases') }),
  )) {
    for (const type of query.types ?? used) found.set(type, [...(found.get(type) ?? []), { name, releases }])
  }
  return found
} // prettier-ignore
