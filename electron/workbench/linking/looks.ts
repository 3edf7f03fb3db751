import { singleSchemes } from '../../../shared/commands/index.ts'
import type { LookKind } from '../../../shared/model/views.ts'
import type { ReadableDatabase, WritableDatabase } from '../database/index.ts'
import { fold } from './fold.ts'
import type { NameKeys } from './name-keys.ts'
import { idList, inList } from './redirects.ts'

/** Spoken of so often, somebody without an identifier is worth looking up. */
const oftenSpokenOf = 20
/** Where a step touches more entities than this, the whole registry is looked at in one go. */
const mostListed = 20_000

/** Names of entities that are touched by a step, as keys, with what went from them. */
export interface Touched {
  readonly entityIds: ReadonlySet<string>
  /** Keys of whole names that came or went, with their letter. */
  readonly keys: ReadonlySet<string>
  /** Identifiers that came or went, as JSON `[scheme, value]`. */
  readonly identifiers: ReadonlySet<string>
  /** Of whom offices were that came or went. */
  readonly offices: ReadonlySet<string>
}

/** Keys under which whole names are compared: `f` and the key of the name, `p` and the key of what it may be another reading of. */
export function wholeKeys(keys: NameKeys, name: string): readonly string[] {
  const keyed = keys.keyed(name)
  if (keyed.keys.length === 0) return []
  return [`f${keys.whole(keyed)}`, ...keys.pinyin(keyed).map((reading) => `p${keys.whole(reading)}`)]
}

/** Looks at everybody again. */
export function rebuildLooks(db: WritableDatabase, keys: NameKeys): void {
  db.run('DELETE FROM d_look')
  db.run("INSERT INTO d_look (kind, root) SELECT DISTINCT 'identified', d.root FROM identifier JOIN d_entity AS d ON d.entity_id = identifier.entity_id")
  const suspects = new Set<string>()
  const suspect = (sql: string): void => {
    db.each(sql, [], (row) => {
      suspects.add(row.text('root'))
      return true
    })
  }
  const shared = db.all(`SELECT k.key AS key, d.root AS root FROM (SELECT key FROM d_name_key WHERE key >= 'f' AND key < 'g' GROUP BY key HAVING count(*) > 1) AS twice
    CROSS JOIN d_name_key AS k ON k.key = twice.key CROSS JOIN d_entity AS d ON d.n = k.n`, [], (row) => [row.text('key'), row.text('root')] as const)
  const bearers = new Map<string, Set<string>>()
  for (const [key, root] of shared) bearers.set(key, (bearers.get(key) ?? new Set()).add(root))
  for (const root of putShared(db, new Set([...bearers.values()].flatMap((roots) => (roots.size > 1 ? [...roots] : []))))) suspects.add(root)
  suspect(`SELECT DISTINCT d.root AS root FROM d_name_key AS p JOIN d_entity AS d ON d.n = p.n WHERE p.key >= 'p' AND p.key < 'q'`)
  suspect(`SELECT DISTINCT d.root AS root FROM identifier JOIN d_entity AS d ON d.entity_id = identifier.entity_id GROUP BY d.root, scheme HAVING count(DISTINCT value) > 1`)
  suspect(`SELECT DISTINCT d.root AS root FROM (SELECT scheme, value FROM identifier GROUP BY scheme, value HAVING count(*) > 1) AS twice
    JOIN identifier ON identifier.scheme = twice.scheme AND identifier.value = twice.value JOIN d_entity AS d ON d.entity_id = identifier.entity_id`)
  suspect('SELECT DISTINCT d.root AS root FROM office JOIN d_entity AS d ON d.entity_id = office.entity_id WHERE of_entity_id IS NOT NULL AND valid_from IS NOT NULL')
  suspect(`SELECT root FROM d_entity WHERE mentions >= ${String(oftenSpokenOf)}`)
  for (const root of suspects) lookAt(db, keys, root)
} // prettier-ignore

