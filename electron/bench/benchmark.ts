import { performance } from 'node:perf_hooks'

/** What every benchmark is asked. */
export interface BenchOptions {
  /** The same number generates the same work. */
  readonly seed: number
  /** How often the smallest unit of work is measured; null for the benchmark's own number. */
  readonly count: number | null
  /** Of `exchange`: only these formats, `release` among them; null for all. */
  readonly formats: readonly string[] | null
  /** Of `review`: only these parts; null for all. */
  readonly parts: readonly string[] | null
  /** One line about how far it is, on stderr. */
  readonly say: (line: string) => void
}

/** One figure. `ms` and the like are context; a ratio beside a peer in the same run is the result. */
export interface BenchLine {
  readonly what: string
  readonly value: number
  /** `ms`, `×`, `MB`, `%`, `/s` … */
  readonly unit: string
  /** The largest (or smallest) value that is still good. */
  readonly aim?: { readonly atMost: number } | { readonly atLeast: number }
  /** How many measurements stand behind it, or what it was measured on. */
  readonly note?: string
}

export interface BenchReport {
  readonly lines: readonly BenchLine[]
  /** What could not be measured here, and why. */
  readonly notMeasured?: readonly string[]
}

export type Benchmark = (options: BenchOptions) => Promise<BenchReport>

/** Whether a figure keeps its aim; null where it has none. */
export function keepsAim({ value, aim }: BenchLine): boolean | null {
  if (aim === undefined) return null
  return 'atMost' in aim ? value <= aim.atMost : value >= aim.atLeast
}

/** The value below which a share of the measurements lies, from 0 to 1. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
}

/** p50, p95 and p99 of measurements in milliseconds. */
export function latencyLines(what: string, times: readonly number[], note = ''): readonly BenchLine[] {
  const counted = [`${times.length} measured`, note].filter((part) => part !== '').join(', ')
  return ([50, 95, 99] as const).map((percent) => ({
    what: `${what}, p${percent}`,
    value: quantile(times, percent / 100),
    unit: 'ms',
    ...(percent === 50 ? { note: counted } : {}),
  }))
}

/** Milliseconds of one run, and what it gave. */
export function timed<T>(run: () => T): { readonly ms: number; readonly value: T } {
  const started = performance.now()
  const value = run()
  return { ms: performance.now() - started, value }
}
