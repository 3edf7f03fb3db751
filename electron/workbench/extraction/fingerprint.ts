/**
 * 64-bit FNV-1a over UTF-16 code units, low byte first, as 16 hexadecimal digits. Pairs proposals of one
 * article with earlier ones; it guards nothing, so a hash without keys or strength is enough.
 */
export function fnv64(text: string): string {
  let high = 0xcbf29ce4
  let low = 0x84222325
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i)
    for (let shift = 0; shift <= 8; shift += 8) {
      low = (low ^ ((unit >>> shift) & 0xff)) >>> 0
      // Times the prime 2^40 + 0x1b3, in 16-bit steps so that no product leaves the safe integers.
      const product0 = (low & 0xffff) * 0x1b3
      const product1 = (low >>> 16) * 0x1b3 + (product0 >>> 16)
      const carry = Math.floor(product1 / 0x10000)
      const lower = (((product1 & 0xffff) << 16) | (product0 & 0xffff)) >>> 0
      high = (Math.imul(high, 0x1b3) + carry + ((low << 8) >>> 0)) >>> 0
      low = lower
    }
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')
}

/** What a fingerprint is made of: type, trigger and the spans of the key slots, never an entity or an id. */
interface FingerprintParts {
  readonly type: string
  readonly trigger: { readonly start: number; readonly end: number } | null
  readonly keys: readonly {
    readonly role: string
    readonly start?: number | undefined
    readonly end?: number | undefined
  }[]
  readonly evidenceStart: number
}

/** The fingerprint of a proposal. The first evidence stands in where there is no trigger. */
export function fingerprint(parts: FingerprintParts): string {
  const { trigger } = parts
  const anchor =
    trigger === null ? `@${String(parts.evidenceStart)}` : `${String(trigger.start)}-${String(trigger.end)}`
  const keys = parts.keys
    .filter((key) => key.start !== undefined && key.end !== undefined)
    .map((key) => `${key.role}:${String(key.start)}-${String(key.end)}`)
    .sort()
  return fnv64([parts.type, anchor, ...keys].join('|'))
}
