import type { BrowserContext, Page } from 'playwright-core'

/** What went wrong in a page without anybody noticing on the screen. */
export interface Watch {
  /** Addresses outside the program that the page asked for. */
  readonly foreign: readonly string[]
  /** Uncaught errors, console errors and violations of the policy. */
  readonly problems: readonly string[]
}

const harmless = /^(data|blob|about):/

/** Records every request of a context that does not go to `origin`, and every problem of its pages. */
export function watch(context: BrowserContext, origin: string): Watch {
  const foreign: string[] = []
  const problems: string[] = []
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !harmless.test(url)) foreign.push(url)
  })
  const watchPage = (page: Page): void => {
    page.on('websocket', (socket) => foreign.push(socket.url()))
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`))
    page.on('crash', () => problems.push('the page crashed'))
    // Violations of the policy are reported here too.
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`)
    })
  }
  context.on('page', watchPage)
  for (const page of context.pages()) watchPage(page)
  return { foreign, problems }
}
