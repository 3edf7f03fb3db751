import type { Reading } from '../rows.ts'

/** The newest version of the article an id names; the id itself where nothing took its place. */
export function newestOf(db: Reading, articleId: string): string {
  let current = articleId
  for (;;) {
    const next = db.get(
      'SELECT id FROM article WHERE supersedes = ? ORDER BY ordinal DESC LIMIT 1',
      [current],
      (row) => row.text('id'),
    )
    if (next === undefined) return current
    current = next
  }
}

/** Versions before an article, the one it took the place of first. */
export function olderThan(db: Reading, articleId: string): readonly string[] {
  const older: string[] = []
  let current: string | null = articleId
  while (current !== null) {
    current =
      db.get('SELECT supersedes FROM article WHERE id = ?', [current], (row) =>
        row.textOrNull('supersedes'),
      ) ?? null
    if (current !== null) older.push(current)
  }
  return older
}

/** Condition that holds for articles a newer version took the place of; `column` is an id of an article. */
export const isOldVersion = (column: string): string =>
  `EXISTS (SELECT 1 FROM article AS newer WHERE newer.supersedes = ${column})`
