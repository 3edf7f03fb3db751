import { entryOf, type Item, type SentenceWork } from '../mentions/work.ts'
import type { People } from './people.ts'

/** One country named, adjectivally named or stood for at a position. */
interface CountryPoint {
  readonly position: number
  readonly sentence: number
  readonly iso3: string
}

/** Two parties named together. */
interface Pair {
  readonly first: string
  readonly second: string
}

/**
 * Who meets whom: answers which two countries "beide Seiten" are at a position. Two countries named
 * together in the same sentence before it win; otherwise the pair that the text has named together most
 * often so far, and if it has named none yet, the one it names most often altogether.
 */
export class Encounter {
  private readonly points: readonly CountryPoint[]
  private readonly bySentence = new Map<number, CountryPoint[]>()
  private readonly total = new Map<string, { readonly pair: Pair; count: number; readonly first: number }>()

  constructor(points: readonly CountryPoint[]) {
    this.points = points
    for (const point of points) {
      const same = this.bySentence.get(point.sentence) ?? []
      same.push(point)
      this.bySentence.set(point.sentence, same)
    }
    for (const [sentence, same] of this.bySentence) {
      const countries = [...new Set(same.map((point) => point.iso3))].slice(0, 5)
      for (let a = 0; a < countries.length; a += 1) {
        for (let b = a + 1; b < countries.length; b += 1) {
          const first = countries[a] ?? ''
          const second = countries[b] ?? ''
          const key = pairKey(first, second)
          const known = this.total.get(key) ?? { pair: { first, second }, count: 0, first: sentence }
          known.count += countries.length === 2 ? 2 : 1
          this.total.set(key, known)
        }
      }
    }
  }

  /** The two countries of the encounter at a position, or undefined where fewer than two were named. */
  pairAt(position: number, sentence: number): Pair | undefined {
    const here = [
      ...new Set(
        (this.bySentence.get(sentence) ?? [])
          .filter((point) => point.position < position)
          .map((point) => point.iso3),
      ),
    ]
    if (here.length === 2) return { first: here[0] ?? '', second: here[1] ?? '' }
    let best: { readonly pair: Pair; readonly count: number; readonly first: number } | undefined
    for (const candidate of this.total.values()) {
      if (
        best === undefined ||
        candidate.count > best.count ||
        (candidate.count === best.count && candidate.first < best.first)
      )
        best = candidate
    }
    if (best !== undefined) return best.pair
    const named = [...new Set(this.points.map((point) => point.iso3))]
    return named.length >= 2 ? { first: named[0] ?? '', second: named[1] ?? '' } : undefined
  }
}

export function pairKey(a: string, b: string): string {
  return a < b ? `${a}+${b}` : `${b}+${a}`
}

/** All countries in text order: names, adjectives, capitals for governments, and those of named persons. */
export function countryPoints(
  works: readonly SentenceWork[],
  people: People,
  governs: (work: SentenceWork, item: Item) => boolean,
): readonly CountryPoint[] {
  const points: CountryPoint[] = []
  works.forEach((work, sentence) => {
    for (const item of work.items) {
      const iso3 = item.type === 'PER' ? people.of(item)?.country : countryFor(work, item, governs)
      if (iso3 !== undefined) points.push({ position: item.start, sentence, iso3 })
    }
  })
  return points.sort((a, b) => a.position - b.position)
}

function countryFor(
  work: SentenceWork,
  item: Item,
  governs: (work: SentenceWork, item: Item) => boolean,
): string | undefined {
  if (item.type !== 'GPE' && item.type !== 'DEM') return undefined
  const entry = entryOf(item)
  if (entry?.iso3 !== undefined) return entry.iso3
  return governs(work, item) ? entry?.governs : undefined
}
