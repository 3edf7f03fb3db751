import { once } from 'node:events'
import { createRequire } from 'node:module'
import { performance } from 'node:perf_hooks'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { loadGermanPack } from '../workbench/language-packs.ts'
import { loadCodebook } from '../workbench/resources.ts'
import { loadGroupExtraction, youngMb } from '../workbench/extraction-pool/extraction-task.ts'
import { nothingLearned } from '../workbench/extraction/document.ts'
import { extractArticle, extractTogether } from '../workbench/extraction/extract.ts'
import { findFacts } from '../workbench/extraction/facts/find-facts.ts'
import { nameMentions } from '../workbench/extraction/mentions/index.ts'
import { completeMetadata } from '../workbench/extraction/metadata/read.ts'
import { readPage } from '../workbench/extraction/metadata/page.ts'
import { speaksLanguage } from '../workbench/extraction/pack.ts'
import { prepare } from '../workbench/extraction/prepare.ts'
import { segmentSection } from '../workbench/extraction/segment/segment.ts'
import { findValues } from '../workbench/extraction/values/find.ts'
import { classifyZones } from '../workbench/extraction/zones/classify.ts'
import { quantile, type BenchLine } from './benchmark.ts'
import { generateArticles, type GeneratedArticle } from './generate-articles.ts'

/**
 * What the benchmark of extraction runs in a process of its own, bundled as the product is: run through a loader for TypeScript
 * the same code is a good deal slower. Takes its work as JSON in the first argument and prints its lines as JSON.
 */
const workSchema = z.object({
  resources: z.string(),
  seed: z.number(),
  count: z.number(),
  /** `package.json` of the folder wink-nlp is installed in; null where it is not. */
  peers: z.string().nullable(),
})
type Work = z.infer<typeof workSchema>

const rounds = 5
/** Articles read before anything counts: what a program runs for long is compiled to the end after some thousand. */
const warmUp = 1800
/** MB per second of one core for all stages together, the floor of the design. */
const floor = 0.5

const sizeOf = (articles: readonly GeneratedArticle[]): number =>
  articles.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0)

/** Seconds of processor time since `start`, all threads of the process together. */
function cpuSeconds(start?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1e6
}

function measureLoading(resources: string, articles: readonly GeneratedArticle[]): BenchLine[] {
  const before = process.cpuUsage()
  const pack = loadGermanPack(resources)
  const codebook = loadCodebook(resources)
  const loaded = cpuSeconds(before)
  const [first] = articles
  const start = process.cpuUsage()
  if (first !== undefined) extractArticle(pack, codebook, request(first))
  return [
    { what: 'reading and compiling the lexicons', value: loaded * 1000, unit: 'ms', note: 'processor time, once per thread' },
    { what: 'the first article', value: cpuSeconds(start) * 1000, unit: 'ms', note: 'processor time, what is compiled at first use included' },
  ] // prettier-ignore
}

const request = (source: GeneratedArticle) => ({
  source,
  textSha256: '',
  sourceSha256: '',
  extractorVersion: 'bench',
})

/** Articles as the threads of the product get them. */
function inGroups<Article>(articles: readonly Article[]): readonly (readonly Article[])[] {
  return Array.from({ length: Math.ceil(articles.length / 8) }, (_unused, at) =>
    articles.slice(8 * at, 8 * at + 8),
  )
}

/** Each stage alone over all articles, fed with what the stages before it gave; the median of the rounds. */
function measureStages(resources: string, articles: readonly GeneratedArticle[]): BenchLine[] {
  const pack = loadGermanPack(resources)
  const codebook = loadCodebook(resources)
  const { prepare: lexicon } = pack
  const size = sizeOf(articles)
  const zoned = articles.map((source) => ({ source, zones: classifyZones(source, lexicon.zones) }))
  const cut = zoned.map((one) => ({
    ...one,
    sentences: one.zones.sections.flatMap((section) =>
      segmentSection(one.source.text, section, lexicon.segment),
    ),
    page: readPage(one.source, one.zones, lexicon),
  }))
  const prepared = articles.map((source) => prepare(source, lexicon))
  const named = prepared.map((one) => nameMentions(one, pack.mentions, nothingLearned))
  const options = { muted: new Set<string>(), expired: () => false }
  const stages: readonly (readonly [string, () => void])[] = [
    ['1 zones', () => { for (const source of articles) classifyZones(source, lexicon.zones) }],
    ['2 metadata', () => { for (const { source, zones } of zoned) readPage(source, zones, lexicon) }],
    ['3 sentences, tokens, clauses', () => {
      for (const { source, zones } of zoned) for (const section of zones.sections) segmentSection(source.text, section, lexicon.segment)
    }],
    ['4 times, amounts, ordinals', () => {
      for (const { source, sentences, page } of cut) completeMetadata(page, sentences, findValues(source, sentences, page, lexicon.values), lexicon)
    }],
    ['is it German?', () => { for (const { text } of articles) speaksLanguage(text, pack) }],
    ['5–6 mentions, who is who', () => { for (const one of prepared) nameMentions(one, pack.mentions, nothingLearned) }],
    ['7–10 facts, merging, codes', () => { for (const one of named) findFacts(one, pack.facts, codebook, options) }],
  ] // prettier-ignore
  return stages.map(([what, run]) => ({
    what: `stage ${what}`,
    value: size / 1e6 / secondsOf(run),
    unit: 'MB/s',
  }))
}

