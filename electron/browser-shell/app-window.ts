import { join } from 'node:path'

/** A browser of the Chromium family, which can show a page in a window of its own. */
export interface InstalledBrowser {
  readonly name: string
  readonly path: string
}

interface Known {
  readonly name: string
  readonly linux: readonly string[]
  readonly darwin: string
  readonly win32: string
}

/** In order of preference: plain Chromium and Chrome first, then its relatives. */
const known: readonly Known[] = [
  {
    name: 'Google Chrome',
    linux: ['google-chrome', 'google-chrome-stable'],
    darwin: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    win32: 'Google\\Chrome\\Application\\chrome.exe',
  },
  {
    name: 'Chromium',
    linux: ['chromium', 'chromium-browser'],
    darwin: 'Chromium.app/Contents/MacOS/Chromium',
    win32: 'Chromium\\Application\\chrome.exe',
  },
  {
    name: 'Microsoft Edge',
    linux: ['microsoft-edge', 'microsoft-edge-stable'],
    darwin: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    win32: 'Microsoft\\Edge\\Application\\msedge.exe',
  },
  {
    name: 'Brave',
    linux: ['brave-browser', 'brave'],
    darwin: 'Brave Browser.app/Contents/MacOS/Brave Browser',
    win32: 'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  },
  {
    name: 'Vivaldi',
    linux: ['vivaldi', 'vivaldi-stable'],
    darwin: 'Vivaldi.app/Contents/MacOS/Vivaldi',
    win32: 'Vivaldi\\Application\\vivaldi.exe',
  },
]

/** Where executables of a platform may lie, in order. */
function candidates(browser: Known, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  if (platform === 'darwin') {
    const home = env['HOME']
    return ['/Applications', ...(home === undefined ? [] : [`${home}/Applications`])].map(
      (folder) => `${folder}/${browser.darwin}`,
    )
  }
  if (platform === 'win32') {
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => {
      const folder = env[name]
      return folder === undefined ? [] : [`${folder}\\${browser.win32}`]
    })
  }
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  return folders.flatMap((folder) => browser.linux.map((name) => join(folder, name)))
}

/**
 * The installed browser that can open an app window, or undefined.
 * `exists` is asked about absolute paths.
 */
export function installedBrowser(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
  exists: (path: string) => boolean,
): InstalledBrowser | undefined {
  for (const browser of known) {
    const path = candidates(browser, platform, env).find(exists)
    if (path !== undefined) return { name: browser.name, path }
  }
  return undefined
}

/** Whether a window can be shown here: on Linux and the BSDs that takes a display server. */
export function hasDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (platform === 'win32' || platform === 'darwin') return true
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY'])
}

/**
 * Arguments for a window without tabs and address bar. With a profile of its own, the process lives as long as
 * the window, and nothing of the person's browsing touches the program.
 */
export function appWindowArguments(url: string, profile: string): readonly string[] {
  return [
    `--app=${url}`,
    `--user-data-dir=${profile}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-extensions',
  ]
}
