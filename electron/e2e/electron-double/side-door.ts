/** What crosses between a test and the double it started: options in, records out, operations both ways. */

/** How the double runs; handed over in the environment of its process. */
export interface DoubleOptions {
  /** The Chromium whose pages stand in for windows. */
  readonly chromium: { readonly path: string; readonly env: Readonly<Record<string, string>> }
  /** Further arguments of Chromium. */
  readonly arguments: readonly string[]
  /** Folder of the bundled page-side scripts. */
  readonly scripts: string
  readonly locale: string
  /** Whether `app.isPackaged`; the arguments of the process then begin with the executable only. */
  readonly packaged: boolean
  /** The page's own policy is left out, so that what stands behind it can be tried. */
  readonly bypassPolicy: boolean
  /** Options of the page as Playwright names them: viewport, colorScheme, reducedMotion and the like. */
  readonly context: Readonly<Record<string, unknown>>
}

export interface MenuView {
  readonly id: string | null
  readonly label: string
  readonly type: string
  readonly role: string | null
  readonly accelerator: string | null
  readonly enabled: boolean
  readonly items: readonly MenuView[]
}

/** Everything the double writes down, by kind. */
export interface Records {
  ready: { readonly port: number }
  switch: { readonly name: string; readonly value: string | null }
  window: { readonly id: number; readonly preferences: Readonly<Record<string, unknown>> }
  /** A page stands behind a window; also after a crashed one was loaded again. */
  'window-open': { readonly id: number; readonly target: string }
  'window-closed': { readonly id: number }
  'window-error': { readonly message: string }
  'window-call': { readonly member: string; readonly value: unknown }
  'window-open-request': {
    readonly url: string
    readonly disposition: string
    readonly action: 'allow' | 'deny'
  }
  'stray-page': { readonly url: string }
  'will-navigate': { readonly url: string; readonly prevented: boolean; readonly mainFrame: boolean }
  'will-redirect': { readonly url: string; readonly prevented: boolean }
  'request-refused': { readonly url: string; readonly by: 'onBeforeRequest' | 'no handler' | 'stray page' }
  'load-failed': { readonly url: string; readonly message: string }
  download: { readonly url: string; readonly prevented: boolean }
  permission: { readonly permission: string; readonly check: boolean; readonly request: boolean }
  'device-permission': { readonly deviceType: string; readonly granted: boolean }
  'display-media': { readonly granted: boolean }
  csp: { readonly directive: string; readonly blocked: string; readonly sample: string }
  console: { readonly level: string; readonly text: string }
  'page-error': { readonly message: string }
  'preload-error': { readonly message: string }
  'double-error': { readonly message: string }
  menu: { readonly items: readonly MenuView[] }
  role: { readonly role: string }
  dialog: { readonly method: string; readonly options: Readonly<Record<string, unknown>> }
  'error-box': { readonly title: string; readonly content: string }
  'open-external': { readonly url: string }
  'show-in-folder': { readonly path: string }
  'recent-document': { readonly path: string }
  proxy: { readonly config: Readonly<Record<string, unknown>> }
  relaunch: Readonly<Record<string, never>>
  exit: { readonly code: number }
}

export type RecordKind = keyof Records
export type Recorded = { readonly [K in RecordKind]: { readonly kind: K } & Records[K] }[RecordKind]

/** Where a forged message claims to come from. */
export interface ForgedFrame {
  readonly url: string
  /** Whether it is a frame inside the page. */
  readonly inner: boolean
  /** Whether the frame is gone by the time it is asked about: `senderFrame` is null. */
  readonly gone: boolean
  /** Whether it comes from a window that is not the program's. */
  readonly foreignWindow: boolean
}

export interface ForgedCall {
  readonly channel: string
  /** Arguments as the codec packs them. */
  readonly args: string
  readonly frame: ForgedFrame
}

export type CallOutcome = { readonly value: string } | { readonly error: string }

/** What a test can do to the program through the double. */
export interface Operations {
  /** Answers the next dialog of a method, now or when it comes. */
  answer: { readonly in: { readonly method: string; readonly value: unknown }; readonly out: null }
  /** Chooses an item of the menu bar, by id. */
  menu: { readonly in: { readonly id: string }; readonly out: null }
  /** The person closes the window; whether it went. */
  'close-window': { readonly in: Readonly<Record<string, never>>; readonly out: boolean }
  /** The system changes between light and dark. */
  theme: { readonly in: { readonly dark: boolean }; readonly out: null }
  /** The renderer's process ends for real. */
  crash: { readonly in: { readonly reason: string }; readonly out: null }
  'window-event': {
    readonly in: { readonly event: 'unresponsive' | 'responsive' }
    readonly out: null
  }
  /** The system asks the running program to open a file. */
  'open-file': { readonly in: { readonly path: string }; readonly out: boolean }
  /** Files whose paths `webUtils.getPathForFile` will know. */
  files: { readonly in: { readonly paths: readonly string[] }; readonly out: null }
  /** Messages as if another frame had sent them, past the page and the preload. */
  forge: {
    readonly in: { readonly calls: readonly ForgedCall[] }
    readonly out: readonly CallOutcome[]
  }
}

export type OperationName = keyof Operations

export type ToDouble = {
  readonly [N in OperationName]: { readonly op: N; readonly id: number; readonly input: Operations[N]['in'] }
}[OperationName]

export type FromDouble =
  | { readonly type: 'record'; readonly record: Recorded }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'answer'; readonly id: number; readonly error: string }

/** Name of the environment variable that carries the options. */
export const optionsVariable = 'BELEG_ELECTRON_DOUBLE'
/** Name of the preload's world, for a test that speaks in it as a hostile page would. */
export const preloadWorldName = 'electron-preload'
