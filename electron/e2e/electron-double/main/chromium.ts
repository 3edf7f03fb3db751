import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { app, announceReady, surroundings } from './app.ts'
import { chromiumContext, setChromiumContext } from './chromium-context.ts'
import { answerRequest } from './network.ts'
import { options, record } from './records.ts'
import { isWindowPage, makingPages } from './window-page.ts'

/**
 * Starts Chromium with a profile below the program's user data, so that what a page keeps is there after a restart,
 * and with a port for the test to look at the same pages.
 */
export async function startChromium(): Promise<void> {
  const profile = join(app.getPath('userData'), 'double-profile')
  mkdirSync(profile, { recursive: true })
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0
  const context = await chromium.launchPersistentContext(profile, {
    ...options.context,
    executablePath: options.chromium.path,
    env: { ...definedEnvironment(), ...options.chromium.env },
    // Never the package's own arguments: they switch off web security.
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--block-new-web-contents',
      '--use-fake-device-for-media-stream',
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      '--remote-debugging-port=0',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      ...options.arguments,
    ],
    bypassCSP: options.bypassPolicy,
    acceptDownloads: false,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  const port = Number(readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n')[0])
  await context.route('**/*', answerRequest)
  context.on('page', (page) => {
    if (makingPages() || isWindowPage(page)) return
    // A page nobody made: opened past the handler. It is closed, and the test fails for it.
    record('stray-page', { url: page.url() })
    void page.close().catch(() => undefined)
  })
  setChromiumContext(context)
  context.on('close', () => {
    // Chromium went away under the program; there is nothing left to show.
    if (chromiumContext() !== undefined) process.exit(72)
  })
  surroundings.endChromium = async () => {
    setChromiumContext(undefined)
    await context.close()
  }
  record('ready', { port })
  announceReady()
}

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
