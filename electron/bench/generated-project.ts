import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newDatabase, type Database } from '../workbench/database/index.ts'
import { layOutProject } from '../workbench/project/folder.ts'
import { realFiles } from '../workbench/project/index.ts'
import { SimulatedDisk } from '../workbench/project/testing/simulated-disk.ts'
import { timed } from './benchmark.ts'
import { exampleArticle, exampleText } from '../workbench/store/testing/example-article.ts'
import {
  createOn,
  openOn,
  snapshotOf,
  type Desk,
  type Ground,
} from '../workbench/store/testing/store-on-disk.ts'

/** How large a generated project is. */
export interface ProjectSize {
  readonly articles: number
  /** Proposed facts and mentions in each article. */
  readonly facts: number
  readonly mentions: number
  /** Whether the full-text index holds articles of some 3,000 characters. */
  readonly fullText?: boolean
}

/** Tables with rows for each article, besides its mentions and facts. */
const perArticle = [
  'article',
  'extraction',
  'p_entity',
  'p_zone',
  'p_sentence',
  'p_field',
  'd_article',
] as const
const once = ['text', 'entity', 'alias', 'history'] as const

type Values = Readonly<Record<string, string | number | null>>

/** What importing the example article really puts into the tables. */
function template(ground: Ground): ReadonlyMap<string, readonly Values[]> {
  const disk = new SimulatedDisk()
  createOn(disk, ground)
  const { engine, store } = openOn(disk, ground)
  engine.folder.texts.putMany([{ bytes: Buffer.from(exampleText) }])
  store.importArticles({
    commandId: 'template',
    author: null,
    label: 'Einfuhr',
    articles: [exampleArticle()],
  })
  const tables = [...once, ...perArticle, 'p_mention', 'p_fact', 'p_slot']
  const found = new Map(
    tables.map((table) => [
      table,
      engine.read().all(`SELECT * FROM "${table}"`, [], (row) => row.row() as Values),
    ]),
  )
  store.close()
  return found
}

/** Ids that differ from article to article; those of entities do not. */
const ownId = /\b([afm])_([a-z2-7]{8})([a-z2-7]{8})\b/g

/** An SQL expression for a value in the copy with the number that `number` gives: its ids get the number into them. */
function expression(value: string | number | null, number: string): string {
  if (value === null) return 'NULL'
  if (typeof value === 'number') return String(value)
  // Articles are numbered by themselves; facts and mentions by article and copy.
  return `'${value.replaceAll("'", "''")}'`.replaceAll(
    ownId,
    (_, kind: string, _head, tail: string) =>
      `${kind}_' || printf('%08d', ${kind === 'a' ? 'a.n' : number}) || '${tail}`,
  )
}

