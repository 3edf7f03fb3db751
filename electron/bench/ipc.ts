import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { bundleDouble } from '../e2e/electron-double/bundle.ts'
import { launchDouble } from '../e2e/electron-double/launch.ts'
import { startBrowserShell } from '../e2e/harness/browser-shell.ts'
import { findChromium, launchChromium } from '../e2e/harness/chromium.ts'
import { testHome } from '../e2e/harness/home.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { root } from '../tools/paths.mjs'

/**
 * What a call of the page costs there and back: over ipc on the double of Electron, and over HTTP in the browser shell.
 * The double carries messages over the debugger, which Electron does not: its figures are an upper bound.
 */
const rounds = Number(process.argv[2] ?? 500)

interface Line {
  readonly what: string
  readonly count: number
  readonly p50ms: number
  readonly p95ms: number
}

function line(what: string, times: readonly number[]): Line {
  const sorted = [...times].sort((a, b) => a - b)
  const at = (share: number): number =>
    Math.round((sorted[Math.floor(sorted.length * share)] ?? 0) * 1000) / 1000
  return { what, count: times.length, p50ms: at(0.5), p95ms: at(0.95) }
}

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

await ensureBuilt({ say: console.error })
const chromium = await findChromium()
const lines: Line[] = []

const home = testHome()
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
  lines.push(line('start to first screen, on the double', [performance.now() - started]))
  lines.push(line('ipc there and back, empty', await measure(page, 'ipc', 0, rounds)))
  lines.push(
    line('ipc there and back, 100 kB in', await measure(page, 'ipc', 100_000, Math.ceil(rounds / 5))),
  )
} finally {
  await double.dispose()
}

const shell = await startBrowserShell(home)
const browser = await launchChromium(chromium)
try {
  const page = await browser.newPage()
  await page.goto(shell.link())
  lines.push(line('HTTP there and back, empty', await measure(page, 'http', 0, rounds)))
  lines.push(
    line('HTTP there and back, 100 kB in', await measure(page, 'http', 100_000, Math.ceil(rounds / 5))),
  )
} finally {
  await browser.close()
  await shell.kill()
  home.remove()
}

console.log(`${'what'.padEnd(40)}${'calls'.padStart(7)}${'p50 ms'.padStart(10)}${'p95 ms'.padStart(10)}`)
for (const { what, count, p50ms, p95ms } of lines) {
  console.log(
    `${what.padEnd(40)}${String(count).padStart(7)}${p50ms.toFixed(2).padStart(10)}${p95ms.toFixed(2).padStart(10)}`,
  )
}
const results = join(root, 'electron', 'bench', 'results')
mkdirSync(results, { recursive: true })
writeFileSync(join(results, 'ipc.json'), JSON.stringify(lines, null, 2))
