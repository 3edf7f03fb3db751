#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { electronVersion, fetchRuntime, findRuntime, recentFailure } from './electron-runtime.mjs'
import { callersFolder, outFolder, root } from './paths.mjs'
import { terminalLanguage, words } from './words.mjs'

/** Milliseconds within which a failing Electron counts as not started. */
const startMs = 10_000

/**
 * @typedef {{ readonly browser: boolean, readonly fetch: boolean, readonly folder: string | undefined }} Wanted
 * @typedef {{ readonly help: true } | { readonly problem: string } | Wanted} Parsed
 */

/**
 * @param {readonly string[]} args
 * @param {string} from folder that a relative path refers to
 * @returns {Parsed}
 */
export function parse(args, from) {
  if (args.includes('--help') || args.includes('-h')) return { help: true }
  const unknown = args.find((arg) => arg.startsWith('-') && !['--browser', '--fetch'].includes(arg))
  if (unknown !== undefined) return { problem: words('unknownOption', unknown) }
  const folders = args.filter((arg) => !arg.startsWith('-'))
  const [named] = folders
  if (folders.length > 1) return { problem: words('oneFolder') }
  const folder = named === undefined ? undefined : resolve(from, named)
  if (folder !== undefined && statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    return { problem: words('noFolder', folder) }
  }
  return { browser: args.includes('--browser'), fetch: args.includes('--fetch'), folder }
}

/** @param {string} line */
const say = (line) => {
  console.log(line)
}

/**
 * The runtime, fetched where need be, or undefined after a sentence that says why not.
 * @param {Wanted} wanted
 * @returns {Promise<string | undefined>}
 */
async function runtime(wanted) {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    say(words('noDisplay'))
    return undefined
  }
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    say(words('asRoot'))
    return undefined
  }
  const found = findRuntime(process.env)
  if (found !== undefined) return found
  const lately = wanted.fetch ? undefined : recentFailure(Date.now())
  if (lately !== undefined) {
    say(words('notFetchedLately', lately))
    return undefined
  }
  say(words('fetching', electronVersion()))
  const fetched = await fetchRuntime({
    progress: (bytes) => {
      if (process.stdout.isTTY) process.stdout.write(`\r  ${(bytes / 1e6).toFixed(1)} MB `)
    },
  })
  if (process.stdout.isTTY) process.stdout.write('\r                \r')
  if (!fetched.ok) say(words('notFetched', fetched.reason))
  return fetched.ok ? findRuntime(process.env) : undefined
}

/**
 * Runs the desktop program until it ends.
 * @param {string} executable
 * @param {string | undefined} folder
 * @returns {Promise<number | undefined>} its exit code, or undefined where it did not start
 */
async function runElectron(executable, folder) {
  const env = { ...process.env }
  delete env['ELECTRON_RUN_AS_NODE']
  const started = Date.now()
  const child = spawn(executable, [root, ...(folder === undefined ? [] : [folder])], {
    stdio: 'inherit',
    env,
  })
  // Ctrl+C reaches the whole group: the program saves and ends, and this process waits for that.
  process.on('SIGINT', () => {})
  /** @type {number | string} */
  const end = await new Promise((done) => {
    child.once('error', (error) => {
      done(error.message)
    })
    child.once('exit', (code, signal) => {
      done(code ?? signal ?? 1)
    })
  })
  process.removeAllListeners('SIGINT')
  if (end === 0) return 0
  if (end !== 'SIGINT' && Date.now() - started < startMs) {
    say(words('electronFailed', String(end)))
    return undefined
  }
  return typeof end === 'number' ? end : 1
}

/** @param {readonly string[]} args */
async function main(args) {
  const wanted = parse(args, callersFolder(process.env, process.cwd()))
  if ('help' in wanted) {
    say(words('help'))
    return
  }
  if ('problem' in wanted) {
    console.error(`${wanted.problem}\n\n${words('help')}`)
    process.exitCode = 2
    return
  }
  try {
    await ensureBuilt({ say })
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
    return
  }
  const executable = wanted.browser ? undefined : await runtime(wanted)
  const code = executable === undefined ? undefined : await runElectron(executable, wanted.folder)
  if (code !== undefined) {
    process.exitCode = code
    return
  }
  const serve = join(outFolder, 'main', 'serve.js')
  process.argv = [
    process.argv[0] ?? process.execPath,
    serve,
    '--open',
    `--lang=${terminalLanguage(process.env)}`,
    ...(wanted.folder === undefined ? [] : [wanted.folder]),
  ]
  await import(pathToFileURL(serve).href)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await main(process.argv.slice(2))
