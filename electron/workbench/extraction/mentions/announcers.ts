const cacheLimit = 50_000
/** What must stand before the announcing noun in a compound: "Öl|konzern". */
const shortestPrefix = 2

/** Compounds whose last part announces the name of a body: "Rüstungskonzern", "Oppositionspartei". */
export class Announcers {
  private readonly endings: readonly (readonly [string, string])[]
  private readonly cache = new Map<string, string | null>()

  /** `endings` gives the subtype of body by the noun, lower case. */
  constructor(endings: Readonly<Record<string, string>>) {
    this.endings = Object.entries(endings)
  }

  subtype(lower: string): string | undefined {
    const known = this.cache.get(lower)
    if (known !== undefined) return known ?? undefined
    const found = this.endings.find(
      ([ending]) => lower.length >= ending.length + shortestPrefix && lower.endsWith(ending),
    )?.[1]
    if (this.cache.size < cacheLimit) this.cache.set(lower, found ?? null)
    return found
  }
}
