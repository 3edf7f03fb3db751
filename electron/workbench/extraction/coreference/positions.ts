/** The greatest of rising positions below `limit`, or undefined. */
export function lastBelow(positions: readonly number[], limit: number): number | undefined {
  let low = 0
  let high = positions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((positions[middle] ?? 0) < limit) low = middle + 1
    else high = middle
  }
  return low === 0 ? undefined : positions[low - 1]
}
