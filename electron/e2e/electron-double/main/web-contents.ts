import { EventEmitter } from 'node:events'
import type { WebContents as Electrons, WindowOpenHandlerResponse } from 'electron'
import { pack } from '../page/codec.ts'
import { record, strict } from './records.ts'
import { originOf } from './schemes.ts'
import { session } from './session.ts'
import type { WindowPage } from './window-page.ts'

export interface OpenDetails {
  readonly url: string
  readonly frameName: string
  readonly features: string
  readonly disposition: string
}

export type OpenHandler = (details: OpenDetails) => Pick<WindowOpenHandlerResponse, 'action'>

/** docs/latest/api/web-frame-main: the top frame of a window, as ipc and navigation events name it. */
export interface FrameView {
  readonly url: string
  readonly origin: string
  readonly parent: FrameView | null
  readonly processId: number
  readonly routingId: number
}

export const frameView = (address: () => string, parent: FrameView | null = null): FrameView => ({
  get url() {
    return address()
  },
  get origin() {
    return originOf(address())
  },
  parent,
  processId: 1,
  routingId: parent === null ? 1 : 2,
})

/** docs/latest/api/web-contents */
export type WebContents = ReturnType<typeof makeWebContents>

export function makeWebContents(id: number, window: WindowPage) {
  const events = new EventEmitter()
  return strict(
    'webContents',
    Object.assign(events, {
      id,
      get session() {
        return session.defaultSession
      },
      mainFrame: window.mainFrame,
      getURL: () => window.url,
      getTitle: () => 'Beleg',
      isDestroyed: () => window.gone,
      isLoading: () => window.loading !== null,
      isCrashed: () => window.crashed,
      send: (channel: string, ...args: readonly unknown[]) => {
        window.post({ type: 'event', channel, args: pack(args) })
      },
      setWindowOpenHandler: (handler: OpenHandler) => {
        window.openHandler = handler
      },
      reload: () => {
        void window.reload()
      },
      // docs/latest/api/web-contents#contentsforcefullycrashrenderer
      forcefullyCrashRenderer: () => {
        void window.crash()
      },
      // docs/latest/api/web-contents#contentssetwebrtciphandlingpolicypolicy
      setWebRTCIPHandlingPolicy: (policy: string) =>
        record('window-call', { member: 'setWebRTCIPHandlingPolicy', value: policy }),
    } satisfies Partial<Record<keyof Electrons, unknown>>),
  )
}
