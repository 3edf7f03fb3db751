import { RangeSetBuilder, StateEffect, StateField, type Extension } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { MentionType } from '../../shared/model/vocabulary.ts'
import { laneMarks, startOfLastCharacter, type TextMark } from './marks.ts'
import { frozenText } from './soft-lines.ts'

/** How a mention's type is shown: its letter and its label in the interface language. */
export type MarkLegend = Readonly<Record<MentionType, { readonly letter: string; readonly label: string }>>

/** Replaces all marks of mentions. */
export const setMarks = StateEffect.define<{
  readonly marks: readonly TextMark[]
  readonly legend: MarkLegend
}>()

interface Layers {
  readonly marks: DecorationSet
  readonly letters: DecorationSet
}

const letterMarks = new Map<string, Decoration>()
const letterMark = (letter: string, type: string): Decoration => {
  const known = letterMarks.get(`${type} ${letter}`)
  if (known !== undefined) return known
  const made = Decoration.mark({
    class: 'tp-letter',
    attributes: { 'data-letter': letter, 'data-mention-type': type },
  })
  letterMarks.set(`${type} ${letter}`, made)
  return made
}

function draw(text: string, marks: readonly TextMark[], legend: MarkLegend): Layers {
  const laned = laneMarks(marks, text.length)
  const builder = new RangeSetBuilder<Decoration>()
  const letters: { at: number; end: number; letter: string; type: string }[] = []
  for (const { mark, lane } of laned) {
    const { letter, label } = legend[mark.type]
    builder.add(
      mark.start,
      mark.end,
      Decoration.mark({
        class: `tp-mention tp-lane${String(lane)}${mark.linked ? '' : ' tp-unlinked'}`,
        attributes: { 'data-mention-type': mark.type, title: `${label}: ${mark.name}` },
      }),
    )
    letters.push({ at: startOfLastCharacter(text, mark.end), end: mark.end, letter, type: mark.type })
  }
  letters.sort((a, b) => a.at - b.at || a.end - b.end)
  const letterBuilder = new RangeSetBuilder<Decoration>()
  let lastEnd = -1
  for (const { at, end, letter, type } of letters) {
    // Two mentions that end on one character share its letter's place; the inner one is shown.
    if (at < lastEnd) continue
    letterBuilder.add(at, end, letterMark(letter, type))
    lastEnd = end
  }
  return { marks: builder.finish(), letters: letterBuilder.finish() }
}

const layers = StateField.define<Layers>({
  create: () => ({ marks: Decoration.none, letters: Decoration.none }),
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks))
        return draw(transaction.state.facet(frozenText), effect.value.marks, effect.value.legend)
    }
    return value
  },
})

/** Letters are the innermost elements, underlines lie around them. */
export const mentionLayer: Extension = [
  layers,
  EditorView.decorations.from(layers, (value) => value.letters),
  EditorView.decorations.from(layers, (value) => value.marks),
]
