import type { BrowserContext } from 'playwright-core'

let current: BrowserContext | undefined

/** The Chromium that stands behind every window; none before it is started and after it was ended. */
export const chromiumContext = (): BrowserContext | undefined => current

export function setChromiumContext(context: BrowserContext | undefined): void {
  current = context
}
