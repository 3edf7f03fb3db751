import type { ReadableDatabase, RowChange, WritableDatabase } from '../database/index.ts'
import type { NameKeys } from './name-keys.ts'
import { rebuildLooks, refreshFrequent, refreshLooks, wholeKeys, type Touched } from './looks.ts'
import { groupOf, idList, inList, redirected } from './redirects.ts'

/** Rows of `d_name_key`: `f` and the key of the whole name, `p` of what it may be a reading of, `w` and the key of one word. */
const keysOf = (keys: NameKeys, name: string): ReadonlySet<string> => {
  const keyed = keys.keyed(name)
  if (keyed.keys.length === 0) return new Set()
  return new Set([...wholeKeys(keys, name), ...keyed.keys.map((key) => `w${key}`)])
}

/** Whether the index holds every name with the keys of this version. A database of an older schema has none. */
export function indexIsFresh(db: ReadableDatabase, keys: NameKeys): boolean {
  const there = db.count("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'd_linking'")
  return (
    there === 1 &&
    db.count('SELECT count(*) FROM d_linking WHERE id = 1 AND version = ?', [keys.version]) === 1
  )
}

/**
 * Puts names of an entity into the index; what is there already stays. `words` are words known to be in it with their
 * neighbours: given where many entities follow one another, so that each word is looked for once.
 */
export function indexNames(
  db: WritableDatabase,
  keys: NameKeys,
  entityId: string,
  names: readonly string[],
  words = new Set<string>(),
): void {
  db.run('INSERT OR IGNORE INTO d_entity (entity_id, root) VALUES (?1, ?1)', [entityId])
  const found = new Set(names.flatMap((name) => [...keysOf(keys, name)]))
  if (found.size === 0) return
  db.run(
    'INSERT OR IGNORE INTO d_name_key (key, n) SELECT value, (SELECT n FROM d_entity WHERE entity_id = ?) FROM json_each(?)',
    [entityId, JSON.stringify([...found])],
  )
  for (const key of found) {
    const word = key.slice(1)
    if (!key.startsWith('w') || words.has(word)) continue
    indexWord(db, keys, word)
    words.add(word)
  }
}

function indexWord(db: WritableDatabase, keys: NameKeys, word: string): void {
  const blocks = keys.blocks(word)
  const [own] = blocks
  if (own === undefined || db.count('SELECT count(*) FROM d_word_block WHERE block = ? AND word = ?', [own, word]) > 0) return
  db.run('INSERT OR IGNORE INTO d_word_block (block, word) SELECT value, ? FROM json_each(?)', [word, JSON.stringify(blocks)])
} // prettier-ignore

/** Takes a name out that the entity no longer has, but for keys another of its names needs. */
function forgetName(db: WritableDatabase, keys: NameKeys, entityId: string, name: string): void {
  const kept = new Set(
    db
      .all('SELECT text FROM alias WHERE entity_id = ?', [entityId], (row) => row.text('text'))
      .flatMap((text) => [...keysOf(keys, text)]),
  )
  const gone = [...keysOf(keys, name)].filter((key) => !kept.has(key))
  db.run(
    `DELETE FROM d_name_key WHERE key IN ${inList} AND n = (SELECT n FROM d_entity WHERE entity_id = ?)`,
    [JSON.stringify(gone), entityId],
  )
}

/** Builds everything again, in one go. */
export function rebuildIndex(db: WritableDatabase, keys: NameKeys): void {
  for (const table of ['d_entity', 'd_entity_article', 'd_name_key', 'd_word_block', 'd_linking']) {
    db.run(`DELETE FROM ${table}`)
  }
  db.run('INSERT INTO d_entity (entity_id, root) SELECT id, id FROM entity ORDER BY id')
  for (const id of db.all('SELECT id FROM entity WHERE redirect_to IS NOT NULL', [], (row) => row.text('id'))) {
    db.run('UPDATE d_entity SET root = ? WHERE entity_id = ?', [redirected(db, id), id])
  }
  const names = new Map<string, string[]>()
  db.each('SELECT entity_id, text FROM alias ORDER BY entity_id', [], (row) => {
    gather(names, row.text('entity_id'), row.text('text'))
    return true
  })
  indexMany(db, keys, names)
  db.run(`INSERT INTO d_entity_article (article_id, entity_id, mentions) ${mentionsByArticle('1')}`)
  db.run(
    `UPDATE d_entity SET mentions = found.mentions, articles = found.articles FROM (
       SELECT d.root AS root, sum(a.mentions) AS mentions, count(DISTINCT a.article_id) AS articles
       FROM d_entity_article AS a JOIN d_entity AS d ON d.entity_id = a.entity_id GROUP BY d.root) AS found
     WHERE found.root = d_entity.entity_id`,
  )
  rebuildLooks(db, keys)
  db.run('INSERT INTO d_linking (id, version) VALUES (1, ?)', [keys.version])
} // prettier-ignore

