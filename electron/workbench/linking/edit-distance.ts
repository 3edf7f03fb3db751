/**
 * Levenshtein distance of two words in UTF-16 code units, or `most + 1` as soon as it cannot be within `most`. Two rows,
 * a band of the width the bound allows.
 */
export function boundedDistance(a: string, b: string, most: number): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > most) return most + 1
  let above = Array.from({ length: short.length + 1 }, (_, index) => index)
  for (let row = 1; row <= long.length; row++) {
    const here = [row]
    let best = row
    for (let column = 1; column <= short.length; column++) {
      const change = (above[column - 1] ?? 0) + (long[row - 1] === short[column - 1] ? 0 : 1)
      const cost = Math.min(change, (above[column] ?? 0) + 1, (here[column - 1] ?? 0) + 1)
      here.push(cost)
      if (cost < best) best = cost
    }
    if (best > most) return most + 1
    above = here
  }
  return Math.min(above[short.length] ?? most + 1, most + 1)
}

/** How many letters may differ in a word of a length: none in a short one, where every letter tells. */
export const allowedEdits = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2)
