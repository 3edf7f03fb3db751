import type { RowChange } from '../../database/index.ts'
import { groupFamilies, type Likeness, type PairVerdict } from '../../corpus/families/grouping.ts'
import { familiesVersion } from '../../corpus/families/minhash.ts'
import { idList, inList } from '../../linking/redirects.ts'
import type { Reading, Writing } from '../rows.ts'
import type { KnownShingles } from './known-shingles.ts'
import { NearPairs } from './near-pairs.ts'
import { newestOf, olderThan } from './version-chain.ts'

/** Whether the families are those of this version. A database of an older schema has none. */
export function familiesAreFresh(db: Reading): boolean {
  const there = db.count("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'd_families'")
  return (
    there === 1 &&
    db.count('SELECT count(*) FROM d_families WHERE id = 1 AND version = ?', [familiesVersion]) === 1
  )
}

/** Builds everything again, in one go, in the order of import. */
export function rebuildFamilies(db: Writing, known: KnownShingles): void {
  for (const table of ['d_signature', 'd_band', 'd_near', 'd_family', 'd_families']) {
    db.run(`DELETE FROM ${table}`)
  }
  const ids = db.all('SELECT id FROM article ORDER BY ordinal', [], (row) => row.text('id'))
  const pairs = new NearPairs(db, known)
  for (const id of ids) pairs.refresh(id)
  regroup(db, ids)
  db.run('INSERT INTO d_families (id, version) VALUES (1, ?)', [familiesVersion])
}

/** Brings the families up to date with what a step changed, after the proposals were built again. */
export function refreshFamilies(db: Writing, changes: readonly RowChange[], known: KnownShingles): void {
  const { articles, verdicts } = touchedBy(db, changes)
  if (articles.size + verdicts.size === 0 || !familiesAreFresh(db)) return
  const dirty = new Set([...articles, ...verdicts])
  const pairs = new NearPairs(db, known)
  for (const id of articles) for (const near of pairs.refresh(id)) dirty.add(near)
  regroup(db, [...dirty])
}

/** Articles whose text may be compared otherwise, in the order they came, and those somebody decided about. */
function touchedBy(
  db: Reading,
  changes: readonly RowChange[],
): { readonly articles: ReadonlySet<string>; readonly verdicts: ReadonlySet<string> } {
  const articles = new Set<string>()
  const verdicts = new Set<string>()
  for (const { table, key, before, after } of changes) {
    const sides = [before, after].flatMap((side) => (side === null ? [] : [side]))
    const [first, second] = key
    if (table === 'article' && typeof first === 'string') {
      const whole = before === null || after === null
      if (whole || sides.some((side) => 'supersedes' in side || 'text_sha256' in side)) articles.add(first)
      for (const { supersedes } of sides) {
        // The one it takes the place of, or gives its place back to.
        if (typeof supersedes === 'string') articles.add(supersedes)
      }
    }
    if (table === 'extraction' && typeof first === 'string') articles.add(first)
    if (table === 'zone') {
      for (const { article_id: id } of sides) if (typeof id === 'string') articles.add(id)
    }
    if (table !== 'family_verdict') continue
    for (const id of [first, second]) if (typeof id === 'string') verdicts.add(newestOf(db, id))
  }
  return { articles, verdicts }
}

interface Signed {
  readonly n: number
  readonly id: string
  readonly size: number
  readonly order: string
}

/** Families of everything that hangs together with some articles, made anew. */
function regroup(db: Writing, dirty: readonly string[]): void {
  const verdicts = allVerdicts(db)
  const touched = new Set(dirty.map((id) => newestOf(db, id)))
  for (const id of [...touched]) {
    for (const other of familyMembers(db, id)) touched.add(other)
  }
  const { members, pairs } = connected(db, touched, verdicts)
  const byId = new Map([...members.values()].map((member) => [member.id, member]))
  const all = new Set([...dirty, ...touched, ...byId.keys()])
  for (const id of all) db.remove('d_family', { article_id: id })
  const within = verdicts.filter(({ a, b }) => byId.has(a) && byId.has(b))
  for (const family of groupFamilies(pairs, within, (id) => byId.get(id)?.order ?? id)) {
    const ordered = inOrder(db, family)
    for (const id of family) {
      all.delete(id)
      putMember(db, id, ordered[0] ?? id, olderThan(db, id))
    }
  }
  for (const id of all) {
    const older = olderThan(db, id)
    // One that is alone stands in no family; an old version comes with its newest.
    if (older.length > 0 && newestOf(db, id) === id) putMember(db, id, id, older)
  }
}

