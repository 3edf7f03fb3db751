import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../../tools/build.mjs'
import { findRuntime } from '../../tools/electron-runtime.mjs'
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
  }
}

/** Once per run: the program is built from the sources as they are, and a browser is at hand. */
export default async function prepare(project: TestProject): Promise<void> {
  const say = (line: string): void => {
    console.log(`[e2e] ${line}`)
  }
  await ensureBuilt({ say })
  const chromium = await findChromium()
  if (project.name === 'e2e') say(describeChromium(chromium))
  project.provide('chromium', chromium)
  project.provide('doubleScripts', project.name === 'e2e-double' ? await bundleDouble() : '')
  project.provide('electronRuntime', findRuntime(process.env) ?? '')
}
