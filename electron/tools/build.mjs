#!/usr/bin/env node
import { spawn } from 'node:child_process'
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { stripVTControlCharacters } from 'node:util'
import { isStamp, sameTimes, sourceContent, sourceTimes, stampOf } from './freshness.mjs'
import { withLock } from './lock-file.mjs'
import { cacheFolder, outFolder, readJson, root } from './paths.mjs'

const help = `Usage: npm run build [-- --force]

Builds the desktop program, the browser shell and the command line into out/.
Does nothing when the sources are those of the last build.

  --force   build even so
  --help    this text`

const stampFile = join(outFolder, 'stamp.json')

/**
 * Puts sql.js's wasm beside the other resources, where the program looks for it.
 * Importing it from the package with ?asset is externalised by electron-vite 6 and fails at run time.
 */
export function copyWasm() {
  const from = join(root, 'node_modules', 'sql.js', 'dist', 'sql-wasm.wasm')
  const to = join(root, 'resources', 'sql-wasm.wasm')
  if (existsSync(to) && readFileSync(to).equals(readFileSync(from))) return
  // Written aside and renamed: a test running at the same time never reads half a file.
  copyFileSync(from, `${to}.${String(process.pid)}`)
  renameSync(`${to}.${String(process.pid)}`, to)
}

/** Whether out/ was built from the sources as they are. Renews the stamp where only file times differ. */
function fresh() {
  const stamp = readJson(stampFile)
  if (!isStamp(stamp) || !existsSync(join(root, 'resources', 'sql-wasm.wasm'))) return false
  const times = sourceTimes(root)
  if (sameTimes(stamp.times, times)) return true
  if (sourceContent(root, times) !== stamp.content) return false
  writeFileSync(stampFile, JSON.stringify({ times, content: stamp.content }))
  return true
}

/**
 * @param {string} outDir
 * @returns {Promise<void>}
 */
function runElectronVite(outDir) {
  const script = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const child = spawn(process.execPath, [script, 'build', '--logLevel', 'warn', '--outDir', outDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text
    })
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`The build failed.\n${stripVTControlCharacters(said)}`))
    })
  })
}

/**
 * Puts the new build in the place of the old one at once, so that a program started meanwhile finds one or the other.
 * @param {string} next
 */
function swap(next) {
  const old = `${outFolder}.old`
  rmSync(old, { recursive: true, force: true })
  try {
    if (existsSync(outFolder)) renameSync(outFolder, old)
    renameSync(next, outFolder)
  } catch {
    // Windows refuses to rename a folder somebody has open.
    cpSync(next, outFolder, { recursive: true, force: true })
    rmSync(next, { recursive: true, force: true })
  }
  rmSync(old, { recursive: true, force: true })
}

/**
 * Builds where the sources changed since the last build. Parallel calls wait for each other.
 * @param {{ readonly force?: boolean, readonly say?: (line: string) => void }} [options] `say` gets progress, never to stdout here
 * @returns {Promise<'fresh' | 'built'>} throws with the bundler's words where it fails
 */
export async function ensureBuilt({ force = false, say = () => {} } = {}) {
  if (!force && fresh()) return 'fresh'
  mkdirSync(cacheFolder, { recursive: true })
  const lock = join(cacheFolder, 'build.lock')
  const waiting = () => {
    say('Another build is running; waiting for it.')
  }
  return withLock(
    lock,
    async () => {
      if (!force && fresh()) return 'fresh' // the one waited for has done it
      const started = Date.now()
      say('Building Beleg …')
      copyWasm()
      const stamp = stampOf(root)
      const next = `${outFolder}.next`
      rmSync(next, { recursive: true, force: true })
      await runElectronVite(next)
      writeFileSync(join(next, 'stamp.json'), JSON.stringify(stamp))
      swap(next)
      say(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s.`)
      return 'built'
    },
    { waiting },
  )
}

/** @param {readonly string[]} args */
async function main(args) {
  if (args.includes('--help')) {
    console.log(help)
    return 0
  }
  const unknown = args.find((arg) => arg !== '--force')
  if (unknown !== undefined) {
    console.error(`Unknown option: ${unknown}\n\n${help}`)
    return 2
  }
  const say = (/** @type {string} */ line) => {
    console.log(line)
  }
  try {
    if ((await ensureBuilt({ force: args.includes('--force'), say })) === 'fresh')
      say('Nothing changed since the last build.')
    return 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await main(process.argv.slice(2))
