import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadSqlite, newDatabase, type Database } from '../workbench/database/index.ts'
import { ClusterSearch } from '../workbench/linking/clusters.ts'
import { fold } from '../workbench/linking/fold.ts'
import { rebuildIndex } from '../workbench/linking/name-index.ts'
import { createProject } from '../workbench/open-session.ts'
import { loadMigrations, loadNameKeys, readWasm, resourcesFolder } from '../workbench/resources.ts'
import { linkCandidates } from '../workbench/store/queries/candidates.ts'
import { listEntities } from '../workbench/store/queries/entities.ts'
import { openRegistryDesk } from '../workbench/store/testing/registry-desk.ts'
import type { ToldArticle } from '../workbench/store/testing/told-article.ts'
import { latencyLines, quantile, timed, type Benchmark, type BenchLine } from './benchmark.ts'
import { seeded } from './generate-articles.ts'
import { generateEntities, slip, type GeneratedEntity } from './generate-names.ts'
import { peer } from './peers.ts'

const entities = 100_000

/**
 * Who is meant: candidates among 100,000 entities of five names each, beside a plain scan with Levenshtein's distance and
 * MiniSearch over the same names; merging and taking back 5,000 mentions.
 */
export const linking: Benchmark = async ({ seed, count, say }) => {
  const generated = generateEntities(entities, seed)
  const asked = queriesFor(generated, seed + 1, count ?? 400)
  const lines: BenchLine[] = []
  const notMeasured: string[] = []
  const product = await candidatesOf(generated, asked, say)
  lines.push(...product.lines)
  say('a plain scan of the same names')
  const scan = scanTimes(generated, asked.slice(0, 6))
  lines.push(...latencyLines('plain Levenshtein scan', scan), ratio('Levenshtein scan', scan, product.times))
  const mini = peer('minisearch', say)
  if (mini.kind === 'absent') notMeasured.push(mini.why)
  else {
    say('MiniSearch over the same names')
    const found = miniSearch(mini.module, generated, asked)
    lines.push(...found.lines, ratio('MiniSearch', found.times, product.times))
  }
  say('groups among 100,000 names')
  lines.push(...(await clustering(seed)), ...(await merging()))
  return { lines, notMeasured }
}

const ratio = (name: string, theirs: readonly number[], ours: readonly number[]): BenchLine => ({
  what: `${name} ÷ candidates, p95`,
  value: quantile(theirs, 0.95) / quantile(ours, 0.95),
  unit: '×',
})

interface Query {
  readonly name: string
  readonly meant: string
}

/** Names as texts bend them: as they are, in another spelling, with a slip, the family name alone. */
function queriesFor(generated: readonly GeneratedEntity[], seed: number, count: number): readonly Query[] {
  const random = seeded(seed)
  return Array.from({ length: count }, (_, index) => {
    const { id, names } = generated[Math.floor(random() * generated.length)] ?? { id: '', names: [''] }
    const name = names[index % 3] ?? ''
    return { meant: id, name: index % 4 === 3 ? slip(name, random) : name }
  })
}

async function candidatesOf(
  generated: readonly GeneratedEntity[],
  asked: readonly Query[],
  say: (line: string) => void,
): Promise<{ readonly lines: readonly BenchLine[]; readonly times: readonly number[] }> {
  const resources = resourcesFolder()
  const keys = loadNameKeys(resources)
  const db = newDatabase(await loadSqlite(readWasm(resources)), loadMigrations(resources))
  try {
    say(`${String(generated.length)} entities with five names each`)
    fill(db, generated)
    const built = timed(() => {
      rebuildIndex(db, keys)
    })
    say('candidates')
    const times: number[] = []
    let first = 0
    let found = 0
    for (const { name, meant } of asked) {
      const { ms, value } = timed(() => linkCandidates(db, keys, { search: name, limit: 9 }))
      times.push(ms)
      if (value.candidates[0]?.entity.id === meant) first += 1
      if (value.candidates.some(({ entity }) => entity.id === meant)) found += 1
    }
    const page = (request: object): number => timed(() => listEntities(db, keys, { offset: 0, limit: 200, ...request }, 1)).ms
    const pages = Array.from({ length: 20 }, (_, at) => page({ offset: at * 200 }))
    const facets = Array.from({ length: 10 }, () => page({ limit: 1, facets: true }))
    return {
      times,
      lines: [
        ...latencyLines('a page of 200 of the registry', pages),
        ...latencyLines('its facets', facets),
        { what: 'index of all names built anew', value: built.ms / 1000, unit: 's' },
        ...latencyLines('candidates', times).map((line) =>
          line.what.endsWith('p95') ? { ...line, aim: { atMost: 50 } } : line,
        ),
        { what: 'meant entity among nine', value: (100 * found) / asked.length, unit: '%' },
        { what: 'meant entity first', value: (100 * first) / asked.length, unit: '%', note: 'many entities share a name' },
      ],
    }
  } finally {
    db.close()
  }
} // prettier-ignore

function fill(db: Database, generated: readonly GeneratedEntity[]): void {
  db.script('BEGIN')
  let n = 0
  for (const { id, names } of generated) {
    db.run("INSERT INTO entity VALUES (?, 'PER', ?, NULL, NULL, NULL, 'bench', NULL, 'now')", [id, names[0] ?? ''])
    for (const name of names) {
      n += 1
      db.run("INSERT INTO alias VALUES (?, ?, ?, ?, 'spelling', 'everywhere', NULL, NULL, 'bench', 'now')", [`n${String(n)}`, id, name, fold(name)])
    }
  }
  db.script('COMMIT')
} // prettier-ignore