const gather = (into: Map<string, string[]>, entityId: string, name: string): void => {
  const known = into.get(entityId)
  if (known === undefined) into.set(entityId, [name])
  else known.push(name)
}

function indexMany(
  db: WritableDatabase,
  keys: NameKeys,
  names: ReadonlyMap<string, readonly string[]>,
): void {
  const words = new Set<string>()
  for (const [entityId, own] of names) indexNames(db, keys, entityId, own, words)
}

const mentionsByArticle = (where: string): string => `
  SELECT article_id, entity_id, count(*) FROM (
    SELECT article_id, entity_id FROM mention WHERE entity_id IS NOT NULL AND state <> 'removed' AND ${where}
    UNION ALL
    SELECT p_mention.article_id, p_entity.entity_id FROM p_mention
      JOIN p_entity ON p_entity.article_id = p_mention.article_id AND p_entity.local_id = p_mention.local_entity
    WHERE p_entity.entity_id IS NOT NULL AND ${where.replaceAll('article_id', 'p_mention.article_id')}
      AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id))
  GROUP BY article_id, entity_id`

/** Brings the index up to date with what a step changed, after the proposals were built again. */
export function refreshIndex(db: WritableDatabase, keys: NameKeys, changes: readonly RowChange[]): void {
  const relevant = changes.filter(({ table }) => tables.has(table))
  if (relevant.length === 0 || !indexIsFresh(db, keys)) return
  const articles = new Set<string>()
  const moved = new Set<string>()
  const gone: string[] = []
  const fresh = new Map<string, string[]>()
  const touched = new TouchedByStep(db, keys)
  for (const change of relevant) {
    touched.add(change)
    const [id] = change.key
    if (typeof id !== 'string') continue
    if (change.table === 'extraction') articles.add(id)
    if (change.table === 'mention') articles.add(articleOf(db, change, id))
    if (change.table === 'alias') refreshName(db, keys, change, fresh)
    if (change.table !== 'entity') continue
    if (change.after === null) gone.push(id)
    else if (change.before === null && !fresh.has(id)) fresh.set(id, [])
    const whole = change.before === null || change.after === null
    const side = change.after ?? change.before ?? {}
    if ('redirect_to' in side && (!whole || side['redirect_to'] !== null)) moved.add(id)
  }
  indexMany(db, keys, stillThere(db, fresh))
  articles.delete('')
  const counted = countArticles(db, [...articles])
  for (const id of moved) for (const root of moveRoot(db, id)) touched.entityIds.add(root)
  for (const id of gone) {
    if (db.count('SELECT count(*) FROM entity WHERE id = ?', [id]) === 0) db.remove('d_entity', { entity_id: id })
  }
  if (touched.any()) refreshLooks(db, keys, touched)
  refreshFrequent(db, counted)
} // prettier-ignore

const tables = new Set(['alias', 'entity', 'mention', 'extraction', 'identifier', 'office', 'distinction'])

/** Gathers whom a step touches, and by what they may meet others. */
class TouchedByStep implements Touched {
  readonly entityIds = new Set<string>()
  readonly keys = new Set<string>()
  readonly identifiers = new Set<string>()
  readonly offices = new Set<string>()
  readonly #db: ReadableDatabase
  readonly #nameKeys: NameKeys

  constructor(db: ReadableDatabase, nameKeys: NameKeys) {
    this.#db = db
    this.#nameKeys = nameKeys
  }

  any(): boolean {
    return this.entityIds.size > 0
  }

