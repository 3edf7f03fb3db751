import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser, Page } from 'playwright-core'
import { ensureBuilt } from './build.mjs'
import { callersFolder, root } from './paths.mjs'
import { callChannel } from '../e2e/harness/call-channel.ts'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { startBrowserShell } from '../e2e/harness/browser-shell.ts'
import { testHome } from '../e2e/harness/home.ts'
import { screenStates, showTheme, Walk } from '../e2e/harness/states.ts'

const usage = `Takes pictures of the program itself, with the sample articles.

  npm run pictures                                     those of README and handbook, into resources/handbook
  npm run pictures -- --states --out looks             every state, in both languages and all themes, to look at
  npm run pictures -- --states --only review --out looks
  npm run pictures -- --states --articles folder --out looks

  --only <word>        states whose name begins so
  --articles <folder>  other articles than the samples
  --looks <word,…>     of: light, dark, contrast, forced, wide, zoom
  --languages <word,…> of: en, de
`

const { values } = parseArgs({
  options: {
    help: { type: 'boolean', short: 'h' },
    out: { type: 'string' },
    states: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    articles: { type: 'string' },
    looks: { type: 'string' },
    languages: { type: 'string', default: 'en,de' },
  },
})

/** How a state is looked at: theme, size of the window, zoom (a smaller window of more pixels). */
interface Look {
  readonly name: string
  readonly theme: 'light' | 'dark' | 'contrast'
  readonly width: number
  readonly height: number
  readonly forced?: true
}
const looks: readonly Look[] = [
  { name: 'light', theme: 'light', width: 1280, height: 800 },
  { name: 'dark', theme: 'dark', width: 1280, height: 800 },
  { name: 'contrast', theme: 'contrast', width: 1280, height: 800 },
  { name: 'forced', theme: 'light', width: 1280, height: 800, forced: true },
  { name: 'wide', theme: 'light', width: 1920, height: 1080 },
  // What is left of 1280 × 800 at 200 per cent.
  { name: 'zoom', theme: 'light', width: 640, height: 400 },
]

const samples = join(root, 'resources', 'samples', 'articles')
const here = callersFolder(process.env, process.cwd())
const said = (line: string): void => {
  console.log(line)
}

if (values.help === true) said(usage)
else {
  await ensureBuilt({ say: said })
  if (values.states) await picturesOfStates(resolve(here, values.out ?? 'looks'))
  else await handbookPictures(values.out === undefined ? join(root, 'resources', 'handbook') : resolve(here, values.out))
} // prettier-ignore

/** Shows a project of some articles in a fresh browser, by a person who has given her name. */
async function atWork(
  language: 'en' | 'de',
  articles: string,
  use: (page: Page, walk: Walk) => Promise<void>,
): Promise<void> {
  const home = testHome()
  cpSync(articles, join(home.folder, 'Sample'), { recursive: true })
  const shell = await startBrowserShell(home, join(home.folder, 'Sample'))
  let browser: Browser | undefined
  try {
    browser = await launchChromium(await findChromium())
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: language === 'de' ? 'de-DE' : 'en-GB',
      colorScheme: 'light',
    })
    await page.goto(shell.link())
    await page.locator('dialog[open] input').waitFor({ timeout: 60_000 })
    await page.keyboard.type('Ada')
    await page.keyboard.press('Enter')
    await page.locator('dialog[open]').waitFor({ state: 'detached' })
    await page.getByRole('listbox').getByRole('option').first().waitFor({ timeout: 60_000 })
    for (;;) {
      const jobs = await callChannel(page, 'jobs.list', {})
      if (jobs.ok && jobs.value.every(({ state }) => state !== 'running')) break
      await page.waitForTimeout(300)
    }
    const listed = await callChannel(page, 'articles.list', {})
    const [first] = listed.ok ? listed.value.rows : []
    if (first === undefined) throw new Error(`no article was read from ${articles}`)
    await use(page, new Walk(page, first.id))
  } finally {
    await browser?.close()
    await shell.stop()
    home.remove()
  }
}

/** Review, its editor, the Library, a name and a dataset, as README and handbook show them. */
async function handbookPictures(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await atWork('en', samples, async (page, walk) => {
    const take = async (name: string): Promise<void> => {
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' })
    }
    await take('library')
    await walk.review()
    for (const key of ['Enter', 'Enter', 'Enter', 'j']) await walk.press(key)
    await take('review')
    await page.emulateMedia({ colorScheme: 'dark' })
    await walk.settle()
    await take('review-dark')
    await page.emulateMedia({ colorScheme: 'light' })
    await walk.press('e')
    await take('editor')
    await walk.press('Escape', 'w')
    await take('sweep')
    await walk.go('#/entities')
    await page.getByRole('listbox').last().focus()
    await walk.press('Enter')
    await take('entity')
    await walk.apply([{ type: 'dataset.create', payload: { name: 'Meetings' } }])
    await walk.go('#/datasets')
    await take('dataset')
  })
  said(`Written to ${folder}`)
}

/** Every state in both languages and all looks; what could not be reached is said, and is a failure. */
async function picturesOfStates(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const wanted = looks.filter(({ name }) => values.looks?.split(',').includes(name) !== false)
  const missed: string[] = []
  const taken: string[] = []
  for (const language of ['en', 'de'] as const) {
    if (!values.languages.split(',').includes(language)) continue
    const articles = values.articles === undefined ? samples : resolve(here, values.articles)
    await atWork(language, articles, async (page, walk) => {
      for (const { name, reach } of screenStates) {
        if (!name.startsWith(values.only)) continue
        await page.setViewportSize({ width: 1280, height: 800 })
        try {
          await reach(walk)
        } catch (error) {
          missed.push(`${language} ${name}: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}`)
          continue
        }
        for (const look of wanted) {
          const file = `${name}.${language}.${look.name}.png`
          await page.setViewportSize({ width: look.width, height: look.height })
          await page.emulateMedia({ forcedColors: look.forced === true ? 'active' : 'none' })
          await showTheme(page, look.theme)
          await page.waitForTimeout(150)
          await page.screenshot({ path: join(folder, file), animations: 'disabled' })
          taken.push(file)
        }
        await page.emulateMedia({ forcedColors: 'none' })
        await showTheme(page, 'light')
      }
    })
  }
  writeFileSync(join(folder, 'list.txt'), `${taken.join('\n')}\n`)
  said(`${String(taken.length)} pictures in ${folder}`)
  for (const one of missed) said(`NOT REACHED: ${one}`)
  if (missed.length > 0) process.exitCode = 1
} // prettier-ignore