/** Fills a database with copies of an article, told apart by their ids, in as few statements as there are rows in one. */
function fillProject(db: Database, ground: Ground, size: ProjectSize): void {
  const rows = template(ground)
  const facts = rows.get('p_fact') ?? []
  const mentions = rows.get('p_mention') ?? []
  const factCopies = Math.ceil(size.facts / facts.length)
  const mentionCopies = Math.ceil(size.mentions / mentions.length)
  const copies = Math.max(factCopies, mentionCopies)
  const insert = (table: string, row: Values, limit: number | null): void => {
    const number = limit === null ? 'a.n' : `(a.n * ${copies} + k.n)`
    const values = Object.entries(row).map(([column, value]) => {
      if (table === 'article' && column === 'ordinal') return 'a.n'
      if (table === 'p_fact' && column === 'ordinal') return `k.n * ${facts.length} + ${String(value)}`
      if (table === 'd_article' && column === 'facts') return String(factCopies * facts.length)
      return expression(value, number)
    })
    const from = limit === null ? 'bench_article AS a' : `bench_article AS a, bench_copy AS k WHERE k.n < ${limit}`
    db.run(`INSERT INTO "${table}" (${Object.keys(row).map((name) => `"${name}"`).join(', ')}) SELECT ${values.join(', ')} FROM ${from}`)
  }
  const numbers = (name: string, from: number, count: number): string =>
    `CREATE TEMP TABLE ${name} (n INTEGER PRIMARY KEY); WITH RECURSIVE c(n) AS (VALUES (${from}) UNION ALL SELECT n + 1 FROM c WHERE n < ${from + count - 1}) INSERT INTO ${name} SELECT n FROM c;`
  db.script(`BEGIN; ${numbers('bench_article', 1, size.articles)} ${numbers('bench_copy', 0, copies)}`)
  for (const table of once) for (const row of rows.get(table) ?? []) db.insert(table, row)
  for (const table of perArticle) for (const row of rows.get(table) ?? []) insert(table, row, null)
  for (const row of mentions) insert('p_mention', row, mentionCopies)
  for (const table of ['p_fact', 'p_slot']) for (const row of rows.get(table) ?? []) insert(table, row, factCopies)
  db.run("INSERT INTO d_fts_map (docid, article_id) SELECT ordinal, id FROM article")
  if (size.fullText === true) {
    db.run('INSERT INTO d_fts (docid, title, body) SELECT docid, ?1, ?2 FROM d_fts_map', [exampleText.slice(0, 80), exampleText.repeat(20)])
  }
  db.script('DROP TABLE bench_article; DROP TABLE bench_copy; COMMIT')
} // prettier-ignore

const file = {
  format: 1,
  id: '7c1f6a52-5c0e-4d0b-9f3c-1c2b3a495867',
  name: 'Probe',
  language: 'de',
  created: '2026-11-22T08:00:00.000Z',
} as const

/** A folder on the disk the benchmark runs on, and how to get rid of it. */
export function benchFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'beleg-bench-'))
  return { path, remove: () => { rmSync(path, { recursive: true, force: true }) } } // prettier-ignore
}

/** A project on the disk as the program leaves it. */
interface GeneratedProject {
  readonly root: string
  /** Of its database. */
  readonly bytes: number
  /** Milliseconds of opening it before its indexes of names and families were there, which the program keeps as it writes. */
  readonly withoutIndexes: number
}

/**
 * Lays a generated project out on the real disk. Its rows are written past the program; opening it once makes what the
 * program would have kept beside them, and a snapshot keeps that.
 */
export function generateProject(
  ground: Ground,
  parent: string,
  name: string,
  size: ProjectSize,
): GeneratedProject {
  const root = join(parent, name)
  const db = newDatabase(ground.sqlite, ground.migrations)
  try {
    fillProject(db, ground, size)
    layOutProject(realFiles, ground.sqlite, root, file, db, 1, (folder) => {
      folder.texts.putMany([{ bytes: Buffer.from(exampleText) }])
    })
  } finally {
    db.close()
  }
  const { ms, value } = timed(() => openGenerated(ground, root))
  const bytes = value.engine
    .read()
    .count('SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()')
  snapshotOf(value.engine)
  value.engine.close()
  return { root, bytes, withoutIndexes: ms }
}

/** Opens a generated project as the store does, without its lock and its worker. */
export const openGenerated = (ground: Ground, root: string): Desk => openOn(realFiles, ground, false, root)

/** Ids of complete facts that nobody has decided, spread over the project, the same for the same seed. */
export function someFacts({ engine }: Desk, seed: number, count: number): readonly string[] {
  const db = engine.read()
  const articles = db.count('SELECT max(ordinal) FROM article')
  const step = Math.max(Math.floor(articles / count), 1)
  return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
    const found = db.all(
      "SELECT id FROM p_fact WHERE article_id = (SELECT id FROM article WHERE ordinal = ?) AND type = 'statement' ORDER BY ordinal",
      [((index * step + seed) % articles) + 1],
      (row) => row.text('id'),
    )
    // A small project has fewer articles than edits: each time another of its facts.
    return found[Math.floor((index * step) / articles) % Math.max(found.length, 1)] ?? []
  })
}
