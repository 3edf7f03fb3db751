/** JSON of a value with the keys of every object in code-unit order, `record` first: equal values, equal bytes. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (inner === null || typeof inner !== 'object' || Array.isArray(inner)) return inner
    const entries = Object.entries(inner)
    entries.sort(([a], [b]) => (a === b ? 0 : a === 'record' ? -1 : b === 'record' ? 1 : a < b ? -1 : 1))
    return Object.fromEntries(entries)
  })
}
