import { EventEmitter } from 'node:events'
import type { OnBeforeRequestListenerDetails, Protocol, Session, WebRequest } from 'electron'
import { isReady } from './app.ts'
import { notImitated, record, strict } from './records.ts'
import { isRegistered, registerScheme } from './schemes.ts'

export type ProtocolHandler = (request: Request) => Response | Promise<Response>
type PermissionRequest = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: Readonly<Record<string, unknown>>,
) => void
type PermissionCheck = (
  contents: unknown,
  permission: string,
  origin: string,
  details: Readonly<Record<string, unknown>>,
) => boolean
type RequestListener = (
  details: Partial<OnBeforeRequestListenerDetails>,
  answer: (response: { readonly cancel?: boolean; readonly redirectURL?: string }) => void,
) => void
type DisplayMedia = (
  request: Readonly<Record<string, unknown>>,
  answer: (streams: Readonly<Record<string, unknown>> | null) => void,
) => void

/** What the program set on its session; the rest of the double asks here. */
export const handlers: {
  readonly protocols: Map<string, ProtocolHandler>
  beforeRequest: RequestListener | null
  permissionRequest: PermissionRequest | null
  permissionCheck: PermissionCheck | null
  device: ((details: Readonly<Record<string, unknown>>) => boolean) | null
  displayMedia: DisplayMedia | null
} = {
  protocols: new Map(),
  beforeRequest: null,
  permissionRequest: null,
  permissionCheck: null,
  device: null,
  displayMedia: null,
}

/** docs/latest/api/protocol */
export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (
    schemes: readonly { readonly scheme: string; readonly privileges?: { readonly standard?: boolean } }[],
  ) => {
    if (isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      // Mapped origins are standard and secure; a scheme that is not would behave otherwise.
      if (privileges?.standard !== true) notImitated('a scheme that is not standard')
      registerScheme(scheme)
    }
  },
  handle: (scheme: string, handler: ProtocolHandler) => {
    if (!isReady()) throw new Error('protocol.handle can only be used after app is ready')
    if (!isRegistered(scheme)) notImitated(`protocol.handle('${scheme}') of a scheme not registered before`)
    if (handlers.protocols.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
    handlers.protocols.set(scheme, handler)
  },
  unhandle: (scheme: string) => {
    handlers.protocols.delete(scheme)
  },
  isProtocolHandled: (scheme: string) => handlers.protocols.has(scheme),
} satisfies Partial<Record<keyof Protocol, unknown>>)

export const sessionEvents = new EventEmitter()

/** docs/latest/api/session */
const defaultSession = strict(
  'session.defaultSession',
  Object.assign(sessionEvents, {
    protocol,
    // docs/latest/api/web-request#webrequestonbeforerequestfilter-listener
    webRequest: strict('webRequest', {
      onBeforeRequest: (listener: RequestListener | null) => {
        if (listener !== null && typeof listener !== 'function') notImitated('a filter of onBeforeRequest')
        handlers.beforeRequest = listener
      },
    } satisfies Partial<Record<keyof WebRequest, unknown>>),
    setPermissionRequestHandler: (handler: PermissionRequest | null) => {
      handlers.permissionRequest = handler
    },
    setPermissionCheckHandler: (handler: PermissionCheck | null) => {
      handlers.permissionCheck = handler
    },
    setDevicePermissionHandler: (handler: typeof handlers.device) => {
      handlers.device = handler
    },
    setDisplayMediaRequestHandler: (handler: DisplayMedia | null) => {
      handlers.displayMedia = handler
    },
    setSpellCheckerEnabled: (enabled: boolean) =>
      record('switch', { name: 'spell-checker', value: String(enabled) }),
    setProxy: (config: Readonly<Record<string, unknown>>) => {
      record('proxy', { config })
      return Promise.resolve()
    },
  } satisfies Partial<Record<keyof Session, unknown>>),
)

export const session = strict('session', {
  get defaultSession() {
    if (!isReady()) throw new Error('Session can only be received when app is ready')
    return defaultSession
  },
})
