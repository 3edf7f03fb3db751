import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Folders and files a build is made from, relative to the root. */
const sources = [
  'electron',
  'renderer',
  'shared',
  'resources',
  'package.json',
  'package-lock.json',
  'electron.vite.config.ts',
  'tsconfig.base.json',
]

/** What lies in those folders and does not enter a build. The wasm is itself put there by the build. */
const outside = /^electron\/(e2e|bench|tools)(\/|$)|\.test\.tsx?$|\.md$|^resources\/sql-wasm\.wasm/

/**
 * @typedef {Readonly<Record<string, string>>} FileTimes path -> "mtime size"
 * @typedef {{ readonly times: FileTimes, readonly content: string }} Stamp
 */

/**
 * Modification time and size of every source, by path with forward slashes, in code-unit order.
 * @param {string} root
 * @returns {FileTimes}
 */
export function sourceTimes(root) {
  /** @type {[string, string][]} */
  const found = []
  /** @param {string} path */
  const visit = (path) => {
    const name = relative(root, path).split(sep).join('/')
    if (outside.test(name)) return
    const stat = lstatSync(path, { throwIfNoEntry: false })
    if (stat === undefined) return
    if (stat.isDirectory()) for (const child of readdirSync(path)) visit(join(path, child))
    else if (stat.isFile()) found.push([name, `${String(stat.mtimeMs)} ${String(stat.size)}`])
  }
  for (const source of sources) visit(join(root, source))
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/**
 * SHA-256 over names and bytes of the sources: the same after a checkout that only touched the times.
 * @param {string} root
 * @param {FileTimes} times
 * @returns {string}
 */
export function sourceContent(root, times) {
  const hash = createHash('sha256')
  for (const name of Object.keys(times)) {
    const bytes = readFileSync(join(root, name))
    hash.update(`${name}\0${String(bytes.length)}\0`).update(bytes)
  }
  return hash.digest('hex')
}

/**
 * What a build made now would be stamped with.
 * @param {string} root
 * @returns {Stamp}
 */
export function stampOf(root) {
  const times = sourceTimes(root)
  return { times, content: sourceContent(root, times) }
}

/**
 * Whether a stamp read back from disk is one.
 * @param {unknown} value
 * @returns {value is Stamp}
 */
export function isStamp(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    'content' in value &&
    typeof value.content === 'string' &&
    'times' in value &&
    typeof value.times === 'object' &&
    value.times !== null
  )
}

/**
 * @param {FileTimes} a
 * @param {FileTimes} b
 */
export function sameTimes(a, b) {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
