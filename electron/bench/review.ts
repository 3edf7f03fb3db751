import { callChannel } from '../e2e/harness/call-channel.ts'
import { startBrowserShell } from '../e2e/harness/browser-shell.ts'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { testHome } from '../e2e/harness/home.ts'
import { articleIdSchema } from '../../shared/model/ids.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { loadSqlite } from '../workbench/database/index.ts'
import { loadCodebook, loadMigrations, readWasm, resourcesFolder } from '../workbench/resources.ts'
import { snapshotOf } from '../workbench/store/testing/store-on-disk.ts'
import { quantile, type Benchmark, type BenchLine } from './benchmark.ts'
import { generateProject, openGenerated } from './generated-project.ts'
import { longArticle } from './long-article.ts'
import { goToLibrary, heapOf, keyTimes, openingTime, scrollFrames, watchKeys } from './review-page.ts'

/** Of the long article. */
const characters = 200_000
/** The rest of the project, so that it holds 100,000 facts in all. */
const others = { articles: 190, facts: 500, mentions: 500 } as const

const repeated = (key: string, count: number): readonly string[] => Array.from({ length: count }, () => key)

function lines(what: string, times: readonly number[], bound: number, asked: number): readonly BenchLine[] {
  const note = `${String(times.length)} of ${String(asked)} keys seen`
  return [
    { what: `${what}, p50`, value: quantile(times, 0.5), unit: 'ms', note },
    { what: `${what}, p95`, value: quantile(times, 0.95), unit: 'ms', aim: { atMost: bound } },
  ]
}

/** The Review screen in a real browser: a project of 100,000 facts, an article of 200,000 characters with 5,000 marks and facts. */
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
  const long = longArticle(characters)
  const desk = openGenerated(ground, project.root)
  desk.engine.folder.texts.putMany([{ bytes: Buffer.from(long.text) }])
  const { articles } = desk.store.importArticles({
    commandId: 'long',
    author: null,
    label: 'lang',
    articles: [long.article],
  })
  desk.store.apply([{ id: 'coder', type: 'coder.set', payload: { name: 'Ada' } }])
  snapshotOf(desk.engine)
  desk.engine.close()
  const articleId = articles[0]?.articleId ?? ''
  const shell = await startBrowserShell(home, project.root)
  const browser = await launchChromium(await findChromium())
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-GB' })
    await page.goto(shell.link())
    await page.locator('.frame').waitFor({ timeout: 60_000 })
    for (;;) {
      const status = await callChannel(page, 'project.status', {})
      if (status.ok && status.value !== null) break
      await page.waitForTimeout(200)
    }
    // The screens' code is there a moment after the start; what is measured is opening the article.
    await page.waitForTimeout(4000)
    say('opening, scrolling, deciding')
    const cold = await openingTime(page, articleId)
    const opened = await callChannel(page, 'articles.open', { articleId: articleIdSchema.parse(articleId) })
    const facts = opened.ok ? opened.value.facts.length : 0
    await goToLibrary(page)
    await page.waitForTimeout(1500)
    const again = await openingTime(page, articleId)
    await page.waitForTimeout(1500)
    const frames = await scrollFrames(page)
    await watchKeys(page)
    await page.keyboard.press('Home')
    await page.waitForTimeout(500)
    const walked = await keyTimes(page, repeated('j', presses))
    const before = await heapOf(page)
    const decided = await keyTimes(page, repeated('Enter', presses))
    // A whole copy of the project is written while decisions go on.
    const backup = callChannel(page, 'project.backup', {})
    const meanwhile = await keyTimes(page, repeated('Enter', Math.min(presses, 50)))
    await backup
    const after = await heapOf(page)
    await page.keyboard.press('e')
    await page.locator('.rv-editor input').waitFor()
    const typed = await keyTimes(page, Array.from('Ministerin Lindqvist aus Nordland'))
    const slow = frames.filter((ms) => ms > 50).length
    return {
      lines: [
        { what: 'open the article, first time', value: cold, unit: 'ms', aim: { atMost: 300 }, note: `${String(long.text.length)} characters, ${String(long.marks)} marks, ${String(facts)} facts` },
        { what: 'open the article, again', value: again, unit: 'ms', aim: { atMost: 300 } },
        ...lines('next fact painted after J', walked, 50, presses),
        ...lines('next fact painted after Enter (accept)', decided, 50, presses),
        ...lines('the same while a backup is written', meanwhile, 50, Math.min(presses, 50)),
        ...lines('letter painted in a slot', typed, 16, 33),
        { what: 'frames over 50 ms in a scroll through', value: slow, unit: '', aim: { atMost: 0 }, note: `of ${String(frames.length)}, worst ${Math.max(...frames).toFixed(0)} ms` },
        { what: 'heap after the decisions', value: (after / before - 1) * 100, unit: '%', aim: { atMost: 10 }, note: `${(before / 1e6).toFixed(1)} MB before, ${(after / 1e6).toFixed(1)} MB after ${String(presses + Math.min(presses, 50))} decisions` },
      ],
      notMeasured: ['@recogito/text-annotator beside it: it is not among the peers of this folder'],
    }
  } finally {
    await browser.close()
    await shell.stop()
    home.remove()
  }
} // prettier-ignore
