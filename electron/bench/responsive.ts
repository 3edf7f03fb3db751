import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ChannelInput, ChannelName, ChannelOutput } from '../../shared/contract/index.ts'
import type { Result } from '../../shared/errors.ts'
import { factStates } from '../../shared/model/vocabulary.ts'
import { startBrowserShell, type BrowserShell } from '../e2e/harness/browser-shell.ts'
import { testHome } from '../e2e/harness/home.ts'
import { ensureBuilt } from '../tools/build.mjs'
import { root } from '../tools/paths.mjs'
import { quantile, type Benchmark, type BenchLine } from './benchmark.ts'
import { generateArticles } from './generate-articles.ts'

/** Between two questions to the store while something long goes on. */
const askEveryMs = 10

/** How long the program is watched at rest. */
const restMs = 5_000

/** A program without a page: its channels over HTTP, let in by its link. */
class Caller {
  readonly #origin: string
  #cookie = ''

  constructor(shell: BrowserShell) {
    this.#origin = shell.origin
  }

  async enter(link: string): Promise<void> {
    const response = await fetch(link, { redirect: 'manual' })
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  }

  async call<N extends ChannelName>(channel: N, input: ChannelInput<N>): Promise<ChannelOutput<N>> {
    const response = await fetch(`${this.#origin}/api/${channel}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: this.#cookie,
        origin: this.#origin,
        'sec-fetch-site': 'same-origin',
      },
      body: JSON.stringify(input),
    })
    const answer = (await response.json()) as Result<ChannelOutput<N>>
    if (!answer.ok) throw new Error(`${channel}: ${answer.error.message}`)
    return answer.value
  }
}

/** A span of time with a name. */
interface Phase {
  readonly name: string
  readonly from: number
  readonly to: number
  /** Milliseconds of each question to the store that was asked in it. */
  readonly answered: readonly number[]
}

/** Runs something long and asks the store a small question all the while. */
async function during(name: string, caller: Caller, run: () => Promise<unknown>): Promise<Phase> {
  const from = Date.now()
  const answered: number[] = []
  const over = new AbortController()
  const asking = (async () => {
    while (!over.signal.aborted) {
      const started = performance.now()
      await caller.call('history.coders', {})
      answered.push(performance.now() - started)
      await new Promise((resolve) => setTimeout(resolve, askEveryMs))
    }
  })()
  try {
    await run()
  } finally {
    over.abort()
    await asking
  }
  return { name, from, to: Date.now(), answered }
}

/** Longest delay of the program's main thread within a phase, as it told on stderr. */
function loopDelay(output: string, { from, to }: Phase): number {
  let longest = 0
  for (const [, at = '', ms = ''] of output.matchAll(/^loop-delay (\d+) ([\d.]+)$/gm)) {
    if (Number(at) >= from && Number(at) <= to + 200) longest = Math.max(longest, Number(ms))
  }
  return longest
}

async function untilJobEnds(caller: Caller): Promise<void> {
  for (;;) {
    const jobs = await caller.call('jobs.list', {})
    const job = jobs.at(-1)
    if (job !== undefined && job.state !== 'running') {
      if (job.state !== 'done') throw new Error(`the job ended ${job.state}: ${job.error?.message ?? ''}`)
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Rejects undecided facts one after another; milliseconds of each. */
async function decide(
  caller: Caller,
  factIds: readonly string[],
  pauseMs: number,
): Promise<readonly number[]> {
  const times: number[] = []
  for (const factId of factIds) {
    const started = performance.now()
    const { answers } = await caller.call('commands.apply', {
      commands: [{ id: `bench-${factId}`, type: 'fact.reject', payload: { factId } }],
    })
    times.push(performance.now() - started)
    if (answers[0]?.ok !== true) throw new Error(answers[0]?.error?.message ?? 'no answer')
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
  return times
}

/**
 * How long anything waits while the program does long work: the main thread, which serves the page, and the store, which
 * answers it. Articles are imported in one step; then facts are decided at rest and while a dataset of all is exported and
 * the project is checked. `count` is the number of articles.
 */
export const responsive: Benchmark = async ({ seed, count, say }) => {
  const articles = count ?? 2000
  await ensureBuilt({ say })
  const made = testHome()
  const hook = pathToFileURL(join(root, 'electron', 'tools', 'loop-delay.mjs')).href
  const home = { ...made, env: { ...made.env, NODE_OPTIONS: `--import=${hook}` } }
  const folder = join(home.folder, 'Artikel')
  mkdirSync(folder)
  for (const { file, text } of generateArticles(join(root, 'resources'), seed, articles)) {
    writeFileSync(join(folder, file.replaceAll('/', '-')), text)
  }
  say(`${String(articles)} articles`)
  const shell = await startBrowserShell(home, folder)
  try {
    const caller = new Caller(shell)
    await caller.enter(shell.link())
    const importing = await during('import', caller, () => untilJobEnds(caller))
    say('imported')
    const facts = await caller.call('facts.list', { limit: 2000 })
    const ids = facts.rows.map(({ id }) => id)
    const created = await caller.call('commands.apply', {
      commands: [
        {
          id: 'bench-dataset',
          type: 'dataset.create',
          payload: { name: 'Alles', query: { states: [...factStates] } },
        },
      ],
    })
    const [dataset] = await caller.call('datasets.list', {})
    if (dataset === undefined) throw new Error(created.answers[0]?.error?.message ?? 'no dataset')
    // What the machine itself costs: the same questions, and nothing else to do.
    const resting = await during(
      'at rest',
      caller,
      () => new Promise((resolve) => setTimeout(resolve, restMs)),
    )
    const third = Math.floor(ids.length / 3)
    const idle = await decide(caller, ids.slice(0, Math.min(third, 200)), askEveryMs)
    const exported = new AbortController()
    const beside: number[] = []
    const exporting = await during('export', caller, async () => {
      const written = caller.call('datasets.export', { datasetId: dataset.id, format: 'jsonl' }).then(() => {
        exported.abort()
      })
      for (const id of ids.slice(third, 2 * third)) {
        if (exported.signal.aborted) break
        beside.push(...(await decide(caller, [id], askEveryMs)))
      }
      await written
    })
    const checking = await during('check', caller, () => caller.call('project.verify', {}))
    const closing = await during('snapshot and backup', caller, () => caller.call('project.backup', {}))
    await new Promise((resolve) => setTimeout(resolve, 400))
    const output = shell.output()
    const lines = [resting, importing, exporting, checking, closing].flatMap((phase): readonly BenchLine[] => [
      { what: `${phase.name}: main thread kept from answering, longest`, value: loopDelay(output, phase), unit: 'ms', aim: { atMost: 50 }, note: `${((phase.to - phase.from) / 1000).toFixed(1)} s in all` },
      { what: `${phase.name}: a question to the store waited, longest`, value: Math.max(...phase.answered), unit: 'ms', note: `${String(phase.answered.length)} asked` },
    ]) // prettier-ignore
    return {
      lines: [
        ...lines,
        { what: 'a decision at rest, p50', value: quantile(idle, 0.5), unit: 'ms', note: `${String(idle.length)} measured` },
        { what: 'a decision during an export, p50', value: quantile(beside, 0.5), unit: 'ms', note: `${String(beside.length)} measured` },
        { what: 'a decision during an export, longest', value: Math.max(...beside), unit: 'ms' },
        { what: 'during an export beside at rest, p50', value: quantile(beside, 0.5) / quantile(idle, 0.5), unit: '×' },
      ],
    } // prettier-ignore
  } finally {
    await shell.kill()
    home.remove()
  }
}
