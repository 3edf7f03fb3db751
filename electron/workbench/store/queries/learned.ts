import type { LearnedInput } from '../../extraction/document.ts'
import { fnv64 } from '../../extraction/fingerprint.ts'
import { fold } from '../../linking/fold.ts'
import { idList, inList, redirected, sourceSql } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { isLearning } from './learning.ts'

/**
 * What decisions teach about one article: names given by coders that hold there and stand in its text, and lines decided to
 * be, or not to be, boilerplate. Gazetteer and extracted names are not among them: extraction finds those by itself.
 */
export function learnedFor(db: Reading, articleId: string, text: string): LearnedInput {
  const plain = comparable(text)
  const taughtSql = namesTaught(db)
  const held = db
    .all(
      `SELECT alias.text, alias.entity_id, alias.origin = 'coder' OR ${markedByHand} AS given FROM alias WHERE ${taughtSql} AND (
           alias.scope = 'everywhere'
           OR (alias.scope = 'article' AND alias.scope_id = ?1)
           OR (alias.scope = 'source' AND alias.scope_id = (SELECT ${sourceSql} FROM article WHERE id = ?1)))
         ORDER BY alias.id`,
      [articleId],
      (row) => ({ text: row.text('text'), entity: row.text('entity_id'), given: row.integer('given') === 1 }),
    )
    .filter((alias) => plain.includes(comparable(alias.text)))
    .flatMap((alias) => {
      const entity = redirected(db, alias.entity)
      const found = typeAndLabel(db, entity)
      if (found === undefined) return []
      const name = { text: alias.text, type: found.type, entity, canonical: found.label ?? alias.text }
      return [{ name, given: alias.given }]
    })
  const others = held.filter(({ name }) => name.type !== 'PER').map(({ name }) => name)
  // Names of people that extraction finds it finds best by itself, with office and given name; linking knows whom they mean.
  const people = held.filter(({ name, given }) => name.type === 'PER' && given).map(({ name }) => name)
  const words = new Set([
    ...people.filter(({ text: name }) => isOneWord(name)).map(({ text: name }) => name),
    ...(isLearning(db) ? personNames(db, wordsOf(text)) : []),
  ])
  return {
    aliases: [
      ...others,
      ...people.filter(({ text: name }) => !isOneWord(name)),
      ...[...words].sort().map(nameOnly),
    ],
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

/** Whether a coder marked the name of an `alias` by hand, where extraction had found nobody. */
const markedByHand =
  "EXISTS (SELECT 1 FROM mention WHERE mention.entity_id = alias.entity_id AND mention.state = 'added' AND mention.quote = alias.text)"

/** As a column: 1 where articles to come are read with the name of an `alias`. */
export const toldSql = `(${markedByHand} AND (SELECT CASE entity.type WHEN 'PER' THEN instr(alias.text, ' ') = 0
  ELSE alias.scope <> 'article' END FROM entity WHERE entity.id = alias.entity_id))`

/** A name decisions taught that articles to come are read with. */
export interface TaughtName {
  readonly text: string
  readonly type: string
  readonly entity: string
  readonly canonical: string
  /** The only source it holds for; null where it holds everywhere. */
  readonly source: string | null
  /** A name of people: whom it means is told by what stands beside it, when the article is linked. */
  readonly nameOnly?: true
}

/**
 * Names that extraction missed and coders marked by hand. What it finds by itself it finds best in longer names, too. Of
 * people only names of one word are told, and only that they are names.
 */
export function taughtNames(db: Reading): readonly TaughtName[] {
  if (!isLearning(db)) return []
  const people = personNames(db, null).map((name): TaughtName => ({ ...nameOnly(name), source: null }))
  const others = db
    .all(
      `SELECT alias.text, alias.entity_id, alias.scope_id FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE ${namesTaught(db)} AND alias.scope IN ('everywhere', 'source') AND entity.type <> 'PER'
         AND ${markedByHand}
       ORDER BY alias.id`,
      [],
      (row) => ({ text: row.text('text'), entity: row.text('entity_id'), source: row.textOrNull('scope_id') }),
    )
    .flatMap((name) => {
      const entity = redirected(db, name.entity)
      const found = typeAndLabel(db, entity)
      return found === undefined ? [] : [{ ...name, entity, type: found.type, canonical: found.label ?? name.text }]
    })
  return [...others, ...people]
} // prettier-ignore

/**
 * Names of one word that coders gave people where extraction had found nobody, in code-unit order; with `words` (folded), those
 * among them.
 */
function personNames(db: Reading, words: readonly string[] | null): readonly string[] {
  const named = db.all(
    `SELECT DISTINCT alias.text AS text FROM alias JOIN entity ON entity.id = alias.entity_id
     WHERE ${words === null ? namesTaught(db) : `alias.folded IN ${inList} AND ${namesTaught(db)}`} AND entity.type = 'PER' AND instr(alias.text, ' ') = 0
       AND ${markedByHand}
     ORDER BY alias.text`,
    words === null ? [] : [idList(words)],
    (row) => row.text('text'),
  )
  return named.filter((name) => Array.from(name).length > 1)
}

const isOneWord = (name: string): boolean => !name.includes(' ')

const nameOnly = (name: string): LearnedInput['aliases'][number] => ({
  text: name,
  type: 'PER',
  entity: '',
  canonical: name,
  nameOnly: true,
})

/** Words of a text that may be names, folded, each once; a genitive without its ending, too. */
const wordsOf = (text: string): readonly string[] => {
  const words = (text.match(/\p{Lu}[\p{L}\p{M}]+/gu) ?? []).map(fold)
  return [...new Set(words.flatMap((word) => (word.endsWith('s') ? [word, word.slice(0, -1)] : [word])))]
}

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
    .map(({ text: surface, type, entity, canonical, nameOnly: only }) => ({
      ...{ text: surface, type, entity, canonical },
      ...(only === true ? { nameOnly: only } : {}),
    }))
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
  const people = isLearning(db) ? personNames(db, null) : []
  for (const text of new Set([...everywhere, ...people])) {
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
