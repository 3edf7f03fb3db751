import type { Page } from 'playwright-core'
import { callChannel } from '../e2e/harness/call-channel.ts'
import { startBrowserShell } from '../e2e/harness/browser-shell.ts'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { testHome } from '../e2e/harness/home.ts'
import { articleIdSchema } from '../../shared/model/ids.ts'
import type { ArticleView } from '../../shared/model/views.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { loadSqlite } from '../workbench/database/index.ts'
import { loadCodebook, loadMigrations, readWasm, resourcesFolder } from '../workbench/resources.ts'
import { snapshotOf } from '../workbench/store/testing/store-on-disk.ts'
import { quantile, type Benchmark, type BenchLine } from './benchmark.ts'
import { generateProject, openGenerated } from './generated-project.ts'
import { hostile, longArticle, ordinary, type LongArticle } from './long-article.ts'
import {
  decideMany,
  goToLibrary,
  heapOf,
  keyTimes,
  markupShown,
  openingTime,
  readyToOpen,
  scrollFrames,
  watchKeys,
} from './review-page.ts'
import { peerTimes, type PeerTimes } from './review-peer.ts'

/** The rest of the project, so that it holds 100,000 facts in all. */
const others = { articles: 190, facts: 500, mentions: 500 } as const
/** Decisions between the two looks at the heap. */
const manyDecisions = 2000

const repeated = (key: string, count: number): readonly string[] => Array.from({ length: count }, () => key)

function lines(what: string, times: readonly number[], bound: number, asked: number): readonly BenchLine[] {
  const note = `${String(times.length)} of ${String(asked)} keys seen`
  return [
    { what: `${what}, p50`, value: quantile(times, 0.5), unit: 'ms', note },
    { what: `${what}, p95`, value: quantile(times, 0.95), unit: 'ms', aim: { atMost: bound } },
  ]
}

/** A scroll through the whole text: frames that a person would see as a stop. */
const frameLines = (what: string, frames: readonly number[]): readonly BenchLine[] => [
  {
    what: `${what}: frames over 50 ms in a scroll through`,
    value: frames.filter((ms) => ms > 50).length,
    unit: '',
    aim: { atMost: 0 },
    note: `of ${String(frames.length)}, worst ${Math.max(...frames).toFixed(0)} ms`,
  },
]

interface Measured {
  readonly lines: readonly BenchLine[]
  /** Milliseconds of opening what has been read already, of going on, and of frames. */
  readonly again: number
  readonly walked: readonly number[]
  readonly frames: readonly number[]
}

/** Waits until the project is open and the screens' code is there: what is measured is opening an article. */
async function ready(page: Page): Promise<void> {
  await page.locator('.frame').waitFor({ timeout: 60_000 })
  for (;;) {
    const status = await callChannel(page, 'project.status', {})
    if (status.ok && status.value !== null) break
    await page.waitForTimeout(200)
  }
  await page.waitForTimeout(4000)
}

const view = async (page: Page, articleId: string): Promise<ArticleView> => {
  const opened = await callChannel(page, 'articles.open', { articleId: articleIdSchema.parse(articleId) })
  if (!opened.ok) throw new Error(opened.error.message)
  return opened.value
}

/** Opening, scrolling, walking and typing in one article. The page is left in its editor, closed. */
async function walkThrough(page: Page, what: string, articleId: string, presses: number): Promise<Measured> {
  const opened = await view(page, articleId)
  const size = `${String(opened.text.length)} characters, ${String(opened.mentions.length)} marks, ${String(opened.facts.length)} facts`
  const cold = await openingTime(page, articleId)
  await page.waitForTimeout(1500)
  await goToLibrary(page)
  await page.waitForTimeout(1500)
  const again = await openingTime(page, articleId)
  await page.waitForTimeout(1500)
  const frames = await scrollFrames(page)
  await watchKeys(page)
  await page.keyboard.press('Home')
  await page.waitForTimeout(500)
  const walked = await keyTimes(page, repeated('j', presses))
  await page.keyboard.press('e')
  await page.locator('.rv-editor input').waitFor()
  const typed = await keyTimes(page, Array.from('Ministerin Lindqvist aus Nordland'))
  for (let step = 0; step < 3; step += 1) await page.keyboard.press('Escape')
  await page.waitForTimeout(300)
  return {
    again,
    walked,
    frames,
    lines: [
      {
        what: `${what}: opened by its address, nothing read ahead`,
        value: cold,
        unit: 'ms',
        aim: { atMost: 300 },
        note: size,
      },
      { what: `${what}: opened, read ahead or before`, value: again, unit: 'ms', aim: { atMost: 300 } },
      ...frameLines(what, frames),
      ...lines(`${what}: next fact painted after J`, walked, 50, presses),
      ...lines(`${what}: letter painted in a slot`, typed, 16, 33),
    ],
  }
}

const ratio = (what: string, theirs: number, ours: number, note: string): BenchLine => ({
  what,
  value: theirs / ours,
  unit: '×',
  note,
})

