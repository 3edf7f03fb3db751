import type { Page } from 'playwright-core'
import { bundleDouble } from '../e2e/electron-double/bundle.ts'
import { launchDouble } from '../e2e/electron-double/launch.ts'
import { startBrowserShell } from '../e2e/harness/browser-shell.ts'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { testHome } from '../e2e/harness/home.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { latencyLines, type Benchmark, type BenchLine } from './benchmark.ts'

/** Milliseconds of each of `count` calls, one after another, as the page measures them. */
function measure(page: Page, way: 'ipc' | 'http', bytes: number, count: number): Promise<readonly number[]> {
  return page.evaluate(
    async ([over, size, times]) => {
      const { beleg } = globalThis as unknown as {
        readonly beleg: { readonly call: Readonly<Record<string, (input: unknown) => Promise<unknown>>> }
      }
      const input = size === 0 ? {} : { search: 'x'.repeat(400), padding: 'x'.repeat(size) }
      const channel = size === 0 ? 'jobs.list' : 'articles.list'
      const found: number[] = []
      // Written out, without a function of its own: what is sent to the page must need no helper of the compiler.
      for (let at = -20; at < times; at++) {
        const started = performance.now()
        if (over === 'ipc') await beleg.call[channel]?.(input)
        else {
          const answer = await fetch(`api/${channel}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify(input),
          })
          await answer.json()
        }
        // The first ones warm up.
        if (at >= 0) found.push(performance.now() - started)
      }
      return found
    },
    [way, bytes, count] as const,
  )
}

/**
 * What a call of the page costs there and back: over ipc on the double of Electron, and over HTTP in the browser shell.
 * The double carries messages over the debugger, which Electron does not: its figures are an upper bound.
 */
export const ipc: Benchmark = async ({ count, say }) => {
  const rounds = count ?? 500
  await ensureBuilt({ say })
  const chromium = await findChromium()
  const home = testHome()
  try {
    return { lines: [...(await onTheDouble(chromium, home, rounds)), ...(await inTheBrowser(chromium, home, rounds))] }
  } finally {
    home.remove()
  }
} // prettier-ignore

type Chromium = Awaited<ReturnType<typeof findChromium>>
type Home = ReturnType<typeof testHome>

async function bothSizes(page: Page, way: 'ipc' | 'http', rounds: number): Promise<readonly BenchLine[]> {
  const name = way === 'ipc' ? 'ipc' : 'HTTP'
  return [
    ...latencyLines(`${name} there and back, empty`, await measure(page, way, 0, rounds)),
    ...latencyLines(`${name} there and back, 100 kB in`, await measure(page, way, 100_000, Math.ceil(rounds / 5))),
  ]
} // prettier-ignore

async function onTheDouble(chromium: Chromium, home: Home, rounds: number): Promise<readonly BenchLine[]> {
  const started = performance.now()
  const double = launchDouble({
    scripts: await bundleDouble(),
    chromium: { path: chromium.path, env: chromium.env },
    arguments: [],
    locale: 'en-GB',
    packaged: false,
    bypassPolicy: false,
    context: {},
    env: home.env,
    cwd: home.folder,
    programArguments: [],
  })
  try {
    const page = await double.page()
    await page.waitForURL(/^https:\/\/bundle\.app\./)
    await page.waitForSelector('#root > *')
    const first = performance.now() - started
    return [
      { what: 'start to first screen, on the double', value: first, unit: 'ms', note: 'once' },
      ...(await bothSizes(page, 'ipc', rounds)),
    ]
  } finally {
    await double.dispose()
  }
}

async function inTheBrowser(chromium: Chromium, home: Home, rounds: number): Promise<readonly BenchLine[]> {
  const shell = await startBrowserShell(home)
  const browser = await launchChromium(chromium)
  try {
    const page = await browser.newPage()
    await page.goto(shell.link())
    return await bothSizes(page, 'http', rounds)
  } finally {
    await browser.close()
    await shell.kill()
  }
}
