import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { testHome } from '../e2e/harness/home.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { agreement, type PlantedText } from '../workbench/corpus/families/testing/planted-families.ts'
import { frontMatterOf } from '../workbench/corpus/front-matter.ts'
import { classifyZones } from '../workbench/extraction/zones/classify.ts'
import { loadGermanPack } from '../workbench/language-packs.ts'
import { openSession } from '../workbench/open-session.ts'
import { resourcesFolder } from '../workbench/resources.ts'
import type { ProjectSession } from '../workbench/session.ts'
import { latencyLines, quantile, timed, type Benchmark, type BenchLine } from './benchmark.ts'
import { runBeleg } from './command-line.ts'
import { plantedCorpus, writeCorpus } from './generate-corpus.ts'
import { benchFolder } from './generated-project.ts'
import { miniSearch } from './mini-search.ts'
import { peer } from './peers.ts'
import { questions } from './questions.ts'

const wanted = 20_000
const searches = 200
/** Articles that are imported with what they say, in a project of their own. */
const withFacts = 2000
/** Rows the library shows at a time. */
const page = 50

/**
 * The corpus as a person meets it: 20,000 files imported by the program as it was built (families and full text included)
 * and cleaned, as megabytes a second beside plain reading; the families found beside those that were planted; and the
 * library searched, beside MiniSearch over the same texts. `count` is the number of articles.
 */
export const corpus: Benchmark = async ({ seed, count, say }) => {
  await ensureBuilt({ say })
  const resources = resourcesFolder()
  const folder = benchFolder()
  const home = testHome()
  const lines: BenchLine[] = []
  const notMeasured: string[] = []
  try {
    say(`${String(count ?? wanted)} articles`)
    const planted = plantedCorpus(resources, seed, count ?? wanted)
    const files = join(folder.path, 'articles')
    mkdirSync(files)
    const megabytes = writeCorpus(planted, files) / 1e6
    const paths = readdirSync(files, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => join(files, name))
    // Once, so that both find the files where the system has them; then in turn with nothing else.
    for (const path of paths) readFileSync(path)
    const reading = timed(() => paths.map((path) => readFileSync(path, 'utf8')))
    const readRate = megabytes / (reading.ms / 1000)
    lines.push({ what: 'plain reading', value: readRate, unit: 'MB/s', note: `${String(paths.length)} files, ${megabytes.toFixed(1)} MB, read and decoded` })

    say('importing them')
    const project = join(folder.path, 'project.beleg')
    await runBeleg(home, ['init', project])
    const imported = await runBeleg(home, ['import', project, files, '--no-extract'])
    const some = paths.slice(0, withFacts)
    say(`importing ${String(some.length)} of them with what they say`)
    const second = join(folder.path, 'facts.beleg')
    await runBeleg(home, ['init', second])
    const extracted = await runBeleg(home, ['import', second, ...some])
    say('zones of them')
    const cleaned = zonesOf(resources, reading.value)
    const rate = megabytes / (imported.seconds + cleaned / 1000)
    lines.push(
      { what: 'import with families and full text', value: megabytes / imported.seconds, unit: 'MB/s', note: `${imported.seconds.toFixed(1)} s, starting the program included` },
      { what: 'import, of 10,000 articles', value: (imported.seconds / paths.length) * 10_000, unit: 's', aim: { atMost: 120 } },
      {
        what: 'import with facts, of 10,000 articles',
        value: (extracted.seconds / some.length) * 10_000,
        unit: 's',
        note: `${String(some.length)} articles in ${extracted.seconds.toFixed(1)} s`,
        aim: { atMost: 120 },
      },
      { what: 'import, memory at most', value: imported.memoryMB, unit: 'MB' },
      { what: 'zones, one thread', value: megabytes / (cleaned / 1000), unit: 'MB/s', note: `${(cleaned / 1000).toFixed(1)} s` },
      { what: 'import with zones, families and full text', value: rate, unit: 'MB/s', note: 'both one after the other' },
      { what: 'plain reading ÷ import with zones', value: readRate / rate, unit: '×' },
    )
    const session = await openSession(project, { quiet: true })
    try {
      lines.push(...(await familyLines(session, planted, seed)), ...snapshotLine(project))
      say('searching')
      const asked = questions(planted.map(({ text }) => text), seed + 1, searches)
      const { times, processor, facets } = await searched(session, asked)
      lines.push(
        ...latencyLines('search: order, snippets, families folded', times).map((line) => (line.what.endsWith('p95') ? { ...line, aim: { atMost: 50 } } : line)),
        { what: 'search, processor time, p95', value: quantile(processor, 0.95), unit: 'ms' },
        ...latencyLines('counts of every facet under it', facets),
      )
      const mini = peer('minisearch', say)
      if (mini.kind === 'absent') notMeasured.push(mini.why)
      else {
        say('MiniSearch over the same texts')
        const theirs = miniSearch(mini.module, planted, asked)
        lines.push(...theirs.lines, { what: 'MiniSearch ÷ search, p95', value: quantile(theirs.times, 0.95) / quantile(times, 0.95), unit: '×' })
      }
    } finally {
      await session.close()
    }
    return { lines, notMeasured }
  } finally {
    folder.remove()
    home.remove()
  }
} // prettier-ignore

