import { app, type Session, type WebContents } from 'electron'
import { mayNavigate, mayRequest, mayUse } from './page-address.ts'

/** Every page of the program, now and later: stays where it is, opens nothing, embeds nothing. */
export function guardContents(): void {
  app.on('web-contents-created', (_, contents: WebContents) => {
    const stay = (event: { readonly preventDefault: () => void }, address: string): void => {
      if (!mayNavigate(address)) event.preventDefault()
    }
    contents.on('will-navigate', (event) => stay(event, event.url))
    contents.on('will-redirect', (event) => stay(event, event.url))
    // Frames: the policy allows none; this holds even if it were to be loosened.
    contents.on('will-frame-navigate', (event) => stay(event, event.url))
    contents.on('will-attach-webview', (event) => {
      event.preventDefault()
    })
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  })
}

/** The session: no request leaves it, no permission but our own, nothing is downloaded. */
export function guardSession(session: Session, developing: boolean): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    const refused = !mayRequest(details.url, developing)
    if (refused) console.error(`Refused a request to ${details.url.slice(0, 200)}.`)
    answer({ cancel: refused })
  })
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    answer(mayUse(permission, details.requestingUrl || contents.getURL()))
  })
  session.setPermissionCheckHandler((_, permission, origin) => mayUse(permission, origin))
  session.on('will-download', (event) => {
    event.preventDefault()
  })
}
