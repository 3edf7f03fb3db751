import { EventEmitter } from 'node:events'
import type { BrowserWindow as Electrons, BrowserWindowConstructorOptions } from 'electron'
import { app, emitApp, isQuitting, isReady, surroundings } from './app.ts'
import { onRole } from './menu.ts'
import { notImitated, PreventableEvent, record, strict } from './records.ts'
import { WindowPage } from './window-page.ts'

interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type WindowObject = ReturnType<typeof makeWindow>
interface OpenWindow {
  readonly window: WindowObject
  readonly page: WindowPage
}

const open: OpenWindow[] = []
let lastId = 0

/** The window in front, for the test's side door. */
export const frontWindow = (): OpenWindow | undefined => open.at(-1)

/** Preferences the double cannot carry out, or that no program should have. */
function refuseUnsafe(preferences: Readonly<Record<string, unknown>>): void {
  if (preferences['contextIsolation'] === false) notImitated('a page without context isolation')
  if (preferences['sandbox'] === false) notImitated('a page without sandbox')
  if (preferences['nodeIntegration'] === true) notImitated('a page with Node')
  if (preferences['webSecurity'] === false) notImitated('a page without web security')
  if (preferences['webviewTag'] === true) notImitated('webviews')
}

function makeWindow(given: BrowserWindowConstructorOptions) {
  const preferences = given.webPreferences ?? {}
  refuseUnsafe({ ...preferences })
  const id = ++lastId
  record('window', { id, preferences: { ...preferences, preload: undefined } })
  let bounds: Bounds = {
    x: given.x ?? 0,
    y: given.y ?? 0,
    width: given.width ?? 800,
    height: given.height ?? 600,
  }
  let maximized = false
  let minimized = false
  const events = new EventEmitter()
  const page = new WindowPage(id, events, preferences, { width: bounds.width, height: bounds.height })
  /** What has no effect on a page without a screen is written down. */
  const note =
    (member: string) =>
    (value?: unknown): void =>
      record('window-call', { member, value: value ?? null })
  const change = (member: string, apply: () => void) => (): void => {
    apply()
    record('window-call', { member, value: null })
    events.emit(member, new PreventableEvent())
  }
  const window = strict(
    'BrowserWindow',
    Object.assign(events, {
      id,
      webContents: page.contents,
      loadURL: (url: string) => page.load(url),
      show: note('show'),
      focus: note('focus'),
      setBackgroundColor: note('setBackgroundColor'),
      setTitle: note('setTitle'),
      maximize: change('maximize', () => {
        maximized = true
      }),
      restore: change('restore', () => {
        minimized = false
      }),
      minimize: change('minimize', () => {
        minimized = true
      }),
      isMaximized: () => maximized,
      isMinimized: () => minimized,
      isDestroyed: () => page.gone,
      getBounds: () => bounds,
      getNormalBounds: () => bounds,
      setBounds: (next: Partial<Bounds>) => {
        bounds = { ...bounds, ...next }
      },
      close: () => void page.close(),
      destroy: () => void page.destroy(),
    } satisfies Partial<Record<keyof Electrons, unknown>>),
  )
  const entry: OpenWindow = { window, page }
  open.push(entry)
  events.once('closed', () => {
    open.splice(open.indexOf(entry), 1)
    // docs/latest/api/app#event-window-all-closed: without a listener the program quits; not while it already does.
    if (open.length === 0 && !isQuitting() && !emitApp('window-all-closed')) app.quit()
  })
  emitApp('web-contents-created', new PreventableEvent(), page.contents)
  emitApp('browser-window-created', new PreventableEvent(), window)
  return window
}

/** docs/latest/api/browser-window */
const statics = {
  getAllWindows: () => open.map(({ window }) => window),
  getFocusedWindow: () => open.at(-1)?.window ?? null,
  fromWebContents: (contents: unknown) =>
    open.find(({ window }) => window.webContents === contents)?.window ?? null,
  fromId: (id: number) => open.find(({ window }) => window.id === id)?.window ?? null,
}

function construct(given: BrowserWindowConstructorOptions = {}): WindowObject {
  if (!isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
  return makeWindow(given)
}

/** A class by its looks: called with `new`, with static members, strict about both. */
export const BrowserWindow = new Proxy(
  Object.assign(function BrowserWindow() {
    return undefined
  }, statics),
  {
    construct: (_, [given]) => construct(given as BrowserWindowConstructorOptions | undefined),
    get: (target, member, receiver): unknown =>
      member in target || typeof member === 'symbol'
        ? Reflect.get(target, member, receiver)
        : notImitated(`BrowserWindow.${member}`),
  },
)

surroundings.closeWindows = async () => {
  for (const { page } of [...open]) if (!(await page.close())) return false
  return true
}

// docs/latest/api/menu-item#roles
onRole((role) => {
  if (role !== 'close') return false
  void frontWindow()?.page.close()
  return true
})
