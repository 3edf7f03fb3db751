import { readFileSync } from 'node:fs'
import { basename, relative, sep } from 'node:path'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { patienceMs } from '../hosts.mjs'
import { startBrowserShell, type BrowserShell } from './browser-shell.ts'
import { launchChromium } from './chromium.ts'
import type { TestHome } from './home.ts'
import type { Running } from './host.ts'
import { watch, type Watch } from './watch.ts'

/** The page's own chooser: from the home down, folder by folder, then the folder itself or the files in it. */
async function chooseInPage(page: Page, home: TestHome, paths: readonly string[]): Promise<void> {
  const dialog = page.getByRole('dialog').filter({ has: page.locator('.chooser') })
  await dialog.waitFor()
  const [first] = paths
  if (first === undefined) {
    await page.keyboard.press('Escape')
    return
  }
  const entry = (name: string) => dialog.locator('.chooser-name').getByText(name, { exact: true })
  const open = async (name: string): Promise<void> => {
    await entry(name).dblclick()
    await dialog.locator('.chooser-here', { hasText: name }).waitFor()
  }
  await entry(home.folder).dblclick()
  await dialog.locator('.chooser-here', { hasText: home.folder }).waitFor()
  const steps = relative(home.folder, first).split(sep)
  for (const step of steps.slice(0, -1)) await open(step)
  const last = entry(basename(first))
  await last.waitFor()
  const kind = await last.getAttribute('data-kind')
  if (kind === 'folder') {
    await open(basename(first))
    await dialog.locator('.button-main, [data-look=main]').first().click()
  } else if (paths.length === 1) await last.dblclick()
  else {
    for (const path of paths) {
      await entry(basename(path)).click()
      await page.keyboard.press('Space')
    }
    await dialog.locator('.button-main, [data-look=main]').first().click()
  }
}

/** A browser is given copies of files, and no paths. */
async function dropInBrowser(page: Page, selector: string, paths: readonly string[]): Promise<void> {
  const files = paths.map((path) => ({
    name: basename(path),
    content: readFileSync(path).toString('base64'),
  }))
  const transfer = await page.evaluateHandle((all) => {
    const made = new DataTransfer()
    for (const { name, content } of all) {
      const bytes = Uint8Array.from(atob(content), (one) => one.charCodeAt(0))
      made.items.add(new File([bytes], name))
    }
    return made
  }, files)
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent(selector, type, { dataTransfer: transfer })
  }
}

/** A browser with one page, which shows one shell after another. */
export interface BrowserPage {
  readonly browser: Browser
  readonly show: (
    home: TestHome,
    folder: string | undefined,
  ) => Promise<Running & { readonly shell: BrowserShell }>
}

export async function openBrowser(options: BrowserContextOptions | undefined): Promise<BrowserPage> {
  const browser = await launchChromium(inject('chromium'))
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    ...options,
  })
  context.setDefaultTimeout(patienceMs)
  let page: Page | undefined
  return {
    browser,
    async show(home, folder) {
      // A page of the shell before would go on asking for its push feed.
      await page?.goto('about:blank')
      const shell = await startBrowserShell(home, folder)
      const watched: Watch = watch(context, shell.origin)
      page ??= await context.newPage()
      const shown = page
      await shown.goto(shell.link())
      return {
        shell,
        page: () => shown,
        context: () => context,
        findings: () => watched,
        stop: shell.stop,
        kill: shell.kill,
        output: shell.output,
        choose: (paths) => chooseInPage(shown, home, paths),
        drop: (selector, paths) => dropInBrowser(shown, selector, paths),
      }
    },
  }
}