  add({ table, key, before, after }: RowChange): void {
    const [id, other, value] = key
    const put = (entityId: unknown): void => {
      if (typeof entityId === 'string') this.entityIds.add(entityId)
    }
    switch (table) {
      case 'entity':
        put(id)
        break
      case 'distinction':
        put(id)
        put(other)
        break
      case 'identifier':
        put(id)
        this.identifiers.add(JSON.stringify([other, value]))
        break
      case 'alias':
        for (const side of [before, after]) {
          put(side?.['entity_id'])
          const text = side?.['text']
          if (typeof text === 'string') for (const one of wholeKeys(this.#nameKeys, text)) this.keys.add(one)
        }
        break
      case 'office':
        for (const side of [before, after]) {
          put(side?.['entity_id'])
          const of = side?.['of_entity_id']
          if (typeof of === 'string') this.offices.add(of)
        }
        if (typeof id === 'string')
          put(this.#db.get('SELECT entity_id FROM office WHERE id = ?', [id], (row) => row.text('entity_id')))
        break
    }
  }
}

function articleOf(db: ReadableDatabase, change: RowChange, mentionId: string): string {
  const named = (change.after ?? {})['article_id'] ?? (change.before ?? {})['article_id']
  if (typeof named === 'string') return named
  return (
    db.get('SELECT article_id FROM mention WHERE id = ?', [mentionId], (row) => row.text('article_id')) ?? ''
  )
}

/** Names that came in a step without those that went again in the same one. */
function stillThere(
  db: ReadableDatabase,
  fresh: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...fresh].map(([entityId, names]) => {
      if (names.length === 0) return [entityId, names]
      const now = new Set(
        db.all('SELECT text FROM alias WHERE entity_id = ?', [entityId], (row) => row.text('text')),
      )
      return [entityId, names.filter((name) => now.has(name))]
    }),
  )
}

/** Takes a name out that went; one that came is put with those that wait for the end, all of an entity at once. */
function refreshName(
  db: WritableDatabase,
  keys: NameKeys,
  { before, after }: RowChange,
  fresh: Map<string, string[]>,
): void {
  const entityId = after?.['entity_id'] ?? before?.['entity_id']
  if (typeof entityId !== 'string') return
  if (after === null && typeof before?.['text'] === 'string') forgetName(db, keys, entityId, before['text'])
  if (typeof after?.['text'] === 'string') gather(fresh, entityId, after['text'])
}

/** Counts again what some articles say, and passes the difference on to the survivors' sums; returns those that changed. */
function countArticles(db: WritableDatabase, articleIds: readonly string[]): readonly string[] {
  const difference = new Map<string, { mentions: number; articles: number }>()
  const take = (articleId: string, sign: 1 | -1): void => {
    db.each(
      `SELECT d.root AS root, sum(a.mentions) AS mentions FROM d_entity_article AS a
       JOIN d_entity AS d ON d.entity_id = a.entity_id WHERE a.article_id = ? GROUP BY d.root`,
      [articleId],
      (row) => {
        const sum = difference.get(row.text('root')) ?? { mentions: 0, articles: 0 }
        sum.mentions += sign * row.integer('mentions')
        sum.articles += sign
        difference.set(row.text('root'), sum)
        return true
      },
    )
  }
  for (const articleId of articleIds) {
    take(articleId, -1)
    db.run('DELETE FROM d_entity_article WHERE article_id = ?', [articleId])
    db.run(
      `INSERT INTO d_entity_article (article_id, entity_id, mentions) ${mentionsByArticle('article_id = ?')}`,
      [articleId, articleId],
    )
    take(articleId, 1)
  }
  for (const [root, { mentions, articles }] of difference) {
    if (mentions === 0 && articles === 0) continue
    db.run('UPDATE d_entity SET mentions = mentions + ?, articles = articles + ? WHERE entity_id = ?', [
      mentions,
      articles,
      root,
    ])
  }
  return [...difference.keys()]
}

/** An entity was merged or stands for itself again: it and whoever leads to it have another survivor. Returns the old one and the new. */
function moveRoot(db: WritableDatabase, entityId: string): readonly string[] {
  const before = db.get('SELECT root FROM d_entity WHERE entity_id = ?', [entityId], (row) =>
    row.text('root'),
  )
  if (before === undefined || db.count('SELECT count(*) FROM entity WHERE id = ?', [entityId]) === 0)
    return []
  const root = redirected(db, entityId)
  db.run(`UPDATE d_entity SET root = ? WHERE entity_id IN ${inList}`, [root, idList(groupOf(db, entityId))])
  for (const id of new Set([before, root, entityId])) {
    db.run(
      `UPDATE d_entity SET (mentions, articles) = (
         SELECT coalesce(sum(a.mentions), 0), count(DISTINCT a.article_id) FROM d_entity AS d
         JOIN d_entity_article AS a ON a.entity_id = d.entity_id WHERE d.root = ?1)
       WHERE entity_id = ?1`,
      [id],
    )
  }
  return [before, root]
}
