import { statSync } from 'node:fs'
import { join } from 'node:path'
import { exportFormats, type ExportFormat } from '../../shared/contract/index.ts'
import { testHome } from '../e2e/harness/home.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { loadGround } from '../tools/proofs/proof.ts'
import type { Benchmark, BenchLine } from './benchmark.ts'
import { runBeleg as run } from './command-line.ts'
import { decidedProject } from './decided-project.ts'
import { benchFolder } from './generated-project.ts'

/** Of an article, as those of the samples have them. */
const perArticle = { facts: 15, mentions: 15 }
const wanted = 150_000
const megabyte = 1_000_000

/**
 * How fast a dataset of 150,000 decided facts is written in every format, and frozen as a release, by the command line as a
 * person runs it; how much memory that takes, and how large the files are beside the table of facts as CSV. `count` is the
 * number of facts, `formats` what is measured of it.
 */
export const exchange: Benchmark = async ({ count, formats, say }) => {
  const isAsked = (name: string): boolean => formats?.includes(name) ?? true
  const unknown = formats?.find((name) => name !== 'release' && !exportFormats.some((known) => known === name))
  if (unknown !== undefined) throw new Error(`there is no format “${unknown}”`)
  await ensureBuilt({ say })
  const ground = await loadGround()
  const folder = benchFolder()
  const home = testHome()
  try {
    const articles = Math.max(Math.ceil((count ?? wanted) / perArticle.facts), 1)
    say(`${String(articles)} articles with ${String(perArticle.facts)} decided facts each`)
    const project = decidedProject(ground, folder.path, 'project', { articles, ...perArticle })
    // What starting the program and opening the project cost by themselves: a question that is answered at once, asked twice.
    await run(home, ['query', project.root, 'datasets'])
    const opening = await run(home, ['query', project.root, 'datasets'])
    const lines: BenchLine[] = [
      { what: 'opening the project alone', value: opening.seconds, unit: 's', note: `${String(project.facts)} facts` },
      { what: 'opening the project alone, memory at most', value: opening.memoryMB, unit: 'MB' },
      { what: 'opening the project alone: main thread kept from answering, longest', value: opening.longestMs, unit: 'ms' },
    ]
    const sizes = new Map<ExportFormat, number>()
    for (const format of exportFormats.filter((name) => isAsked(name))) {
      const out = join(folder.path, `out.${format}`)
      const texts = ['--texts', 'full']
      const taken = await run(home, ['export', project.root, '--dataset', project.dataset, '--format', format, '--out', out, ...texts])
      const bytes = statSync(out).size
      sizes.set(format, bytes)
      // Told at once: a run that is ended before its end has then said something, too.
      say(`${format}: ${taken.seconds.toFixed(1)} s, ${taken.memoryMB.toFixed(0)} MB, ${(bytes / megabyte).toFixed(1)} MB written`)
      lines.push(
        { what: `${format}: facts`, value: project.facts / taken.seconds, unit: '/s', note: `${taken.seconds.toFixed(1)} s, starting and opening included` },
        { what: `${format}: memory at most`, value: taken.memoryMB, unit: 'MB', aim: { atMost: 1000 } },
        { what: `${format}: main thread kept from answering, longest`, value: taken.longestAfter(opening.seconds), unit: 'ms', aim: { atMost: 50 }, note: `${taken.longestMs.toFixed(0)} ms with loading the program` },
        { what: `${format}: file`, value: bytes / megabyte, unit: 'MB' },
      )
    }
    // The first release is frozen and written; the second is compared with it as well.
    for (const which of isAsked('release') ? (['first release', 'release after it'] as const) : []) {
      const out = join(folder.path, `${which}.zip`)
      const taken = await run(home, ['release', project.root, '--dataset', project.dataset, '--formats', 'csv-facts,jsonl', '--despite', '--out', out])
      say(`${which}: ${taken.seconds.toFixed(1)} s, ${taken.memoryMB.toFixed(0)} MB`)
      lines.push(
        { what: `${which}: facts`, value: project.facts / taken.seconds, unit: '/s', note: `${taken.seconds.toFixed(1)} s: looked over, frozen, written as CSV and JSONL` },
        { what: `${which}: memory at most`, value: taken.memoryMB, unit: 'MB', aim: { atMost: 1000 } },
        { what: `${which}: zip`, value: statSync(out).size / megabyte, unit: 'MB' },
      )
    }
    const csv = sizes.get('csv-facts')
    for (const format of ['parquet', 'jsonl', 'xlsx'] as const) {
      const size = sizes.get(format)
      if (csv !== undefined && size !== undefined) lines.push({ what: `${format} beside the table of facts as CSV`, value: size / csv, unit: '×' })
    }
    return { lines }
  } finally {
    folder.remove()
    home.remove()
  }
} // prettier-ignore
