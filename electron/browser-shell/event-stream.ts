import type { ServerResponse } from 'node:http'
import type { Push } from '../../shared/contract/index.ts'

/** Bytes that may wait in a connection whose page does not read, before it is cut; the page connects anew. */
const patience = 8_000_000
/** Milliseconds between signs of life: proxies and sleeping machines otherwise leave dead connections open. */
const heartbeat = 15_000

/** The push feed as server-sent events, to as many pages as are open. */
export class EventStream {
  readonly #open = new Set<ServerResponse>()
  readonly #beat = setInterval(() => {
    this.#write(':\n\n')
  }, heartbeat)

  constructor() {
    this.#beat.unref()
  }

  /** Takes over a response whose request was let in. */
  connect(response: ServerResponse, headers: Readonly<Record<string, string>>): void {
    response.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
    })
    // A page that connects again knows that it may have missed changes, and asks for everything anew.
    response.write('retry: 500\n\n')
    this.#open.add(response)
    response.once('close', () => this.#open.delete(response))
  }

  send(push: Push): void {
    this.#write(`data: ${JSON.stringify(push)}\n\n`)
  }

  #write(text: string): void {
    for (const response of this.#open) {
      if (response.writableLength > patience) response.destroy()
      else response.write(text)
    }
  }

  close(): void {
    clearInterval(this.#beat)
    for (const response of this.#open) response.end()
    this.#open.clear()
  }
}