/** Milliseconds for the zones of some texts, as the first stage of extraction finds them. */
function zonesOf(resources: string, texts: readonly string[]): number {
  const { prepare } = loadGermanPack(resources)
  const { ms } = timed(() => {
    for (const text of texts) {
      const head = frontMatterOf(text)?.span
      const known = head === undefined ? [] : [{ text: text.slice(head.start, head.end), kind: 'other' }]
      classifyZones({ text, file: 'article.md' }, prepare.zones, known)
    }
  })
  return ms
}

async function familyLines(
  session: ProjectSession,
  planted: readonly PlantedText[],
  seed: number,
): Promise<readonly BenchLine[]> {
  const families = new Map<string, string[]>()
  for (let offset = 0; offset < planted.length; offset += 1000) {
    const { rows } = await session.query('articles.list', { offset, limit: 1000 })
    for (const { sourceName, family } of rows) {
      if (family === undefined) continue
      const name = sourceName.replace(/^.*\//, '').replace(/\.md$/, '')
      families.set(family.id, [...(families.get(family.id) ?? []), name])
    }
  }
  const { precision, recall, pairs } = agreement(planted, [...families.values()])
  const note = `${String(pairs)} pairs planted, ${String(families.size)} families found, seed ${String(seed)}`
  return [
    { what: 'families, precision by pairs', value: 100 * precision, unit: '%', aim: { atLeast: 98 }, note },
    { what: 'families, recall by pairs', value: 100 * recall, unit: '%', aim: { atLeast: 95 } },
  ]
}

/** The database with everything in it is what is kept in memory, too. */
function snapshotLine(project: string): readonly BenchLine[] {
  const folder = join(project, 'snapshots')
  const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
  return [{ what: 'database with its full text, in memory', value: Math.max(...sizes) / 1e6, unit: 'MB' }]
}

/** Every question as the library asks it: a page in the order of the ranking, then the counts of the facets. */
async function searched(
  session: ProjectSession,
  asked: readonly string[],
): Promise<{ readonly times: number[]; readonly processor: number[]; readonly facets: number[] }> {
  const found = { times: [] as number[], processor: [] as number[], facets: [] as number[] }
  await session.query('articles.list', { search: 'eins', fold: true, limit: page })
  await session.query('articles.facets', { search: 'eins' })
  for (const search of asked) {
    const used = process.cpuUsage()
    const started = performance.now()
    await session.query('articles.list', { search, fold: true, limit: page })
    found.times.push(performance.now() - started)
    const { user, system } = process.cpuUsage(used)
    found.processor.push((user + system) / 1000)
    const counting = performance.now()
    await session.query('articles.facets', { search })
    found.facets.push(performance.now() - counting)
  }
  return found
}
