import type { Browser, Page } from 'playwright-core'
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
import { hostile, longArticle, ordinary, unspaced, type LongArticle } from './long-article.ts'
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
  type KeyTimes,
} from './review-page.ts'
import { peerTimes, type PeerTimes } from './review-peer.ts'

/** The rest of the project, so that it holds 100,000 facts in all. */
const others = { articles: 190, facts: 500, mentions: 500 } as const
/** Decisions between the two looks at the heap. */
const manyDecisions = 2000

const repeated = (key: string, count: number): readonly string[] => Array.from({ length: count }, () => key)

function lines(what: string, { painted }: KeyTimes, bound: number, asked: number): readonly BenchLine[] {
  const note = `${String(painted.length)} of ${String(asked)} keys seen`
  return [
    { what: `${what}, p50`, value: quantile(painted, 0.5), unit: 'ms', note },
    { what: `${what}, p95`, value: quantile(painted, 0.95), unit: 'ms', aim: { atMost: bound } },
  ]
}

/** A letter is painted with the next frame of the screen, 17 ms later at most: what it costs is what the page does for it. */
function letterLines(what: string, { painted, work }: KeyTimes, asked: number): readonly BenchLine[] {
  const note = `${String(painted.length)} of ${String(asked)} keys seen`
  return [
    { what: `${what}: work of a letter in a slot, p50`, value: quantile(work, 0.5), unit: 'ms', note },
    {
      what: `${what}: work of a letter in a slot, p95`,
      value: quantile(work, 0.95),
      unit: 'ms',
      aim: { atMost: 16 },
    },
    {
      what: `${what}: letter painted in a slot, with the wait for the frame, p50`,
      value: quantile(painted, 0.5),
      unit: 'ms',
    },
    {
      what: `${what}: letter painted in a slot, with the wait for the frame, p95`,
      value: quantile(painted, 0.95),
      unit: 'ms',
    },
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
  readonly walked: KeyTimes
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
      ...letterLines(what, typed, 33),
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
  const [theirNext, ourNext] = [quantile(theirs.next, 0.95), quantile(ours.walked.painted, 0.95)]
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

/** What a part of the benchmark is given: a page that has just opened the project and read no article. */
interface Ground {
  readonly page: Page
  readonly browser: Browser
  readonly articleId: string
  readonly hostileId: string
  readonly unspacedId: string
  readonly presses: number
  readonly say: (line: string) => void
}

interface Found {
  readonly lines: readonly BenchLine[]
  readonly notMeasured?: readonly string[]
}

/** As one opens in the Library, the cursor resting on the article; then by address, scrolling, walking and typing. */
async function openAndWalk({ page, articleId, presses, say }: Ground): Promise<Found> {
  say('opening by Enter, as one does from the Library')
  const entered = await readyToOpen(page, others.articles + 3)
  await goToLibrary(page)
  await page.reload()
  await ready(page)
  say('opening, scrolling, walking, typing')
  const { lines: walked } = await walkThrough(page, 'long article', articleId, presses)
  const what = 'long article: opened by Enter in the Library, cursor resting on it'
  return { lines: [{ what, value: entered, unit: 'ms', aim: { atMost: 300 } }, ...walked] }
}

async function openLong({ page, articleId }: Ground): Promise<void> {
  await openingTime(page, articleId)
  await page.waitForTimeout(4000)
  await watchKeys(page)
}

/** Deciding fact after fact, alone and while whole copies of the project are written, one after the other. */
async function decide(ground: Ground): Promise<Found> {
  const { page, presses, say } = ground
  say('deciding')
  await openLong(ground)
  const decided = await keyTimes(page, repeated('Enter', presses))
  const copies = new AbortController()
  const written = (async () => {
    let made = 0
    for (; !copies.signal.aborted; made += 1) await callChannel(page, 'project.backup', {})
    return made
  })()
  const meanwhile = await keyTimes(page, repeated('Enter', Math.min(presses, 100)))
  copies.abort()
  const backups = await written
  return {
    lines: [
      ...lines('next fact painted after Enter (accept)', decided, 50, presses),
      ...lines(
        `the same while backups are written (${String(backups)})`,
        meanwhile,
        50,
        Math.min(presses, 100),
      ),
    ],
  }
}

async function remember(ground: Ground): Promise<Found> {
  const { page, say } = ground
  await openLong(ground)
  // What the first decisions bring along stays: the growth asked for is that of going on.
  await decideMany(page, 100)
  const before = await heapOf(page)
  say(`${String(manyDecisions)} decisions`)
  const more = await decideMany(page, manyDecisions)
  const after = await heapOf(page)
  return {
    lines: [
      {
        what: 'heap after the decisions',
        value: (after / before - 1) * 100,
        unit: '%',
        aim: { atMost: 10 },
        note: `${(before / 1e6).toFixed(1)} MB before, ${(after / 1e6).toFixed(1)} MB after ${String(more)} decisions`,
      },
    ],
  }
}

async function meetFoe({ page, hostileId, unspacedId, presses, say }: Ground): Promise<Found> {
  say('the hostile article')
  const few = Math.min(presses, 60)
  const foe = await walkThrough(page, 'hostile article, one line', hostileId, few)
  const markup = await markupShown(page)
  const what = 'elements that the article’s words made'
  say('one line without a space')
  const close = await walkThrough(page, 'one line without a space', unspacedId, few)
  return { lines: [...foe.lines, { what, value: markup, unit: '', aim: { atMost: 0 } }, ...close.lines] }
}

async function besidePeer({ page, browser, articleId, presses, say }: Ground): Promise<Found> {
  const ours = await walkThrough(page, 'long article', articleId, Math.min(presses, 60))
  const { text, mentions } = await view(page, articleId)
  await page.close()
  say('beside recogito')
  const marks = mentions.map(({ id, start, end }) => ({ id, start, end }))
  const theirs = await peerTimes(browser, { text, marks }, Math.min(presses, 60), say)
  return typeof theirs === 'string'
    ? { lines: [], notMeasured: [theirs] }
    : { lines: (['SPANS', 'CSS_HIGHLIGHTS'] as const).flatMap((renderer) => peerLines(renderer, theirs[renderer], ours)) }
} // prettier-ignore

const parts: Readonly<Record<string, (ground: Ground) => Promise<Found>>> = {
  open: openAndWalk,
  keys: decide,
  memory: remember,
  hostile: meetFoe,
  peer: besidePeer,
}

/** The Review screen in a real browser: a project of 100,000 facts, an article of 200,000 characters with 5,000 marks and facts, a hostile one. */
export const review: Benchmark = async ({ count, parts: asked, say }) => {
  const presses = count ?? 200
  const unknown = asked?.find((part) => !Object.hasOwn(parts, part))
  if (unknown !== undefined) throw new Error(`review has no part “${unknown}”`)
  // The peer comes last: it takes the place of the page.
  const chosen = Object.keys(parts).filter((part) => asked?.includes(part) !== false)
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
  const unspacedId = importOne(unspaced)
  const articleId = importOne(ordinary)
  desk.store.apply([{ id: 'coder', type: 'coder.set', payload: { name: 'Ada' } }])
  snapshotOf(desk.engine)
  desk.engine.close()
  const shell = await startBrowserShell(home, project.root)
  const browser = await launchChromium(await findChromium())
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    await page.goto(shell.link())
    const found: Found[] = []
    for (const part of chosen) {
      await ready(page)
      const run = parts[part]
      if (run !== undefined) found.push(await run({ page, browser, articleId, hostileId, unspacedId, presses, say }))
      if (page.isClosed()) break
      await goToLibrary(page)
      await page.reload()
    }
    return {
      lines: found.flatMap((one) => one.lines),
      notMeasured: found.flatMap((one) => one.notMeasured ?? []),
    }
  } finally {
    await browser.close()
    await shell.stop()
    home.remove()
  }
} // prettier-ignore
