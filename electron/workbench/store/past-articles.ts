import { BelegError } from '../../../shared/errors.ts'
import type { ProjectFolder } from '../project/index.ts'
import type { Reading } from './rows.ts'

/** An article that the history knows and the project no longer holds: its import was undone. */
export interface PastArticle {
  readonly id: string
  readonly title: string
  readonly textSha256: string
}

/** Every article whose import was undone, by id. Reads the history of articles alone. */
export function pastArticles(db: Reading): readonly PastArticle[] {
  return db.all(
    `SELECT past, json_extract(cells, '$.title') AS title, json_extract(cells, '$.source_name') AS name,
       json_extract(cells, '$.text_sha256') AS sha, max(seq)
     FROM (
       SELECT json_extract(key_json, '$[0]') AS past, coalesce(before_json, after_json) AS cells, seq
       FROM history_change WHERE tbl = 'article' AND (before_json IS NULL OR after_json IS NULL)
     )
     WHERE NOT EXISTS (SELECT 1 FROM article WHERE id = past)
     GROUP BY past ORDER BY past`,
    [],
    (row) => {
      const id = row.text('past')
      const title = row.textOrNull('title') ?? row.textOrNull('name') ?? id
      return { id, title, textSha256: row.text('sha') }
    },
  )
}

const plain = (words: string): string => words.normalize('NFC').toLowerCase().replaceAll(/\s+/gu, ' ').trim()

/**
 * Those in whose text or title one of the names stands, and those whose text cannot be read. They are in no index: their
 * texts are read.
 */
export function pastArticlesNaming(
  folder: ProjectFolder,
  past: readonly PastArticle[],
  names: readonly string[],
): readonly PastArticle[] {
  const wanted = names.map(plain).filter((name) => name !== '')
  if (wanted.length === 0) return []
  return past.filter(({ title, textSha256 }) => {
    const text = textOf(folder, textSha256)
    return text === null || wanted.some((name) => plain(`${title}\n${text}`).includes(name))
  })
}

/** Null where it cannot be read: then it is not known whom it names, and nobody can bring the article back. */
function textOf(folder: ProjectFolder, sha: string): string | null {
  try {
    return new TextDecoder().decode(folder.texts.get(sha))
  } catch (error) {
    if (error instanceof BelegError) return null
    throw error
  }
}

/**
 * With the articles their twins: an article that was undone and has the text of one that goes goes as well where no
 * article that stays has it, so that the text leaves the folder.
 */
export function withTwins(
  db: Reading,
  past: readonly PastArticle[],
  articleIds: readonly string[],
): readonly string[] {
  const going = textsGoing(db, past, articleIds)
  const twins = past.filter(({ textSha256 }) => going.has(textSha256)).map(({ id }) => id)
  return [...new Set([...articleIds, ...twins])].sort()
}

/** Texts of the articles, present and past, that no other article of the project has. */
export function textsGoing(
  db: Reading,
  past: readonly PastArticle[],
  articleIds: readonly string[],
): ReadonlySet<string> {
  const gone = new Set(articleIds)
  const list = JSON.stringify(articleIds)
  const of = (where: string): readonly string[] =>
    db.all(`SELECT text_sha256 AS sha FROM article WHERE id ${where} (SELECT value FROM json_each(?))`, [list], (row) => row.text('sha')) // prettier-ignore
  const texts = new Set([
    ...of('IN'),
    ...past.filter(({ id }) => gone.has(id)).map(({ textSha256 }) => textSha256),
  ])
  for (const sha of of('NOT IN')) texts.delete(sha)
  return texts
}

/**
 * Entities that came with the undone articles and are not there any more. A removal empties the steps that brought them,
 * so that nothing can bring them back: what the history still says of them goes too.
 */
export function entitiesOfPast(db: Reading, articleIds: readonly string[]): readonly string[] {
  return db.all(
    `SELECT DISTINCT json_extract(key_json, '$[0]') AS past FROM history_change
     WHERE tbl = 'entity' AND before_json IS NULL
       AND seq IN (SELECT seq FROM history_change WHERE tbl = 'article' AND before_json IS NULL AND json_extract(key_json, '$[0]') IN (SELECT value FROM json_each(?)))
       AND NOT EXISTS (SELECT 1 FROM entity WHERE id = json_extract(key_json, '$[0]'))`,
    [JSON.stringify(articleIds)],
    (row) => row.text('past'),
  )
}
