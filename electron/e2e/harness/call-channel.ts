import type { Page } from 'playwright-core'
import type { ChannelInput, ChannelName, ChannelOutput } from '../../../shared/contract/index.ts'
import type { Result } from '../../../shared/errors.ts'

/** Calls a channel from the page, on the same way as the page's own client: through the preload, or over HTTP. */
export async function callChannel<N extends ChannelName>(
  page: Page,
  channel: N,
  input: ChannelInput<N>,
): Promise<Result<ChannelOutput<N>>> {
  const answer = await page.evaluate(
    async ([name, body]) => {
      const desktop = (
        globalThis as {
          readonly beleg?: { readonly call: Readonly<Record<string, (input: unknown) => Promise<unknown>>> }
        }
      ).beleg
      if (desktop !== undefined) return JSON.stringify(await desktop.call[name]?.(JSON.parse(body)))
      const response = await fetch(`api/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      })
      return response.text()
    },
    [channel, JSON.stringify(input)] as const,
  )
  return JSON.parse(answer) as Result<ChannelOutput<N>>
}
