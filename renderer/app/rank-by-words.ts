/** What contains every word of the query, first what begins with it. Order among equals stays. */
export function rankByWords<T extends { readonly label: string }>(
  entries: readonly T[],
  query: string,
): readonly T[] {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  if (words.length === 0) return entries
  const rank = (label: string): number => {
    const lower = label.toLowerCase()
    if (!words.every((word) => lower.includes(word))) return -1
    if (lower.startsWith(words.join(' '))) return 0
    return words.every((word) => lower.split(/[\s,]+/).some((part) => part.startsWith(word))) ? 1 : 2
  }
  return entries
    .map((entry) => ({ entry, rank: rank(entry.label) }))
    .filter((one) => one.rank >= 0)
    .sort((one, other) => one.rank - other.rank)
    .map((one) => one.entry)
}
