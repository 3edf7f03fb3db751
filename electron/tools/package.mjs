#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { dirname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './build.mjs'
import { findRuntime, runtimeFault } from './electron-runtime.mjs'
import { root } from './paths.mjs'
import { writeSbom } from './sbom.mjs'
import { words } from './words.mjs'

/** Fetched when it is needed: with all it brings it is larger than the rest of the development packages together. */
export const builder = 'electron-builder@26.17.0'

const help = `Usage: npm run package [-- --dir]

Packages the desktop program for this system into dist/: AppImage and deb on Linux, dmg on macOS,
nsis on Windows. Needs the Electron runtime (npm start fetches it) and ${builder}, which npx fetches.

  --dir    the unpacked program only
  --help   this text`

/**
 * What keeps the program from being packaged here, in a sentence, or the folder of the runtime.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} [folder] of the package electron
 * @returns {{ readonly missing: string } | { readonly runtime: string }}
 */
export function packagingRuntime(env, folder) {
  const executable = folder === undefined ? findRuntime(env) : findRuntime(env, process.platform, folder)
  if (executable === undefined) return { missing: words('noRuntimeToPackage') }
  const fault = runtimeFault(executable)
  if (fault !== undefined) return { missing: words('badRuntimeToPackage', fault) }
  const up = process.platform === 'darwin' ? 4 : 1
  let runtime = executable
  for (let step = 0; step < up; step++) runtime = dirname(runtime)
  return { runtime }
}

/** @param {readonly string[]} args */
async function main(args) {
  if (args.includes('--help')) {
    console.log(help)
    return 0
  }
  const unknown = args.find((arg) => arg !== '--dir')
  if (unknown !== undefined) {
    console.error(`${words('unknownOption', unknown)}\n\n${help}`)
    return 2
  }
  const found = packagingRuntime(process.env)
  if ('missing' in found) {
    console.error(found.missing)
    return 1
  }
  try {
    await ensureBuilt({
      say: (line) => {
        console.log(line)
      },
    })
    writeSbom()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return 1
  }
  const run = spawnSync(
    'npx',
    [
      '--yes',
      builder,
      '--config',
      'electron-builder.config.mjs',
      '--publish',
      'never',
      `-c.electronDist=${found.runtime}`,
      ...args,
    ],
    { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' },
  )
  if (run.status === 0) return 0
  console.error(words('notPackaged', builder))
  return 1
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await main(process.argv.slice(2))