/** Processor seconds of the median of the rounds, after one to warm up. */
function secondsOf(run: () => void): number {
  run()
  const times = Array.from({ length: rounds }, () => {
    const start = process.cpuUsage()
    run()
    return cpuSeconds(start)
  })
  return quantile(times, 0.5)
}

/** All stages and the tagger in turns, so that whatever else the machine does weighs on both. */
function measureAll(
  resources: string,
  articles: readonly GeneratedArticle[],
  tag: ((text: string) => void) | null,
): BenchLine[] {
  const pack = loadGermanPack(resources)
  const codebook = loadCodebook(resources)
  const megabytes = sizeOf(articles) / 1e6
  const groups = inGroups(articles.map(request))
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = -Math.ceil(warmUp / articles.length); round < rounds; round += 1) {
    const start = process.cpuUsage()
    for (const group of groups) extractTogether(pack, codebook, group)
    const between = process.cpuUsage()
    const spent = cpuSeconds(start)
    if (tag !== null) for (const { text } of articles) tag(text)
    if (round < 0) continue
    ours.push(spent)
    theirs.push(cpuSeconds(between))
  }
  const [own, peers] = [quantile(ours, 0.5), quantile(theirs, 0.5)]
  const lines: BenchLine[] = [
    { what: 'all stages, per core', value: megabytes / own, unit: 'MB/s', aim: { atLeast: floor }, note: 'by processor time' },
    { what: 'all stages, per core', value: articles.length / own, unit: '/s', note: 'articles' },
  ] // prettier-ignore
  if (tag !== null)
    lines.push(
      { what: 'wink-nlp: tokens and parts of speech only', value: megabytes / peers, unit: 'MB/s', note: 'English model, same text, in turns' },
      { what: 'time of all ten stages, as a multiple of it', value: own / peers, unit: '×' },
    ) // prettier-ignore
  return lines
}

/** The same work shared among threads, by the clock on the wall. */
async function measureThreads(
  { resources, seed, count }: Work,
  threads: number,
  megabytes: number,
): Promise<BenchLine[]> {
  const workers = Array.from(
    { length: threads },
    (_unused, share) =>
      new Worker(new URL(import.meta.url), {
        workerData: { resources, seed, count, share, of: threads },
        resourceLimits: { maxYoungGenerationSizeMb: youngMb },
      }),
  )
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')))
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const started = performance.now()
      await Promise.all(
        workers.map((worker) => {
          worker.postMessage('run')
          return once(worker, 'message')
        }),
      )
      times.push((performance.now() - started) / 1000)
    }
    const seconds = quantile(times, 0.5)
    const what = `${String(threads)} thread${threads === 1 ? '' : 's'}, by the clock`
    return [
      { what, value: megabytes / seconds, unit: 'MB/s' },
      { what, value: count / seconds, unit: '/s', note: 'articles' },
    ]
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
}

/** What is used of wink-nlp: a function that takes a model and reads documents. */
const winkSchema = z.custom<
  (
    model: unknown,
    pipe: readonly string[],
  ) => {
    readonly its: { readonly pos: unknown }
    readonly readDoc: (text: string) => { readonly tokens: () => { readonly out: (its: unknown) => unknown } }
  }
>((value) => typeof value === 'function')

function loadTagger(peers: string): (text: string) => void {
  const requirePeer = createRequire(peers)
  const nlp = winkSchema.parse(requirePeer('wink-nlp'))(requirePeer('wink-eng-lite-web-model'), [
    'sbd',
    'pos',
  ])
  return (text) => void nlp.readDoc(text).tokens().out(nlp.its.pos)
}

async function main(): Promise<void> {
  const work = workSchema.parse(JSON.parse(process.argv[2] ?? ''))
  const { resources, seed, count, peers } = work
  const articles = generateArticles(resources, seed, count)
  const megabytes = sizeOf(articles) / 1e6
  process.stderr.write(`${String(articles.length)} articles, ${megabytes.toFixed(2)} MB\n`)
  const lines = measureLoading(resources, articles)
  lines.push(...measureAll(resources, articles, peers === null ? null : loadTagger(peers)))
  lines.push(...measureStages(resources, articles))
  for (const threads of [1, 2]) lines.push(...(await measureThreads(work, threads, megabytes)))
  process.stdout.write(JSON.stringify(lines))
}

/** One thread of several: says when it is warm, then extracts its share each time it is told to. */
function serve(): void {
  const { resources, seed, count, share, of } = z
    .object({ resources: z.string(), seed: z.number(), count: z.number(), share: z.number(), of: z.number() })
    .parse(workerData)
  const extract = loadGroupExtraction(resources)
  const own = generateArticles(resources, seed, count).filter((_article, at) => at % of === share)
  const run = (): void => {
    for (const group of inGroups(own))
      extract(group.map(({ file, text }) => ({ file, text, textSha256: '', sourceSha256: '' })))
  }
  run()
  parentPort?.on('message', () => {
    run()
    parentPort?.postMessage('done')
  })
  parentPort?.postMessage('warm')
}

if (isMainThread) await main()
else serve()
