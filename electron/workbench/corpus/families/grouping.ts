/** Two articles that resemble one another. Names are unique; which of the two is `a` does not matter. */
export interface Likeness {
  readonly a: string
  readonly b: string
  /** Shingles both have, and how many each has. */
  readonly shared: number
  readonly sizeA: number
  readonly sizeB: number
}

/** What a person decided about a pair. */
export interface PairVerdict {
  readonly a: string
  readonly b: string
  readonly verdict: 'join' | 'split'
}

/** From here on two articles tell the same story in the same words. One word in ten changed leaves about 0.42. */
const nearDuplicate = 0.28
/** A part of a longer article, or of a digest, is near to it although most of the longer one is something else. */
const mostlyContained = 0.6
const leastOfWhole = 0.12

/** Jaccard similarity of two sets, 0 to 1. */
export const jaccard = ({ shared, sizeA, sizeB }: Omit<Likeness, 'a' | 'b'>): number =>
  shared === 0 ? 0 : shared / (sizeA + sizeB - shared)

/** How much of the smaller one the larger one holds, 0 to 1. */
export const containment = ({ shared, sizeA, sizeB }: Omit<Likeness, 'a' | 'b'>): number =>
  shared === 0 ? 0 : shared / Math.min(sizeA, sizeB)

/** Whether two articles are near-duplicates of one another. */
export function isNear(likeness: Omit<Likeness, 'a' | 'b'>): boolean {
  const similarity = jaccard(likeness)
  return (
    similarity >= nearDuplicate || (similarity >= leastOfWhole && containment(likeness) >= mostlyContained)
  )
}

/**
 * Families of articles: what is near to one another, with what people decided. The answer follows from the pairs alone,
 * whatever their order. Likest pairs are joined first; no joining brings two together that were held apart. A digest that
 * holds two stories which have nothing to do with one another joins the one it is likest to and does not make them one.
 * Returns families of two and more, each sorted, by their first name. `orderOf` breaks ties; names do by themselves.
 */
export function groupFamilies(
  likenesses: readonly Likeness[],
  verdicts: readonly PairVerdict[],
  orderOf: (name: string) => string = (name) => name,
): readonly (readonly string[])[] {
  const families = new Families(verdicts)
  for (const { a, b, verdict } of verdicts) if (verdict === 'join') families.join(a, b)
  for (const { a, b } of joiningPairs(likenesses, orderOf)) families.join(a, b)
  return families.all()
}

const ascending = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Near pairs, likest first, without those that only a digest makes. */
function joiningPairs(
  likenesses: readonly Likeness[],
  orderOf: (name: string) => string,
): readonly Likeness[] {
  const key = (pair: Likeness): string => [orderOf(pair.a), orderOf(pair.b)].sort(ascending).join(' ')
  const sorted = likenesses
    .filter(isNear)
    .map((pair) => ({ pair, similarity: jaccard(pair), key: key(pair) }))
    .sort((x, y) => y.similarity - x.similarity || ascending(x.key, y.key))
    .map(({ pair }) => pair)
  // Every article's pairs, likest first.
  const pairsOf = new Map<string, Likeness[]>()
  const near = new Set<string>()
  for (const pair of sorted) {
    near.add(`${pair.a} ${pair.b}`)
    for (const name of [pair.a, pair.b]) {
      const known = pairsOf.get(name)
      if (known === undefined) pairsOf.set(name, [pair])
      else known.push(pair)
    }
  }
  const related = (one: string, other: string): boolean =>
    near.has(`${one} ${other}`) || near.has(`${other} ${one}`)
  const left = new Set<Likeness>()
  for (const [name, pairs] of pairsOf) {
    for (const pair of foreignParts(name, pairs, related)) if (pair !== pairs[0]) left.add(pair)
  }
  return sorted.filter((pair) => !left.has(pair))
}

const otherOf = ({ a, b }: Likeness, name: string): string => (a === name ? b : a)

/** Whether the other article is, by and large, a part of this one and much shorter. */
function isPart(pair: Likeness, name: string): boolean {
  const [own, theirs] = pair.a === name ? [pair.sizeA, pair.sizeB] : [pair.sizeB, pair.sizeA]
  return theirs < own * 0.8 && pair.shared >= theirs * mostlyContained
}

/** Pairs of a digest with its parts, where at least two of these have nothing to do with one another. */
function foreignParts(
  name: string,
  pairs: readonly Likeness[],
  related: (one: string, other: string) => boolean,
): readonly Likeness[] {
  const parts = pairs.filter((pair) => isPart(pair, name))
  const strangers = parts.some((pair, at) =>
    parts.slice(at + 1).some((second) => !related(otherOf(pair, name), otherOf(second, name))),
  )
  return strangers ? parts : []
}

/** Sets that are joined, unless two of their members were held apart. */
class Families {
  readonly #parents = new Map<string, string>()
  /** By root: the roots held apart from it. */
  readonly #apart = new Map<string, Set<string>>()

  constructor(verdicts: readonly PairVerdict[]) {
    for (const { a, b, verdict } of verdicts) {
      if (verdict !== 'split') continue
      this.#holdApart(a, b)
      this.#holdApart(b, a)
    }
  }

  #holdApart(one: string, other: string): void {
    this.#apart.set(one, (this.#apart.get(one) ?? new Set()).add(other))
  }

  #root(name: string): string {
    const parent = this.#parents.get(name)
    if (parent === undefined) {
      this.#parents.set(name, name)
      return name
    }
    if (parent === name) return name
    const root = this.#root(parent)
    this.#parents.set(name, root)
    return root
  }

  join(a: string, b: string): void {
    const [into, from] = [this.#root(a), this.#root(b)]
    if (into === from || this.#apart.get(into)?.has(from) === true) return
    this.#parents.set(from, into)
    for (const other of this.#apart.get(from) ?? []) {
      this.#apart.get(other)?.delete(from)
      this.#holdApart(into, other)
      this.#holdApart(other, into)
    }
    this.#apart.delete(from)
  }

  all(): readonly (readonly string[])[] {
    const members = new Map<string, string[]>()
    for (const name of this.#parents.keys()) {
      const root = this.#root(name)
      members.set(root, [...(members.get(root) ?? []), name])
    }
    return [...members.values()]
      .filter((family) => family.length > 1)
      .map((family) => family.sort(ascending))
      .sort((x, y) => ascending(x[0] ?? '', y[0] ?? ''))
  }
}
