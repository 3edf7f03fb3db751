import { Facet, type EditorState, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'

/** Characters of a line that is drawn as it is. What draws text knows it by lines: one of a million characters is drawn whole. */
const longest = 10_000
/** Characters between two breaks in a longer one, a long paragraph. */
const apart = 1_000

/** A space that no mark after it stands on. */
const free = (text: string, at: number): boolean =>
  text.charAt(at) === ' ' && !/^[\p{M}\u200d\ufe00-\ufe0f]/u.test(text.slice(at + 1, at + 3))

/** The last free space between the two offsets, else the first one behind them; -1 where the line has none any more. */
function spaceNear(text: string, from: number, to: number, end: number): number {
  for (let at = to; at > from; at -= 1) if (free(text, at)) return at
  for (let at = text.indexOf(' ', to + 1); at !== -1 && at < end; at = text.indexOf(' ', at + 1))
    if (free(text, at)) return at
  return -1
}

/**
 * The text as it is drawn: in a very long line a space here and there is a line break. It takes the place of the space, so
 * that every offset is that of the frozen text. A text without such lines is drawn as it is.
 */
export function softLines(text: string): string {
  const parts: string[] = []
  let done = 0
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from)
    const end = next === -1 ? text.length : next
    if (end - from > longest) {
      let at = from
      while (end - at > apart) {
        const space = spaceNear(text, at + apart / 2, at + apart, end)
        if (space === -1) break
        parts.push(text.slice(done, space), '\n')
        done = space + 1
        at = done
      }
    }
    from = end + 1
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(done)
}

/** The text as it was frozen, for whatever reads words and not places. */
export const frozenText = Facet.define<string, string>({ combine: ([text = '']) => text })

/** The line of the frozen text that an offset is in. */
function lineOf(text: string, offset: number): string {
  const from = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
  const to = text.indexOf('\n', offset)
  return text.slice(from, to === -1 ? text.length : to)
}

/** What is copied are the words of the frozen text, and without a selection its line, however it is drawn. */
export const copiesFrozenText = (text: string): Extension => [
  frozenText.of(text),
  EditorView.clipboardOutputFilter.of((_, state: EditorState) => {
    const { main } = state.selection
    return main.empty ? lineOf(text, main.head) : text.slice(main.from, main.to)
  }),
]
