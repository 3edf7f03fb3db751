import type { LibraryFilter } from '../../../../shared/contract/index.ts'
import type { IndexedArticle } from '../article-index.ts'
import type { Reading } from '../rows.ts'

/** Families and older versions, at the ordinals of their articles. */
export interface KinByOrdinal {
  /** Number of the family; 0 where an article is alone. */
  readonly family: Int32Array
  /** 1 where a newer version has taken the place of an article. */
  readonly old: Uint8Array
  /** Numbers of the families by their ids; the numbers are 1 to the size. */
  readonly numbers: ReadonlyMap<string, number>
}

export function kinOf(db: Reading, articles: readonly IndexedArticle[]): KinByOrdinal {
  const size = (articles.at(-1)?.ordinal ?? 0) + 1
  const [family, old] = [new Int32Array(size), new Uint8Array(size)]
  const ordinals = new Map(articles.map(({ id, ordinal }) => [id, ordinal]))
  const numbers = new Map<string, number>()
  db.each('SELECT article_id, family, newest FROM d_family', [], (row) => {
    const id = row.text('article_id')
    const ordinal = ordinals.get(id)
    if (ordinal === undefined) return true
    const name = row.text('family')
    const number = numbers.get(name) ?? numbers.size + 1
    numbers.set(name, number)
    family[ordinal] = number
    if (row.text('newest') !== id) old[ordinal] = 1
    return true
  })
  return { family, old, numbers }
}

/** Articles that have near-duplicates. */
export function onlyFamilies(
  { family, old, numbers }: KinByOrdinal,
  articles: readonly IndexedArticle[],
): readonly IndexedArticle[] {
  const members = new Int32Array(numbers.size + 1)
  for (const [ordinal, number] of family.entries())
    if (number > 0 && old[ordinal] === 0) members[number] = (members[number] ?? 0) + 1
  return articles.filter(({ ordinal }) => {
    const number = family[ordinal] ?? 0
    return number > 0 && (members[number] ?? 0) > 1
  })
}

/**
 * One row for each family, where its first article stands that is no old version; the others stand behind it where it is
 * unfolded.
 */
export function foldFamilies(
  { family, old, numbers }: KinByOrdinal,
  ordered: readonly IndexedArticle[],
  { fold, unfolded = [] }: LibraryFilter,
): readonly IndexedArticle[] {
  if (fold !== true) return ordered
  /** Place of the row of each family, counted from one; negative where an old version stands there. */
  const places = new Int32Array(numbers.size + 1)
  const open = new Map(unfolded.map((name) => [numbers.get(name) ?? 0, [] as IndexedArticle[]]))
  const rows: IndexedArticle[] = []
  for (const article of ordered) {
    const number = family[article.ordinal] ?? 0
    if (number === 0) {
      rows.push(article)
      continue
    }
    const place = places[number] ?? 0
    const isOld = old[article.ordinal] === 1
    if (open.size > 0) open.get(number)?.push(article)
    if (place === 0) {
      rows.push(article)
      places[number] = isOld ? -rows.length : rows.length
    } else if (place < 0 && !isOld) {
      rows[-place - 1] = article
      places[number] = -place
    }
  }
  if (open.size === 0) return rows
  return rows.flatMap((row) => {
    const all = open.get(family[row.ordinal] ?? 0)
    return all === undefined ? [row] : [row, ...all.filter((one) => one !== row)]
  })
}
