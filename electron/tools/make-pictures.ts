import { cpSync, mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { ensureBuilt } from './build.mjs'
import { root } from './paths.mjs'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { startBrowserShell } from '../e2e/harness/browser-shell.ts'
import { testHome } from '../e2e/harness/home.ts'

const { values } = parseArgs({
  options: { help: { type: 'boolean', short: 'h' }, out: { type: 'string' } },
})
const usage = `Takes the pictures of the README from the program itself, with the sample articles.

  npx tsx electron/tools/make-pictures.ts                 into resources/handbook
  npx tsx electron/tools/make-pictures.ts --out pictures  elsewhere
`

if (values.help === true) {
  console.log(usage)
} else await makePictures(resolve(values.out ?? join(root, 'resources', 'handbook')))

/** Review of the first sample article, its first facts decided, light and dark. */
async function makePictures(folder: string): Promise<void> {
  await ensureBuilt({ say: console.log })
  mkdirSync(folder, { recursive: true })
  const home = testHome()
  cpSync(join(root, 'resources', 'samples', 'articles'), join(home.folder, 'Sample'), { recursive: true })
  const shell = await startBrowserShell(home, join(home.folder, 'Sample'))
  const browser = await launchChromium(await findChromium())
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      colorScheme: 'light',
    })
    await page.goto(shell.link())
    await review(page)
    await page.screenshot({ path: join(folder, 'review.png') })
    await page.emulateMedia({ colorScheme: 'dark' })
    await page.waitForTimeout(400)
    await page.screenshot({ path: join(folder, 'review-dark.png') })
    console.log(`Written to ${folder}`)
  } finally {
    await browser.close()
    await shell.stop()
    home.remove()
  }
}

async function review(page: Page): Promise<void> {
  await page.locator('dialog[open] input').waitFor()
  await page.keyboard.type('Ada')
  await page.keyboard.press('Enter')
  await page.getByRole('listbox').getByRole('option').nth(7).waitFor()
  await page.locator('dialog[open]').waitFor({ state: 'detached' })
  await page.keyboard.press('Enter')
  await page.locator('.cm-content').waitFor()
  for (const key of ['Enter', 'Enter', 'Enter', 'j']) {
    await page.keyboard.press(key)
    await page.waitForTimeout(500)
  }
}
