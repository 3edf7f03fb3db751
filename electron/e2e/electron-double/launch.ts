import { fork, type ChildProcess } from 'node:child_process'
import { readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { outFolder } from '../../tools/paths.mjs'
import {
  optionsVariable,
  type DoubleOptions,
  type FromDouble,
  type OperationName,
  type Operations,
  type Recorded,
  type RecordKind,
  type Records,
} from './side-door.ts'

export interface LaunchOptions extends Omit<DoubleOptions, 'scripts'> {
  /** What `bundleDouble` returned. */
  readonly scripts: string
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  /** Arguments after the program itself. */
  readonly programArguments: readonly string[]
  /** Milliseconds for anything that is waited for. */
  readonly patienceMs?: number
}

type RecordOf<K extends RecordKind> = { readonly kind: K } & Records[K]

/** The built program in Node, with the double for electron, seen from the test. */
export interface Double {
  /** Everything recorded so far. */
  readonly records: readonly Recorded[]
  readonly all: <K extends RecordKind>(kind: K) => readonly RecordOf<K>[]
  /** The first record of a kind that fits, now or when it comes. */
  readonly saw: <K extends RecordKind>(
    kind: K,
    fits?: (record: RecordOf<K>) => boolean,
  ) => Promise<RecordOf<K>>
  readonly run: <N extends OperationName>(op: N, input: Operations[N]['in']) => Promise<Operations[N]['out']>
  /** What the program wrote to its terminal. */
  readonly output: () => string
  /** Resolves with the exit code, or the signal. */
  readonly exit: Promise<number | string>
  /** The page of the window in front, as it is now. Waits for the window. */
  readonly page: () => Promise<Page>
  readonly kill: () => Promise<void>
  /** Lets go of the page and ends the program if it still runs. */
  readonly dispose: () => Promise<void>
}

/** Chromium's process, from the lock of its profile: the double may have died without ending it. */
function chromiumProcess(userData: string): number | undefined {
  try {
    return Number(/-(\d+)$/.exec(readlinkSync(join(userData, 'double-profile', 'SingletonLock')))?.[1])
  } catch {
    return undefined
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

/** Waits until the Chromium of a profile is gone, and ends it where it does not go by itself. */
async function chromiumGone(pid: number | undefined): Promise<void> {
  if (pid === undefined || Number.isNaN(pid)) return
  for (let waited = 0; isAlive(pid); waited += 50) {
    if (waited >= 3000) process.kill(pid, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Starts the built program on the double. Resolves at once; `page` waits for the window. */
export function launchDouble(launch: LaunchOptions): Double {
  const { env, cwd, programArguments, patienceMs = 20_000, ...options } = launch
  const userData = join(env['XDG_CONFIG_HOME'] ?? cwd, 'Beleg')
  const register = pathToFileURL(join(options.scripts, 'register.mjs')).href
  const child: ChildProcess = fork(join(outFolder, 'main', 'index.js'), [...programArguments], {
    cwd,
    execArgv: ['--import', register, '--enable-source-maps'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env['PATH'] ?? '',
      ...env,
      [optionsVariable]: JSON.stringify(options satisfies DoubleOptions),
    },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  // Not `close`: it never comes where this side lets go of the channel first. What was printed last is waited for.
  const printed = Promise.all(
    [child.stdout, child.stderr].map((stream) => new Promise((resolve) => stream?.once('close', resolve))),
  )
  const exit = new Promise<number | string>((resolve) => {
    child.once('exit', (code, signal) => {
      const late = new Promise((passed) => setTimeout(passed, 500))
      void Promise.race([printed, late]).then(() => resolve(code ?? signal ?? -1))
    })
  })
  const records: Recorded[] = []
  const watchers = new Set<(record: Recorded) => void>()
  const calls = new Map<number, readonly [(value: unknown) => void, (error: Error) => void]>()
  let lastCall = 0
  child.on('message', (message: FromDouble) => {
    if (message.type === 'record') {
      records.push(message.record)
      for (const watcher of [...watchers]) watcher(message.record)
      return
    }
    const call = calls.get(message.id)
    calls.delete(message.id)
    if ('error' in message) call?.[1](new Error(message.error))
    else call?.[0](message.value)
  })
  let browser: Browser | undefined
  const pages = new Map<string, Page>()

  const all = <K extends RecordKind>(kind: K): readonly RecordOf<K>[] =>
    records.filter((one): one is RecordOf<K> & Recorded => one.kind === kind)

  const saw: Double['saw'] = (kind, fits = () => true) => {
    const before = all(kind).find(fits)
    if (before !== undefined) return Promise.resolve(before)
    return new Promise((resolve, reject) => {
      const give = (why: string): void => {
        clearTimeout(timer)
        watchers.delete(watcher)
        reject(
          new Error(`${why} before "${kind}" was recorded.\n${output}\n${JSON.stringify(records.slice(-5))}`),
        )
      }
      const timer = setTimeout(() => give(`${String(patienceMs)} ms passed`), patienceMs)
      const watcher = (): void => {
        const found = all(kind).find(fits)
        if (found === undefined) return
        clearTimeout(timer)
        watchers.delete(watcher)
        resolve(found)
      }
      watchers.add(watcher)
      void exit.then((code) => give(`The program ended with ${String(code)}`))
    })
  }

  const connect = async (target: string): Promise<Page> => {
    const known = pages.get(target)
    if (known !== undefined) return known
    if (browser === undefined) {
      const { port } = await saw('ready')
      browser = await chromium.connectOverCDP(`http://127.0.0.1:${String(port)}`)
    }
    const [context] = browser.contexts()
    for (let tries = 0; tries < 100; tries++) {
      for (const page of context?.pages() ?? []) {
        const cdp = await context?.newCDPSession(page).catch(() => undefined)
        const found = await cdp?.send('Target.getTargetInfo').catch(() => undefined)
        await cdp?.detach().catch(() => undefined)
        if (found?.targetInfo.targetId !== target) continue
        // Both clients of the debugger would dismiss dialogs; the double answers them.
        page.on('dialog', () => undefined)
        pages.set(target, page)
        return page
      }
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('The page of the window was not found.')
  }

  const pid = (): number | undefined => chromiumProcess(userData)
  return {
    records,
    all,
    saw,
    run: <N extends OperationName>(op: N, input: Operations[N]['in']) =>
      new Promise<Operations[N]['out']>((resolve, reject) => {
        const id = ++lastCall
        calls.set(id, [(value) => resolve(value as Operations[N]['out']), reject])
        void exit.then((code) => reject(new Error(`The program ended with ${String(code)} during "${op}"`)))
        child.send({ op, id, input })
      }),
    output: () => output,
    exit,
    async page() {
      await saw('window-open')
      return connect(all('window-open').at(-1)?.target ?? '')
    },
    async kill() {
      const chromiumPid = pid()
      child.kill('SIGKILL')
      await exit
      await browser?.close().catch(() => undefined)
      await chromiumGone(chromiumPid)
    },
    async dispose() {
      const chromiumPid = pid()
      await browser?.close().catch(() => undefined)
      if (child.connected) child.disconnect()
      const forced = setTimeout(() => child.kill('SIGKILL'), 10_000)
      await exit
      clearTimeout(forced)
      await chromiumGone(chromiumPid)
    },
  }
}
