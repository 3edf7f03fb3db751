import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { chromium, type Browser } from 'playwright-core'
import { installedBrowser } from '../../browser-shell/app-window.ts'
import { withLock } from '../../tools/lock-file.mjs'
import { cacheFolder } from '../../tools/paths.mjs'

/** A Chromium that starts on this machine, with what its environment needs for that. */
export interface Chromium {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
  /** Where it comes from, for the report of a test run. */
  readonly origin: string
}

const run = promisify(execFile)

/** Whether the executable starts at all: shared libraries are missing on lean machines. */
async function starts(path: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    await run(path, ['--version'], { env: { ...process.env, ...env }, timeout: 30_000 })
    return true
  } catch {
    return false
  }
}

/**
 * Unpacks the Chromium of `@sparticuz/chromium` into the tools' cache, with the libraries and fonts it brings
 * for machines that have none. The package unpacks into the temporary folder and the libraries only where it
 * believes to run on Amazon Linux 2023, so both are set for the time of the call.
 */
async function unpack(): Promise<string> {
  const folder = join(cacheFolder, 'chromium-147.0.0')
  const ready = join(folder, 'ready')
  mkdirSync(folder, { recursive: true })
  await withLock(join(cacheFolder, 'chromium.lock'), async () => {
    if (existsSync(ready)) return
    const { default: packed } = await import('@sparticuz/chromium')
    const before = { TMPDIR: process.env['TMPDIR'], AWS_EXECUTION_ENV: process.env['AWS_EXECUTION_ENV'] }
    process.env['TMPDIR'] = folder
    process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs20.x'
    try {
      await packed.executablePath()
    } finally {
      for (const [name, value] of Object.entries(before)) {
        if (value === undefined) Reflect.deleteProperty(process.env, name)
        else process.env[name] = value
      }
    }
    writeFileSync(ready, '')
  })
  return folder
}

/**
 * The Chromium that end-to-end tests use: the packed one on Linux x64, an installed Chrome, Edge or Chromium elsewhere.
 * Throws where there is none, saying what to install.
 */
export async function findChromium(): Promise<Chromium> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const folder = await unpack()
    const path = join(folder, 'chromium')
    const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf')
      ? {}
      : { FONTCONFIG_PATH: join(folder, 'fonts') }
    const origin = '@sparticuz/chromium 147.0.0'
    if (await starts(path, fonts)) return { path, env: fonts, origin }
    const env = { ...fonts, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') }
    if (await starts(path, env)) return { path, env, origin: `${origin}, with the libraries it brings` }
    throw new Error(
      `The Chromium of ${origin} does not start on this machine: run ${path} --version to see why.`,
    )
  }
  const browser = installedBrowser(process.platform, process.env, existsSync)
  if (browser === undefined)
    throw new Error('End-to-end tests need Chrome, Edge or Chromium to be installed here.')
  return { path: browser.path, env: {}, origin: browser.name }
}

/** Chromium as root has no sandbox; nobody should mistake that for the ordinary way. */
const asRoot = process.platform === 'linux' && process.getuid?.() === 0

/** What the harness says once per run, so that a reader of its output knows what was tested with what. */
export function describeChromium(found: Chromium): string {
  return `Chromium: ${found.origin}${asRoot ? '; started with --no-sandbox because the tests run as root' : ''}`
}

/**
 * Starts it headless. Never with the package's own arguments: they switch off web security and site isolation.
 * No name but loopback resolves, so that a request that slips through cannot leave the machine.
 */
export async function launchChromium(found: Chromium): Promise<Browser> {
  return chromium.launch({
    executablePath: found.path,
    env: { ...definedEnv(), ...found.env },
    args: [
      ...(asRoot ? ['--no-sandbox'] : []),
      '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
    ],
  })
}

function definedEnv(): Record<string, string> {
  const env: Record<string, string> = {}
  for (const [name, value] of Object.entries(process.env)) if (value !== undefined) env[name] = value
  return env
}
