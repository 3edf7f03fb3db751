import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Worker } from 'node:worker_threads'
import { loadGround } from '../tools/proofs/proof.ts'
import type { Ground } from '../workbench/store/testing/store-on-disk.ts'
import {
  latencyLines,
  quantile,
  timed,
  type Benchmark,
  type BenchLine,
  type BenchReport,
} from './benchmark.ts'
import { decisions, give } from './edits.ts'
import {
  benchFolder,
  generateProject,
  openGenerated,
  someFacts,
  type ProjectSize,
} from './generated-project.ts'
import type { PeerConstructor } from './peer-database.ts'
import { PeerStore } from './peer-store.ts'
import { peer } from './peers.ts'
import type { ThreadTimes, ThreadWork } from './store-thread.ts'

/** The same articles, in a project of a thousand facts and in one of a million. */
const article = { facts: 20, mentions: 6 }
const small: ProjectSize = { articles: 50, ...article }
const large: ProjectSize = { articles: 50_000, ...article }
/** 10,000 articles, 600,000 mentions, 150,000 facts. */
const full: ProjectSize = { articles: 10_000, facts: 15, mentions: 60, fullText: true }

/** How often the thread beside is looked at; what is measured is the time from one look to the next. */
const tickMs = 5

/**
 * How long an edit takes until it is on the disk, beside better-sqlite3 doing the same statements on the same disk,
 * in turn; whether that depends on the size of the project; how long a large project takes to open and to be written
 * as a snapshot, and whether the thread that serves the screen feels any of it.
 */
export const store: Benchmark = async ({ seed, count, say }) => {
  const rounds = count ?? 400
  const ground = await loadGround()
  const folder = benchFolder()
  try {
    say('edits, beside better-sqlite3')
    const beside = besidePeer(ground, folder.path, seed, rounds, say)
    say('edits in a project of a million facts')
    const sizes = bySize(ground, folder.path, seed, rounds)
    say('opening a large project, and its snapshot')
    const whole = await largeProject(ground, folder.path, seed, rounds)
    return { ...beside, lines: [...beside.lines, ...sizes, ...whole] }
  } finally {
    folder.remove()
  }
}

/** The first ones compile statements and warm the machine, on both sides. */
const warm = (times: readonly number[]): readonly number[] =>
  times.slice(Math.min(40, Math.floor(times.length / 5)))

/** What the disk alone takes for the smallest thing that lasts. */
function bareSync(parent: string, rounds: number): readonly number[] {
  const handle = openSync(join(parent, 'sync'), 'w')
  const bytes = Buffer.alloc(700, 7)
  const times = Array.from(
    { length: rounds },
    (_, index) =>
      timed(() => {
        writeSync(handle, bytes, 0, bytes.length, index * bytes.length)
        fdatasyncSync(handle)
      }).ms,
  )
  closeSync(handle)
  return times
}

function besidePeer(ground: Ground, parent: string, seed: number, rounds: number, say: (line: string) => void): BenchReport {
  const { root } = generateProject(ground, parent, 'beside', { articles: Math.max(rounds, 200), ...article })
  const desk = openGenerated(ground, root)
  const edits = decisions(someFacts(desk, seed, rounds), rounds)
  const found = peer('better-sqlite3', say)
  // Its module is the constructor.
  const other = found.kind === 'there' ? new PeerStore(found.module as PeerConstructor, ground, root) : null
  const [ours, theirs]: [number[], number[]] = [[], []]
  for (const [index, edit] of edits.entries()) {
    // In turn, and each of them as often first as second.
    if (index % 2 === 0) ours.push(give(desk.store, edit))
    if (other !== null) theirs.push(timed(() => { other.apply(edit) }).ms)
    if (index % 2 === 1) ours.push(give(desk.store, edit))
  }
  other?.close()
  desk.engine.close()
  const [a, b] = [warm(ours), warm(theirs)]
  const lines: readonly BenchLine[] = [
    ...latencyLines('bare write and fdatasync of the disk', bareSync(parent, rounds)),
    ...latencyLines('durable edit', a),
  ]
  if (found.kind === 'absent') return { lines, notMeasured: [`the ratio to better-sqlite3: ${found.why}`] }
  const ratio = { what: 'durable edit, median, to better-sqlite3', value: quantile(a, 0.5) / quantile(b, 0.5), unit: '×', aim: { atMost: 1.5 } }
  return { lines: [...lines, ...latencyLines('durable edit, better-sqlite3 (WAL, FULL)', b), ratio] }
} // prettier-ignore

