import { agreement, numbers, plantFamilies } from '../workbench/corpus/families/testing/planted-families.ts'
import { loadSqlite, newDatabase, type Database } from '../workbench/database/index.ts'
import { loadMigrations, readWasm, resourcesFolder } from '../workbench/resources.ts'
import { ArticleIndex } from '../workbench/store/article-index.ts'
import { refreshFullText } from '../workbench/store/derived.ts'
import { rebuildFamilies } from '../workbench/store/families/family-index.ts'
import { listArticles } from '../workbench/store/queries/articles.ts'
import { TouchedArticles } from '../workbench/store/touched-articles.ts'
import { latencyLines, quantile, timed, type Benchmark, type BenchLine } from './benchmark.ts'
import { generateArticles, seeded } from './generate-articles.ts'
import { peer } from './peers.ts'

const articlesInFamilies = 10_000
const articlesInSearch = 20_000

/**
 * The corpus: families found among 10,000 articles of which a third was told several times, with what was planted beside
 * them; full text over 20,000 articles, beside MiniSearch over the same texts.
 */
export const corpus: Benchmark = async ({ seed, count, say }) => {
  const resources = resourcesFolder()
  const sqlite = await loadSqlite(readWasm(resources))
  const migrations = loadMigrations(resources)
  const lines: BenchLine[] = []
  const notMeasured: string[] = []

  say(`families among ${String(articlesInFamilies)} articles`)
  const planted = plantFamilies(Math.round(articlesInFamilies * 0.53), numbers(seed)).slice(0, articlesInFamilies)
  const texts = new Map(planted.map(({ name, text }) => [name, text]))
  const db = newDatabase(sqlite, migrations)
  try {
    fill(db, texts)
    const textOf = (sha: string): string => texts.get(sha) ?? ''
    const indexed = timed(() => {
      inTransaction(db, () => {
        for (const name of texts.keys()) refreshFullText(db, name, textOf)
      })
    })
    const grouped = timed(() => {
      inTransaction(db, () => {
        rebuildFamilies(db, textOf)
      })
    })
    const families = new Map<string, string[]>()
    for (const [family, id] of db.all('SELECT family, article_id FROM d_family ORDER BY article_id', [], (row) => [row.text('family'), row.text('article_id')] as const)) families.set(family, [...(families.get(family) ?? []), id])
    const { precision, recall, pairs } = agreement(planted, [...families.values()])
    const megabytes = [...texts.values()].reduce((sum, text) => sum + text.length, 0) / 1e6
    lines.push(
      { what: `families of ${String(texts.size)} articles`, value: grouped.ms / 1000, unit: 's', note: `${megabytes.toFixed(1)} MB, ${String(families.size)} families` },
      { what: 'families, an article', value: grouped.ms / texts.size, unit: 'ms' },
      { what: 'families ÷ full-text index of the same articles', value: grouped.ms / indexed.ms, unit: '×' },
      { what: 'families, precision by pairs', value: 100 * precision, unit: '%', aim: { atLeast: 98 }, note: `${String(pairs)} pairs planted, seed ${String(seed)}` },
      { what: 'families, recall by pairs', value: 100 * recall, unit: '%', aim: { atLeast: 95 } },
    )
  } finally {
    db.close()
  }

  say(`search among ${String(articlesInSearch)} articles`)
  const generated = new Map(generateArticles(resources, seed, articlesInSearch).map(({ file, text }) => [file, text]))
  const asked = questions([...generated.values()], seed + 1, count ?? 200)
  const search = newDatabase(sqlite, migrations)
  try {
    fill(search, generated)
    const built = timed(() => {
      inTransaction(search, () => {
        for (const name of generated.keys()) refreshFullText(search, name, (sha) => generated.get(sha) ?? '')
      })
    })
    const index = new ArticleIndex(new TouchedArticles())
    listArticles(search, index, { search: 'eins', offset: 0, limit: 50 }, 1)
    const times = asked.map((words) => timed(() => listArticles(search, index, { search: words, offset: 0, limit: 50 }, 1)).ms)
    lines.push(
      { what: `full text of ${String(generated.size)} articles, built`, value: built.ms / 1000, unit: 's', note: `${([...generated.values()].reduce((sum, text) => sum + text.length, 0) / 1e6).toFixed(1)} MB` },
      ...latencyLines('search with ranking, snippets and counts', times).map((line) => (line.what.endsWith('p95') ? { ...line, aim: { atMost: 50 } } : line)),
    )
    const mini = peer('minisearch', say)
    if (mini.kind === 'absent') notMeasured.push(mini.why)
    else {
      say('MiniSearch over the same texts')
      const theirs = miniSearch(mini.module, generated, asked)
      lines.push(...theirs.lines, { what: 'MiniSearch ÷ search, p95', value: quantile(theirs.times, 0.95) / quantile(times, 0.95), unit: '×' })
    }
  } finally {
    search.close()
  }
  return { lines, notMeasured }
} // prettier-ignore

