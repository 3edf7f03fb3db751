import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { readSpoiled, specimens, spoil, spoilings } from './fuzz-formats.ts'
import { progress, prove, Tally, type Found, type Loss, type Share } from './proof.ts'

const help = `Usage: npm run test:fuzz [-- --count <n> --seed <n> --jobs <n> --out <file>]

Spoils files of every format that is imported: flipped bits, cuts, zeros, noise, repetitions, swapped pieces, wrong sizes, and
other files under their name. Each must give articles that are text, or parts with a reason, or a refusal in words;
none may crash, hang, throw raw or write a file.`

/** Ends the process where a file has kept it for longer than any may: nothing else ends a reader that loops. */
function watch(): { readonly at: (what: string) => void; readonly stop: () => Promise<number> } {
  const program = `
    const { parentPort } = require('node:worker_threads')
    let last = Date.now(), what = ''
    parentPort.on('message', (now) => { last = Date.now(); what = now })
    setInterval(() => {
      if (Date.now() - last < 120000) return
      process.stderr.write('HANGS: ' + what + '\\n')
      process.kill(process.pid, 'SIGKILL')
    }, 1000)`
  const worker = new Worker(program, { eval: true })
  worker.unref()
  return { at: (what) => { worker.postMessage(what) }, stop: () => worker.terminate() } // prettier-ignore
}

async function work(share: Share): Promise<Found> {
  const { seed, count, part, jobs } = share
  const files = specimens()
  const tried = new Tally()
  const outcomes = new Tally()
  const lost: Loss[] = []
  const tell = progress(share)
  const watcher = watch()
  const before = process.cwd()
  const folder = mkdtempSync(join(tmpdir(), 'beleg-fuzz-'))
  process.chdir(folder)
  for (let n = part; n < count; n += jobs) {
    const file = files[n % files.length]
    const kind = spoilings[Math.floor(n / files.length) % spoilings.length] ?? 'bits'
    const luck = seed * 1_000_003 + n * 7919 + 1
    const stranger = files[(n * 31 + luck) % files.length]?.bytes ?? new Uint8Array()
    if (file === undefined) continue
    const where = `${file.name}, ${kind}`
    watcher.at(`${where}, ${String(luck)}`)
    tried.add(file.format)
    const { kind: outcome, problem } = await readSpoiled(
      file.format,
      file.name,
      spoil(file.bytes, kind, luck, stranger),
    )
    outcomes.add(problem === null ? outcome : 'lost')
    if (problem !== null) lost.push({ where, seed: luck, what: problem })
    tell(n)
  }
  process.chdir(before)
  for (const name of readdirSync(folder)) lost.push({ where: 'files written', seed, what: name })
  rmSync(folder, { recursive: true, force: true })
  await watcher.stop()
  return { tried: tried.counts, acknowledged: 0, outcomes: outcomes.counts, lost }
}

process.exitCode = await prove('fuzz', process.argv.slice(2), help, { seed: 1, count: 500 }, work)
