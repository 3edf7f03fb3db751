import type { Comparison } from '../../../shared/model/family.ts'

/** A stretch of one side as it is shown. */
export interface Piece {
  readonly start: number
  readonly words: string
  /** The number of the change it belongs to; null where both sides say the same. Where one has nothing, the words are empty. */
  readonly change: number | null
  readonly masked: boolean
}

type Parts = Comparison['parts']

export const changesOf = (parts: Parts): number => parts.filter(({ same }) => !same).length

/** One side's text in pieces, cut where a change or a masked part begins or ends. */
export function piecesOf(
  { text, masked }: Pick<Comparison['a'], 'text' | 'masked'>,
  parts: Parts,
  side: 'a' | 'b',
): readonly Piece[] {
  const cuts = masked.flatMap(({ start, end }) => [start, end])
  const isMasked = (at: number): boolean => masked.some(({ start, end }) => start <= at && at < end)
  let change = -1
  return parts.flatMap((part) => {
    if (!part.same) change += 1
    const number = part.same ? null : change
    const { start, end } = part[side]
    if (start === end) return part.same ? [] : [{ start, words: '', change: number, masked: isMasked(start) }]
    const edges = [start, ...new Set(cuts.filter((cut) => cut > start && cut < end)), end].sort((x, y) => x - y) // prettier-ignore
    return edges.slice(0, -1).map((from, at) => ({
      start: from,
      words: text.slice(from, edges[at + 1]),
      change: number,
      masked: isMasked(from),
    }))
  })
}
