import { EventEmitter } from 'node:events'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App } from 'electron'
import { holdsLock, releaseLock, requestLock } from './instance-lock.ts'
import { notImitated, options, PreventableEvent, record, strict } from './records.ts'

/** What the life of the program needs of its windows and its Chromium, which are made later. */
interface Surroundings {
  /** Asks every window to close; false where one stayed. */
  closeWindows: () => Promise<boolean>
  endChromium: () => Promise<void>
}

export const surroundings: Surroundings = {
  closeWindows: () => Promise.resolve(true),
  endChromium: () => Promise.resolve(),
}

const events = new EventEmitter()
const paths = new Map<string, string>()
let name = 'Electron'
let ready = false
let quitting = false
let ending = false
const { promise: whenReady, resolve: becomeReady } = withResolvers()

function withResolvers(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined
  const promise = new Promise<void>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}

export const isReady = (): boolean => ready
export const isQuitting = (): boolean => quitting

/** docs/latest/api/app#event-ready: once, when everything may be used. */
export function announceReady(): void {
  ready = true
  events.emit('ready', new PreventableEvent(), {})
  becomeReady()
}

export const emitApp = (event: string, ...args: readonly unknown[]): boolean => events.emit(event, ...args)

/** docs/latest/api/app#appgetpathname */
function getPath(which: string): string {
  const set = paths.get(which)
  if (set !== undefined) return set
  const home = homedir()
  switch (which) {
    case 'home':
      return home
    case 'temp':
      return tmpdir()
    case 'appData':
      return (
        process.env[process.platform === 'win32' ? 'APPDATA' : 'XDG_CONFIG_HOME'] ??
        join(home, process.platform === 'darwin' ? 'Library/Application Support' : '.config')
      )
    case 'userData':
      return join(getPath('appData'), name)
    case 'documents':
      return process.env['XDG_DOCUMENTS_DIR'] ?? join(home, 'Documents')
    default:
      return notImitated(`app.getPath('${which}')`)
  }
}

/** The process ends. Never leaves a Chromium behind. */
export async function end(code: number): Promise<void> {
  if (ending) return
  ending = true
  record('exit', { code })
  releaseLock()
  await surroundings.endChromium().catch(() => undefined)
  process.exit(code)
}

/** docs/latest/api/app#event-will-quit: all windows are closed, and the program may still keep itself alive. */
function finish(): void {
  const event = new PreventableEvent()
  events.emit('will-quit', event)
  if (event.defaultPrevented) {
    quitting = false
    return
  }
  events.emit('quit', new PreventableEvent(), 0)
  void end(0)
}

/** docs/latest/api/app#appquit: before-quit, then every window may refuse, then will-quit. */
async function quit(): Promise<void> {
  if (quitting) return
  const event = new PreventableEvent()
  events.emit('before-quit', event)
  if (event.defaultPrevented) return
  quitting = true
  if (await surroundings.closeWindows()) finish()
  else quitting = false
}

const members = {
  whenReady: () => whenReady,
  isReady: () => ready,
  setName: (to: string) => {
    name = to
  },
  getName: () => name,
  getVersion: () => '0.0.0',
  getLocale: () => options.locale,
  getAppPath: () => process.cwd(),
  isPackaged: options.packaged,
  getPath,
  setPath: (which: string, path: string) => {
    paths.set(which, path)
  },
  // docs/latest/api/app#appenablesandbox: before ready only.
  enableSandbox: () => {
    if (ready) throw new Error('app.enableSandbox() can only be called before app is ready')
    record('switch', { name: 'enable-sandbox', value: null })
  },
  commandLine: strict('app.commandLine', {
    appendSwitch: (which: string, value?: string) => record('switch', { name: which, value: value ?? null }),
    hasSwitch: (which: string) => process.argv.includes(`--${which}`),
  }),
  requestSingleInstanceLock: (additionalData?: Record<string, unknown>) =>
    requestLock(getPath('userData'), additionalData ?? null, ({ argv, cwd, additionalData: sent }) => {
      // docs/latest/api/app#event-second-instance: never before ready.
      void whenReady.then(() => events.emit('second-instance', new PreventableEvent(), argv, cwd, sent))
    }),
  hasSingleInstanceLock: holdsLock,
  releaseSingleInstanceLock: releaseLock,
  addRecentDocument: (path: string) => record('recent-document', { path }),
  focus: () => undefined,
  quit: () => void quit(),
  // docs/latest/api/app#appexitexitcode: at once, asking nobody.
  exit: (code = 0) => void end(code),
  relaunch: () => record('relaunch', {}),
} satisfies Partial<Record<keyof App, unknown>>

export const app = strict('app', Object.assign(events, members))

// A process asked to end by the system quits as if the person had done it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void quit())
