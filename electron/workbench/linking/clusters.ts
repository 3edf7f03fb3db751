import { singleSchemes } from '../../../shared/commands/index.ts'
import type { ReadableDatabase } from '../database/index.ts'
import { colognePhonetic } from './cologne.ts'
import { compareNames, type NameLikeness } from './compare-names.ts'
import type { KeyedName, NameKeys } from './name-keys.ts'

/** How two names of different entities met. */
export type ClusterEvidence = NameLikeness | 'sound' | 'letters' | 'company'

/** Entities (survivors) that may be one, and the names that say so. */
export interface FoundCluster {
  readonly ids: readonly string[]
  readonly score: number
  readonly evidence: readonly {
    readonly code: ClusterEvidence
    readonly a: string
    readonly b: string
  }[]
}

export interface ClusterProgress {
  readonly done: number
  readonly total: number
  /** Null while it is being looked for. */
  readonly clusters: readonly FoundCluster[] | null
}

/** One call works about so long, so that progress is seen and a cancel is heard. */
const sliceMs = 150
/** More names than this in one block say nothing about any two of them. */
const largestBlock = 120
/** The likeliest groups; nobody reviews more before looking again. */
const mostClusters = 2000
/** Pairs at or above this are taken together into one group; weaker ones stay pairs. */
const strong = 0.84

interface Bearer {
  readonly root: string
  readonly type: string
  readonly text: string
  readonly keyed: KeyedName
}

interface Pair {
  readonly a: string
  readonly b: string
  code: ClusterEvidence
  score: number
  names: readonly [string, string]
}

/**
 * Looks for entities that may be one and the same. Names meet in blocks: the key of the whole name in any order
 * (fingerprint), its letter pairs (n-gram fingerprint), its sound (Cologne phonetics, word by word), and one shared word
 * with the rest few letters apart. What met is compared name by name. What was judged different, has another type or
 * another identifier of one scheme never comes up.
 */
export class ClusterSearch {
  readonly #steps: Generator<{ done: number; total: number }, readonly FoundCluster[]>

  constructor(db: ReadableDatabase, keys: NameKeys) {
    this.#steps = search(db, keys)
  }

  work(): ClusterProgress {
    const started = performance.now()
    for (;;) {
      const step = this.#steps.next()
      if (step.done === true) return { done: 1, total: 1, clusters: step.value }
      if (performance.now() - started >= sliceMs) return { ...step.value, clusters: null }
    }
  }
}

function* search(
  db: ReadableDatabase,
  keys: NameKeys,
): Generator<{ done: number; total: number }, readonly FoundCluster[]> {
  const rowids = db.count('SELECT coalesce(max(rowid), 0) FROM alias')
  const page = 2000
  const blocks = new Map<string, Bearer[]>()
  for (let from = 0; from <= rowids; from += page) {
    for (const bearer of bearers(db, keys, from, from + page)) {
      for (const block of blocksOf(bearer.keyed)) {
        const key = `${bearer.type} ${block}`
        const known = blocks.get(key)
        if (known === undefined) blocks.set(key, [bearer])
        else if (known.length <= largestBlock) known.push(bearer)
      }
    }
    yield { done: from, total: 2 * rowids }
  }
  const pairs = new Map<string, Pair>()
  const apart = apartOf(db)
  let seen = 0
  for (const [block, members] of blocks) {
    seen += 1
    if (members.length > 1 && members.length <= largestBlock) meet(keys, block, members, apart, pairs)
    if (seen % 200 === 0)
      yield { done: rowids + Math.floor((rowids * seen) / blocks.size), total: 2 * rowids }
  }
  const conflicting = identifierConflicts(db, pairs)
  const found = [...pairs.values()].filter((pair) => !conflicting.has(pair))
  addCompany(db, found)
  return grouped(found)
}

/** Names that hold everywhere, of entities that stand for themselves. */
function bearers(db: ReadableDatabase, keys: NameKeys, from: number, to: number): readonly Bearer[] {
  return db
    .all(
      `SELECT d.root AS root, entity.type AS type, alias.text AS text FROM alias
       JOIN d_entity AS d ON d.entity_id = alias.entity_id JOIN entity ON entity.id = d.root
       WHERE alias.rowid > ? AND alias.rowid <= ? AND alias.kind <> 'mistranslated-as' AND entity.type <> 'GROUP'`,
      [from, to],
      (row) => ({ root: row.text('root'), type: row.text('type'), text: row.text('text') }),
    )
    .map((named) => ({ ...named, keyed: keys.keyed(named.text) }))
    .filter(({ keyed }) => keyed.keys.join('').length >= 4)
}

function blocksOf({ keys }: KeyedName): readonly string[] {
  const letters = keys.join('')
  const grams = new Set<string>()
  for (let at = 0; at + 2 <= letters.length; at++) grams.add(letters.slice(at, at + 2))
  const sounds = keys.map(colognePhonetic)
  return [
    `f${[...keys].sort().join(' ')}`,
    `g${[...grams].sort().join('')}`,
    ...(sounds.every((sound) => sound !== '') && sounds.join('').length > 3 ? [`c${[...sounds].sort().join(' ')}`] : []),
    ...(keys.length > 1 ? keys.filter((key) => key.length > 3).map((key) => `w${key}`) : []),
  ]
} // prettier-ignore

