import { installBridge } from './bridge.ts'
import { pack, unpack } from './codec.ts'

/** A file the person dropped or chose, as the double knows it. */
export interface KnownFile {
  readonly path: string
  readonly name: string
  readonly size: number
}

/** What the double tells this world. */
export type ToPreload =
  | { readonly type: 'event'; readonly channel: string; readonly args: string }
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: string }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly error: string }
  | { readonly type: 'files'; readonly files: readonly KnownFile[] }

/** What this world tells the double. `url` is the address of the frame, which the page cannot forge. */
export type FromPreload =
  | {
      readonly type: 'send' | 'invoke'
      readonly channel: string
      readonly id: number
      readonly url: string
      readonly args: string
    }
  | {
      readonly type: 'csp'
      readonly directive: string
      readonly blocked: string
      readonly sample: string
    }
  | { readonly type: 'preload-error'; readonly message: string }

export interface PreloadParameters {
  readonly secret: string
  /** Name of the binding that carries messages out. */
  readonly binding: string
  /** Source of the preload script. */
  readonly preload: string
  readonly process: Readonly<Record<string, unknown>>
}

declare const doubleParameters: PreloadParameters

type Listener = (...args: readonly unknown[]) => void

function preloadWorld({ secret, binding, preload, process }: PreloadParameters): void {
  const world = globalThis as unknown as Record<string, unknown>
  const out = world[binding] as (text: string) => void
  Reflect.deleteProperty(world, binding)
  const send = (message: FromPreload): void => out(JSON.stringify(message))
  const bridge = installBridge(secret, 'i')
  const known: KnownFile[] = []
  const listeners = new Map<string, Listener[]>()
  const waiting = new Map<number, readonly [(value: unknown) => void, (error: Error) => void]>()
  let last = 0

  const missing = (member: string): never => {
    throw new Error(`electron double: ${member} is not imitated`)
  }
  const strict = (name: string, members: object): unknown =>
    new Proxy(members, {
      get: (target, member, receiver): unknown =>
        member in target || typeof member === 'symbol'
          ? Reflect.get(target, member, receiver)
          : missing(`${name}.${member}`),
    })

  // docs/latest/api/ipc-renderer
  const ipcRenderer = {
    on(channel: string, listener: Listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel: string, listener: Listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((one) => one !== listener),
      )
      return ipcRenderer
    },
    removeAllListeners(channel: string) {
      listeners.delete(channel)
      return ipcRenderer
    },
    send(channel: string, ...args: readonly unknown[]) {
      send({ type: 'send', channel, id: 0, url: location.href, args: pack(args) })
    },
    invoke(channel: string, ...args: readonly unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const packed = pack(args)
        const id = ++last
        waiting.set(id, [resolve, reject])
        send({ type: 'invoke', channel, id, url: location.href, args: packed })
      })
    },
  }

  // The double calls `receive`; hostile tests call `invoke`, as a page that broke out of its world would.
  world['electronDouble'] = {
    invoke: (channel: string, args: string) =>
      ipcRenderer.invoke(channel, ...(unpack(args) as readonly unknown[])),
    receive(message: ToPreload) {
      if (message.type === 'event') {
        for (const listener of listeners.get(message.channel) ?? []) {
          listener({ sender: ipcRenderer, ports: [] }, ...(unpack(message.args) as readonly unknown[]))
        }
      } else if (message.type === 'files') known.push(...message.files)
      else {
        const settle = waiting.get(message.id)
        waiting.delete(message.id)
        if (message.ok) settle?.[0](unpack(message.value))
        else settle?.[1](new Error(message.error))
      }
    },
  }

  document.addEventListener('securitypolicyviolation', (event) => {
    send({
      type: 'csp',
      directive: event.effectiveDirective,
      blocked: event.blockedURI,
      sample: event.sample,
    })
  })

  // docs/latest/api/web-utils#webutilsgetpathforfilefile: empty for a File that no file on disk stands behind.
  const getPathForFile = (file: File): string => {
    if (!(file instanceof File)) throw new TypeError('getPathForFile takes a File')
    return known.find(({ name, size }) => name === file.name && size === file.size)?.path ?? ''
  }

  // docs/latest/tutorial/sandbox#preload-scripts: a sandboxed preload can require electron's renderer modules
  // and a few of Node's, of which this program needs none.
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', { exposeInMainWorld: bridge.expose }),
    ipcRenderer: strict('ipcRenderer', ipcRenderer),
    webUtils: strict('webUtils', { getPathForFile }),
  })
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  try {
    // Indirect, so that the script sees this world's globals and nothing of this file.
    const run = (0, eval)(
      `(function (require, module, exports, process, global) {${preload}\n})\n//# sourceURL=electron-double://preload.cjs`,
    ) as (...args: readonly unknown[]) => void
    run(require, module, module.exports, Object.freeze({ ...process }), globalThis)
  } catch (error) {
    send({ type: 'preload-error', message: error instanceof Error ? String(error.stack) : String(error) })
  }
}

if (window === window.top) preloadWorld(doubleParameters)
