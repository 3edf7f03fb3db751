import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { testHome } from '../e2e/harness/home.ts'
import { root } from '../tools/paths.mjs'

/** One run of the command line: how long, how much memory at most, and how long its main thread was kept from answering. */
export interface Run {
  readonly seconds: number
  readonly memoryMB: number
  readonly longestMs: number
  /** The same, of what came so many seconds after the start. */
  readonly longestAfter: (seconds: number) => number
}

/** Runs `beleg` as it was built and measures it. Rejects where it fails. */
export function runBeleg(home: ReturnType<typeof testHome>, args: readonly string[]): Promise<Run> {
  const hook = (name: string): string =>
    `--import=${pathToFileURL(join(root, 'electron', 'tools', name)).href}`
  const started = performance.now()
  const begun = Date.now()
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'electron', 'tools', 'beleg.mjs'), ...args], {
      env: {
        ...process.env,
        ...home.env,
        NODE_OPTIONS: `${hook('loop-delay.mjs')} ${hook('memory-peak.mjs')}`,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let told = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (told += text))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code !== 0) {
        reject(new Error(`beleg ${args.join(' ')} ended with ${String(code)}: ${told.slice(-500)}`))
        return
      }
      const delays = [...told.matchAll(/^loop-delay (\d+) ([\d.]+)$/gm)].map(([, at = '', ms = '']) => ({
        at: Number(at),
        ms: Number(ms),
      }))
      const longestAfter = (seconds: number): number =>
        Math.max(0, ...delays.filter(({ at }) => at >= begun + seconds * 1000).map(({ ms }) => ms))
      const [, peak = '0'] = /^memory-peak (\d+)$/m.exec(told) ?? []
      resolve({
        seconds: (performance.now() - started) / 1000,
        memoryMB: (Number(peak) * 1024) / 1e6,
        longestMs: longestAfter(0),
        longestAfter,
      })
    })
  })
}
