const cacheLimit = 50_000

/** Which words end in one of a list of heads; answers are remembered, so that a word is tried once. */
export class HeadMatcher {
  private readonly heads: readonly string[]
  private readonly room: number
  private readonly cache = new Map<string, boolean>()

  /** `shortest` is the least length of a head and `room` of what stands before it. */
  constructor(heads: Iterable<string>, shortest: number, room: number) {
    this.heads = [...heads].filter((head) => head.length >= shortest)
    this.room = room
  }

  ends(lower: string): boolean {
    const known = this.cache.get(lower)
    if (known !== undefined) return known
    const found = this.heads.some((head) => lower.length >= head.length + this.room && lower.endsWith(head))
    if (this.cache.size < cacheLimit) this.cache.set(lower, found)
    return found
  }
}
