import type { IncomingMessage } from 'node:http'
import { BelegError } from '../../shared/errors.ts'

/** Whether the sender declares more than the limit. Nothing of such a body is read. */
function declaresMore(request: IncomingMessage, limit: number): boolean {
  return Number(request.headers['content-length'] ?? 0) > limit
}

/** The chunks of a body, at most `limit` bytes. Throws `input.tooLarge`, however the length was declared. */
export async function* limited(request: IncomingMessage, limit: number): AsyncGenerator<Buffer> {
  if (declaresMore(request, limit)) throw new BelegError('input.tooLarge', { limit })
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new BelegError('input.tooLarge', { limit })
    yield chunk
  }
}

/** The body as JSON. Throws `input.tooLarge` or `input.invalid`. */
export async function jsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const chunks: Buffer[] = []
  for await (const chunk of limited(request, limit)) chunks.push(chunk)
  try {
    // fatal: bytes that are no UTF-8 would otherwise change into something the sender did not say.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
    return JSON.parse(text) as unknown
  } catch {
    throw new BelegError('input.invalid', { reason: 'no JSON in UTF-8' })
  }
}
