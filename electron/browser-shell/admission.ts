import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** How many used links are remembered as such. */
const remembered = 100

const digest = (secret: string): Buffer => createHash('sha256').update(secret).digest()
const secret = (): string => randomBytes(32).toString('base64url')

export type Redeemed =
  | { readonly kind: 'opened'; readonly session: string }
  /** The link was good once. `fresh` tells whether a new one was made that the person must be shown. */
  | { readonly kind: 'used'; readonly fresh: boolean }
  | { readonly kind: 'unknown' }

/**
 * Who is let in: a link with a token that works once, and the sessions opened by such links.
 * Only digests are kept and compared, in constant time.
 */
export class Admission {
  #token = secret()
  #open = true
  readonly #used: Buffer[] = []
  readonly #sessions: Buffer[] = []

  /** The token of the link that works now; after it was used, the last one until a new one is asked for. */
  get token(): string {
    return this.#token
  }

  /**
   * Exchanges a token for a session. A used one presented again is refused and replaced by a new one, which the
   * caller shows on the terminal: whoever has the terminal gets in, whoever found the old link does not.
   * While a new link waits unused, no further one is made, and guesses never cause one.
   */
  redeem(token: string): Redeemed {
    const presented = digest(token)
    if (this.#open && timingSafeEqual(presented, digest(this.#token))) {
      this.#open = false
      this.#used.push(presented)
      if (this.#used.length > remembered) this.#used.shift()
      const session = secret()
      this.#sessions.push(digest(session))
      return { kind: 'opened', session }
    }
    if (!this.#used.some((used) => timingSafeEqual(used, presented))) return { kind: 'unknown' }
    const fresh = !this.#open
    if (fresh) {
      this.#token = secret()
      this.#open = true
    }
    return { kind: 'used', fresh }
  }

  /** Whether the cookie's value belongs to a session opened here. */
  knows(session: string | undefined): boolean {
    if (session === undefined) return false
    const presented = digest(session)
    return this.#sessions.some((known) => timingSafeEqual(known, presented))
  }
}
