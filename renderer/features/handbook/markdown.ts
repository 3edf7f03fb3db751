/** A piece of a line: plain, strong, or a key or word as it is typed. */
export interface Piece {
  readonly look: 'plain' | 'strong' | 'code'
  readonly text: string
}

/** What a chapter is made of: the little of Markdown that the handbook uses. */
export type Block =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'list' | 'steps'; readonly lines: readonly (readonly Piece[])[] }
  | { readonly kind: 'table'; readonly head: readonly (readonly Piece[])[]; readonly rows: readonly (readonly (readonly Piece[])[])[] }
  | { readonly kind: 'picture'; readonly file: string; readonly words: string }
  /** Filled by the program: the keys as they are bound, the types of the codebook. */
  | { readonly kind: 'filled'; readonly by: string } // prettier-ignore

export function piecesOf(line: string): readonly Piece[] {
  return line.split(/(\*\*[^*]+\*\*|`[^`]+`)/).flatMap((part): Piece[] => {
    if (part === '') return []
    if (part.startsWith('**')) return [{ look: 'strong', text: part.slice(2, -2) }]
    if (part.startsWith('`')) return [{ look: 'code', text: part.slice(1, -1) }]
    return [{ look: 'plain', text: part }]
  })
}

const cells = (line: string): readonly (readonly Piece[])[] =>
  line.replace(/^\||\|$/g, '').split('|').map((cell) => piecesOf(cell.trim())) // prettier-ignore

/** Reads a chapter. Lines of a paragraph or a list entry may be broken; everything else is as it stands. */
export function readChapter(source: string): readonly Block[] {
  return source
    .trim()
    .split(/\n{2,}/)
    .flatMap((part): Block[] => {
      const lines = part.split('\n')
      const [first = ''] = lines
      if (first.startsWith('# ')) return [{ kind: 'title', pieces: piecesOf(first.slice(2)) }]
      if (first.startsWith('## ')) return [{ kind: 'heading', pieces: piecesOf(first.slice(3)) }]
      const filled = /^\{\{(\w+)\}\}$/.exec(first)?.[1]
      if (filled !== undefined) return [{ kind: 'filled', by: filled }]
      const picture = /^!\[([^\]]*)\]\(([^)]+)\)$/.exec(first)
      if (picture !== null) return [{ kind: 'picture', words: picture[1] ?? '', file: picture[2] ?? '' }]
      if (first.startsWith('|')) {
        const [head = [], , ...rows] = lines.map(cells)
        return [{ kind: 'table', head, rows }]
      }
      const marker = first.startsWith('- ') ? /^- / : /^\d+\. /.test(first) ? /^\d+\. / : null
      if (marker === null) return [{ kind: 'text', pieces: piecesOf(lines.join(' ')) }]
      const entries: string[] = []
      for (const line of lines) {
        if (marker.test(line)) entries.push(line.replace(marker, ''))
        else entries.push(`${entries.pop() ?? ''} ${line.trim()}`.trim())
      }
      return [{ kind: first.startsWith('- ') ? 'list' : 'steps', lines: entries.map(piecesOf) }]
    })
}

/** The words of a chapter, for the search. */
export const wordsOf = (source: string): string => source.replace(/[*`#|{}]|!\[|\]\([^)]*\)/g, ' ')
