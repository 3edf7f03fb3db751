#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './paths.mjs'

const help = `Usage: npm run -s test:hostile -- [--seed <number>] [--count <number>]

Runs hostile calls against the built desktop program on the double of Electron: unknown channels, wrong
shapes, oversized messages, foreign frames, and scripts in the page that call, fetch, navigate and open.
All must be refused, and the project must stay as it was, byte by byte. The result is printed as JSON.

  --seed <number>    the same calls for the same seed; 1 if left out
  --count <number>   how many; 10000 if left out
  --help             this text`

/** @param {readonly string[]} args */
function main(args) {
  if (args.includes('--help')) {
    console.log(help)
    return 0
  }
  const numbers = { seed: 1, count: 10_000 }
  for (let at = 0; at < args.length; at += 2) {
    const name = (args[at] ?? '').replace(/^--/, '')
    const value = Number(args[at + 1])
    if ((name !== 'seed' && name !== 'count') || !Number.isInteger(value) || value < 1) {
      console.error(`Not understood: ${args.slice(at, at + 2).join(' ')}\n\n${help}`)
      return 2
    }
    numbers[name] = value
  }
  const folder = mkdtempSync(join(tmpdir(), 'beleg-hostile-'))
  const result = join(folder, 'result.json')
  try {
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules', 'vitest', 'vitest.mjs'),
        'run',
        '--project=e2e-double',
        'electron/e2e/hostile.e2e.ts',
      ],
      {
        cwd: root,
        encoding: 'utf8',
        env: {
          ...process.env,
          NO_COLOR: '1',
          BELEG_HOSTILE_SEED: String(numbers.seed),
          BELEG_HOSTILE_COUNT: String(numbers.count),
          BELEG_HOSTILE_RESULT: result,
        },
      },
    )
    if (run.status !== 0) console.error(run.stdout + run.stderr)
    try {
      console.log(readFileSync(result, 'utf8'))
    } catch {
      console.error('There is no result: the run ended before all calls were made.')
    }
    return run.status ?? 1
  } finally {
    rmSync(folder, { recursive: true })
  }
}

process.exitCode = main(process.argv.slice(2))
