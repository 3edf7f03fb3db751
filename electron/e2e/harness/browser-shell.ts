import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { outFolder } from '../../tools/paths.mjs'
import type { TestHome } from './home.ts'

/** The built browser shell in a process of its own. */
export interface BrowserShell {
  readonly origin: string
  /** The link last printed, which lets in once. */
  readonly link: () => string
  /** Everything printed so far. */
  readonly output: () => string
  /** Ctrl+C; resolves with the exit code. */
  readonly stop: () => Promise<number | null>
  /** The process dies without a chance to save anything. */
  readonly kill: () => Promise<void>
}

const printed = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/g

/** Starts the built shell in a home, with a folder to open where one is given. Throws with its output where it does not start. */
export async function startBrowserShell(home: TestHome, folder?: string): Promise<BrowserShell> {
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(outFolder, 'main', 'serve.js'), ...(folder === undefined ? [] : [folder])],
    {
      cwd: home.folder,
      env: { PATH: process.env['PATH'] ?? '', ...home.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      resolve(code)
    })
  })
  const started = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text
        const [first] = output.match(printed) ?? []
        if (first !== undefined) resolve(first)
      })
    }
    void ended.then((code) => {
      reject(new Error(`The browser shell ended with ${String(code)} before it was ready:\n${output}`))
    })
  })
  const first = await started
  return {
    origin: new URL(first).origin,
    link: () => output.match(printed)?.at(-1) ?? first,
    output: () => output,
    async stop() {
      child.kill('SIGINT')
      return ended
    },
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