/** Writes an article with its older versions. */
function putMember(db: Writing, id: string, family: string, older: readonly string[]): void {
  for (const one of [id, ...older]) {
    db.remove('d_family', { article_id: one })
    db.insert('d_family', { article_id: one, family, newest: id })
  }
}

const inOrder = (db: Reading, ids: readonly string[]): readonly string[] =>
  db.all(`SELECT id FROM article WHERE id IN ${inList} ORDER BY ordinal, id`, [idList(ids)], (row) =>
    row.text('id'),
  )

const familyMembers = (db: Reading, id: string): readonly string[] =>
  db.all(
    'SELECT newest FROM d_family WHERE family = (SELECT family FROM d_family WHERE article_id = ?)',
    [id],
    (row) => row.text('newest'),
  )

/** Decisions about pairs, said of the newest versions. */
export function allVerdicts(db: Reading): readonly PairVerdict[] {
  return db
    .all('SELECT a, b, verdict FROM family_verdict ORDER BY a, b', [], (row) => ({
      a: row.text('a'),
      b: row.text('b'),
      verdict: row.text('verdict') === 'join' ? ('join' as const) : ('split' as const),
    }))
    .map(({ a, b, verdict }) => ({ a: newestOf(db, a), b: newestOf(db, b), verdict }))
}

/** Articles that are reached from some through likeness or a joining by hand, and all pairs among them. */
function connected(
  db: Reading,
  from: Iterable<string>,
  verdicts: readonly PairVerdict[],
): { readonly members: ReadonlyMap<number, Signed>; readonly pairs: readonly Likeness[] } {
  const joined = new Map<string, string[]>()
  for (const { a, b, verdict } of verdicts) {
    if (verdict !== 'join') continue
    joined.set(a, [...(joined.get(a) ?? []), b])
    joined.set(b, [...(joined.get(b) ?? []), a])
  }
  const members = new Map<number, Signed>()
  const open: Signed[] = []
  const reach = (found: Signed | undefined): void => {
    if (found === undefined || members.has(found.n)) return
    members.set(found.n, found)
    open.push(found)
  }
  for (const id of from) reach(signed(db, 'article_id = ?', id))
  const near: { readonly a: number; readonly b: number; readonly shared: number }[] = []
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { n, id } = next
    for (const pair of db.all('SELECT a, b, shared FROM d_near WHERE a = ?1 UNION ALL SELECT a, b, shared FROM d_near WHERE b = ?1', [n], (row) => ({ a: row.integer('a'), b: row.integer('b'), shared: row.integer('shared') }))) {
      if (pair.a === n) near.push(pair)
      const other = pair.a === n ? pair.b : pair.a
      if (!members.has(other)) reach(signed(db, 'n = ?', other))
    }
    for (const other of joined.get(id) ?? []) reach(signed(db, 'article_id = ?', other))
  }
  const pairs = near.flatMap(({ a, b, shared }) => {
    const [one, other] = [members.get(a), members.get(b)]
    return one === undefined || other === undefined
      ? []
      : [{ a: one.id, b: other.id, shared, sizeA: one.size, sizeB: other.size }]
  })
  return { members, pairs }
} // prettier-ignore

const signed = (db: Reading, where: string, parameter: string | number): Signed | undefined =>
  db.get(
    `SELECT n, article_id, shingles, text_sha256 FROM d_signature WHERE ${where}`,
    [parameter],
    (row) => ({
      n: row.integer('n'),
      id: row.text('article_id'),
      // Texts too short for shingles are near to their twins alone.
      size: Math.max(row.integer('shingles'), 1),
      order: `${row.text('text_sha256')} ${row.text('article_id')}`,
    }),
  )