/** Looks again at those a step touched and those who share a name, an identifier or an office with them. */
export function refreshLooks(db: WritableDatabase, keys: NameKeys, touched: Touched): void {
  const { entityIds } = touched
  const all = (sql: string, list: readonly string[]): readonly string[] =>
    list.length === 0 ? [] : db.all(sql, [JSON.stringify(list)], (row) => row.text('v'))
  if (entityIds.size > mostListed) {
    rebuildLooks(db, keys)
    return
  }
  const roots = new Set(all(`SELECT root AS v FROM d_entity WHERE entity_id IN ${inList}`, [...entityIds]))
  const members = all(`SELECT entity_id AS v FROM d_entity WHERE root IN ${inList}`, [...roots])
  const names = all(`SELECT DISTINCT text AS v FROM alias WHERE entity_id IN ${inList}`, members)
  const nameKeys = new Set([...touched.keys, ...names.flatMap((name) => wholeKeys(keys, name))])
  // Whoever may be another reading of one, and whom one may be a reading of.
  const bearers = all(
    `SELECT DISTINCT d.root AS v FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n WHERE k.key IN ${inList}`,
    [...new Set([...nameKeys].flatMap((key) => [`f${key.slice(1)}`, `p${key.slice(1)}`]))],
  )
  const identifiers = [
    ...touched.identifiers,
    ...all(`SELECT json_array(scheme, value) AS v FROM identifier WHERE entity_id IN ${inList}`, members),
  ]
  const owners = all(
    `SELECT DISTINCT d.root AS v FROM json_each(?) AS j CROSS JOIN identifier ON identifier.scheme = j.value ->> 0 AND identifier.value = j.value ->> 1
     JOIN d_entity AS d ON d.entity_id = identifier.entity_id`,
    identifiers,
  )
  const bodies = [
    ...touched.offices,
    ...all(
      `SELECT DISTINCT of_entity_id AS v FROM office WHERE entity_id IN ${inList} AND of_entity_id IS NOT NULL`,
      members,
    ),
  ]
  const holders = all(
    `SELECT DISTINCT d.root AS v FROM office JOIN d_entity AS d ON d.entity_id = office.entity_id WHERE of_entity_id IN ${inList}`,
    bodies,
  )
  const looked = new Set([...entityIds, ...roots, ...bearers, ...owners, ...holders])
  if (looked.size > mostListed) {
    rebuildLooks(db, keys)
    return
  }
  db.run(`DELETE FROM d_look WHERE root IN ${inList}`, [idList([...looked])])
  const list = idList(all(`SELECT entity_id AS v FROM d_entity WHERE root = entity_id AND entity_id IN ${inList}`, [...looked]))
  db.run(`INSERT INTO d_look (kind, root) SELECT DISTINCT 'identified', d.root FROM d_entity AS d JOIN identifier AS i ON i.entity_id = d.entity_id WHERE d.root IN ${inList}`, [list])
  for (const root of suspectsAmong(db, keys, list)) lookAt(db, keys, root)
} // prettier-ignore

/** Whoever crossed the number of mentions from which somebody unknown outside is worth a look; survivors. */
export function refreshFrequent(db: WritableDatabase, roots: readonly string[]): void {
  const list = idList(roots)
  db.run(`DELETE FROM d_look WHERE kind = 'frequent' AND root IN ${inList}`, [list])
  db.run(
    `INSERT INTO d_look (kind, root) SELECT 'frequent', d.entity_id FROM d_entity AS d JOIN entity ON entity.id = d.entity_id
     WHERE d.entity_id IN ${inList} AND d.root = d.entity_id AND d.mentions >= ? AND entity.type <> 'GROUP'
       AND NOT EXISTS (SELECT 1 FROM d_look WHERE kind = 'identified' AND root = d.entity_id)`,
    [list, oftenSpokenOf],
  )
}

