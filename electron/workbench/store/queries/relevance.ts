import type { Reading } from '../rows.ts'

/** Texts whose words are counted one by one. */
export const mostRanked = 4000

/** Free parameters of BM25 (Robertson, Zaragoza 2009): how soon more of a word says no more, how much length counts. */
const k = 1.2
const b = 0.75
/** A word in the title says more about what an article is about than one in the text. */
const columnWeights = [3, 1] as const

/**
 * BM25 of the texts an expression matches, by number: over the occurrences of each phrase in title and body, lengths as the
 * index knows them.
 */
export function relevanceOf(db: Reading, match: string): ReadonlyMap<number, number> {
  const scores = new Map<number, number>()
  db.each(
    "SELECT docid, matchinfo(d_fts, 'pcnalx') AS found FROM d_fts WHERE d_fts MATCH ?",
    [match],
    (row) => {
      scores.set(row.integer('docid'), score(row.bytes('found')))
      return true
    },
  )
  return scores
}

/** Layout of `pcnalx` (sqlite.org/fts3.html#matchinfo): phrases, columns, rows, mean lengths, lengths, then three counts for each phrase and column. */
function score(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = (index: number): number => view.getUint32(index * 4, true)
  const phrases = at(0)
  const columns = at(1)
  const rows = at(2)
  const counts = 3 + 2 * columns
  let sum = 0
  for (let phrase = 0; phrase < phrases; phrase += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = counts + 3 * (phrase * columns + column)
      const here = at(cell)
      if (here === 0) continue
      const holders = at(cell + 2)
      const mean = Math.max(1, at(3 + column))
      const length = at(3 + columns + column)
      const idf = Math.log(1 + (rows - holders + 0.5) / (holders + 0.5))
      const frequency = (here * (k + 1)) / (here + k * (1 - b + (b * length) / mean))
      sum += (columnWeights[column] ?? 1) * idf * frequency
    }
  }
  return sum
}
