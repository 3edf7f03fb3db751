import { singleSchemes, type MergeConflict } from '../../../shared/commands/index.ts'
import type { ReadableDatabase } from '../database/index.ts'
import { groupOf, idList, inList, judgementsBetween } from './redirects.ts'

/** Something that speaks against a merge, with the values that disagree or the reason that was given. */
export interface FoundConflict {
  readonly kind: MergeConflict
  readonly values: readonly string[]
}

/** What stands against taking some entities (survivors) for one. Nothing where the list is empty. */
export function conflictsOf(db: ReadableDatabase, survivors: readonly string[]): readonly FoundConflict[] {
  const groups = survivors.map((id) => groupOf(db, id))
  const everyone = idList(groups.flat())
  const values = (sql: string): readonly string[] => db.all(sql, [everyone], (row) => row.text('v'))
  const found: FoundConflict[] = []
  const disagree = (kind: MergeConflict, seen: readonly string[]): void => {
    if (seen.length > 1) found.push({ kind, values: seen })
  }
  disagree('types', values(`SELECT DISTINCT type AS v FROM entity WHERE id IN ${inList} ORDER BY v`))
  disagree(
    'countries',
    values(
      `SELECT DISTINCT country AS v FROM entity WHERE id IN ${inList} AND country IS NOT NULL ORDER BY v`,
    ),
  )
  for (const scheme of singleSchemes) {
    const seen = db.all(
      `SELECT DISTINCT value AS v FROM identifier WHERE entity_id IN ${inList} AND scheme = ? ORDER BY v`,
      [everyone, scheme],
      (row) => row.text('v'),
    )
    if (seen.length > 1)
      found.push({ kind: 'identifiers', values: seen.map((value) => `${scheme} ${value}`) })
  }
  for (const [index, group] of groups.entries()) {
    for (const other of groups.slice(index + 1)) {
      const [judgement] = judgementsBetween(db, group, other)
      if (judgement !== undefined)
        found.push({ kind: 'distinct', values: judgement.reason === null ? [] : [judgement.reason] })
    }
  }
  return found
}
