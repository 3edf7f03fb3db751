import { Facet, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import type { Span } from '../../shared/model/span.ts'

/** Characters of a line that is drawn as it is. What draws text knows it by lines: one of a million characters is drawn whole. */
const longest = 10_000
/** Characters between two breaks in a longer one, a long paragraph. */
const apart = 1_000
/** So far a sign of many parts is looked through for its end. */
const farthest = 4 * apart

/** A space that no mark after it stands on. */
const free = (text: string, at: number): boolean =>
  text.charAt(at) === ' ' && !/^[\p{M}\u200d\ufe00-\ufe0f]/u.test(text.slice(at + 1, at + 3))

/** The last free space between the two offsets; -1 where there is none. */
function spaceBefore(text: string, from: number, to: number): number {
  for (let at = to; at > from; at -= 1) if (free(text, at)) return at
  return -1
}

/**
 * A sign of one code unit that belongs to no sign beside it: no combining mark, joiner, conjoining jamo, vowel sign that is
 * a letter, half of a pair, or part of an emoji.
 */
const alone =
  '(?![\\u0e33\\u0eb3\\u1100-\\u11ff\\ua960-\\ua97c\\ud7b0-\\ud7fb\\u{10000}-\\u{10ffff}])[\\p{L}\\p{N}\\p{P}\\p{Zs}]'
const lastOf = (sign: string): RegExp => new RegExp(`^.*(?<=${alone})(?=${alone})${sign}(?=${alone})`, 'su')
const lastStop = lastOf('\\p{P}')
const lastAlone = lastOf('[\\p{L}\\p{N}\\p{P}]')

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** The sign a line may end with between the two offsets: punctuation, else a letter, else whatever stands there, whole. */
function signBefore(text: string, done: number, from: number, to: number, end: number): Span | null {
  const window = text.slice(from, to)
  const found = lastStop.exec(window) ?? lastAlone.exec(window)
  if (found !== null) {
    const start = from + found[0].length - 1
    return { start, end: start + 1 }
  }
  return (
    graphemeBefore(text, done, to, Math.min(end, to + apart / 4)) ??
    graphemeBefore(text, done, to, Math.min(end, done + farthest))
  )
}

/** The last whole sign that ends before `to`, else the first behind it; null where none ends before `end`. */
function graphemeBefore(text: string, done: number, to: number, end: number): Span | null {
  let best: Span | null = null
  for (const { index, segment } of graphemes.segment(text.slice(done, end))) {
    const span = { start: done + index, end: done + index + segment.length }
    // The first may have begun before, the last may go on behind what is looked at.
    if (index === 0 || span.end >= end) continue
    if (best !== null && span.end > to) break
    best = span
  }
  return best
}

/** A text as it is drawn, unit for unit as long as the frozen one. */
interface SoftLines {
  readonly drawn: string
  /** Signs in whose place the text breaks, each drawn at the end of its line all the same. */
  readonly signs: readonly Span[]
}

/**
 * The text as it is drawn: in a very long line a space here and there is a line break, and where no space is, a sign. It
 * takes the place of what it stands for, so that every offset is that of the frozen text. A text without such lines is
 * drawn as it is.
 */
export function softLines(text: string): SoftLines {
  const parts: string[] = []
  const signs: Span[] = []
  let done = 0
  for (let from = 0; from < text.length;) {
    const next = text.indexOf('\n', from)
    const end = next === -1 ? text.length : next
    for (let at = from; end - from > longest && end - at > apart;) {
      const space = spaceBefore(text, at + apart / 2, at + apart)
      const sign = space === -1 ? signBefore(text, at, at + apart / 2, at + apart, end) : null
      if (space === -1 && sign === null) {
        // One sign with thousands of marks on it: it ends somewhere behind.
        at += farthest - apart
        continue
      }
      const start = sign?.start ?? space
      const after = sign?.end ?? space + 1
      parts.push(text.slice(done, start), ' '.repeat(after - start - 1), '\n')
      if (sign !== null) signs.push(sign)
      done = after
      at = after
    }
    from = end + 1
  }
  return { drawn: parts.length === 0 ? text : parts.join('') + text.slice(done), signs }
}

/** A sign at the end of a line that was broken in its place. */
class SignWidget extends WidgetType {
  readonly sign: string

  constructor(sign: string) {
    super()
    this.sign = sign
  }

  override eq(other: SignWidget): boolean {
    return other.sign === this.sign
  }

  override toDOM(): HTMLElement {
    const shown = document.createElement('span')
    shown.textContent = this.sign
    return shown
  }

  override ignoreEvent(): boolean {
    return false
  }
}

/** The signs that line breaks stand for, drawn where they stand; the caret never stops inside one. */
export function drawsSigns(text: string, signs: readonly Span[]): Extension {
  if (signs.length === 0) return []
  const drawn = Decoration.set(
    signs.map(({ start, end }): Range<Decoration> => {
      const widget = new SignWidget(text.slice(start, end))
      return end - start === 1
        ? Decoration.widget({ widget, side: 1 }).range(start)
        : Decoration.replace({ widget }).range(start, end - 1)
    }),
  )
  const whole = Decoration.set(
    signs
      .filter(({ start, end }) => end - start > 1)
      .map(({ start, end }) => Decoration.mark({}).range(start, end)),
  )
  return [EditorView.decorations.of(drawn), EditorView.atomicRanges.of(() => whole)]
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
