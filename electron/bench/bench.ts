import { mkdirSync, writeFileSync } from 'node:fs'
import { arch, cpus, platform, totalmem } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { callersFolder, root } from '../tools/paths.mjs'
import { keepsAim, type Benchmark, type BenchLine, type BenchReport } from './benchmark.ts'

/** Every benchmark by name: what it measures, and where it is. One line each. */
const benches: Readonly<Record<string, readonly [about: string, load: () => Promise<Benchmark>]>> = {
  extraction: ['how much text extraction reads in a second, by stage and thread, beside a tagger', async () => (await import('./extraction.ts')).extraction],
  ipc: ['what a call of the page costs there and back', async () => (await import('./ipc.ts')).ipc],
  store: ['how long an edit takes until it lasts, beside better-sqlite3; large projects', async () => (await import('./store.ts')).store],
  responsive: ['how long the page and the store wait while something long goes on', async () => (await import('./responsive.ts')).responsive],
  review: ['the Review screen in a real browser: a long article of a large project, key to paint', async () => (await import('./review.ts')).review],
  corpus: ['import of 20,000 articles beside plain reading; their families against what was planted; search beside MiniSearch', async () => (await import('./corpus.ts')).corpus],
  linking: ['who is meant: candidates among 100,000 entities beside a scan and MiniSearch; merging 5,000 mentions', async () => (await import('./linking.ts')).linking],
  exchange: ['150,000 facts to every format: facts a second, memory at most, sizes beside CSV', async () => (await import('./exchange.ts')).exchange],
} // prettier-ignore

const help = `Usage: npm run bench [-- <name>… --seed <n> --count <n> --formats <a,b> --parts <a,b> --out <file> --strict]

Prints what was measured as a table and writes it as JSON (electron/bench/results/<name>.json). Without a name, all run.
${Object.entries(benches).map(([name, [about]]) => `\n  ${name.padEnd(14)}${about}`).join('')}

  --seed <n>    the same number generates the same work (1)
  --count <n>   how often the smallest unit of work is measured (each benchmark has its own number)
  --formats <l> of exchange only these formats, parted by commas; “release” for a release
  --parts <l>   of review only these parts, parted by commas: open, keys, memory, hostile, peer; each fits ten minutes
  --out <file>  write the JSON of all that ran there instead
  --strict      exit code 1 where an aim is missed; otherwise only where a benchmark fails
  --help        this text
` // prettier-ignore

interface Asked {
  readonly names: readonly string[]
  readonly seed: number
  readonly count: number | null
  readonly formats: readonly string[] | null
  readonly parts: readonly string[] | null
  readonly out: string | null
  readonly strict: boolean
}

/** What was asked for, or an exit code where nothing is to be run. */
function asked(args: readonly string[]): Asked | number {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        seed: { type: 'string', default: '1' },
        count: { type: 'string' },
        formats: { type: 'string' },
        parts: { type: 'string' },
        out: { type: 'string' },
        strict: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      process.stdout.write(help)
      return 0
    }
    for (const name of positionals) {
      if (!Object.hasOwn(benches, name)) throw new Error(`there is no benchmark “${name}”`)
    }
    return {
      names: positionals.length === 0 ? Object.keys(benches) : positionals,
      seed: whole('seed', values.seed),
      count: values.count === undefined ? null : whole('count', values.count),
      formats: values.formats?.split(',') ?? null,
      parts: values.parts?.split(',') ?? null,
      out: values.out ?? null,
      strict: values.strict,
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${help}`)
    return 2
  }
}

function whole(name: string, value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new Error(`--${name} takes a whole number`)
  return Number(value)
}

const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2)

function words(line: BenchLine): string {
  const { aim } = line
  if (aim === undefined) return ''
  const bound = 'atMost' in aim ? `≤ ${aim.atMost}` : `≥ ${aim.atLeast}`
  return `${bound} ${line.unit}, ${keepsAim(line) === true ? 'kept' : 'MISSED'}`
}

function table(name: string, { lines, notMeasured = [] }: BenchReport): string {
  const widest = Math.max(...lines.map(({ what }) => what.length), 8)
  const rows = lines.map((line) =>
    `${line.what.padEnd(widest)}  ${digits(line.value).padStart(9)} ${line.unit.padEnd(4)} ${words(line).padEnd(20)} ${line.note ?? ''}`.trimEnd(),
  )
  return [`\n${name}`, ...rows, ...notMeasured.map((why) => `NOT MEASURED: ${why}`), ''].join('\n')
} // prettier-ignore

const machine = {
  node: process.version,
  platform: `${platform()} ${arch()}`,
  processors: cpus().length,
  memoryMB: Math.round(totalmem() / 1024 / 1024),
}

function write(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`)
}

async function main(args: readonly string[]): Promise<number> {
  const options = asked(args)
  if (typeof options === 'number') return options
  const { names, seed, count, formats, parts, out, strict } = options
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const results: unknown[] = []
  let failed = false
  let missed = false
  for (const name of names) {
    const [, load] = benches[name] ?? []
    if (load === undefined) continue
    try {
      const report = await (await load())({ seed, count, formats, parts, say })
      process.stdout.write(table(name, report))
      missed ||= report.lines.some((line) => keepsAim(line) === false)
      const result = { bench: name, seed, count, machine, ...report }
      results.push(result)
      if (out === null)
        write(
          join(root, 'electron', 'bench', 'results', `${[name, ...(parts ?? [])].join('-')}.json`),
          result,
        )
    } catch (error) {
      failed = true
      say(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
    }
  }
  if (out !== null) write(resolve(callersFolder(process.env, process.cwd()), out), results)
  return failed || (strict && missed) ? 1 : 0
}

process.exitCode = await main(process.argv.slice(2))
