/** A function that gives the 1-based line of an offset; built once per text, answered by binary search. */
export function lineFinder(text: string): (offset: number) => number {
  const starts: number[] = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  let last = 0
  return (offset) => {
    // Most are asked for in the order of the text: the line asked for last, or the one below it.
    for (let near = last; near < last + 2 && near < starts.length; near += 1) {
      if ((starts[near] ?? 0) > offset || (starts[near + 1] ?? Infinity) <= offset) continue
      last = near
      return near + 1
    }
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    last = low
    return low + 1
  }
}
