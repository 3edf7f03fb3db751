#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './paths.mjs'

/** Fetched when it is asked for: it brings several hundred packages. */
const scanner = '@doyensec/electronegativity@1.10.3'

const help = `Usage: npm run check:security [-- --scan] [-- --write]

Prints every item of Electron's security tutorial with how it holds here and which test shows it.

  --scan    also runs ${scanner}, which npx fetches
  --write   writes the table into electron/desktop/README.md
  --help    this text`

/**
 * @typedef {{ readonly item: string, readonly holds: string, readonly tests: readonly string[] }} Item
 * @returns {readonly Item[]}
 */
export function securityItems() {
  /** @type {unknown} */
  const read = JSON.parse(readFileSync(join(root, 'electron', 'desktop', 'security.json'), 'utf8'))
  const { items } = /** @type {{ readonly items: readonly Item[] }} */ (read)
  return items
}

/** The items as the table of the README. */
export function securityTable() {
  const rows = securityItems().map(
    ({ item, holds, tests }, at) =>
      `| ${String(at + 1)} | ${item} | ${holds} | ${tests.map((test) => test.replace(/^electron\//, '')).join('; ')} |`,
  )
  return ['| | item | how it holds | which test |', '|---|---|---|---|', ...rows].join('\n')
}

const begin = '<!-- security: written by npm run check:security -- --write -->'
const end = '<!-- security: end -->'

/**
 * A README with the table in its place.
 * @param {string} readme
 * @returns {string}
 */
export function withTable(readme) {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from < 0 || to < from) throw new Error('electron/desktop/README.md has no place for the table.')
  return `${readme.slice(0, from)}${begin}\n${securityTable()}\n${readme.slice(to)}`
}

/** @param {readonly string[]} args */
function main(args) {
  if (args.includes('--help')) {
    console.log(help)
    return 0
  }
  const unknown = args.find((arg) => !['--scan', '--write'].includes(arg))
  if (unknown !== undefined) {
    console.error(`Not understood: ${unknown}\n\n${help}`)
    return 2
  }
  if (args.includes('--write')) {
    const file = join(root, 'electron', 'desktop', 'README.md')
    writeFileSync(file, withTable(readFileSync(file, 'utf8')))
  }
  securityItems().forEach(({ item, holds, tests }, at) => {
    console.log(`${String(at + 1).padStart(2)}. ${item}\n    ${holds}`)
    for (const test of tests) console.log(`    - ${test}`)
  })
  console.log(`\n${String(securityItems().length)} items, each with a test.`)
  if (!args.includes('--scan')) return 0
  const run = spawnSync(
    'npx',
    ['--yes', scanner, '--input', join(root, 'electron', 'desktop'), '--severity', 'medium'],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  if (run.status !== 0) console.error(`${scanner} could not be fetched, or found something; see above.`)
  return run.status ?? 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = main(process.argv.slice(2))
