/** A stream of numbers that a seed fixes; the same on every machine (mulberry32). */
export interface Chance {
  /** In [0, 1). */
  readonly next: () => number
  readonly below: (most: number) => number
  readonly pick: <T>(from: readonly T[]) => T
  /** True in so many cases out of one. */
  readonly happens: (share: number) => boolean
  /** The same ones, in an order of its own. */
  readonly shuffled: <T>(from: readonly T[]) => readonly T[]
}

export function chanceOf(seed: number): Chance {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (most: number): number => Math.floor(next() * most)
  return {
    next,
    below,
    pick: (from) => {
      const one = from[below(from.length)]
      if (one === undefined) throw new Error('nothing to pick from')
      return one
    },
    happens: (share) => next() < share,
    shuffled: (from) => {
      const order = [...from]
      for (let at = order.length - 1; at > 0; at -= 1) {
        const other = below(at + 1)
        const [one, two] = [order[at], order[other]]
        if (one === undefined || two === undefined) continue
        order[at] = two
        order[other] = one
      }
      return order
    },
  }
}
