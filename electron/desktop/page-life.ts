import { app, dialog, type BrowserWindow } from 'electron'
import type { Language } from '../../shared/model/vocabulary.ts'
import { words } from './words.ts'

export interface PageLife {
  readonly language: () => Language
  /** The page failed and is being loaded again. */
  readonly loadedAgain: () => void
}

/** A page that fails this often within a run will not be helped by loading it once more. */
const mostFailures = 3

/**
 * A page that crashed comes back and says so; one that hangs is loaded again if the person wants that; one that fails
 * for ever is given up with a question. Everything shown as saved is with the workbench, which none of this touches.
 */
export function keepAlive(window: BrowserWindow, life: PageLife): void {
  let failures = 0
  const { webContents } = window
  const ask = async (message: string, buttons: readonly [first: string, second: string]): Promise<number> => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message,
      buttons: [...buttons],
      defaultId: 0,
      cancelId: 0,
      noLink: true,
    })
    return response
  }
  const giveUp = async (reason: string): Promise<void> => {
    const language = life.language()
    const answer = await ask(words(language, 'failing', reason), [
      words(language, 'restart'),
      words(language, 'quit'),
    ])
    if (answer === 0) app.relaunch()
    app.quit()
  }
  webContents.on('render-process-gone', (_, { reason }) => {
    if (reason === 'clean-exit') return
    console.error(`The page's process ended: ${reason}.`)
    if (++failures > mostFailures) {
      giveUp(reason).catch((error: unknown) => console.error(error))
      return
    }
    life.loadedAgain()
    webContents.reload()
  })

  let asked = false
  const stuck = async (): Promise<void> => {
    const language = life.language()
    const answer = await ask(words(language, 'stuck'), [words(language, 'wait'), words(language, 'reload')])
    asked = false
    // A page that hangs does not hear a reload: its process ends, and comes back like one that crashed.
    if (answer === 1 && !window.isDestroyed()) webContents.forcefullyCrashRenderer()
  }
  window.on('unresponsive', () => {
    if (asked) return
    asked = true
    stuck().catch((error: unknown) => console.error(error))
  })
}
