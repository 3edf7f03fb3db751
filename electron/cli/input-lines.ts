/** A line is cut off and refused beyond this many bytes; a batch of 20,000 steps stays well below. */
export const maximumLineBytes = 64 * 1024 * 1024

export type InputLine =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'tooLong' }
  | { readonly kind: 'notUtf8' }

const lineFeed = 0x0a

/**
 * Lines as soon as they are complete, the last one also without its line end. Without CR, LF and a byte-order mark at the
 * beginning; bytes that are no UTF-8 and lines that never end are named, and the lines behind them still come.
 */
export async function* inputLines(
  input: AsyncIterable<Uint8Array>,
  limit = maximumLineBytes,
): AsyncGenerator<InputLine, void, undefined> {
  let parts: Uint8Array[] = []
  let length = 0
  let first = true
  const take = (): InputLine => {
    const bytes = Buffer.concat(parts)
    const tooLong = length > limit
    parts = []
    length = 0
    if (tooLong) return { kind: 'tooLong' }
    try {
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: !first }).decode(bytes)
      first = false
      return { kind: 'line', text: text.endsWith('\r') ? text.slice(0, -1) : text }
    } catch {
      return { kind: 'notUtf8' }
    }
  }
  const keep = (bytes: Uint8Array): void => {
    length += bytes.length
    if (length <= limit) parts.push(bytes)
    else parts = []
  }
  for await (const chunk of input) {
    let from = 0
    for (let at = chunk.indexOf(lineFeed); at !== -1; at = chunk.indexOf(lineFeed, from)) {
      keep(chunk.subarray(from, at))
      yield take()
      from = at + 1
    }
    keep(chunk.subarray(from))
  }
  if (length > 0) yield take()
}
