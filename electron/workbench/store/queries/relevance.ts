import type { Reading } from '../rows.ts'

/** Free parameters of BM25 (Robertson, Zaragoza 2009): how soon more of a word says no more, how much length counts. */
const k = 1.2
const b = 0.75
/** A word in the title says more about what an article is about than one in the text. */
const titleWeight = 3

/** What a search found: how much each text is about it, at the number of the text; 0 where it was not found. */
export type Scores = Float32Array

/** Lengths of texts at their numbers, as shares of the mean. */
export type Lengths = Float32Array

/** Bytes one count takes in the answer, and the columns of the index: title and body. */
const bytesEach = 4
const columns = 2

/** Spellings of a phrase, as `searchQuery` writes them. */
const spelledPhrases = /\((?:"[^"]*" OR )+"[^"]*"\)/u
/** More expressions than this are not made of one. */
const mostExpressions = 8

/**
 * The texts an expression matches, each with its BM25 over the occurrences of every phrase; where it asks for `several` words,
 * rare ones weigh more, while spellings of one weigh the same. A phrase in several spellings is
 * asked for one by one: beside a phrase with a rare word FTS4 puts off the common words of the other (sqlite.org/fts3.html,
 * deferred tokens) and reads every text again for them, which takes half a second.
 */
export function scoresOf(db: Reading, match: string, lengths: Lengths, several: boolean): Scores {
  const scores = new Float32Array(lengths.length)
  for (const one of oneByOne(match)) addScores(db, one, lengths, several, scores)
  return scores
}

/** The expression with one spelling of each phrase, in every combination; as it is where those would be too many. */
function oneByOne(match: string): readonly string[] {
  let open: readonly string[] = [match]
  for (;;) {
    const next = open.flatMap((one) => {
      const found = spelledPhrases.exec(one)
      if (found === null) return [one]
      const [whole] = found
      return whole
        .slice(1, -1)
        .split(' OR ')
        .map((spelling) => one.replace(whole, spelling))
    })
    if (next.length > mostExpressions) return [match]
    if (next.length === open.length) return next
    open = next
  }
}

/**
 * Asked as one row: a row each costs more than the search, and every further question makes FTS4 gather a beginning of words
 * anew. The counts of all texts come as one blob of 32-bit numbers, each in the order of its docid: written as digits they
 * would take a fifth longer.
 */
function addScores(db: Reading, match: string, lengths: Lengths, several: boolean, scores: Scores): void {
  const found = db.get(
    // The inner limit keeps SQLite from drawing both into one: matchinfo works where the index itself is read.
    `SELECT group_concat(docid) AS docids, coalesce(CAST(group_concat(CAST(counts AS TEXT), '') AS BLOB), x'') AS counts FROM
       (SELECT docid, matchinfo(d_fts, 'y') AS counts FROM d_fts WHERE d_fts MATCH ? LIMIT -1)`,
    [match],
    (row) => ({ docids: row.textOrNull('docids') ?? '', counts: row.bytes('counts') }),
  )
  if (found === undefined || found.docids === '') return
  const docids = numbersIn(found.docids)
  const counts = new DataView(found.counts.buffer, found.counts.byteOffset, found.counts.byteLength)
  const phrases = found.counts.byteLength / (bytesEach * columns * docids.length)
  const weights = several && phrases > 1 ? raritiesOf(db, match, phrases) : []
  let at = 0
  for (const docid of docids) {
    const share = lengths[docid] ?? 1
    let score = Number.MIN_VALUE
    for (let phrase = 0; phrase < phrases; phrase += 1, at += columns * bytesEach) {
      const weight = weights[phrase] ?? 1
      const title = counts.getUint32(at, true)
      const body = counts.getUint32(at + bytesEach, true)
      // Headlines are of one length, more or less.
      if (title > 0) score += titleWeight * weight * frequency(title, 1)
      if (body > 0) score += weight * frequency(body, share)
    }
    if (docid < scores.length) scores[docid] = Math.max(scores[docid] ?? 0, score, leastScore)
  }
}

/** `12,15 …`: read in place, because of twenty thousand numbers every slice is felt. */
function numbersIn(list: string): readonly number[] {
  const numbers: number[] = []
  let number = 0
  for (let at = 0; at < list.length; at += 1) {
    const code = list.charCodeAt(at)
    if (code === comma) {
      numbers.push(number)
      number = 0
    } else number = number * 10 + code - zero
  }
  numbers.push(number)
  return numbers
}

const zero = 48
const comma = 44
/** Of a text in which no phrase counts: it was found. */
const leastScore = 1e-6

const frequency = (here: number, share: number): number => (here * (k + 1)) / (here + k * (1 - b + b * share))

/**
 * How much each phrase of an expression tells, by how few texts hold it (sqlite.org/fts3.html#matchinfo, `pcnx`: phrases,
 * columns, rows, then for each phrase and column the hits here, in all rows, and the rows that hold it).
 */
function raritiesOf(db: Reading, match: string, phrases: number): readonly number[] {
  const bytes = db.get(
    "SELECT matchinfo(d_fts, 'pcnx') AS found FROM d_fts WHERE d_fts MATCH ? LIMIT 1",
    [match],
    (row) => row.bytes('found'),
  )
  if (bytes === undefined) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const at = (index: number): number => view.getUint32(index * 4, true)
  const rows = at(2)
  return Array.from({ length: phrases }, (_, phrase) => {
    // The column that holds it most often stands for both: one that is left out of a column has none there.
    const holders = Math.max(...[0, 1].map((column) => at(3 + 3 * (phrase * columns + column) + 2)))
    return Math.log(1 + (rows - holders + 0.5) / (holders + 0.5))
  })
}

/** Some of what was found in the order of their scores, the best first; those of one score stay as they are. */
export function byScore<T>(found: readonly T[], scoreOf: (one: T) => number): readonly T[] {
  // One number for both, so that the machine's own sort of numbers can be used: twenty thousand within two milliseconds.
  const keys = new Float64Array(found.length)
  for (const [at, one] of found.entries()) keys[at] = at - Math.round(scoreOf(one) * 1e5) * places
  keys.sort()
  const ordered: T[] = []
  for (const key of keys) {
    const one = found[((key % places) + places) % places]
    if (one !== undefined) ordered.push(one)
  }
  return ordered
}
const places = 2 ** 21