/** The same edits in a small project and in one a thousand times as large, in turn. */
function bySize(ground: Ground, parent: string, seed: number, rounds: number): readonly BenchLine[] {
  const projects = [small, large].map((size, index) => {
    const { root, bytes } = generateProject(ground, parent, `size-${String(index)}`, size)
    const desk = openGenerated(ground, root)
    const note = `${String(Math.round(bytes / 1024 / 1024))} MB of database`
    return { desk, note, edits: decisions(someFacts(desk, seed, rounds), rounds), times: [] as number[] }
  })
  for (let at = 0; at < rounds; at += 1) {
    for (const { desk, edits, times } of projects) {
      const edit = edits[at]
      if (edit !== undefined) times.push(give(desk.store, edit))
    }
  }
  const [few, many] = projects
  if (few === undefined || many === undefined) return []
  const [a, b] = [warm(few.times), warm(many.times)]
  for (const { desk } of projects) desk.engine.close()
  return [
    ...latencyLines('durable edit at 1,000 facts', a, few.note),
    ...latencyLines('durable edit at 1,000,000 facts', b, many.note),
    { what: 'durable edit, median, at 1,000,000 facts to 1,000', value: quantile(b, 0.5) / quantile(a, 0.5), unit: '×', aim: { atMost: 1.2 } },
  ]
} // prettier-ignore

async function largeProject(ground: Ground, parent: string, seed: number, rounds: number): Promise<readonly BenchLine[]> {
  const { root, bytes, withoutIndexes } = generateProject(ground, parent, 'full', full)
  const desk = openGenerated(ground, root)
  const edits = decisions(someFacts(desk, seed, rounds), Math.min(rounds, 200))
  desk.engine.close()
  const delay = monitorEventLoopDelay({ resolution: tickMs })
  const before = process.memoryUsage.rss() / 1024 / 1024
  delay.enable()
  const times = await inThread({ root, edits })
  delay.disable()
  const note = `${String(Math.round(bytes / 1024 / 1024))} MB of database`
  return [
    { what: 'opening 10,000 articles, 600,000 mentions, 150,000 facts', value: times.open, unit: 'ms', aim: { atMost: 1500 }, note },
    { what: 'opening it where its indexes of names and families must be made first', value: withoutIndexes, unit: 'ms' },
    { what: 'opening it after 200 edits and a snapshot', value: times.reopen, unit: 'ms', aim: { atMost: 1500 } },
    ...latencyLines('durable edit there', times.edits),
    { what: 'snapshot of it, while which the store answers nobody', value: times.snapshot, unit: 'ms' },
    { what: 'longest pause of the thread beside it, all the while', value: delay.max / 1e6 - tickMs, unit: 'ms', aim: { atMost: 50 } },
    { what: 'memory with it open, above what was there', value: times.memoryMB - before, unit: 'MB' },
  ]
} // prettier-ignore

function inThread(work: ThreadWork): Promise<ThreadTimes> {
  const worker = new Worker(new URL('./store-thread.mjs', import.meta.url), { workerData: work })
  return new Promise((resolve, reject) => {
    worker.on('message', (times: ThreadTimes) => { resolve(times) })
    worker.on('error', reject)
    worker.on('exit', () => { reject(new Error('the thread ended without a word')) })
  })
} // prettier-ignore
