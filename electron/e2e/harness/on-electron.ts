import { _electron, type BrowserContextOptions } from 'playwright-core'
import { inject } from 'vitest'
import { root } from '../../tools/paths.mjs'
import type { TestHome } from './home.ts'
import type { Running } from './host.ts'
import { watch } from './watch.ts'

/** What the stub of the system's dialogs keeps in the main process. */
interface DialogStub {
  belegAnswer?: (paths: readonly string[]) => void
}

/** The program in Electron itself. Not yet run where this was written: no runtime could be had there. */
export async function runOnElectron(
  home: TestHome,
  folder: string | undefined,
  context: BrowserContextOptions | undefined,
): Promise<Running> {
  const display = Object.entries(process.env).filter(([name]) =>
    ['PATH', 'DISPLAY', 'WAYLAND_DISPLAY', 'XDG_RUNTIME_DIR', 'XAUTHORITY', 'SystemRoot'].includes(name),
  )
  const electron = await _electron.launch({
    executablePath: inject('electronRuntime'),
    args: [root, ...(folder === undefined ? [] : [folder]), '--lang=en-GB'],
    cwd: home.folder,
    env: {
      ...Object.fromEntries(display.map(([name, value]) => [name, value ?? ''])),
      ...home.env,
    },
    ...(context?.colorScheme === undefined ? {} : { colorScheme: context.colorScheme }),
  })
  let output = ''
  for (const stream of [electron.process().stdout, electron.process().stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const ended = new Promise<number | string | null>((resolve) => {
    electron.process().once('exit', (code, signal) => resolve(code ?? signal))
  })
  // The system's dialogs are answered by the test: one waits until `choose` says what was chosen.
  await electron.evaluate(({ dialog }) => {
    const wait = () =>
      new Promise<readonly string[]>((resolve) => {
        ;(globalThis as DialogStub).belegAnswer = resolve
      })
    dialog.showOpenDialog = async () => {
      const paths = await wait()
      return { canceled: paths.length === 0, filePaths: [...paths] }
    }
    dialog.showSaveDialog = async () => {
      const paths = await wait()
      return { canceled: paths.length === 0, filePath: paths[0] ?? '' }
    }
  })
  const page = await electron.firstWindow()
  const watched = watch(electron.context(), 'app://bundle')
  await page.setViewportSize(context?.viewport ?? { width: 1440, height: 900 })
  return {
    page: () => page,
    context: () => electron.context(),
    findings: () => watched,
    output: () => output,
    async stop() {
      await electron.evaluate(({ BrowserWindow }) => {
        for (const window of BrowserWindow.getAllWindows()) window.close()
      })
      return ended
    },
    async kill() {
      electron.process().kill('SIGKILL')
      await ended
    },
    async choose(paths) {
      await electron.evaluate(async (_, chosen) => {
        const stub = globalThis as DialogStub
        for (let tries = 0; stub.belegAnswer === undefined && tries < 100; tries++)
          await new Promise((resolve) => setTimeout(resolve, 100))
        stub.belegAnswer?.(chosen)
        delete stub.belegAnswer
      }, paths)
    },
    async drop(selector, paths) {
      const box = await page.locator(selector).first().boundingBox()
      if (box === null) throw new Error(`Nothing to drop on: ${selector}`)
      const cdp = await page.context().newCDPSession(page)
      const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
      const data = { items: [], files: [...paths], dragOperationsMask: 1 }
      for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
        await cdp.send('Input.dispatchDragEvent', { type, ...at, data })
      }
    },
  }
}
