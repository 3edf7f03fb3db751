import type { LibraryFilter } from '../../../../shared/contract/index.ts'
import type { IndexedArticle } from '../article-index.ts'
import type { Reading } from '../rows.ts'

/** The family of an article, and whether it is an older version. */
interface Kin {
  readonly family: string
  readonly old: boolean
}

/** Families and older versions, at the ordinals of their articles; nothing where an article is alone. */
export type KinByOrdinal = readonly (Kin | undefined)[]

export function kinOf(db: Reading, articles: readonly IndexedArticle[]): KinByOrdinal {
  const found = new Map(
    db.all('SELECT article_id, family, newest FROM d_family', [], (row) => [
      row.text('article_id'),
      { family: row.text('family'), old: row.text('newest') !== row.text('article_id') },
    ]),
  )
  const kin = new Array<Kin | undefined>((articles.at(-1)?.ordinal ?? 0) + 1).fill(undefined)
  for (const { id, ordinal } of articles) kin[ordinal] = found.get(id)
  return kin
}

/** Articles that have near-duplicates. */
export function onlyFamilies(
  kin: KinByOrdinal,
  articles: readonly IndexedArticle[],
): readonly IndexedArticle[] {
  const members = new Map<string, number>()
  for (const one of kin) if (one?.old === false) members.set(one.family, (members.get(one.family) ?? 0) + 1)
  return articles.filter(({ ordinal }) => (members.get(kin[ordinal]?.family ?? '') ?? 0) > 1)
}

/**
 * One row for each family, where its first article stands that is no old version; the others stand behind it where it is
 * unfolded.
 */
export function foldFamilies(
  kin: KinByOrdinal,
  ordered: readonly IndexedArticle[],
  { fold, unfolded = [] }: LibraryFilter,
): readonly IndexedArticle[] {
  if (fold !== true) return ordered
  const members = new Map<string, IndexedArticle[]>()
  const rows: (IndexedArticle | { readonly family: string })[] = []
  for (const article of ordered) {
    const family = kin[article.ordinal]?.family
    const known = family === undefined ? undefined : members.get(family)
    if (known !== undefined) known.push(article)
    else if (family === undefined) rows.push(article)
    else {
      members.set(family, [article])
      rows.push({ family })
    }
  }
  const open = new Set(unfolded)
  const shown: IndexedArticle[] = []
  for (const row of rows) {
    if ('id' in row) {
      shown.push(row)
      continue
    }
    const all = members.get(row.family) ?? []
    const first = all.find(({ ordinal }) => kin[ordinal]?.old !== true) ?? all[0]
    if (first === undefined) continue
    shown.push(first)
    if (open.has(row.family)) shown.push(...all.filter((one) => one !== first))
  }
  return shown
}
