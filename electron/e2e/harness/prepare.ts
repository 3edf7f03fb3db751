import type { TestProject } from 'vitest/node'
import { ensureBuilt } from '../../tools/build.mjs'
import { describeChromium, findChromium, type Chromium } from './chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Chromium
  }
}

/** Once per run: the program is built from the sources as they are, and a browser is at hand. */
export default async function prepare(project: TestProject): Promise<void> {
  const say = (line: string): void => {
    console.log(`[e2e] ${line}`)
  }
  await ensureBuilt({ say })
  const chromium = await findChromium()
  say(describeChromium(chromium))
  project.provide('chromium', chromium)
}
