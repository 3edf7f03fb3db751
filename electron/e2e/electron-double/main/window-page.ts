import { randomBytes } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { WebPreferences } from 'electron'
import type { CDPSession, Page } from 'playwright-core'
import type { FromPreload, KnownFile, ToPreload } from '../page/preload-world.ts'
import { preloadWorldName } from '../side-door.ts'
import { chromiumContext } from './chromium-context.ts'
import { answer, hear } from './ipc-main.ts'
import { mayNavigate } from './navigation.ts'
import { mainWorldScript, preloadProcess, preloadWorldScript } from './page-scripts.ts'
import { setPermissions } from './permissions.ts'
import { PreventableEvent, record } from './records.ts'
import { fromChromium, toChromium } from './schemes.ts'
import { sessionEvents } from './session.ts'
import {
  frameView,
  makeWebContents,
  type FrameView,
  type OpenHandler,
  type WebContents,
} from './web-contents.ts'

const windows: WindowPage[] = []
let making = 0

export const isWindowPage = (page: Page): boolean => windows.some((window) => window.page === page)
export const pageOf = (page: Page): WindowPage | undefined => windows.find((window) => window.page === page)
/** Whether a page is being made for a window right now. */
export const makingPages = (): boolean => making > 0

/** Secrets of this run: what the page could use to speak to the preload's world, if it knew them. */
const secret = `double${randomBytes(8).toString('hex')}`
const binding = `${secret}out`

/** The Chromium page behind one window, with the preload in a world of its own. */
export class WindowPage {
  readonly id: number
  readonly mainFrame: FrameView
  readonly contents: WebContents
  readonly #window: EventEmitter
  readonly #preferences: WebPreferences
  readonly #size: { readonly width: number; readonly height: number }
  /** Address as the program sees it. */
  url = ''
  /** Address, without its fragment, that the program itself is loading. */
  loading: string | null = null
  gone = false
  crashed = false
  openHandler: OpenHandler | null = null
  page: Page | undefined
  ready: Promise<void>
  #cdp: CDPSession | undefined
  #frame = ''
  #world: string | null = null
  #known: readonly KnownFile[] = []
  #outgoing: Promise<void> = Promise.resolve()
  #shown = false

  constructor(
    id: number,
    window: EventEmitter,
    preferences: WebPreferences,
    size: { readonly width: number; readonly height: number },
  ) {
    this.id = id
    this.#window = window
    this.#preferences = preferences
    this.#size = size
    this.mainFrame = frameView(() => this.url)
    this.contents = makeWebContents(id, this)
    windows.push(this)
    this.ready = this.#start()
    this.ready.catch((error: unknown) => record('window-error', { message: String(error) }))
  }

