#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { outFolder, readJson, root } from './paths.mjs'

const help = `Usage: npm run sbom

Writes out/sbom.json: every package that ships, as CycloneDX. What only builds and tests is left out.

  --help   this text`

/**
 * Writes the list of what ships; returns how many packages it holds. Throws with npm's words where it fails.
 * @returns {number}
 */
export function writeSbom() {
  const npm = process.env['npm_execpath']
  const args = ['sbom', '--sbom-format=cyclonedx', '--omit=dev', '--package-lock-only']
  const run =
    npm === undefined
      ? spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
      : spawnSync(process.execPath, [npm, ...args], { cwd: root, encoding: 'utf8' })
  if (run.status !== 0) throw new Error(`npm sbom failed: ${run.stderr || String(run.error)}`)
  /** @type {unknown} */
  const sbom = JSON.parse(run.stdout)
  if (typeof sbom !== 'object' || sbom === null || !('components' in sbom) || !Array.isArray(sbom.components))
    throw new Error('npm sbom gave no list of components.')
  // Electron is built with, and is all that ships of the development packages.
  const electron = /** @type {{ readonly version?: unknown } | undefined} */ (
    readJson(join(root, 'node_modules', 'electron', 'package.json'))
  )
  const version = typeof electron?.version === 'string' ? electron.version : 'unknown'
  sbom.components.push({
    type: 'framework',
    'bom-ref': `electron@${version}`,
    name: 'electron',
    version: version,
    purl: `pkg:npm/electron@${version}`,
    licenses: [{ license: { id: 'MIT' } }],
  })
  mkdirSync(outFolder, { recursive: true })
  writeFileSync(join(outFolder, 'sbom.json'), `${JSON.stringify(sbom, null, 2)}\n`)
  return sbom.components.length
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--help')) console.log(help)
  else console.log(`out/sbom.json: ${String(writeSbom())} packages.`)
}
