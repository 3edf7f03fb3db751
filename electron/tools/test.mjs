#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { mkdirSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { gates } from './gates.mjs'
import { cacheFolder, readJson, root } from './paths.mjs'

const help = `Usage: npm test [-- --only <gate>[,<gate>]]

Runs every gate and ends with "N passed, N failed, N skipped": gates count one per
check, tests one by one. What was skipped stands above, with the reason.

${gates.map((gate) => `  ${gate.name.padEnd(12)}${gate.promise}`).join('\n')}

  --only <gate>  run these gates only; may be repeated
  --help         this text`

/**
 * @typedef {import('./vitest-report.mjs').Report} Report
 * @typedef {import('./gates.mjs').Gate} Gate
 */

/**
 * @param {unknown} value
 * @returns {value is Report}
 */
function isReport(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    'passed' in value &&
    'failed' in value &&
    'skipped' in value
  )
}

let runs = 0

/**
 * Runs one command of a gate. Its words are kept for the case that it fails.
 * @param {Gate} gate
 * @param {readonly string[]} command
 * @returns {Promise<{ readonly report: Report, readonly said: string }>}
 */
async function check(gate, command) {
  const file = join(cacheFolder, `report-${String(process.pid)}-${String(runs++)}.json`)
  const child = spawn(process.execPath, [...command], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1', BELEG_TEST_REPORT: file },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text
    })
  }
  /** @type {number | null} */
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      said += error.message
      resolve(-1)
    })
    child.once('close', resolve)
  })
  const counted = gate.counts === true ? readJson(file) : undefined
  rmSync(file, { force: true })
  const name = command.slice(1).join(' ') || gate.name
  const words = `ended with ${String(code)}`
  if (!isReport(counted)) {
    return {
      report: { passed: code === 0 ? 1 : 0, failed: code === 0 ? [] : [{ name, words }], skipped: [] },
      said,
    }
  }
  // Failing without a failed test (no test found, a crash of the runner) is a failure of its own.
  const silent = code !== 0 && counted.failed.length === 0
  return { report: silent ? { ...counted, failed: [{ name, words }] } : counted, said }
}

/**
 * @param {Gate} gate
 * @returns {Promise<Report>}
 */
async function runGate(gate) {
  const started = Date.now()
  const results = []
  for (const command of gate.commands) results.push(await check(gate, command))
  const report = {
    passed: results.reduce((sum, { report }) => sum + report.passed, 0),
    failed: results.flatMap(({ report }) => report.failed),
    skipped: results.flatMap(({ report }) => report.skipped),
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1).padStart(6)
  const counts = [
    `${String(report.passed)} passed`,
    ...(report.failed.length > 0 ? [`${String(report.failed.length)} FAILED`] : []),
    ...(report.skipped.length > 0 ? [`${String(report.skipped.length)} skipped`] : []),
  ]
  console.log(
    `${report.failed.length > 0 ? '✗' : '✓'} ${gate.name.padEnd(11)} ${seconds} s  ${counts.join(', ')}`,
  )
  if (report.failed.length > 0) {
    const said = results
      .flatMap(({ report, said }) => (report.failed.length > 0 ? [said.trimEnd()] : []))
      .join('\n')
    console.log(`${said.split('\n').slice(-200).join('\n')}\n`)
  }
  // What a test says aloud about what it ran with is kept for the reader of the log.
  for (const { said } of results)
    for (const [line] of said.matchAll(/^\[e2e\] .+$/gm)) console.log(`  ${line}`)
  return report
}

/**
 * Runs the gates in order, as many at once as there are cores for.
 * @param {readonly Gate[]} chosen
 * @returns {Promise<readonly Report[]>}
 */
async function runAll(chosen) {
  const cores = Math.max(2, Math.min(4, availableParallelism()))
  let busy = 0
  /** @type {Promise<Report>[]} */
  const all = []
  /** @type {Set<Promise<Report>>} */
  const running = new Set()
  for (const gate of chosen) {
    while (busy > 0 && busy + gate.cores > cores) await Promise.race(running)
    busy += gate.cores
    const run = runGate(gate).finally(() => {
      busy -= gate.cores
      running.delete(run)
    })
    running.add(run)
    all.push(run)
  }
  return Promise.all(all)
}

/** @param {readonly string[]} args */
async function main(args) {
  if (args.includes('--help')) {
    console.log(help)
    return 0
  }
  /** @type {string[]} */
  const only = []
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? ''
    const value = arg === '--only' ? args[++at] : /^--only=(.+)$/.exec(arg)?.[1]
    if (value === undefined) {
      console.error(`Not understood: ${arg}\n\n${help}`)
      return 2
    }
    only.push(...value.split(','))
  }
  const unknown = only.find((name) => !gates.some((gate) => gate.name === name))
  if (unknown !== undefined) {
    console.error(`There is no gate "${unknown}".\n\n${help}`)
    return 2
  }
  mkdirSync(cacheFolder, { recursive: true })
  const reports = await runAll(gates.filter((gate) => only.length === 0 || only.includes(gate.name)))
  const skipped = reports.flatMap((report) => report.skipped)
  const failed = reports.flatMap((report) => report.failed)
  if (skipped.length > 0) console.log('\nSkipped:')
  for (const line of skipped) console.log(`  ${line.name} — ${line.words || 'no reason given'}`)
  if (failed.length > 0) console.log('\nFailed:')
  for (const line of failed) console.log(`  ${line.name} — ${line.words.split('\n')[0] ?? ''}`)
  const passed = reports.reduce((sum, report) => sum + report.passed, 0)
  console.log(
    `\n${String(passed)} passed, ${String(failed.length)} failed, ${String(skipped.length)} skipped`,
  )
  return failed.length > 0 ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
