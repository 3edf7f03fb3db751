/** What of a request decides whether it is answered at all. */
export interface Asked {
  readonly method: string
  /** Path without the query. */
  readonly path: string
  readonly host: string | undefined
  readonly origin: string | undefined
  /** The Sec-Fetch-Site header. */
  readonly site: string | undefined
  /** Whether it carries the cookie of a session we opened. */
  readonly session: boolean
  /** The token in the query, where there is one. */
  readonly token: string | undefined
}

export type Refusal = 'host' | 'origin' | 'site' | 'session'
export type Verdict =
  | { readonly kind: 'answer' }
  | { readonly kind: 'redeem'; readonly token: string }
  | { readonly kind: 'refuse'; readonly reason: Refusal }

const refuse = (reason: Refusal): Verdict => ({ kind: 'refuse', reason })

/**
 * Decides before anything is looked up. `authority` is `127.0.0.1:<port>`, the only name we answer to: a foreign
 * name that resolves to loopback (DNS rebinding) arrives with its own Host. A page of another origin shows in Origin
 * or Sec-Fetch-Site, another program or person of this machine lacks the cookie.
 */
export function judge(asked: Asked, authority: string): Verdict {
  if (asked.host !== authority) return refuse('host')
  const ours = `http://${authority}`
  if (asked.origin !== undefined && asked.origin !== ours) return refuse('origin')
  const reading = asked.method === 'GET' || asked.method === 'HEAD'
  if (!reading && asked.origin === undefined) return refuse('origin')
  const document = reading && asked.path === '/'
  // 'none': the person typed the address or opened it from the terminal. Absent: a browser that does not send it yet.
  const sites = document ? ['same-origin', 'none', undefined] : ['same-origin', undefined]
  if (!sites.includes(asked.site)) return refuse('site')
  if (document && asked.token !== undefined) return { kind: 'redeem', token: asked.token }
  return asked.session ? { kind: 'answer' } : refuse('session')
}

/** The value of a cookie, or undefined. */
export function cookieOf(header: string | undefined, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=')
    if (key === name) return value.join('=')
  }
  return undefined
}

/**
 * The name of the session cookie. Cookies ignore ports: without the port in its name, two running programs
 * would overwrite each other's.
 */
export const cookieName = (port: number): string => `beleg-${String(port)}`
