import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { startBrowserShell, testHome, type BrowserShell, type TestHome } from './browser-shell.ts'
import { launchChromium } from './chromium.ts'
import { screenshot } from './screenshot.ts'
import { watch } from './watch.ts'

export { accessibilityViolations } from './axe.ts'
export { callChannel } from './call-channel.ts'
export { screenshot } from './screenshot.ts'
export { startBrowserShell, testHome, type BrowserShell, type TestHome } from './browser-shell.ts'

/** The program as a person has it before them. */
export interface Session {
  readonly home: TestHome
  readonly context: BrowserContext
  readonly page: Page
  /** The shell as it runs now; another one after `restart`. */
  readonly shell: () => BrowserShell
  /** Ends the program (Ctrl+C, or the power cut off) and opens it again, in the same home; the page shows it anew. */
  readonly restart: (how: 'stop' | 'kill', folder?: string) => Promise<void>
}

export interface SessionOptions {
  /** Prepares the home before the program starts; returns the folder it is started with, if any. */
  readonly prepare?: (home: TestHome) => string | undefined
  readonly context?: BrowserContextOptions
  /** What the test is about, as patterns of addresses and problems that `watch` records. All others fail the test. */
  readonly expected?: readonly RegExp[]
}

/**
 * Starts the built browser shell in a fresh home and Chromium before it, runs `test`, and ends both. Afterwards the
 * page must have asked for nothing outside the program, thrown nothing and violated no policy, and the program must
 * have ended by itself with 0. Where the test fails, a picture of the page is kept.
 */
export async function withBrowserShell(
  test: (session: Session) => Promise<void>,
  options: SessionOptions = {},
): Promise<void> {
  const home = testHome()
  const folder = options.prepare?.(home)
  let shell = await startBrowserShell(home, folder)
  const browser = await launchChromium(inject('chromium'))
  try {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      ...options.context,
    })
    let watched = watch(context, shell.origin)
    const page = await context.newPage()
    await page.goto(shell.link())
    const unexpected = (found: readonly string[]): readonly string[] =>
      found.filter((one) => !options.expected?.some((pattern) => pattern.test(one)))
    const judge = (): void => {
      expect(unexpected(watched.foreign), 'requests outside the program').toEqual([])
      expect(unexpected(watched.problems), 'problems in the page').toEqual([])
    }
    const session: Session = {
      home,
      context,
      page,
      shell: () => shell,
      async restart(how, folder) {
        judge()
        if (how === 'stop') expect(await shell.stop(), shell.output()).toBe(0)
        else await shell.kill()
        shell = await startBrowserShell(home, folder)
        watched = watch(context, shell.origin)
        await page.goto(shell.link())
      },
    }
    try {
      await test(session)
    } catch (error) {
      await screenshot(page, `failed ${expect.getState().currentTestName ?? 'test'}`).catch(() => undefined)
      throw error
    }
    judge()
    await context.close()
    expect(await shell.stop(), shell.output()).toBe(0)
  } finally {
    await browser.close()
    await shell.kill()
    home.remove()
  }
}