function inTransaction(db: Database, run: () => void): void {
  db.script('BEGIN')
  run()
  db.script('COMMIT')
}

/** Articles whose text is named like themselves: only what lists and families read is there. */
function fill(db: Database, texts: ReadonlyMap<string, string>): void {
  inTransaction(db, () => {
    let ordinal = 0
    for (const [name, text] of texts) {
      ordinal += 1
      db.run("INSERT INTO text VALUES (?, ?, ?, ?, 'utf-8', 0, 'lf', 'now')", [name, text.length, text.length, name]) // prettier-ignore
      db.run("INSERT INTO article (id, text_sha256, source_name, version, imported_at, title, publisher, published, triage, ordinal) VALUES (?1, ?1, ?1, 1, 'now', ?2, ?3, ?4, 'todo', ?5)", [name, text.split('\n')[0] ?? '', `Blatt ${String(ordinal % 40)}`, `2024-${String((ordinal % 12) + 1).padStart(2, '0')}-03`, ordinal]) // prettier-ignore
    }
  })
}

/** One to three words of the texts, a phrase, or the beginning of a word. */
function questions(texts: readonly string[], seed: number, count: number): readonly string[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, at) => {
    const words = texts[Math.floor(random() * texts.length)]?.match(/\p{L}{4,}/gu) ?? ['Wien']
    const from = Math.floor(random() * Math.max(1, words.length - 3))
    if (at % 4 === 0) return `"${words.slice(from, from + 2).join(' ')}"`
    if (at % 4 === 1) return (words[from] ?? '').slice(0, 5)
    return words.slice(from, from + 1 + (at % 3)).join(' ')
  })
}

/** As much of MiniSearch as is used here. */
interface MiniSearchModule {
  readonly default: new (options: object) => {
    readonly addAll: (documents: readonly object[]) => void
    readonly search: (words: string, options: object) => readonly unknown[]
  }
}

function miniSearch(
  module: unknown,
  texts: ReadonlyMap<string, string>,
  asked: readonly string[],
): { readonly lines: readonly BenchLine[]; readonly times: readonly number[] } {
  const MiniSearch = (module as Partial<MiniSearchModule>).default ?? (module as MiniSearchModule['default'])
  const before = process.memoryUsage().heapUsed
  const index = new MiniSearch({ fields: ['title', 'body'] })
  const built = timed(() => {
    index.addAll([...texts].map(([id, text]) => ({ id, title: text.split('\n')[0] ?? '', body: text })))
  })
  const memory = (process.memoryUsage().heapUsed - before) / 1e6
  const times = asked.map(
    (words) => timed(() => index.search(words.replaceAll('"', ''), { prefix: true, combineWith: 'AND' })).ms,
  )
  return {
    times,
    lines: [
      { what: 'MiniSearch, index built', value: built.ms / 1000, unit: 's', note: 'kept in memory alone; no phrases' },
      { what: 'MiniSearch, memory of the index', value: memory, unit: 'MB', note: 'growth of the heap' },
      ...latencyLines('MiniSearch, prefix, all words', times),
    ],
  }
} // prettier-ignore
