/** The two rows, kept from call to call: a search compares thousands of words. */
let rows = new Uint16Array(128)

/**
 * Levenshtein distance of two words in UTF-16 code units, or `most + 1` as soon as it cannot be within `most`. Two rows,
 * a band of the width the bound allows.
 */
export function boundedDistance(a: string, b: string, most: number): number {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length - short.length > most) return most + 1
  const width = short.length + 1
  if (rows.length < 2 * width) rows = new Uint16Array(2 * width)
  for (let column = 0; column < width; column++) rows[column] = column
  let [above, here] = [0, width]
  for (let row = 1; row <= long.length; row++) {
    const letter = long.charCodeAt(row - 1)
    let [left, best] = [row, row]
    rows[here] = row
    for (let column = 1; column < width; column++) {
      const corner = rows[above + column - 1] ?? 0
      const change = corner + (letter === short.charCodeAt(column - 1) ? 0 : 1)
      left = Math.min(change, (rows[above + column] ?? 0) + 1, left + 1)
      rows[here + column] = left
      if (left < best) best = left
    }
    if (best > most) return most + 1
    ;[above, here] = [here, above]
  }
  return Math.min(rows[above + short.length] ?? most + 1, most + 1)
}

/** How many letters may differ in a word of a length: none in a short one, where every letter tells. */
export const allowedEdits = (length: number): number => (length < 4 ? 0 : length < 8 ? 1 : 2)