function peerLines(renderer: string, theirs: PeerTimes, ours: Measured): readonly BenchLine[] {
  const name = `recogito 4 (${renderer}), the same text and marks`
  const worst = (frames: readonly number[]): number => Math.max(...frames)
  const note = (a: number, b: number): string =>
    `${a.toFixed(0)} ms beside ${b.toFixed(0)} ms; marks alone, without facts`
  const [theirNext, ourNext] = [quantile(theirs.next, 0.95), quantile(ours.walked, 0.95)]
  return [
    ratio(`${name}: open`, theirs.open, ours.again, note(theirs.open, ours.again)),
    ratio(`${name}: next mark selected and shown, p95`, theirNext, ourNext, note(theirNext, ourNext)),
    ratio(
      `${name}: worst frame of a scroll`,
      worst(theirs.frames),
      worst(ours.frames),
      note(worst(theirs.frames), worst(ours.frames)),
    ),
  ]
}

/** The Review screen in a real browser: a project of 100,000 facts, an article of 200,000 characters with 5,000 marks and facts, a hostile one. */
export const review: Benchmark = async ({ count, say }) => {
  const presses = count ?? 200
  await ensureBuilt({ say })
  const home = testHome()
  const resources = resourcesFolder()
  const ground = {
    sqlite: await loadSqlite(readWasm(resources)),
    migrations: loadMigrations(resources),
    codebook: loadCodebook(resources),
  }
  say('generating 100,000 facts')
  const project = generateProject(ground, home.folder, 'gross', others)
  const desk = openGenerated(ground, project.root)
  const importOne = (given: LongArticle): string => {
    const made = longArticle(given)
    desk.engine.folder.texts.putMany([{ bytes: Buffer.from(made.text) }])
    const { articles } = desk.store.importArticles({ commandId: given.name, author: null, label: given.name, articles: [made.article] })
    return articles[0]?.articleId ?? ''
  }
  const hostileId = importOne(hostile)
  const articleId = importOne(ordinary)
  desk.store.apply([{ id: 'coder', type: 'coder.set', payload: { name: 'Ada' } }])
  snapshotOf(desk.engine)
  desk.engine.close()
  const shell = await startBrowserShell(home, project.root)
  const browser = await launchChromium(await findChromium())
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    await page.goto(shell.link())
    await ready(page)
    say('opening by Enter, as one does from the Library')
    const entered = await readyToOpen(page, others.articles + 2)
    // A page that has read nothing yet.
    await goToLibrary(page)
    await page.reload()
    await ready(page)
    say('opening, scrolling, walking, typing')
    const ours = await walkThrough(page, 'long article', articleId, presses)
    say('deciding')
    const decided = await keyTimes(page, repeated('Enter', presses))
    // Whole copies of the project are written while decisions go on, one after the other.
    const copies = new AbortController()
    const written = (async () => {
      let made = 0
      for (; !copies.signal.aborted; made += 1) await callChannel(page, 'project.backup', {})
      return made
    })()
    const meanwhile = await keyTimes(page, repeated('Enter', Math.min(presses, 100)))
    copies.abort()
    const backups = await written
    const before = await heapOf(page)
    say(`${String(manyDecisions)} more decisions`)
    const more = await decideMany(page, manyDecisions)
    const after = await heapOf(page)
    say('the hostile article')
    const foe = await walkThrough(page, 'hostile article, one line', hostileId, Math.min(presses, 60))
    const markup = await markupShown(page)
    const { text, mentions } = await view(page, articleId)
    await page.close()
    say('beside recogito')
    const marks = mentions.map(({ id, start, end }) => ({ id, start, end }))
    const theirs = await peerTimes(browser, { text, marks }, Math.min(presses, 60), say)
    return {
      lines: [
        { what: 'long article: opened by Enter in the Library, cursor resting on it', value: entered, unit: 'ms', aim: { atMost: 300 } },
        ...ours.lines,
        ...lines('next fact painted after Enter (accept)', decided, 50, presses),
        ...lines(`the same while backups are written (${String(backups)})`, meanwhile, 50, Math.min(presses, 100)),
        { what: 'heap after the decisions', value: (after / before - 1) * 100, unit: '%', aim: { atMost: 10 }, note: `${(before / 1e6).toFixed(1)} MB before, ${(after / 1e6).toFixed(1)} MB after ${String(more)} decisions` },
        ...foe.lines,
        { what: 'elements that the article’s words made', value: markup, unit: '', aim: { atMost: 0 } },
        ...(typeof theirs === 'string' ? [] : (['SPANS', 'CSS_HIGHLIGHTS'] as const).flatMap((renderer) => peerLines(renderer, theirs[renderer], ours))),
      ],
      notMeasured: typeof theirs === 'string' ? [theirs] : [],
    }
  } finally {
    await browser.close()
    await shell.stop()
    home.remove()
  }
} // prettier-ignore
