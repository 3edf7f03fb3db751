import type { BrowserContextOptions, Page } from 'playwright-core'
import { inject } from 'vitest'
import { patienceMs } from '../hosts.mjs'
import { launchDouble, type Double } from '../electron-double/launch.ts'
import type { Recorded } from '../electron-double/side-door.ts'
import type { TestHome } from './home.ts'
import { standingFor, type Findings, type Running } from './host.ts'

export interface DoubleSettings {
  readonly context?: BrowserContextOptions
  /** Arguments after the folder. */
  readonly further?: readonly string[]
  readonly locale?: string
  readonly packaged?: boolean
  /** Leaves the page's own policy out, to try what stands behind it. */
  readonly bypassPolicy?: boolean
}

/** Starts the built program on the double, in a home; the window may not be there yet. */
export function startDouble(home: TestHome, folder?: string, settings: DoubleSettings = {}): Double {
  const { path, env } = inject('chromium')
  return launchDouble({
    scripts: inject('doubleScripts'),
    chromium: { path, env },
    arguments: [],
    locale: settings.locale ?? 'en-GB',
    packaged: settings.packaged ?? false,
    bypassPolicy: settings.bypassPolicy ?? false,
    context: { viewport: { width: 1440, height: 900 }, locale: 'en-GB', ...settings.context },
    env: home.env,
    cwd: home.folder,
    programArguments: [...(folder === undefined ? [] : [folder]), ...(settings.further ?? [])],
  })
}

/** What of the records a test has to expect, or it fails. */
function findingOf(record: Recorded): Findings {
  const problem = (text: string): Findings => ({ foreign: [], problems: [text] })
  switch (record.kind) {
    case 'request-refused':
      return { foreign: [record.url], problems: [] }
    case 'console':
      return record.level === 'error' ? problem(`console: ${record.text}`) : { foreign: [], problems: [] }
    case 'page-error':
      return problem(`uncaught: ${record.message}`)
    case 'stray-page':
      return problem(`a page nobody made: ${record.url}`)
    case 'window-error':
    case 'preload-error':
    case 'double-error':
    case 'load-failed':
      return problem(`${record.kind}: ${record.message}`)
    case 'error-box':
      return problem(`error box: ${record.content}`)
    default:
      return { foreign: [], problems: [] }
  }
}

export function findingsOf(records: readonly Recorded[]): Findings {
  const all = records.map(findingOf)
  return {
    foreign: all.flatMap(({ foreign }) => foreign),
    problems: all.flatMap(({ problems }) => problems),
  }
}

/** Drops files as the system does, with their paths behind them. */
async function dropFromDisk(
  page: Page,
  double: Double,
  selector: string,
  paths: readonly string[],
): Promise<void> {
  await double.run('files', { paths })
  const box = await page.locator(selector).first().boundingBox()
  if (box === null) throw new Error(`Nothing to drop on: ${selector}`)
  const cdp = await page.context().newCDPSession(page)
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data })
  }
  await cdp.detach()
}

/** The program on the double, with its page shown. */
export async function runOnDouble(
  home: TestHome,
  folder: string | undefined,
  settings: DoubleSettings,
): Promise<Running & { readonly double: Double }> {
  const double = startDouble(home, folder, settings)
  let page: Page
  try {
    page = await double.page()
    page.setDefaultTimeout(patienceMs)
    // The window's page is there before the program has loaded anything into it.
    await page.waitForURL(/^https:\/\/bundle\.app\./)
  } catch (error) {
    await double.kill()
    throw error
  }
  let answered = 0
  return {
    double,
    page: () => page,
    context: () => standingFor(() => page.context()),
    findings: () => findingsOf(double.records),
    output: double.output,
    async stop() {
      await double.run('close-window', {})
      const code = await double.exit
      await double.dispose()
      return code
    },
    kill: double.kill,
    async choose(paths) {
      const asked = answered++
      await double.saw('dialog', (dialog) => double.all('dialog').indexOf(dialog) >= asked)
      const method = double.all('dialog')[asked]?.method ?? ''
      const value =
        method === 'showSaveDialog'
          ? { canceled: paths.length === 0, filePath: paths[0] ?? '' }
          : { canceled: paths.length === 0, filePaths: paths }
      await double.run('answer', { method, value })
    },
    drop: (selector, paths) => dropFromDisk(page, double, selector, paths),
  }
}
