import type { Frame, Page, Request as PageRequest, Route } from 'playwright-core'
import { mayNavigate } from './navigation.ts'
import { options, PreventableEvent, record } from './records.ts'
import { fromChromium, policyToChromium, toChromium } from './schemes.ts'
import { handlers } from './session.ts'
import { pageOf, type WindowPage } from './window-page.ts'

let lastRequest = 0

/** Who asks. The first request of a page nobody made has no frame. */
function askerOf(request: PageRequest): { readonly frame: Frame; readonly page: Page } | undefined {
  try {
    const frame = request.frame()
    return { frame, page: frame.page() }
  } catch {
    return undefined
  }
}

/** Chromium's kinds of requests in the words of docs/latest/api/web-request. */
const kinds: Readonly<Record<string, string>> = {
  fetch: 'xhr',
  xhr: 'xhr',
  websocket: 'webSocket',
  image: 'image',
  font: 'font',
  media: 'media',
  script: 'script',
  stylesheet: 'stylesheet',
  ping: 'ping',
}

/** docs/latest/api/web-request#webrequestonbeforerequestfilter-listener: the one listener decides. */
function beforeRequest(
  window: WindowPage,
  request: PageRequest,
  url: string,
  mainNavigation: boolean,
): Promise<{ readonly cancel?: boolean; readonly redirectURL?: string }> {
  const listener = handlers.beforeRequest
  if (listener === null) return Promise.resolve({})
  const kind = request.isNavigationRequest()
    ? mainNavigation
      ? 'mainFrame'
      : 'subFrame'
    : (kinds[request.resourceType()] ?? 'other')
  return new Promise((answer) => {
    listener(
      {
        id: ++lastRequest,
        url,
        method: request.method(),
        resourceType: kind as 'other',
        referrer: fromChromium(request.headers()['referer'] ?? ''),
        timestamp: Date.now(),
        uploadData: [],
        webContentsId: window.contents.id,
      },
      answer,
    )
  })
}

/** The request as the program's protocol handler gets it (docs/latest/api/protocol#protocolhandlescheme-handler). */
async function requestOf(request: PageRequest, url: string): Promise<Request> {
  const headers = new Headers()
  for (const [name, value] of Object.entries(await request.allHeaders())) {
    if (!name.startsWith(':'))
      headers.set(name, ['origin', 'referer'].includes(name) ? fromChromium(value) : value)
  }
  const body = request.postDataBuffer()
  return new Request(url, {
    method: request.method(),
    headers,
    ...(body === null ? {} : { body: new Uint8Array(body) }),
  })
}

/** Every request of every page: navigation rules, the request filter, the protocol handlers, and nothing else. */
export async function answerRequest(route: Route): Promise<void> {
  try {
    const request = route.request()
    const url = fromChromium(request.url())
    const asker = askerOf(request)
    const window = asker === undefined ? undefined : pageOf(asker.page)
    if (asker === undefined || window === undefined) {
      record('request-refused', { url, by: 'stray page' })
      await route.abort('aborted')
      return
    }
    const mainFrame = asker.frame === asker.page.mainFrame()
    if (request.isNavigationRequest() && !(mainFrame && window.loading === url.split('#')[0])) {
      if (!mayNavigate(window, url, mainFrame)) {
        // `aborted` keeps the document; `blockedbyclient` would put an error page in its place.
        await route.abort('aborted')
        return
      }
    }
    const decided = await beforeRequest(window, request, url, mainFrame)
    if (decided.cancel === true) {
      record('request-refused', { url, by: 'onBeforeRequest' })
      await route.abort('blockedbyclient')
      return
    }
    if (decided.redirectURL !== undefined) {
      await route.fulfill({ status: 307, headers: { location: toChromium(decided.redirectURL) } })
      return
    }
    const handler = handlers.protocols.get(url.slice(0, url.indexOf(':')))
    if (handler === undefined) {
      record('request-refused', { url, by: 'no handler' })
      await route.abort('internetdisconnected')
      return
    }
    await fulfil(route, window, await handler(await requestOf(request, url)), mainFrame)
  } catch (error) {
    // A page that is closed while it is answered is nobody's fault.
    const message = error instanceof Error ? String(error.stack) : String(error)
    if (!/has been closed|Target closed|already handled/.test(message)) record('double-error', { message })
    await route.abort('failed').catch(() => undefined)
  }
}

async function fulfil(
  route: Route,
  window: WindowPage,
  response: Response,
  mainFrame: boolean,
): Promise<void> {
  const location = response.headers.get('location')
  if (location !== null && response.status >= 300 && response.status < 400) {
    // docs/latest/api/web-contents#event-will-redirect
    const event = new PreventableEvent({ url: location, isMainFrame: mainFrame })
    window.contents.emit('will-redirect', event, location)
    record('will-redirect', { url: location, prevented: event.defaultPrevented })
    if (event.defaultPrevented) {
      await route.abort('aborted')
      return
    }
  }
  const headers: Record<string, string> = {}
  for (const [name, value] of response.headers) {
    if (options.bypassPolicy && name === 'content-security-policy') continue
    headers[name] = name.startsWith('content-security-policy')
      ? policyToChromium(value)
      : name === 'location'
        ? toChromium(value)
        : value
  }
  await route.fulfill({
    status: response.status,
    headers,
    body: Buffer.from(await response.arrayBuffer()),
  })
}
