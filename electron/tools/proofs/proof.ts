import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { loadSqlite } from '../../workbench/database/index.ts'
import { loadCodebook, loadMigrations, readWasm, resourcesFolder } from '../../workbench/resources.ts'
import type { Ground } from '../../workbench/store/testing/store-on-disk.ts'

/** What every proof takes. */
export interface ProofOptions {
  readonly seed: number
  readonly count: number
  /** File for the result as JSON; null for the terminal alone. */
  readonly out: string | null
}

/** One thing that went wrong, with everything needed to see it again. */
export interface Loss {
  readonly where: string
  readonly seed: number
  readonly what: string
}

export interface ProofResult {
  readonly proof: string
  readonly seed: number
  readonly count: number
  /** How many of each kind were tried. */
  readonly tried: Readonly<Record<string, number>>
  /** What was answered as saved before the worst came. */
  readonly acknowledged: number
  readonly outcomes: Readonly<Record<string, number>>
  /** Answers that were gone, and states that were shown though nobody had made them. */
  readonly lost: readonly Loss[]
  readonly seconds: number
  /** What could not be tried here, and why. */
  readonly notTried?: readonly string[]
}

const whole = (value: string): number | null => (/^\d{1,9}$/.test(value) ? Number(value) : null)

/** Reads `--seed --count --out --help`; an exit code where nothing is to be run. */
export function proofOptions(
  args: readonly string[],
  help: string,
  defaults: { readonly seed: number; readonly count: number },
): ProofOptions | number {
  const text = `${help}

  --count <n>   how many to try (${String(defaults.count)})
  --seed <n>    the same number tries the same (${String(defaults.seed)})
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
        help: { type: 'boolean', default: false },
      },
    })
    if (values.help) {
      process.stdout.write(text)
      return 0
    }
    const [seed, count] = [whole(values.seed), whole(values.count)]
    if (seed === null || count === null) throw new Error('--seed and --count take whole numbers')
    return { seed, count, out: values.out ?? null }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${text}`)
    return 2
  }
}

/** Prints the result as JSON, writes it where asked, and gives the exit code. */
export function report(result: ProofResult, out: string | null): number {
  const json = `${JSON.stringify(result, null, 2)}\n`
  process.stdout.write(json)
  if (out !== null) {
    mkdirSync(dirname(resolve(out)), { recursive: true })
    writeFileSync(resolve(out), json)
  }
  return result.lost.length === 0 ? 0 : 1
}

/** Says now and then how far it is, so that a long run is seen to live. */
export function progress(total: number): (done: number) => void {
  let said = Date.now()
  return (done) => {
    if (Date.now() - said < 15_000) return
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
