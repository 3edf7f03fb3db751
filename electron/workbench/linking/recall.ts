import type { ReadableDatabase, RowReader } from '../database/index.ts'
import { allowedEdits, boundedDistance } from './edit-distance.ts'
import type { KeyedName, NameKeys } from './name-keys.ts'
import { inList } from './redirects.ts'

/** More entities than this under one word are cut to those most spoken of. */
const mostOfOneWord = 200
/** Words that differ by few letters, nearest first, at most. */
const mostNeighbours = 8
const mostCompared = 90

/**
 * Survivors that may be meant by a name: those found under its words, their spellings and readings, and words that
 * differ by few letters; the likeliest first, at most 90. What they really have in common is for `compareNames`.
 */
export function recallByName(
  db: ReadableDatabase,
  keys: NameKeys,
  wanted: KeyedName,
  typing: boolean,
  most = mostCompared,
): readonly string[] {
  // Numbers of entities, not their ids: thousands may share a word, and few of them are looked at in the end.
  const scores = new Map<number, number>()
  const add = (bearers: readonly number[], score: number): void => {
    for (const n of new Set(bearers)) scores.set(n, (scores.get(n) ?? 0) + score)
  }
  if (wanted.keys.length > 0) add(bearersOf(db, `f${keys.whole(wanted)}`, mostOfOneWord), 4)
  for (const reading of keys.pinyin(wanted)) add(bearersOf(db, `f${keys.whole(reading)}`, 50), 4)
  for (const [index, word] of wanted.words.entries()) {
    const key = wanted.keys[index] ?? ''
    // Initials find nobody by themselves.
    if (key.length < 2 && wanted.words.length > 1) continue
    add(bearersOf(db, `w${key}`, mostOfOneWord), 2)
    for (const variant of keys.variants(word).keys()) add(bearersOf(db, `w${variant}`, 150), 1.5)
    for (const near of neighbours(db, keys, key)) add(bearersOf(db, `w${near}`, 60), 1)
    if (typing && index === wanted.words.length - 1) add(beginningWith(db, key), 1.5)
  }
  return likeliest(db, scores, most)
}

/** Entities under a key; of a word that very many bear, those most spoken of. */
function bearersOf(db: ReadableDatabase, key: string, most: number): readonly number[] {
  const read = (row: RowReader): number => row.integer('n')
  const found = db.all('SELECT n FROM d_name_key WHERE key = ? LIMIT ?', [key, most + 1], read)
  if (found.length <= most) return found
  return db.all(
    'SELECT k.n AS n FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n WHERE k.key = ? ORDER BY d.mentions DESC, d.n LIMIT ?',
    [key, most],
    read,
  )
}

/** Entities with a word that begins so, for what is being typed. */
const beginningWith = (db: ReadableDatabase, key: string): readonly number[] =>
  db.all(
    'SELECT n FROM d_name_key WHERE key >= ? AND key < ? LIMIT 300',
    [`w${key}`, `w${key}\uffff`],
    (row) => row.integer('n'),
  )

/** Survivors of the highest scores, those most spoken of first; names of one who was merged count for who stands for it. */
function likeliest(db: ReadableDatabase, scores: ReadonlyMap<number, number>, most: number): readonly string[] {
  const ranked = [...scores].sort(([, x], [, y]) => y - x)
  // Everybody as good as the last one that fits, so that who is spoken of more comes first among equals.
  const last = ranked[Math.min(ranked.length, 2 * most) - 1]?.[1] ?? 0
  const kept = ranked.filter(([, score]) => score >= last)
  const found = new Map<string, { score: number; mentions: number }>()
  db.each(
    `SELECT d.n AS n, d.root AS root, r.mentions AS mentions FROM d_entity AS d JOIN d_entity AS r ON r.entity_id = d.root WHERE d.n IN ${inList}`,
    [JSON.stringify(kept.map(([n]) => n))],
    (row) => {
      const score = scores.get(row.integer('n')) ?? 0
      const known = found.get(row.text('root'))
      if (known === undefined) found.set(row.text('root'), { score, mentions: row.integer('mentions') })
      else known.score += score
      return true
    },
  )
  return [...found]
    .sort(([a, x], [b, y]) => y.score - x.score || y.mentions - x.mentions || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([root]) => root)
} // prettier-ignore

function neighbours(db: ReadableDatabase, keys: NameKeys, key: string): readonly string[] {
  const most = allowedEdits(key.length)
  if (most === 0) return []
  const words = db.all(
    'SELECT DISTINCT word FROM d_word_block WHERE block IN (SELECT value FROM json_each(?)) LIMIT 400',
    [JSON.stringify(keys.blocks(key))],
    (row) => row.text('word'),
  )
  return words
    .flatMap((word) => {
      const edits = word === key ? most + 1 : boundedDistance(word, key, most)
      return edits > most ? [] : [{ word, edits }]
    })
    .sort((a, b) => a.edits - b.edits || (a.word < b.word ? -1 : 1))
    .slice(0, mostNeighbours)
    .map(({ word }) => word)
}
