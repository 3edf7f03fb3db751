/** Longer lists are left to the engine. */
const short = 24

/**
 * Sorts in place and stably, as `sort` does. Lists of a text are short and mostly in order already: the engine copies them out
 * and back before it looks.
 */
export function order<Item extends object>(list: Item[], compare: (a: Item, b: Item) => number): Item[] {
  if (list.length > short) return list.sort(compare)
  for (let at = 1; at < list.length; at += 1) {
    const item = list[at]
    let to = at
    for (; item !== undefined && to > 0; to -= 1) {
      const before = list[to - 1]
      if (before === undefined || compare(before, item) <= 0) break
      list[to] = before
    }
    if (item !== undefined && to < at) list[to] = item
  }
  return list
}
