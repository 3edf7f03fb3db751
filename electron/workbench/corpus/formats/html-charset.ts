import { decodeText } from '../decode.ts'

/** Names of encodings a page may state, as `TextDecoder` knows them; others are passed over. */
function decoderFor(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

export interface DecodedPage {
  readonly text: string
  readonly encoding: string
}

/**
 * Bytes of a page to text: a byte-order mark counts first, then what the page states in its first four thousand bytes, and UTF-8 and the single-byte encodings by their bytes last. Null where nothing fits.
 */
export function decodePage(bytes: Uint8Array): DecodedPage | null {
  const marked = (bytes[0] === 0xef && bytes[1] === 0xbb) || (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff) // prettier-ignore
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const meta = /<meta[^>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{2,40})/i.exec(head)?.[1]
  const xml = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})["']/i.exec(head)?.[1]
  const byBytes = decodeText(bytes)
  // What is valid UTF-8 with more than ASCII in it is UTF-8, whatever the page says of itself.
  if (marked || (byBytes?.encoding === 'utf-8' && /[^\0-\x7f]/.test(byBytes.text))) return byBytes
  for (const label of [meta, xml]) {
    if (label === undefined || /^utf-?16/i.test(label)) continue
    const decoder = decoderFor(label)
    if (decoder !== null) {
      return { text: decoder.decode(bytes).replace(/\r\n?/g, '\n'), encoding: decoder.encoding }
    }
  }
  return byBytes
}
