import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The folder that holds package.json. */
export const root = resolve(import.meta.dirname, '../..')

/** Where the tools keep what they may lose: locks, records of failed fetches. */
export const cacheFolder = join(root, 'node_modules', '.cache', 'beleg')

/** Where `npm run build` puts the program. */
export const outFolder = join(root, 'out')

/** The articles that come with the program. */
export const samples = join(root, 'resources', 'samples', 'articles')

/**
 * The folder that relative paths of the caller refer to. npm moves to the package's root before it runs a
 * script and leaves the caller's folder in INIT_CWD; INIT_CWD inherited from another package's script is ignored.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} cwd
 * @returns {string}
 */
export function callersFolder(env, cwd) {
  const movedByNpm = env['npm_package_json'] === join(root, 'package.json') && resolve(cwd) === root
  return movedByNpm && env['INIT_CWD'] ? env['INIT_CWD'] : cwd
}

/**
 * Parses a JSON file; undefined where it is absent or no JSON.
 * @param {string} path
 * @returns {unknown}
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
