/** A share of a count with its 95 % interval. */
export interface Share {
  readonly of: number
  readonly count: number
  readonly share: number
  readonly low: number
  readonly high: number
}

/** The quantile of the normal distribution for 95 %, two-sided. */
const z = 1.959963984540054

/**
 * Wilson's score interval of `count` in `of` at 95 %: it stays within 0 and 1 and holds for few cases, where the
 * textbook interval does not. Null where there are no cases. Source: Wilson, JASA 22 (1927), 209–212.
 */
export function wilson(count: number, of: number): Share | null {
  if (of <= 0) return null
  const share = count / of
  const squared = z * z
  const centre = (share + squared / (2 * of)) / (1 + squared / of)
  const half = (z / (1 + squared / of)) * Math.sqrt((share * (1 - share)) / of + squared / (4 * of * of))
  const low = count === 0 ? 0 : Math.max(0, centre - half)
  const high = count === of ? 1 : Math.min(1, centre + half)
  return { of, count, share, low, high }
}

/** FNV-1a over UTF-16 code units: the same everywhere, good enough to draw samples by. 32 bits, unsigned. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash ^= text.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  // The last bits of FNV differ little between neighbours: mixed once more (the finaliser of MurmurHash3).
  hash ^= hash >>> 16
  hash = Math.imul(hash, 0x85ebca6b)
  hash ^= hash >>> 13
  hash = Math.imul(hash, 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** `size` of the ids in an order that the seed alone decides; the same seed draws the same sample. */
export function sampleOf<T extends string>(ids: readonly T[], seed: string, size: number): readonly T[] {
  return ids
    .map((id) => ({ id, place: hashOf(`${seed}\u0000${id}`) }))
    .sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id)
}
