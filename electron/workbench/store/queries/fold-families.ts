import type { LibraryFilter } from '../../../../shared/contract/index.ts'
import type { IndexedArticle } from '../article-index.ts'
import type { Reading } from '../rows.ts'

/** The family of an article, and whether it is an older version. */
export interface Kin {
  readonly family: string
  readonly old: boolean
}

/** Families and older versions by article; articles that are alone are left out. */
export function kinOf(db: Reading): ReadonlyMap<string, Kin> {
  return new Map(
    db.all('SELECT article_id, family, newest FROM d_family', [], (row) => [
      row.text('article_id'),
      { family: row.text('family'), old: row.text('newest') !== row.text('article_id') },
    ]),
  )
}

/** Articles that have near-duplicates. */
export function onlyFamilies(
  kin: ReadonlyMap<string, Kin>,
  articles: readonly IndexedArticle[],
): readonly IndexedArticle[] {
  const members = new Map<string, number>()
  for (const { family, old } of kin.values()) if (!old) members.set(family, (members.get(family) ?? 0) + 1)
  return articles.filter(({ id }) => (members.get(kin.get(id)?.family ?? '') ?? 0) > 1)
}

/**
 * One row for each family, where its first article stands that is no old version; the others stand behind it where it is
 * unfolded.
 */
export function foldFamilies(
  kin: ReadonlyMap<string, Kin>,
  ordered: readonly IndexedArticle[],
  { fold, unfolded = [] }: LibraryFilter,
): readonly IndexedArticle[] {
  if (fold !== true) return ordered
  const members = new Map<string, IndexedArticle[]>()
  for (const article of ordered) {
    const family = kin.get(article.id)?.family
    if (family === undefined) continue
    const known = members.get(family)
    if (known === undefined) members.set(family, [article])
    else known.push(article)
  }
  const open = new Set(unfolded)
  const shown = new Set<string>()
  return ordered.flatMap((article) => {
    const family = kin.get(article.id)?.family
    if (family === undefined) return [article]
    if (shown.has(family)) return []
    shown.add(family)
    const all = members.get(family) ?? [article]
    const current = all.filter(({ id }) => kin.get(id)?.old !== true)
    const first = current[0] ?? article
    return open.has(family) ? [first, ...all.filter((one) => one !== first)] : [first]
  })
}
