import type { LearnedInput } from '../../extraction/document.ts'
import { fnv64 } from '../../extraction/fingerprint.ts'
import { redirected, sourceSql } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { isLearning } from './learning.ts'

/**
 * What decisions teach about one article: names given by coders that hold there and stand in its text, and lines decided to
 * be, or not to be, boilerplate. Gazetteer and extracted names are not among them: extraction finds those by itself.
 */
export function learnedFor(db: Reading, articleId: string, text: string): LearnedInput {
  const plain = comparable(text)
  const taughtSql = namesTaught(db)
  return {
    aliases: db
      .all(
        `SELECT alias.text, alias.entity_id FROM alias WHERE ${taughtSql} AND (
           alias.scope = 'everywhere'
           OR (alias.scope = 'article' AND alias.scope_id = ?1)
           OR (alias.scope = 'source' AND alias.scope_id = (SELECT ${sourceSql} FROM article WHERE id = ?1)))
         ORDER BY alias.id`,
        [articleId],
        (row) => ({ text: row.text('text'), entity: row.text('entity_id') }),
      )
      .filter((alias) => plain.includes(comparable(alias.text)))
      .flatMap((alias) => {
        const entity = redirected(db, alias.entity)
        const found = typeAndLabel(db, entity)
        return found === undefined
          ? []
          : [{ text: alias.text, type: found.type, entity, canonical: found.label ?? alias.text }]
      }),
    lines: db.all('SELECT quote, kind FROM zone WHERE article_id = ? ORDER BY start', [articleId], (row) => ({
      text: row.text('quote'),
      kind: row.textOrNull('kind'),
    })),
    mutedRules: [],
    ...publishedOn(db, articleId),
  }
}

/** The day of publication that a coder set or the file told; what extraction read by itself is no news to it. */
function publishedOn(db: Reading, articleId: string): { readonly published?: string } {
  const value = db.get(
    "SELECT value FROM article_field WHERE article_id = ? AND field = 'publicationDate'",
    [articleId],
    (row) => row.textOrNull('value'),
  )
  return publishedDay(value)
}

/** A name decisions taught that articles to come are read with. */
export interface TaughtName {
  readonly text: string
  readonly type: string
  readonly entity: string
  readonly canonical: string
  /** The only source it holds for; null where it holds everywhere. */
  readonly source: string | null
}

/**
 * Names of bodies, places and things that extraction missed and coders marked by hand. What it finds by itself it finds best
 * in longer names, too; and whom the name of a person means is told by what stands beside it, when the article is linked.
 */
export function taughtNames(db: Reading): readonly TaughtName[] {
  if (!isLearning(db)) return []
  return db
    .all(
      `SELECT alias.text, alias.entity_id, alias.scope_id FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE ${namesTaught(db)} AND alias.scope IN ('everywhere', 'source') AND entity.type <> 'PER'
         AND EXISTS (SELECT 1 FROM mention WHERE mention.entity_id = alias.entity_id AND mention.state = 'added' AND mention.quote = alias.text)
       ORDER BY alias.id`,
      [],
      (row) => ({ text: row.text('text'), entity: row.text('entity_id'), source: row.textOrNull('scope_id') }),
    )
    .flatMap((name) => {
      const entity = redirected(db, name.entity)
      const found = typeAndLabel(db, entity)
      return found === undefined ? [] : [{ ...name, entity, type: found.type, canonical: found.label ?? name.text }]
    })
} // prettier-ignore

const typeAndLabel = (
  db: Reading,
  entity: string,
): { readonly type: string; readonly label: string | null } | undefined =>
  db.get('SELECT type, coalesce(label_de, label_en) AS label FROM entity WHERE id = ?', [entity], (row) => ({
    type: row.text('type'),
    label: row.textOrNull('label'),
  }))

/** Those of some names that hold for a source and stand in a text, as extraction is told them. */
export function namesIn(
  names: readonly TaughtName[],
  source: string | null,
  text: string,
): LearnedInput['aliases'] {
  if (names.length === 0) return []
  const plain = comparable(text)
  return names
    .filter((name) => (name.source === null || name.source === source) && plain.includes(comparable(name.text)))
    .map(({ text: surface, type, entity, canonical }) => ({ text: surface, type, entity, canonical }))
} // prettier-ignore

/** The day at the beginning of an ISO date, for `LearnedInput`; nothing where there is none. */
export function publishedDay(value: string | null | undefined): { readonly published?: string } {
  const day = /^\d{4}-\d{2}-\d{2}(?!\d)/.exec(value ?? '')?.[0]
  return day === undefined ? {} : { published: day }
}

/** Names that people gave, and with learning on those that decisions taught. */
const namesTaught = (db: Reading): string =>
  isLearning(db) ? "alias.origin IN ('coder', 'learned')" : "alias.origin = 'coder'"

/** Letters alone: extraction takes spellings of apostrophes, hyphens and accents for one another. */
const comparable = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^\p{L}\p{N}]+/gu, '')
    .toLowerCase()

/** Names what was learned, to tell whether an extraction knew it; null where nothing was. */
export function learnedKey(learned: LearnedInput): string | null {
  const { aliases, lines, mutedRules, published } = learned
  const nothing = aliases.length + lines.length + mutedRules.length === 0 && published === undefined
  return nothing ? null : fnv64(JSON.stringify(learned))
}

/** Articles that something learned may hold for, or that were extracted with something learned; others need no look. */
export function articlesTaught(db: Reading): readonly string[] {
  const taughtSql = namesTaught(db)
  const found = new Set(
    db.all(
      `SELECT article_id AS id FROM zone
       UNION SELECT article_id FROM extraction WHERE learned IS NOT NULL
       UNION SELECT article_id FROM article_field WHERE field = 'publicationDate'
       UNION SELECT scope_id FROM alias WHERE ${taughtSql} AND scope = 'article'
       UNION SELECT article.id FROM article WHERE ${sourceSql} IN (SELECT scope_id FROM alias WHERE ${taughtSql} AND scope = 'source')`,
      [],
      (row) => row.text('id'),
    ),
  )
  const everywhere = db.all(
    `SELECT DISTINCT text FROM alias WHERE ${taughtSql} AND scope = 'everywhere'`,
    [],
    (row) => row.text('text'),
  )
  for (const text of everywhere) {
    const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
    // An inflected name ends in other letters: the last word is looked for by its beginning.
    const phrase = words.length === 0 ? '' : `"${words.join(' ')}*"`
    if (phrase === '') continue
    const holders = db.all(
      'SELECT d_fts_map.article_id AS id FROM d_fts JOIN d_fts_map ON d_fts_map.docid = d_fts.docid WHERE d_fts MATCH ?',
      [phrase],
      (row) => row.text('id'),
    )
    for (const id of holders) found.add(id)
  }
  return [...found]
}
