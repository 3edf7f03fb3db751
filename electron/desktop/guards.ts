import { app, type Session, type WebContents } from 'electron'
import { mayNavigate, mayRequest, mayUse } from './page-address.ts'
import { refusals } from './refusals.ts'

/**
 * Every page of the program, now and later: stays where it is, opens nothing, embeds nothing. `outside` hears of links
 * that were meant for a window of their own.
 */
export function guardContents(outside: (address: string) => void): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    const stay = (event: { readonly preventDefault: () => void }, address: string): void => {
      if (mayNavigate(address)) return
      event.preventDefault()
      refusals.note(`going to ${address}`)
    }
    contents.on('will-navigate', (event) => stay(event, event.url))
    contents.on('will-redirect', (event) => stay(event, event.url))
    // Frames: the policy allows none; this holds even if it were to be loosened.
    contents.on('will-frame-navigate', (event) => stay(event, event.url))
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
      refusals.note('a webview')
    })
    contents.setWindowOpenHandler(({ url }) => {
      outside(url)
      return { action: 'deny' }
    })
    // WebRTC can be used without any permission; this leaves it no way out of the machine but a proxy.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

/** A proxy that nobody listens at: whatever slips through every filter ends here. Our own scheme needs none. */
const nowhere = {
  mode: 'fixed_servers',
  proxyRules: 'http://127.0.0.1:9',
  proxyBypassRules: '<-loopback>',
} as const

/** The session: no request leaves it, no permission but our own, no device, nothing is downloaded or spell-checked. */
export function guardSession(session: Session, developing: boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const refused = !mayRequest(details.url, developing)
    if (refused) refusals.note(`a request to ${details.url}`)
    answer({ cancel: refused })
  })
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(mayUse(permission, details.requestingUrl || contents.getURL()))
  })
  session.setPermissionCheckHandler((_, permission, origin) => mayUse(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_, answer) => answer(null))
  session.on('will-download', (event, file) => {
    event.preventDefault()
    refusals.note(`downloading ${file.getURL()}`)
  })
  // Its dictionaries would be downloaded.
  session.setSpellCheckerEnabled(false)
  session.setProxy(nowhere).catch((error: unknown) => console.error(error))
}
