import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createProject, openSession } from '../../workbench/open-session.ts'
import { Analyst, correctionKinds, type CorrectionKind, type Reviewed } from './analyst.ts'
import { articlesOf, type GeneratedArticle } from './articles.ts'
import { chanceOf } from './chance.ts'
import { digestOf, differences, finalData, type FinalData } from './final-data.ts'
import { worldOf } from './world.ts'

interface Third {
  readonly articles: number
  readonly corrections: number
  readonly perArticle: number
  readonly kinds: Readonly<Partial<Record<CorrectionKind, number>>>
}

/** One run over all articles. */
interface RunFigures {
  readonly corrections: number
  readonly perArticle: number
  readonly thirds: readonly Third[]
  readonly wrongLinks: number
  readonly homonymsMerged: number
}

interface SimulationReport {
  readonly seed: number
  readonly articles: number
  readonly learningOn: RunFigures
  readonly learningOff: RunFigures
  /** Share of the corrections of the first third that the last one no longer needed. */
  readonly fewerThanAtFirst: number
  /** Share of the corrections without learning that learning saved. */
  readonly fewerThanWithout: number
  readonly homonymsMerged: number
  readonly orders: { readonly same: boolean; readonly digests: readonly string[]; readonly differences: number; readonly examples: readonly string[] }
  readonly aims: Readonly<Record<'fewerThanAtFirst' | 'fewerThanWithout' | 'noHomonymMerged' | 'sameInEitherOrder', boolean>>
} // prettier-ignore

interface SimulationOptions {
  readonly seed: number
  readonly count: number
  readonly onProgress?: (words: string) => void
}

/** Generates articles, reviews them three times (learning on, off, and on in another order) and compares. */
export async function simulate({ seed, count, onProgress }: SimulationOptions): Promise<SimulationReport> {
  const world = worldOf(seed)
  const namesakes = new Map(
    world.people.flatMap(({ key, namesake }) => (namesake === null ? [] : [[key, namesake] as const])),
  )
  const articles = articlesOf(world, seed, count)
  const review = (name: string, order: readonly GeneratedArticle[], learning: boolean): Promise<Run> =>
    run(order, namesakes, learning, (done) => onProgress?.(`${name} ${String(done)}/${String(count)}`))
  const on = await review('learning on', articles, true)
  const off = await review('learning off', articles, false)
  const other = await review('other order', chanceOf(seed ^ 0x0dde5).shuffled(articles), true)
  const [first, , last] = on.figures.thirds
  const saved = (now: number, before: number): number => (before === 0 ? 0 : rounded(1 - now / before))
  const fewerThanAtFirst = saved(last?.perArticle ?? 0, first?.perArticle ?? 0)
  const fewerThanWithout = saved(on.figures.corrections, off.figures.corrections)
  const apart = differences(on.data, other.data)
  const homonymsMerged = on.figures.homonymsMerged + other.figures.homonymsMerged
  return {
    seed,
    articles: count,
    learningOn: on.figures,
    learningOff: off.figures,
    fewerThanAtFirst,
    fewerThanWithout,
    homonymsMerged,
    orders: {
      same: apart.length === 0,
      digests: [digestOf(on.data), digestOf(other.data)],
      differences: apart.length,
      examples: apart.slice(0, 10),
    },
    aims: {
      fewerThanAtFirst: fewerThanAtFirst >= 0.6,
      fewerThanWithout: fewerThanWithout >= 0.4,
      noHomonymMerged: homonymsMerged === 0,
      sameInEitherOrder: apart.length === 0,
    },
  }
}

interface Run {
  readonly figures: RunFigures
  readonly data: FinalData
}

async function run(
  articles: readonly GeneratedArticle[],
  namesakes: ReadonlyMap<string, string>,
  learning: boolean,
  onDone: (done: number) => void,
): Promise<Run> {
  const root = mkdtempSync(join(tmpdir(), 'beleg-simulate-'))
  const folder = join(root, 'project')
  const incoming = join(root, 'articles')
  mkdirSync(incoming)
  await createProject(folder, { name: 'Simulation', language: 'de' })
  const session = await openSession(folder, { author: 'Analyst', quiet: true })
  try {
    const analyst = new Analyst(session, namesakes, learning)
    await analyst.begin()
    const reviewed: Reviewed[] = []
    for (const article of articles) {
      const path = join(incoming, article.name)
      writeFileSync(path, article.text)
      const job = await session.importPaths([path], { extract: true })
      const articleId = job.report[0]?.articleId
      if (articleId === undefined) throw new Error(`${article.name} was not imported: ${JSON.stringify(job)}`)
      reviewed.push(await analyst.review(articleId, article))
      onDone(reviewed.length)
    }
    return { figures: figuresOf(reviewed), data: await finalData(session) }
  } finally {
    await session.close()
    rmSync(root, { recursive: true, force: true })
  }
}

function figuresOf(reviewed: readonly Reviewed[]): RunFigures {
  const cut = (third: number): number => Math.round((reviewed.length * third) / 3)
  const all = third(reviewed)
  return {
    corrections: all.corrections,
    perArticle: all.perArticle,
    thirds: [0, 1, 2].map((at) => third(reviewed.slice(cut(at), cut(at + 1)))),
    wrongLinks: reviewed.reduce((sum, { wrongLinks }) => sum + wrongLinks, 0),
    homonymsMerged: reviewed.reduce((sum, { homonymsMerged }) => sum + homonymsMerged, 0),
  }
}

function third(reviewed: readonly Reviewed[]): Third {
  const kinds: Partial<Record<CorrectionKind, number>> = {}
  for (const kind of correctionKinds) {
    const count = reviewed.reduce((sum, { corrections }) => sum + (corrections[kind] ?? 0), 0)
    if (count > 0) kinds[kind] = count
  }
  const corrections = Object.values(kinds).reduce((sum, count) => sum + count, 0)
  return {
    articles: reviewed.length,
    corrections,
    perArticle: reviewed.length === 0 ? 0 : rounded(corrections / reviewed.length),
    kinds,
  }
}

const rounded = (figure: number): number => Math.round(figure * 1000) / 1000
