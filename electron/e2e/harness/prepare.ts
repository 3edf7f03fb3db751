import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../../tools/build.mjs'
import { findRuntime } from '../../tools/electron-runtime.mjs'
import { cacheFolder, outFolder, samples } from '../../tools/paths.mjs'
import { bundleDouble } from '../electron-double/bundle.ts'
import { describeChromium, findChromium, type Chromium } from './chromium.ts'
import type { Host } from './host.ts'

declare module 'vitest' {
  interface ProvidedContext {
    host: Host
    chromium: Chromium
    /** Folder of the double's scripts. */
    doubleScripts: string
    /** Electron's executable, empty where there is none. */
    electronRuntime: string
    /** Folder of a project with the articles that come with the program, which nobody has opened in a window yet. */
    sampleProject: string
  }
}

/** Who reads at the desk of a test. */
const coder = 'Ada'

/** A project of the sample articles without backups, made once for all hosts of this run: reading them anew for each test takes longer than the test. */
async function makeSampleProject(): Promise<string> {
  const folder = join(cacheFolder, `samples-${String(process.pid)}`, 'Artikel.beleg')
  if (existsSync(folder)) return folder
  const beleg = (...args: readonly string[]) =>
    promisify(execFile)(process.execPath, [join(outFolder, 'main', 'cli.js'), ...args])
  mkdirSync(dirname(folder))
  await beleg('init', folder)
  await beleg('import', folder, samples, '--author', coder)
  rmSync(join(folder, 'backups'), { recursive: true, force: true })
  return folder
}

/** Once per run: the program is built from the sources as they are, and a browser is at hand. */
export default async function prepare(project: TestProject): Promise<() => void> {
  const say = (line: string): void => {
    console.log(`[e2e] ${line}`)
  }
  await ensureBuilt({ say })
  const chromium = await findChromium()
  if (project.name === 'e2e') say(describeChromium(chromium))
  project.provide('chromium', chromium)
  project.provide('doubleScripts', project.name === 'e2e-double' ? await bundleDouble() : '')
  project.provide('electronRuntime', findRuntime(process.env) ?? '')
  const sampleProject = await makeSampleProject()
  project.provide('sampleProject', sampleProject)
  return () => {
    rmSync(dirname(sampleProject), { recursive: true, force: true })
  }
}
