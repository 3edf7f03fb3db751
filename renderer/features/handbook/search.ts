import { foldText } from '../../text-pane/find-in-text.ts'

export interface FoundChapter<Id> {
  readonly id: Id
  /** Places; 0 where nothing was searched for. */
  readonly hits: number
  /** The words around the first place. */
  readonly snippet: string
}

const before = 30
const after = 60

/** Chapters in which every word searched for stands, those with most places first; all in their order without a search. */
export function searchChapters<Id extends string>(
  chapters: readonly { readonly id: Id; readonly words: string }[],
  query: string,
): readonly FoundChapter<Id>[] {
  const wanted = foldText(query)
    .folded.split(/\s+/)
    .filter((word) => word !== '')
  if (wanted.length === 0) return chapters.map(({ id }) => ({ id, hits: 0, snippet: '' }))
  return chapters
    .flatMap(({ id, words }): FoundChapter<Id>[] => {
      const flat = words.replace(/\s+/g, ' ')
      const folded = foldText(flat).folded
      if (!wanted.every((word) => folded.includes(word))) return []
      const hits = wanted.reduce((sum, word) => sum + folded.split(word).length - 1, 0)
      const first = folded.indexOf(wanted[0] ?? '')
      const from = Math.max(0, first - before)
      return [{ id, hits, snippet: `${from > 0 ? '… ' : ''}${flat.slice(from, first + after).trim()} …` }]
    })
    .sort((a, b) => b.hits - a.hits)
}
