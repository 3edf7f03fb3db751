import { misfitReasons, type CodebookLook, type MisfitReason } from '../../../shared/model/codebook-impact.ts'
import type { Codebook } from '../../../shared/model/codebook.ts'
import type { Reading } from '../store/rows.ts'
import { stillMisfits, type Misfit } from './misfits.ts'

/** Facts looked at for the list; a fact that was mended makes room for the next. */
const lookedAt = 2000
const shown = 500

/** Misfits as a version keeps them. */
export const lookJson = (misfits: readonly Misfit[]): string =>
  JSON.stringify(misfits.map(({ factId, role, why }) => [factId, role, why]))

/** The facts with what a person finds them by. */
export const withPlaces = (db: Reading, misfits: readonly Misfit[]): CodebookLook[] =>
  misfits.flatMap(({ factId, role, why }) => {
    const found = db.get(
      `SELECT f.article_id, f.type, coalesce(a.title, a.source_name, a.id) AS title FROM fact f JOIN article a ON a.id = f.article_id WHERE f.id = ?`,
      [factId],
      (row) => ({ articleId: row.text('article_id'), type: row.text('type'), articleTitle: row.text('title') }),
    )
    return found === undefined ? [] : [{ ...found, factId, role, why }]
  }) // prettier-ignore

/** Facts that kept, at some save, a value the codebook no longer allows, and still have it. */
export function factsToLookAt(db: Reading, codebook: Codebook): { total: number; rows: CodebookLook[] } {
  const kept = new Map<string, Misfit>()
  for (const look of db.all("SELECT look_json FROM codebook_version WHERE look_json <> '[]' ORDER BY number", [], (row) => row.json('look_json')))
    for (const misfit of misfitsIn(look)) kept.set(JSON.stringify(misfit), misfit)
  const all = [...kept.values()]
  const open = all.slice(0, lookedAt).filter((misfit) => stillMisfits(db, codebook, misfit))
  return { total: open.length + Math.max(0, all.length - lookedAt), rows: withPlaces(db, open.slice(0, shown)) }
} // prettier-ignore

function misfitsIn(look: unknown): readonly Misfit[] {
  return (Array.isArray(look) ? look : []).flatMap((one: unknown) => {
    if (!Array.isArray(one)) return []
    const [factId, role, why] = one as readonly unknown[]
    const reason = misfitReasons.find((known): known is MisfitReason => known === why)
    return typeof factId === 'string' && typeof role === 'string' && reason !== undefined
      ? [{ factId, role, why: reason }]
      : []
  })
}
