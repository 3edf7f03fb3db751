/** The page's scheme and host. Registered as standard and secure, so that it has an origin of its own. */
export const scheme = 'app'
export const pageOrigin = `${scheme}://bundle`
export const pageAddress = `${pageOrigin}/`

function parsed(address: string): URL | undefined {
  try {
    return new URL(address)
  } catch {
    return undefined
  }
}

/** Whether an address is of the built page: that scheme, that host, no port, no credentials. */
export function isOurs(address: string): boolean {
  const url = parsed(address)
  return (
    url !== undefined &&
    url.protocol === `${scheme}:` &&
    url.host === 'bundle' &&
    url.username === '' &&
    url.password === ''
  )
}

/**
 * Whether the window may go there. Only the page itself: routes are fragments, everything else is refused,
 * dropped files and links of articles included.
 */
export function mayNavigate(address: string): boolean {
  const url = parsed(address)
  return url !== undefined && isOurs(address) && url.pathname === '/'
}

/**
 * Whether a request of any kind may leave the session. The program is offline: its own files, images in the page
 * itself and, while it is being developed, the inspector's files.
 */
export function mayRequest(address: string, developing: boolean): boolean {
  const url = parsed(address)
  if (url === undefined) return false
  return isOurs(address) || url.protocol === 'data:' || (developing && url.protocol === 'devtools:')
}

/** Who sent a message: the address of its frame, and whether it is the main frame of a window of ours. */
export interface Sender {
  readonly address: string
  readonly mainFrameOfOurs: boolean
}

/** Whether a message to the main process is heard. A frame that is gone has no sender. */
export function maySend(sender: Sender | undefined): boolean {
  return sender !== undefined && sender.mainFrameOfOurs && isOurs(sender.address)
}

/** Permissions the page has: to put text on the clipboard where the person asks for it. All others are refused. */
const granted: readonly string[] = ['clipboard-sanitized-write']

export function mayUse(permission: string, requester: string): boolean {
  return granted.includes(permission) && isOurs(requester)
}
