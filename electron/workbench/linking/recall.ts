import type { ReadableDatabase } from '../database/index.ts'
import { allowedEdits, boundedDistance } from './edit-distance.ts'
import type { KeyedName, NameKeys } from './name-keys.ts'

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
  const found = new Map<string, { score: number; mentions: number }>()
  const add = (sql: string, params: readonly (string | number)[], score: number): void => {
    const seen = new Set<string>()
    db.each(sql, params, (row) => {
      const root = row.text('root')
      if (seen.has(root)) return true
      seen.add(root)
      const known = found.get(root) ?? { score: 0, mentions: row.integer('mentions') }
      known.score += score
      found.set(root, known)
      return true
    })
  }
  const postings = `SELECT d.root AS root, d.mentions AS mentions FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n WHERE`
  if (wanted.keys.length > 0) add(`${postings} k.key = ? LIMIT 200`, [`f${keys.whole(wanted)}`], 4)
  for (const reading of keys.pinyin(wanted))
    add(`${postings} k.key = ? LIMIT 50`, [`f${keys.whole(reading)}`], 4)
  for (const [index, word] of wanted.words.entries()) {
    const key = wanted.keys[index] ?? ''
    // Initials find nobody by themselves.
    if (key.length < 2 && wanted.words.length > 1) continue
    add(`${postings} k.key = ? ORDER BY d.mentions DESC, d.n LIMIT ?`, [`w${key}`, mostOfOneWord], 2)
    for (const variant of keys.variants(word).keys())
      add(`${postings} k.key = ? ORDER BY d.mentions DESC, d.n LIMIT 150`, [`w${variant}`], 1.5)
    for (const near of neighbours(db, keys, key)) add(`${postings} k.key = ? LIMIT 60`, [`w${near}`], 1)
    if (typing && index === wanted.words.length - 1)
      add(`${postings} k.key >= ? AND k.key < ? LIMIT 300`, [`w${key}`, `w${key}\uffff`], 1.5)
  }
  return [...found]
    .sort(([a, x], [b, y]) => y.score - x.score || y.mentions - x.mentions || (a < b ? -1 : 1))
    .slice(0, most)
    .map(([root]) => root)
}

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