/** The whole table of distances for every name: what one would write in an afternoon. */
function scanTimes(generated: readonly GeneratedEntity[], asked: readonly Query[]): readonly number[] {
  const names = generated.flatMap(({ id, names: own }) => own.map((name) => ({ id, name: fold(name) })))
  return asked.map(
    ({ name }) =>
      timed(() => {
        const wanted = fold(name)
        return names
          .map((known) => ({ id: known.id, distance: levenshtein(wanted, known.name) }))
          .sort((a, b) => a.distance - b.distance)
          .slice(0, 9)
      }).ms,
  )
}

function levenshtein(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let row = 1; row <= a.length; row++) {
    const here = [row]
    for (let column = 1; column <= b.length; column++) {
      const change = (above[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1)
      here.push(Math.min(change, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1))
    }
    above = here
  }
  return above[b.length] ?? 0
}

/** As much of MiniSearch as is used here. */
interface MiniSearchModule {
  readonly default: new (options: object) => {
    readonly addAll: (documents: readonly object[]) => void
    readonly search: (
      words: string,
      options: object,
    ) => readonly { readonly entity: string; readonly score: number }[]
  }
}

function miniSearch(
  module: unknown,
  generated: readonly GeneratedEntity[],
  asked: readonly Query[],
): { readonly lines: readonly BenchLine[]; readonly times: readonly number[] } {
  const MiniSearch = (module as Partial<MiniSearchModule>).default ?? (module as MiniSearchModule['default'])
  const index = new MiniSearch({ fields: ['name'], storeFields: ['entity'], processTerm: (term: string) => fold(term) })
  let n = 0
  const built = timed(() => {
    index.addAll(generated.flatMap(({ id, names }) => names.map((name) => ({ id: (n += 1), entity: id, name }))))
  })
  const times: number[] = []
  let found = 0
  for (const { name, meant } of asked) {
    const { ms, value } = timed(() => index.search(name, { fuzzy: 0.2 }))
    times.push(ms)
    const nine: string[] = []
    for (const { entity } of value) {
      if (!nine.includes(entity)) nine.push(entity)
      if (nine.length === 9) break
    }
    if (nine.includes(meant)) found += 1
  }
  return {
    times,
    lines: [
      { what: 'MiniSearch, index built', value: built.ms / 1000, unit: 's' },
      ...latencyLines('MiniSearch, fuzzy 0.2', times),
      { what: 'MiniSearch, meant entity among nine', value: (100 * found) / asked.length, unit: '%' },
    ],
  }
} // prettier-ignore

/** 20,000 entities of five names each, as the search runs beside the store; its longest step is what a cancel waits for. */
async function clustering(seed: number): Promise<readonly BenchLine[]> {
  const resources = resourcesFolder()
  const keys = loadNameKeys(resources)
  const db = newDatabase(await loadSqlite(readWasm(resources)), loadMigrations(resources))
  try {
    fill(db, generateEntities(entities / 5, seed))
    rebuildIndex(db, keys)
    const search = new ClusterSearch(db, keys)
    let longest = 0
    let found = 0
    const all = timed(() => {
      for (;;) {
        const { ms, value } = timed(() => search.work())
        longest = Math.max(longest, ms)
        if (value.clusters === null) continue
        found = value.clusters.length
        return
      }
    })
    return [
      { what: 'groups among 100,000 names', value: all.ms / 1000, unit: 's', aim: { atMost: 120 }, note: `${String(found)} found` },
      { what: 'longest step of that search', value: longest, unit: 'ms' },
    ] // prettier-ignore
  } finally {
    db.close()
  }
}

/** In a project on disk: every step is journaled and synced before it counts. */
async function merging(): Promise<readonly BenchLine[]> {
  const folder = mkdtempSync(join(tmpdir(), 'beleg-bench-linking-'))
  try {
    await createProject(join(folder, 'p'), { name: 'Bench', language: 'en' })
    const desk = await openRegistryDesk(join(folder, 'p'), resourcesFolder())
    try {
      const said = (n: number): ToldArticle => ({
        name: `m${String(n)}.txt`,
        publisher: 'Kurier',
        published: '2024-05-03',
        parts: Array.from({ length: 20 }, (_, m) => [
          m === 0 ? `${String(n)} ` : ' und ',
          { words: n % 2 === 0 ? 'Andrei Belinow' : 'Anton Pawlow', entity: 'e1', type: 'PER' } as const,
        ]).flat(),
      })
      desk.tell(...Array.from({ length: 250 }, (_, n) => said(n)))
      const [into, from] = [desk.entity('Andrei Belinow').id, desk.entity('Anton Pawlow').id]
      const merges: number[] = []
      const undos: number[] = []
      for (let round = 0; round < 15; round++) {
        merges.push(timed(() => desk.done('entity.merge', { into, from: [from] })).ms)
        undos.push(timed(() => desk.done('history.undo', {})).ms)
      }
      const split = timed(() =>
        desk.done('entity.split', { entityId: into, what: { by: 'source', source: 'Kurier' }, to: { kind: 'new', type: 'PER', name: 'Belinow, ein anderer' } }),
      ) // prettier-ignore
      const back = timed(() => desk.done('history.undo', {}))
      const line = (what: string, times: readonly number[]): BenchLine => ({
        what,
        value: quantile(times, 0.95),
        unit: 'ms',
        aim: { atMost: 200 },
        note: `${String(times.length)} measured, p95`,
      })
      return [
        line('merge of 5,000 mentions', merges),
        line('undo of that merge', undos),
        { what: 'split of 2,500 mentions', value: split.ms, unit: 'ms', note: 'each gets a row of its own' },
        { what: 'undo of that split', value: back.ms, unit: 'ms' },
      ] // prettier-ignore
    } finally {
      desk.store.perform('close', null)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
