import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { findRuntime } from '../tools/electron-runtime.mjs'
import { root } from '../tools/paths.mjs'

/** How long a test waits for anything to show, in milliseconds, before it says that it never will. */
export const patienceMs = 60_000

/**
 * Why the tests cannot run on Electron itself here, or undefined where they can.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function whyNotElectron(env) {
  if (findRuntime(env) === undefined)
    return 'its runtime is not here (neither ELECTRON_OVERRIDE_DIST_PATH nor node_modules/electron/dist)'
  if (process.platform !== 'linux') return undefined
  if (process.getuid?.() === 0) return 'its sandbox does not work for root'
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? undefined : 'there is no display'
}

/**
 * The hosts of the end-to-end tests: the project of vitest that runs them, the name a person knows them by,
 * and which tests are theirs by the way they are written.
 */
export const hosts = /** @type {const} */ ([
  {
    project: 'e2e',
    host: 'browser',
    name: 'the browser shell',
    uses: /\bwith(BrowserShell|Host)\(|\batTheDesk\(/,
  },
  {
    project: 'e2e-double',
    host: 'double',
    name: 'the double of Electron',
    uses: /\bwith(Double|Host)\(|\batTheDesk\(|startDouble\(/,
  },
  { project: 'e2e-electron', host: 'electron', name: 'Electron itself', uses: /\b(withHost|atTheDesk)\(/ },
])

/**
 * The test files of a host, relative to the repository. A file whose tests use what only one host has
 * (`withBrowserShell`, `withDouble`) runs there alone; what uses none of them runs once, in the browser's project.
 * @param {(typeof hosts)[number]} host
 * @returns {readonly string[]}
 */
export function testFiles({ host, uses }) {
  if (host === 'electron' && whyNotElectron(process.env) !== undefined) return []
  return readdirSync(join(root, 'electron', 'e2e'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.e2e.ts'))
    .map((file) => join(root, 'electron', 'e2e', file))
    .filter((file) => {
      const source = readFileSync(file, 'utf8')
      return uses.test(source) || (host === 'browser' && !hosts.some((one) => one.uses.test(source)))
    })
    .map((file) => relative(root, file).replaceAll('\\', '/'))
}
