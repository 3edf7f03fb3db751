import type { BrowserWindow } from 'electron'
import type { Push } from '../../shared/contract/index.ts'

/** The push feed to the window. What is pushed before the page listens is kept for it. */
export class PageFeed {
  #window: BrowserWindow | undefined
  #waiting: Push[] | undefined = []

  /** The window, as long as it is there. */
  get window(): BrowserWindow | undefined {
    return this.#window?.isDestroyed() === false ? this.#window : undefined
  }

  attach(window: BrowserWindow): void {
    this.#window = window
  }

  /** The page listens from now on: what was kept goes out. */
  release(): void {
    const waiting = this.#waiting ?? []
    this.#waiting = undefined
    for (const push of waiting) this.send(push)
  }

  /** The page is gone and will be loaded again. */
  hold(): void {
    this.#waiting ??= []
  }

  send(push: Push): void {
    if (this.#waiting === undefined) this.window?.webContents.send('push', push)
    else this.#waiting.push(push)
  }
}
