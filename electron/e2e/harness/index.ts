import type { BrowserContext, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import type { BrowserShell } from './browser-shell.ts'
import { callChannel } from './call-channel.ts'
import { testHome, type TestHome } from './home.ts'
import { standingFor, type Running, type Session, type SessionOptions, type Start } from './host.ts'
import { openBrowser, type BrowserPage } from './on-browser-shell.ts'
import { runOnDouble, type DoubleSettings } from './on-double.ts'
import { runOnElectron } from './on-electron.ts'
import { screenshot } from './screenshot.ts'
import { patienceMs } from '../hosts.mjs'
import type { Double } from '../electron-double/launch.ts'

export { accessibilityViolations } from './axe.ts'
export { callChannel } from './call-channel.ts'
export { screenshot } from './screenshot.ts'
export { startBrowserShell, type BrowserShell } from './browser-shell.ts'
export { folderOfOneArticle, testHome, type TestHome } from './home.ts'
export { findingsOf, startDouble, type DoubleSettings } from './on-double.ts'
export type { Host, Session, SessionOptions } from './host.ts'

/**
 * Runs `test` in a session and ends the program. Afterwards the page must have asked for nothing outside the program,
 * thrown nothing and violated no policy, and the program must have ended by itself with 0. Where the test fails, a
 * picture of the page is kept.
 */
async function runSession<R extends Running>(
  start: (home: TestHome, folder: string | undefined) => Promise<R>,
  options: SessionOptions,
  test: (session: Session, running: () => R) => Promise<void>,
): Promise<void> {
  const made = testHome()
  const home: TestHome = { ...made, env: { ...made.env, ...options.env } }
  let running: R | undefined
  const now = (): R => {
    if (running === undefined) throw new Error('The program does not run.')
    return running
  }
  const unexpected = (found: readonly string[]): readonly string[] =>
    found.filter((one) => !options.expected?.some((pattern) => pattern.test(one)))
  const judge = (): void => {
    const { foreign, problems } = now().findings()
    expect(unexpected(foreign), 'requests outside the program').toEqual([])
    expect(unexpected(problems), 'problems in the page').toEqual([])
  }
  const begin = async (folder: string | undefined): Promise<void> => {
    running = await start(home, folder)
    // The desktop shows its window while the folder is still being opened; the browser shell opens it first.
    if (folder !== undefined) await projectOpened(running.page())
  }
  try {
    await begin(options.prepare?.(home))
    const session: Session = {
      host: inject('host'),
      home,
      page: standingFor<Page>(() => now().page()),
      context: standingFor<BrowserContext>(() => now().context()),
      async restart(how, folder) {
        judge()
        if (how === 'stop') expect(await now().stop(), now().output()).toBe(0)
        else await now().kill()
        await begin(folder)
      },
      choose: (paths) => now().choose(paths),
      drop: (selector, paths) => now().drop(selector, paths),
    }
    try {
      await test(session, now)
    } catch (error) {
      await screenshot(now().page(), `failed ${expect.getState().currentTestName ?? 'test'}`).catch(
        () => undefined,
      )
      throw error
    }
    judge()
    if (options.endsByItself !== true) expect(await now().stop(), now().output()).toBe(0)
  } finally {
    await running?.kill()
    home.remove()
  }
}

/** Waits until a project is open in the page's program; where none opens, the test itself will say so. */
async function projectOpened(page: Page): Promise<void> {
  for (let waited = 0; waited < patienceMs; waited += 100) {
    const status = await callChannel(page, 'project.status', {})
    if (status.ok && status.value !== null) return
    await page.waitForTimeout(100)
  }
}

async function inBrowser(
  options: SessionOptions,
  use: (browser: BrowserPage) => Promise<void>,
): Promise<void> {
  const opened = await openBrowser(options.context)
  try {
    await use(opened)
  } finally {
    await opened.browser.close()
  }
}

/**
 * A test of the program on whichever host this run is for: the browser shell, the double of Electron, or Electron
 * itself. It is written once; what only one host has belongs in a test of that host.
 */
export async function withHost(
  test: (session: Session) => Promise<void>,
  options: SessionOptions = {},
): Promise<void> {
  const host = inject('host')
  if (host === 'browser') {
    await inBrowser(options, (browser) => runSession(browser.show, options, test))
    return
  }
  const start: Start =
    host === 'double'
      ? (home, folder) => runOnDouble(home, folder, context(options))
      : (home, folder) => runOnElectron(home, folder, options.context)
  await runSession(start, options, test)
}

const context = (options: SessionOptions): DoubleSettings =>
  options.context === undefined ? {} : { context: options.context }

/** What only the browser shell has: tokens, cookies, more than one page, an address. */
export interface BrowserSession extends Session {
  /** The shell as it runs now; another one after `restart`. */
  readonly shell: () => BrowserShell
}

/** A test of the browser shell alone. Files with such a test run on no other host. */
export async function withBrowserShell(
  test: (session: BrowserSession) => Promise<void>,
  options: SessionOptions = {},
): Promise<void> {
  await inBrowser(options, (browser) =>
    runSession(browser.show, options, (session, running) =>
      test({ ...session, shell: () => running().shell }),
    ),
  )
}

/** What only the double has: its records, and its side door into the program. */
export interface DoubleSession extends Session {
  readonly double: () => Double
}

/** A test of the desktop program alone, on the double. */
export async function withDouble(
  test: (session: DoubleSession) => Promise<void>,
  options: SessionOptions & DoubleSettings = {},
): Promise<void> {
  await runSession(
    (home, folder) => runOnDouble(home, folder, options),
    options,
    (session, running) => test({ ...session, double: () => running().double }),
  )
}