/** Those of some survivors for whom anything may speak: most have a name of their own and nothing that contradicts. */
function suspectsAmong(db: WritableDatabase, keys: NameKeys, list: string): ReadonlySet<string> {
  const suspects = new Set(
    db.all(
      // Orders are given where the planner would go through a whole scheme for each entity.
      `SELECT d.root AS root FROM d_entity AS d CROSS JOIN identifier AS i ON i.entity_id = d.entity_id
         CROSS JOIN identifier AS o ON o.scheme = i.scheme AND o.value = i.value AND o.entity_id <> i.entity_id WHERE d.root IN ${inList}
       UNION SELECT d.root FROM d_entity AS d CROSS JOIN identifier AS i ON i.entity_id = d.entity_id WHERE d.root IN ${inList}
         GROUP BY d.root, i.scheme HAVING count(DISTINCT i.value) > 1
       UNION SELECT d.root FROM d_entity AS d CROSS JOIN office ON office.entity_id = d.entity_id
         WHERE d.root IN ${inList} AND of_entity_id IS NOT NULL AND valid_from IS NOT NULL
       UNION SELECT entity_id FROM d_entity WHERE entity_id IN ${inList} AND mentions >= ?`,
      [list, list, list, list, oftenSpokenOf],
      (row) => row.text('root'),
    ),
  )
  const shared = new Set<string>()
  const bearers = new Map<string, string[]>()
  db.each(
    `SELECT DISTINCT d.root AS root, alias.text AS text FROM d_entity AS d CROSS JOIN alias ON alias.entity_id = d.entity_id WHERE d.root IN ${inList}`,
    [list],
    (row) => {
      for (const key of wholeKeys(keys, row.text('text'))) {
        const name = `f${key.slice(1)}`
        const known = bearers.get(name)
        if (known === undefined) bearers.set(name, [row.text('root')])
        else known.push(row.text('root'))
      }
      return true
    },
  )
  db.each(
    `SELECT k.key AS key FROM json_each(?) AS j CROSS JOIN d_name_key AS k ON k.key = j.value CROSS JOIN d_entity AS d ON d.n = k.n
     GROUP BY k.key HAVING count(DISTINCT d.root) > 1`,
    [JSON.stringify([...bearers.keys()])],
    (row) => {
      for (const root of bearers.get(row.text('key')) ?? []) shared.add(root)
      return true
    },
  )
  for (const root of putShared(db, shared)) suspects.add(root)
  for (const [name, roots] of bearers) {
    const reads = db.count('SELECT count(*) FROM d_name_key WHERE key = ?', [`p${name.slice(1)}`]) > 0
    if (reads) for (const root of roots) suspects.add(root)
  }
  return suspects
}

/**
 * Puts down who shares a name, of those nobody judged: most share it with somebody nobody was ever asked about. Returns
 * the others, who are to be looked at singly.
 */
function putShared(db: WritableDatabase, roots: ReadonlySet<string>): readonly string[] {
  const list = idList([...roots])
  const careful = new Set(
    db.all(
      `SELECT d.root AS root FROM distinction JOIN d_entity AS d ON d.entity_id = distinction.a
       UNION SELECT d.root FROM distinction JOIN d_entity AS d ON d.entity_id = distinction.b
       UNION SELECT d.root FROM d_entity AS d CROSS JOIN alias ON alias.entity_id = d.entity_id WHERE d.root IN ${inList} AND alias.kind = 'mistranslated-as'`,
      [list],
      (row) => row.text('root'),
    ),
  )
  const plain = [...roots].filter((root) => !careful.has(root))
  db.run("INSERT OR IGNORE INTO d_look (kind, root) SELECT 'sharedName', value FROM json_each(?)", [idList(plain)])
  return [...roots].filter((root) => careful.has(root))
} // prettier-ignore

function lookAt(db: WritableDatabase, keys: NameKeys, root: string): void {
  const members = idList(
    db.all('SELECT entity_id FROM d_entity WHERE root = ?', [root], (row) => row.text('entity_id')),
  )
  const put = (kind: LookKind | 'identified'): void =>
    void db.run('INSERT OR IGNORE INTO d_look (kind, root) VALUES (?, ?)', [kind, root])
  const identifiers = db.all(
    `SELECT DISTINCT scheme, value FROM identifier WHERE entity_id IN ${inList} ORDER BY scheme`,
    [members],
    (row) => [row.text('scheme'), row.text('value')] as const,
  )
  if (identifiers.length > 0) put('identified')
  else if (
    db.count("SELECT count(*) FROM d_entity JOIN entity ON entity.id = d_entity.entity_id WHERE entity_id = ? AND mentions >= ? AND entity.type <> 'GROUP'", [root, oftenSpokenOf]) > 0
  )
    put('frequent')
  if (twiceInOneScheme(identifiers) || sharedWith(db, root, members, ownersSql, identifiers.map(([scheme, value]) => JSON.stringify([scheme, value])))) put('identifiers')
  const names = db.all(`SELECT DISTINCT text FROM alias WHERE entity_id IN ${inList} AND kind <> 'mistranslated-as'`, [members], (row) => row.text('text'))
  const own = names.flatMap((name) => wholeKeys(keys, name))
  if (sharedWith(db, root, members, bearersSql, own.filter((key) => key.startsWith('f')))) put('sharedName')
  const readings = own.flatMap((key) => (key.startsWith('p') ? [`f${key.slice(1)}`] : []))
  if (sharedWith(db, root, members, bearersSql, readings)) put('reading')
  if (contradictedInOffice(db, root, members)) put('offices')
} // prettier-ignore

