import { fork } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { callersFolder } from '../paths.mjs'
import { loadSqlite } from '../../workbench/database/index.ts'
import { loadCodebook, loadMigrations, readWasm, resourcesFolder } from '../../workbench/resources.ts'
import type { Ground } from '../../workbench/store/testing/store-on-disk.ts'

/** What every proof takes. */
interface ProofOptions {
  readonly seed: number
  readonly count: number
  /** File for the result as JSON; null for the terminal alone. */
  readonly out: string | null
  /** How many processes share the tries. */
  readonly jobs: number
  /** Number of this process among them, from 0; null for the one that started them. */
  readonly part: number | null
}

/** The tries one process makes: every `jobs`-th of `count`, beginning with `part`. */
export interface Share {
  readonly seed: number
  readonly count: number
  readonly part: number
  readonly jobs: number
}

/** One thing that went wrong, with everything needed to see it again. */
export interface Loss {
  readonly where: string
  readonly seed: number
  readonly what: string
}

/** What came of a share; shares add up. */
export interface Found {
  /** How many of each kind were tried. */
  readonly tried: Readonly<Record<string, number>>
  /** What was answered as saved before the worst came. */
  readonly acknowledged: number
  readonly outcomes: Readonly<Record<string, number>>
  /** Answers that were gone, and states that were shown though nobody had made them. */
  readonly lost: readonly Loss[]
  /** What could not be tried here, and why. */
  readonly notTried?: readonly string[]
  /** Facts about what was tried that are the same in every share. */
  readonly about?: Readonly<Record<string, number>>
}

const whole = (value: string): number | null => (/^\d{1,9}$/.test(value) ? Number(value) : null)

/** Reads `--seed --count --jobs --out --help`; an exit code where nothing is to be run. */
function proofOptions(
  args: readonly string[],
  help: string,
  defaults: { readonly seed: number; readonly count: number },
): ProofOptions | number {
  const text = `${help}

  --count <n>   how many to try (${String(defaults.count)})
  --seed <n>    the same number tries the same (${String(defaults.seed)})
  --jobs <n>    processes that share the tries (${String(usualJobs)})
  --out <file>  write the result there as JSON
  --help        this text
`
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        seed: { type: 'string', default: String(defaults.seed) },
        count: { type: 'string', default: String(defaults.count) },
        out: { type: 'string' },
        jobs: { type: 'string', default: String(usualJobs) },
        // Said to the processes this one starts.
        part: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      process.stdout.write(text)
      return 0
    }
    const [seed, count, jobs] = [whole(values.seed), whole(values.count), whole(values.jobs)]
    if (seed === null || count === null || jobs === null || jobs === 0) {
      throw new Error('--seed, --count and --jobs take whole numbers')
    }
    const part = values.part === undefined ? null : whole(values.part)
    return { seed, count, out: values.out ?? null, jobs, part }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${text}`)
    return 2
  }
}

/** Two, where there are two processors: a proof shares the machine with whoever works on it. */
const usualJobs = Math.min(2, availableParallelism())

/**
 * Runs a proof from its arguments: shares the tries among processes, adds up what they found, prints it as JSON,
 * writes it where asked, and gives the exit code: 1 where anything was lost.
 */
export async function prove(
  proof: string,
  args: readonly string[],
  help: string,
  defaults: { readonly seed: number; readonly count: number },
  work: (share: Share) => Promise<Found>,
): Promise<number> {
  const options = proofOptions(args, help, defaults)
  if (typeof options === 'number') return options
  const { seed, count, jobs, part, out } = options
  const started = Date.now()
  if (part !== null) {
    process.send?.(await work({ seed, count, part, jobs }))
    process.disconnect()
    return 0
  }
  const shares = jobs === 1 ? [await work({ seed, count, part: 0, jobs })] : await inProcesses(args, jobs)
  const { about, notTried, ...found } = shares.reduce(added)
  for (const line of notTried ?? []) process.stderr.write(`NOT TRIED: ${line}\n`)
  const seconds = Math.round((Date.now() - started) / 1000)
  const result = { proof, seed, count, ...about, ...found, seconds, ...(notTried === undefined ? {} : { notTried }) }
  const json = `${JSON.stringify(result, null, 2)}\n`
  process.stdout.write(json)
  if (out !== null) {
    const path = resolve(callersFolder(process.env, process.cwd()), out)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, json)
  }
  return found.lost.length === 0 ? 0 : 1
} // prettier-ignore

function inProcesses(args: readonly string[], jobs: number): Promise<readonly Found[]> {
  const script = process.argv[1] ?? ''
  return Promise.all(
    Array.from({ length: jobs }, (_, part) => {
      const child = fork(script, [...args, '--jobs', String(jobs), '--part', String(part)], { serialization: 'advanced' })
      return new Promise<Found>((resolve, reject) => {
        child.on('message', (message) => { resolve(message as Found) })
        child.on('error', reject)
        // Comes after the message; a process that dies without one has proven nothing.
        child.on('close', (code) => { reject(new Error(`process ${String(part)} ended with ${String(code)} and found nothing`)) })
      })
    }),
  )
} // prettier-ignore

function added(left: Found, right: Found): Found {
  const sum = (a: Found['tried'], b: Found['tried']): Found['tried'] =>
    Object.fromEntries([...new Set([...Object.keys(a), ...Object.keys(b)])].sort().map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]))
  const notTried = [...new Set([...(left.notTried ?? []), ...(right.notTried ?? [])])]
  return {
    tried: sum(left.tried, right.tried),
    acknowledged: left.acknowledged + right.acknowledged,
    outcomes: sum(left.outcomes, right.outcomes),
    lost: [...left.lost, ...right.lost],
    ...(notTried.length === 0 ? {} : { notTried }),
    ...(left.about === undefined ? {} : { about: left.about }),
  }
} // prettier-ignore

/** Says now and then how far it is, so that a long run is seen to live. The first process speaks for all. */
export function progress({ part, count: total }: Share): (done: number) => void {
  let said = Date.now()
  return (done) => {
    if (part > 0 || Date.now() - said < 15_000) return
    said = Date.now()
    process.stderr.write(`${String(done)} of ${String(total)}\n`)
  }
}

export async function loadGround(): Promise<Ground> {
  const resources = resourcesFolder()
  return {
    sqlite: await loadSqlite(readWasm(resources)),
    migrations: loadMigrations(resources),
    codebook: loadCodebook(resources),
  }
}

/** Counts by name. */
export class Tally {
  readonly counts: Record<string, number> = {}

  add(name: string): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1
  }
}