const kinds: Readonly<Record<string, ClusterEvidence>> = { c: 'sound', g: 'letters' }

function meet(
  keys: NameKeys,
  block: string,
  members: readonly Bearer[],
  apart: (a: string, b: string) => boolean,
  pairs: Map<string, Pair>,
): void {
  const kind = block.charAt(block.indexOf(' ') + 1)
  for (const [index, one] of members.entries()) {
    for (const other of members.slice(index + 1)) {
      if (one.root === other.root) continue
      const like = compareNames(keys, one.keyed, other.keyed)
      // A part of a name is shared by many; it brings nobody together.
      const whole = like !== null && !like.likeness.startsWith('part') && like.likeness !== 'initials'
      const code = whole ? like.likeness : kinds[kind]
      const score = whole ? like.weight : 0.5
      if (code === undefined || apart(one.root, other.root)) continue
      const [a, b, names] =
        one.root < other.root
          ? ([one.root, other.root, [one.text, other.text]] as const)
          : ([other.root, one.root, [other.text, one.text]] as const)
      const known = pairs.get(`${a} ${b}`)
      if (known === undefined) pairs.set(`${a} ${b}`, { a, b, code, score, names })
      else if (score > known.score) Object.assign(known, { code, score, names })
    }
  }
}

/** Whether two survivors were judged different; with everybody merged into them. */
function apartOf(db: ReadableDatabase): (a: string, b: string) => boolean {
  const judged = new Set(
    db
      .all(
        `SELECT one.root AS a, other.root AS b FROM distinction
         JOIN d_entity AS one ON one.entity_id = distinction.a JOIN d_entity AS other ON other.entity_id = distinction.b`,
        [],
        (row) => [`${row.text('a')} ${row.text('b')}`, `${row.text('b')} ${row.text('a')}`],
      )
      .flat(),
  )
  return (a, b) => judged.has(`${a} ${b}`)
}

/** Two values of one scheme speak of two entities, however alike the names. */
function identifierConflicts(db: ReadableDatabase, pairs: ReadonlyMap<string, Pair>): ReadonlySet<Pair> {
  const values = new Map<string, Map<string, string>>()
  db.each(
    'SELECT d.root AS root, scheme, value FROM identifier JOIN d_entity AS d ON d.entity_id = identifier.entity_id',
    [],
    (row) => {
      if (!singleSchemes.includes(row.text('scheme'))) return true
      const known = values.get(row.text('root')) ?? new Map<string, string>()
      known.set(row.text('scheme'), row.text('value'))
      values.set(row.text('root'), known)
      return true
    },
  )
  return new Set(
    [...pairs.values()].filter(({ a, b }) =>
      [...(values.get(a) ?? [])].some(([scheme, value]) => {
        const other = values.get(b)?.get(scheme)
        return other !== undefined && other !== value
      }),
    ),
  )
}

/** Who stands beside the same others is likelier the same. Looked at for the likeliest pairs alone. */
function addCompany(db: ReadableDatabase, pairs: readonly Pair[]): void {
  const beside = (root: string): ReadonlySet<string> =>
    new Set(
      db.all(
        `SELECT DISTINCT other.entity_id AS id FROM (
           SELECT a.article_id FROM d_entity AS d JOIN d_entity_article AS a ON a.entity_id = d.entity_id WHERE d.root = ? LIMIT 60) AS own
         JOIN d_entity_article AS other ON other.article_id = own.article_id JOIN entity ON entity.id = other.entity_id AND entity.type <> 'GPE' LIMIT 200`,
        [root],
        (row) => row.text('id'),
      ),
    )
  for (const pair of [...pairs].sort((x, y) => y.score - x.score).slice(0, mostClusters)) {
    const one = beside(pair.a)
    const shared = [...beside(pair.b)].filter((id) => one.has(id) && id !== pair.a && id !== pair.b).length
    pair.score = Math.min(1, pair.score + Math.min(0.08, 0.02 * shared))
  }
}

/** Strong pairs join into groups; a weaker pair is a group of its own unless it lies inside one. */
function grouped(pairs: readonly Pair[]): readonly FoundCluster[] {
  const leader = new Map<string, string>()
  const find = (id: string): string => {
    const next = leader.get(id) ?? id
    if (next === id) return id
    const top = find(next)
    leader.set(id, top)
    return top
  }
  for (const { a, b, score } of pairs) if (score >= strong) leader.set(find(a), find(b))
  const groups = new Map<string, Pair[]>()
  for (const pair of pairs) {
    const [x, y] = [find(pair.a), find(pair.b)]
    const key = x === y ? x : `${pair.a} ${pair.b}`
    groups.set(key, [...(groups.get(key) ?? []), pair])
  }
  return [...groups.values()]
    .map((found): FoundCluster => {
      const best = [...found].sort((x, y) => y.score - x.score)
      return {
        ids: [...new Set(found.flatMap(({ a, b }) => [a, b]))].sort(),
        score: Math.min(1, best[0]?.score ?? 0),
        evidence: best.slice(0, 6).map(({ code, names: [a, b] }) => ({ code, a, b })),
      }
    })
    .sort((x, y) => y.score - x.score || ((x.ids[0] ?? '') < (y.ids[0] ?? '') ? -1 : 1))
    .slice(0, mostClusters)
}