const twiceInOneScheme = (identifiers: readonly (readonly [string, string])[]): boolean =>
  identifiers.some(
    ([scheme], index) => singleSchemes.includes(scheme) && identifiers[index + 1]?.[0] === scheme,
  )

const bearersSql = `SELECT d.root AS root FROM d_name_key AS k JOIN d_entity AS d ON d.n = k.n WHERE k.key IN ${inList}`
const ownersSql = `SELECT d.root AS root FROM json_each(?) AS j CROSS JOIN identifier ON identifier.scheme = j.value ->> 0 AND identifier.value = j.value ->> 1
  JOIN d_entity AS d ON d.entity_id = identifier.entity_id`

/** Whether another survivor has one of these as well, who was not judged different. */
function sharedWith(db: ReadableDatabase, root: string, members: string, sql: string, list: readonly string[]): boolean {
  if (list.length === 0) return false
  // Who shares with very many shares with somebody nobody judged.
  const others = db.all(`SELECT DISTINCT root FROM (${sql}) WHERE root <> ? LIMIT 50`, [JSON.stringify(list), root], (row) => row.text('root'))
  if (others.length === 0) return false
  return others.length > judgedFrom(db, members, others)
} // prettier-ignore

/** How many of some survivors were judged different from a group. */
function judgedFrom(db: ReadableDatabase, members: string, others: readonly string[]): number {
  return db.count(
    `SELECT count(DISTINCT d.root) FROM (
       SELECT b AS other FROM distinction WHERE a IN ${inList} UNION SELECT a FROM distinction WHERE b IN ${inList}) AS judged
     JOIN d_entity AS d ON d.entity_id = judged.other WHERE d.root IN ${inList}`,
    [members, members, idList(others)],
  )
}

interface Held {
  readonly title: string
  readonly from: string
  readonly to: string
}

/** Whether somebody else held the same office of the same state or organisation at the same time. */
function contradictedInOffice(db: ReadableDatabase, root: string, members: string): boolean {
  const columns = 'o.title AS title, o.valid_from AS valid_from, o.valid_to AS valid_to, o.of_entity_id AS body'
  const read = (row: { readonly text: (name: string) => string; readonly textOrNull: (name: string) => string | null }): Held & { readonly body: string } => ({
    title: fold(row.text('title')),
    from: row.text('valid_from'),
    to: row.textOrNull('valid_to') ?? '9999',
    body: row.text('body'),
  })
  const own = db.all(`SELECT ${columns} FROM office AS o WHERE o.entity_id IN ${inList} AND o.of_entity_id IS NOT NULL AND o.valid_from IS NOT NULL`, [members], read)
  for (const one of own) {
    const others = db.all(
      `SELECT ${columns}, d.root AS root FROM office AS o JOIN d_entity AS d ON d.entity_id = o.entity_id
       WHERE o.of_entity_id = ? AND o.valid_from IS NOT NULL AND d.root <> ? LIMIT 500`,
      [one.body, root],
      (row) => ({ ...read(row), root: row.text('root') }),
    )
    if (others.some((other) => other.title === one.title && overlap(one, other))) return true
  }
  return false
} // prettier-ignore

/** Compared as far as both are precise; who follows in the year or month the other leaves does not contradict. */
const overlap = (a: Held, b: Held): boolean => before(a.from, b.to) && before(b.from, a.to)
const before = (one: string, other: string): boolean => {
  const precise = Math.min(one.length, other.length)
  return one.slice(0, precise) < other.slice(0, precise)
}
