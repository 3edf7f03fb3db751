import { latencyLines, timed, type BenchLine } from './benchmark.ts'

/** As much of MiniSearch as is used here. */
interface MiniSearchModule {
  readonly default: new (options: object) => {
    readonly addAll: (documents: readonly object[]) => void
    readonly search: (words: string, options: object) => readonly unknown[]
  }
}

/** The same questions to MiniSearch over the same texts: how long, and how much memory its index takes. */
export function miniSearch(
  module: unknown,
  texts: readonly { readonly name: string; readonly text: string }[],
  asked: readonly string[],
): { readonly lines: readonly BenchLine[]; readonly times: readonly number[] } {
  const MiniSearch = (module as Partial<MiniSearchModule>).default ?? (module as MiniSearchModule['default'])
  const before = process.memoryUsage().heapUsed
  const index = new MiniSearch({ fields: ['title', 'body'] })
  const built = timed(() => {
    index.addAll(texts.map(({ name, text }) => ({ id: name, title: text.split('\n')[0] ?? '', body: text })))
  })
  const memory = (process.memoryUsage().heapUsed - before) / 1e6
  const times = asked.map(
    (words) => timed(() => index.search(words.replaceAll('"', ''), { prefix: true, combineWith: 'AND' })).ms,
  )
  return {
    times,
    lines: [
      { what: 'MiniSearch, index built', value: built.ms / 1000, unit: 's', note: 'kept in memory alone; no phrases, no snippets' },
      { what: 'MiniSearch, memory of the index', value: memory, unit: 'MB', note: 'growth of the heap' },
      ...latencyLines('MiniSearch, prefix, all words', times),
    ],
  }
} // prettier-ignore
