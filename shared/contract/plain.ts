const plainKinds: readonly string[] = ['[object Object]', '[object Array]']

/**
 * Whether a value is what JSON could have carried: objects, arrays and primitives all the way down. Between processes a
 * structured clone also carries maps, sets and dates, and a schema takes a map for an object without keys.
 */
export function isPlain(value: unknown): boolean {
  const open: unknown[] = [value]
  const seen = new Set<object>()
  while (open.length > 0) {
    const next = open.pop()
    if (typeof next === 'function' || typeof next === 'symbol' || typeof next === 'bigint') return false
    if (typeof next !== 'object' || next === null || seen.has(next)) continue
    // By its tag: what comes from another context has another prototype.
    if (!plainKinds.includes(Object.prototype.toString.call(next))) return false
    seen.add(next)
    const inside: readonly unknown[] = Object.values(next)
    open.push(...inside)
  }
  return true
}