  async #start(): Promise<void> {
    const context = chromiumContext()
    if (context === undefined) throw new Error('electron double: Chromium is not started')
    const [first] = context.pages()
    making++
    const page = await context.newPage()
    this.page = page
    making--
    // The page Chromium opens by itself at its start is nobody's.
    if (first !== undefined && !isWindowPage(first)) await first.close()
    await page.setViewportSize(this.#size)
    const cdp = await context.newCDPSession(page)
    this.#cdp = cdp
    const { targetInfo } = await cdp.send('Target.getTargetInfo')
    this.#listen(page, cdp)
    await cdp.send('Page.enable')
    this.#frame = (await cdp.send('Page.getFrameTree')).frameTree.frame.id
    await cdp.send('Runtime.enable')
    await cdp.send('Runtime.addBinding', { name: binding, executionContextName: preloadWorldName })
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldScript(secret) })
    const { preload, additionalArguments = [] } = this.#preferences
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', {
      worldName: preloadWorldName,
      source: preloadWorldScript({
        secret,
        binding,
        preload: preload === undefined ? '' : readFileSync(preload, 'utf8'),
        process: preloadProcess(additionalArguments),
      }),
    })
    record('window-open', { id: this.id, target: targetInfo.targetId })
  }

  #listen(page: Page, cdp: CDPSession): void {
    cdp.on('Runtime.executionContextCreated', ({ context }) => {
      const frame = (context.auxData as { readonly frameId?: string } | undefined)?.frameId
      if (context.name === preloadWorldName && frame === this.#frame) this.#world = context.uniqueId
    })
    cdp.on('Runtime.executionContextsCleared', () => {
      this.#world = null
    })
    cdp.on('Runtime.bindingCalled', ({ name, payload }) => {
      if (name === binding) void this.#hear(JSON.parse(payload) as FromPreload)
    })
    cdp.on('Page.windowOpen', ({ url }) => this.#openRequested(url, 'foreground-tab'))
    cdp.on('Page.frameRequestedNavigation', ({ url, disposition, frameId }) => {
      if (disposition !== 'currentTab') {
        this.#openRequested(url, disposition === 'newTab' ? 'background-tab' : 'new-window')
      } else if (!/^https?:/.test(url) && frameId === this.#frame) {
        // Links of other schemes never become requests.
        if (mayNavigate(this, url, true)) void this.load(url).catch(() => undefined)
      }
    })
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return
      this.url = fromChromium(frame.url())
      this.contents.emit('did-navigate', new PreventableEvent(), this.url)
    })
    page.on('domcontentloaded', () => this.contents.emit('dom-ready', new PreventableEvent()))
    page.on('load', () => {
      this.contents.emit('did-finish-load', new PreventableEvent())
      // docs/latest/api/browser-window#event-ready-to-show
      if (!this.#shown) this.#window.emit('ready-to-show', new PreventableEvent())
      this.#shown = true
    })
    page.on('console', (message) => record('console', { level: message.type(), text: message.text() }))
    page.on('pageerror', (error) => record('page-error', { message: String(error) }))
    page.on('download', (download) => {
      // docs/latest/api/session#event-will-download. Chromium itself was started to keep none.
      const event = new PreventableEvent()
      const url = fromChromium(download.url())
      sessionEvents.emit('will-download', event, { getURL: () => url }, this.contents)
      record('download', { url, prevented: event.defaultPrevented })
    })
    page.on('dialog', (dialog) => {
      if (dialog.type() !== 'beforeunload') return void dialog.dismiss().catch(() => undefined)
      // docs/latest/api/web-contents#event-will-prevent-unload: without a listener the page keeps its window.
      const event = new PreventableEvent()
      this.contents.emit('will-prevent-unload', event)
      void (event.defaultPrevented ? dialog.accept() : dialog.dismiss()).catch(() => undefined)
    })
    page.on('close', () => {
      if (page === this.page) this.#closed()
    })
    page.on('crash', () => {
      this.crashed = true
      // docs/latest/api/web-contents#event-render-process-gone
      this.contents.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 133 })
    })
  }

  /** docs/latest/api/web-contents#contentssetwindowopenhandlerhandler. Without a handler Electron opens a window. */
  #openRequested(address: string, disposition: string): void {
    const url = fromChromium(address)
    const { action } = this.openHandler?.({ url, frameName: '', features: '', disposition }) ?? {
      action: 'allow',
    }
    record('window-open-request', { url, disposition, action })
  }

  /** A message from the preload, with the frame it was sent from (docs/latest/api/structures/ipc-main-invoke-event). */
  async #hear(message: FromPreload): Promise<void> {
    if (message.type === 'csp') {
      record('csp', { directive: message.directive, blocked: message.blocked, sample: message.sample })
    } else if (message.type === 'preload-error') record('preload-error', { message: message.message })
    else {
      const url = fromChromium(message.url)
      const event = this.messageEvent(frameView(() => url))
      if (message.type === 'send') hear(message.channel, event, message.args)
      else {
        const outcome = await answer(message.channel, event, message.args)
        const { id } = message
        this.post(
          'value' in outcome
            ? { type: 'reply', id, ok: true, value: outcome.value }
            : { type: 'reply', id, ok: false, error: outcome.error },
        )
      }
    }
  }

  messageEvent(senderFrame: FrameView | null, sender: object = this.contents): object {
    return new PreventableEvent({ type: 'frame', sender, senderFrame, frameId: 1, processId: 1, ports: [] })
  }

  /** Says something to the preload's world, in order. A page that is not there hears nothing. */
  post(message: ToPreload): void {
    this.#outgoing = this.#outgoing
      .then(() => this.ready)
      .then(async () => {
        if (this.#world === null || this.gone) return
        await this.#cdp?.send('Runtime.evaluate', {
          uniqueContextId: this.#world,
          expression: `electronDouble.receive(${JSON.stringify(message)})`,
        })
      })
      .catch(() => undefined)
  }

  /** Tells the preload which paths stand behind the files of a drop or a choice. */
  async knowFiles(paths: readonly string[]): Promise<void> {
    this.#known = paths.map((path) => ({ path, name: basename(path), size: statSync(path).size }))
    this.post({ type: 'files', files: this.#known })
    await this.#outgoing
  }

  async load(address: string): Promise<void> {
    await this.ready
    if (this.page === undefined || this.#cdp === undefined) return
    this.loading = address.split('#')[0] ?? address
    this.contents.emit('did-start-loading')
    this.url = address
    await setPermissions(this.#cdp, this.contents, address)
    try {
      await this.page.goto(toChromium(address))
    } catch (error) {
      record('load-failed', { url: address, message: String(error) })
      throw error
    } finally {
      this.loading = null
    }
  }

  /** docs/latest/api/web-contents#contentsreload; after a crash in a process of its own. */
  async reload(): Promise<void> {
    await this.ready
    if (this.crashed) {
      const dead = this.page
      this.crashed = false
      this.ready = this.#start()
      await this.ready
      await dead?.close().catch(() => undefined)
    }
    await this.load(this.url).catch(() => undefined)
  }

  /** Ends the renderer's process for real. */
  async crash(): Promise<void> {
    await this.ready
    // The process that should answer is gone.
    void this.#cdp?.send('Page.crash').catch(() => undefined)
  }

  /** docs/latest/api/browser-window#winclose: the page may hold the window back. */
  async close(): Promise<boolean> {
    const event = new PreventableEvent()
    this.#window.emit('close', event)
    if (event.defaultPrevented) return false
    await this.ready
    const { page } = this
    if (this.gone || page === undefined) return true
    if (this.crashed) {
      await this.destroy()
      return true
    }
    const gone = new Promise<boolean>((resolve) => {
      this.#window.once('closed', () => resolve(true))
      page.once('dialog', () => {
        setTimeout(() => resolve(this.gone), 500)
      })
    })
    await page.close({ runBeforeUnload: true })
    return gone
  }

  async destroy(): Promise<void> {
    await this.ready
    await this.page?.close()
    this.#closed()
  }

  #closed(): void {
    if (this.gone) return
    this.gone = true
    windows.splice(windows.indexOf(this), 1)
    this.contents.emit('destroyed')
    record('window-closed', { id: this.id })
    this.#window.emit('closed')
  }
}
