#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import {
  electronVersion,
  fetchRuntime,
  findRuntime,
  recentFailure,
  runtimeFault,
} from './electron-runtime.mjs'
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
 * What finding a runtime depends on; tests put stand-ins in its place.
 * @typedef {object} Surroundings
 * @property {NodeJS.Platform} platform
 * @property {NodeJS.ProcessEnv} env
 * @property {number | undefined} user id; 0 is root
 * @property {typeof findRuntime} find
 * @property {(executable: string) => string | undefined} fault
 * @property {(now: number) => string | undefined} lately
 * @property {typeof fetchRuntime} fetch
 * @property {(line: string) => void} say
 */

/** @type {Surroundings} */
const here = {
  platform: process.platform,
  env: process.env,
  user: process.getuid?.(),
  find: findRuntime,
  fault: runtimeFault,
  lately: recentFailure,
  fetch: fetchRuntime,
  say,
}

/**
 * The runtime, fetched where need be, or undefined after a sentence that says why not.
 * @param {Pick<Wanted, 'fetch'>} wanted
 * @param {Surroundings} [surroundings]
 * @returns {Promise<string | undefined>}
 */
export async function runtime(wanted, { platform, env, user, find, fault, lately, fetch, say } = here) {
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
    say(words('noDisplay'))
    return undefined
  }
  if (platform === 'linux' && user === 0) {
    say(words('asRoot'))
    return undefined
  }
  const found = find(env)
  const broken = found === undefined ? undefined : fault(found)
  if (found !== undefined && broken === undefined) return found
  if (found !== undefined && broken !== undefined && found !== find({})) {
    // The person named it; fetching another one would not put it there.
    say(words('badRuntimeNamed', broken))
    return undefined
  }
  const failed = wanted.fetch ? undefined : lately(Date.now())
  if (failed !== undefined) {
    say(words('notFetchedLately', failed))
    return undefined
  }
  if (broken !== undefined) say(words('badRuntime', broken))
  say(words('fetching', electronVersion()))
  const fetched = await fetch({
    progress: (bytes) => {
      if (process.stdout.isTTY) process.stdout.write(`\r  ${(bytes / 1e6).toFixed(1)} MB `)
    },
  })
  if (process.stdout.isTTY) process.stdout.write('\r                \r')
  if (!fetched.ok) {
    say(words('notFetched', fetched.reason))
    return undefined
  }
  const got = find(env)
  const wrong = got === undefined ? 'incomplete' : fault(got)
  if (wrong !== undefined) say(words('notFetched', wrong))
  return wrong === undefined ? got : undefined
}

/**
 * Runs the desktop program until it ends.
 * @param {string} executable
 * @param {string | undefined} folder
 * @param {(line: string) => void} [say]
 * @returns {Promise<number | undefined>} its exit code, or undefined where it did not start
 */
export async function runElectron(executable, folder, say = here.say) {
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
