import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleServer } from '../bundle/serve-bundle.ts'
import { errorMessage } from '../../shared/errors.ts'
import { languageSchema, type Language } from '../../shared/model/vocabulary.ts'
import type { Workbench } from '../workbench/workbench.ts'
import { appWindowArguments, hasDisplay, installedBrowser, type InstalledBrowser } from './app-window.ts'
import { startServer } from './server.ts'
import { words } from './words.ts'

export interface ShellArguments {
  /** Open a window, where a browser and a display are there. */
  readonly open: boolean
  readonly language: Language
  readonly folder: string | undefined
}

/** Reads `[--open] [--lang=de] [folder]`. Anything else that looks like a switch is left unheard. */
export function shellArguments(args: readonly string[]): ShellArguments {
  const language = args.findLast((arg) => arg.startsWith('--lang='))?.slice('--lang='.length)
  return {
    open: args.includes('--open'),
    language: languageSchema.safeParse(language).data ?? 'en',
    folder: args.find((arg) => !arg.startsWith('-')),
  }
}

/** Milliseconds within which a browser that ends counts as one that opened no window. */
const windowMs = 3000

interface AppWindow {
  /** Resolves when the window is closed; false where it never opened. */
  readonly closed: Promise<boolean>
  readonly close: () => void
}

/** Shows an address in a window of its own, with a profile that lives as long as the window. */
function showWindow(browser: InstalledBrowser, url: string): AppWindow {
  const profile = mkdtempSync(join(tmpdir(), 'beleg-window-'))
  const started = Date.now()
  const child = spawn(browser.path, [...appWindowArguments(url, profile)], { stdio: 'ignore' })
  const closed = new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false))
    child.once('exit', (code) => resolve(code === 0 || Date.now() - started > windowMs))
  }).finally(() => {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  })
  return { closed, close: () => child.kill() }
}

/** Serves the workbench to a browser until its window is closed, or Ctrl+C. Resolves once everything is saved. */
export async function runShell(workbench: Workbench, page: string, given: ShellArguments): Promise<void> {
  const say = (...args: readonly [key: Parameters<typeof words>[1], what?: string]): void => {
    console.log(words(given.language, ...args))
  }
  const server = await startServer({
    call: workbench.call,
    subscribe: workbench.subscribe,
    placeOf: workbench.placeOf,
    bundle: bundleServer(page),
    showLink: (link) => say('newLink', link),
  })

  let asked = 0
  const interrupted = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        asked++
        if (asked === 2) say('still')
        if (asked > 2) process.exit(130)
        resolve()
      })
    }
  })

  if (given.folder !== undefined) {
    const answer = await workbench.openFolder(given.folder)
    if (!answer.ok) console.error(errorMessage(answer.error, given.language))
  }

  const browser =
    given.open && hasDisplay(process.platform, process.env)
      ? installedBrowser(process.platform, process.env, existsSync)
      : undefined
  const window = browser === undefined ? undefined : showWindow(browser, server.link)
  if (browser === undefined || window === undefined) say('link', server.link)
  else {
    say('window', browser.name)
    const shown = await Promise.race([window.closed, interrupted.then(() => true)])
    if (!shown) {
      say('windowFailed', browser.name)
      say('link', server.link)
      await interrupted
    }
  }
  if (window === undefined) await interrupted

  say('ending')
  window?.close()
  await server.close()
  await workbench.close()
  say('ended')
}
