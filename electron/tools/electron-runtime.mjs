import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder, readJson, root } from './paths.mjs'

const packageFolder = join(root, 'node_modules', 'electron')

/** @type {Readonly<Partial<Record<NodeJS.Platform, string>>>} */
const executables = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
}

/**
 * The Electron executable on this machine, or undefined: ELECTRON_EXEC_PATH (a file), ELECTRON_OVERRIDE_DIST_PATH
 * (a folder), then what the package has fetched. Never starts a fetch, as `require('electron')` would.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} [platform]
 * @param {string} [folder] of the package
 * @returns {string | undefined}
 */
export function findRuntime(env, platform = process.platform, folder = packageFolder) {
  const name = executables[platform] ?? 'electron'
  const places = [
    env['ELECTRON_EXEC_PATH'],
    env['ELECTRON_OVERRIDE_DIST_PATH'] && join(env['ELECTRON_OVERRIDE_DIST_PATH'], name),
    join(folder, 'dist', name),
  ]
  return places.find((place) => place !== undefined && place !== '' && existsSync(place))
}

/**
 * What is wrong with a runtime, in a few words, or undefined: half unpacked, or of another version than this program
 * is built for. One the person names as a file is taken as it is, unless its own folder says otherwise.
 * @param {string} executable
 * @param {string} [expected]
 * @returns {string | undefined}
 */
export function runtimeFault(executable, expected = electronVersion()) {
  const stat = statSync(executable, { throwIfNoEntry: false })
  if (stat === undefined || !stat.isFile() || stat.size === 0) return 'incomplete'
  if (process.platform !== 'win32' && (stat.mode & 0o111) === 0) return 'not executable'
  const mac = executable.includes('.app/Contents/MacOS/')
  const folder = mac ? join(executable, '../../../..') : join(executable, '..')
  let version
  try {
    version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return executable === process.env['ELECTRON_EXEC_PATH'] ? undefined : 'incomplete'
  }
  return version === expected ? undefined : `version ${version.slice(0, 20)} instead of ${expected}`
}

/**
 * Bytes of all files below a folder; files that vanish meanwhile count nothing.
 * @param {string} folder
 * @returns {number}
 */
function bytesIn(folder) {
  let bytes = 0
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
      if (entry.isFile())
        bytes += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0
    }
  } catch {
    return bytes
  }
  return bytes
}

const failureFile = join(cacheFolder, 'electron-fetch.json')
/** A machine that blocks the download today is not asked again at every start, but tomorrow. */
const dayMs = 24 * 3600 * 1000

/**
 * Why an attempt of the last day failed, or undefined where a new one is due.
 * @param {number} now milliseconds
 * @returns {string | undefined}
 */
export function recentFailure(now) {
  const failure = readJson(failureFile)
  if (typeof failure !== 'object' || failure === null || !('at' in failure) || !('reason' in failure))
    return undefined
  if (typeof failure.at !== 'number' || typeof failure.reason !== 'string') return undefined
  return now - failure.at < dayMs ? failure.reason : undefined
}

/**
 * @typedef {{ readonly ok: true } | { readonly ok: false, readonly reason: string }} Fetched
 * @typedef {object} FetchOptions
 * @property {(bytes: number) => void} progress called about four times a second with the bytes so far
 * @property {number} [patienceMs] without a byte after which it is ended
 * @property {string} [script] the installer
 * @property {string} [record] where a failure is remembered
 */

/**
 * Runs the package's own installer, which downloads, checks and unpacks the runtime.
 * It is ended when no byte arrives for 15 seconds; how many did shows in the folder it downloads into.
 * @param {FetchOptions} options
 * @returns {Promise<Fetched>}
 */
export async function fetchRuntime({
  progress,
  patienceMs = 15_000,
  script = join(packageFolder, 'install.js'),
  record = failureFile,
}) {
  const downloads = join(cacheFolder, `electron-download-${String(process.pid)}`)
  mkdirSync(downloads, { recursive: true })
  const proxied = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some((name) => process.env[name])
  const child = spawn(process.execPath, [script], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      TMPDIR: downloads,
      TEMP: downloads,
      TMP: downloads,
      ELECTRON_GET_NO_PROGRESS: '1',
      ...(proxied ? { ELECTRON_GET_USE_PROXY: '1' } : {}),
    },
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
    said = (said + text).slice(-20_000)
  })
  let bytes = 0
  let lastByte = Date.now()
  /** @type {{ now: boolean }} */
  const silent = { now: false }
  const watch = setInterval(() => {
    const now = bytesIn(downloads) + bytesIn(join(packageFolder, 'dist'))
    if (now !== bytes) lastByte = Date.now()
    bytes = now
    progress(bytes)
    if (Date.now() - lastByte > patienceMs) {
      silent.now = true
      child.kill('SIGKILL')
    }
  }, 250)
  try {
    /** @type {number | null} */
    const code = await new Promise((resolve) => {
      child.once('error', () => {
        resolve(-1)
      })
      child.once('close', resolve)
    })
    if (code === 0) return { ok: true }
    const cause = /\b(E[A-Z]{4,}|Response code \d{3}|self.signed certificate|fetch failed)\b/.exec(said)?.[0]
    const reason = silent.now
      ? `no byte in ${String(Math.round(patienceMs / 1000))} s`
      : (cause ?? `exit ${String(code)}`)
    writeFileSync(record, JSON.stringify({ at: Date.now(), reason }))
    return { ok: false, reason }
  } finally {
    clearInterval(watch)
    rmSync(downloads, { recursive: true, force: true })
  }
}

/** The version of Electron this program is built for. */
export function electronVersion() {
  const manifest = /** @type {unknown} */ (
    JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'))
  )
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest
    ? String(manifest.version)
    : '?'
}
