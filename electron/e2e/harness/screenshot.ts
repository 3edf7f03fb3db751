import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { root } from '../../tools/paths.mjs'

/** Pictures of a run, for a person to look at; not kept in the repository. */
export const screenshotFolder = join(root, 'test-results', 'screenshots')

/** Takes a picture of the page once its fonts are there and nothing moves; returns the file. */
export async function screenshot(page: Page, name: string): Promise<string> {
  mkdirSync(screenshotFolder, { recursive: true })
  const path = join(screenshotFolder, `${name.replace(/[^\w-]+/g, '-')}.png`)
  await page.evaluate(() => document.fonts.ready.then(() => undefined))
  await page.screenshot({ path, animations: 'disabled', caret: 'initial' })
  return path
}
