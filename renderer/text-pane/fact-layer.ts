import { StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { Span } from '../../shared/model/span.ts'
import { endOfFirstCharacter } from './marks.ts'
import { frozenText } from './soft-lines.ts'

/** What the selected fact rests on, as the text shows it. */
export interface Highlight {
  readonly evidence: readonly Span[]
  readonly trigger: Span | null
  /** Slots with words of their own, each with the label of its role. */
  readonly slots: readonly (Span & { readonly label: string; readonly active?: boolean })[]
}

export const noHighlight: Highlight = { evidence: [], trigger: null, slots: [] }
export const setHighlight = StateEffect.define<Highlight>()

/** Slots in text order; those that begin together share one label on the longest, so that labels never lie on one another. */
export function joinLabels(slots: Highlight['slots']): Highlight['slots'] {
  const joined: (Span & { label: string; active: boolean })[] = []
  for (const slot of [...slots].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const same = joined.find((other) => other.start === slot.start)
    if (same === undefined) joined.push({ ...slot, active: slot.active ?? false })
    else {
      if (!same.label.split(' · ').includes(slot.label)) same.label += ` · ${slot.label}`
      same.active ||= slot.active ?? false
    }
  }
  return joined
}

interface Layers {
  readonly highlight: Highlight
  readonly labels: DecorationSet
  readonly words: DecorationSet
  readonly band: DecorationSet
}

/** Width of a letter of a label, measured in letters of the text. */
const labelShare = 0.62

const none: Layers = {
  highlight: noHighlight,
  labels: Decoration.none,
  words: Decoration.none,
  band: Decoration.none,
}
const band = Decoration.mark({ class: 'tp-evidence' })
const trigger = Decoration.mark({ class: 'tp-trigger' })
const slotMark = Decoration.mark({ class: 'tp-slot' })
const activeSlot = Decoration.mark({ class: 'tp-slot tp-slot-active' })

function draw(text: string, highlight: Highlight): Layers {
  const inText = (span: Span): boolean => span.start >= 0 && span.end <= text.length && span.end > span.start
  const words: Range<Decoration>[] = []
  const labels: Range<Decoration>[] = []
  if (highlight.trigger !== null && inText(highlight.trigger))
    words.push(trigger.range(highlight.trigger.start, highlight.trigger.end))
  const shown = highlight.slots.filter(inText)
  for (const slot of shown)
    words.push((slot.active === true ? activeSlot : slotMark).range(slot.start, slot.end))
  const named = joinLabels(shown)
  for (const [index, slot] of named.entries()) {
    const next = named[index + 1]
    const short = next !== undefined && next.start - slot.start < slot.label.length * labelShare
    // The label hangs on the first character alone: a longer span could be cut by a mention and say it twice.
    labels.push(
      Decoration.mark({
        class: short ? 'tp-role tp-role-short' : 'tp-role',
        attributes: { 'data-role': slot.label },
      }).range(slot.start, Math.min(slot.end, endOfFirstCharacter(text, slot.start))),
    )
  }
  return {
    highlight,
    labels: Decoration.set(labels, true),
    words: Decoration.set(words, true),
    band: Decoration.set(
      highlight.evidence.filter(inText).map((span) => band.range(span.start, span.end)),
      true,
    ),
  }
}

const layers = StateField.define<Layers>({
  create: () => none,
  update(value, transaction) {
    for (const effect of transaction.effects)
      if (effect.is(setHighlight)) return draw(transaction.state.facet(frozenText), effect.value)
    return value
  },
})

/** What is highlighted now. */
export const highlightOf = (state: EditorState): Highlight => state.field(layers).highlight

export const roleLabels: Extension = [layers, EditorView.decorations.from(layers, (value) => value.labels)]
export const factWords: Extension = EditorView.decorations.from(layers, (value) => value.words)
/** The band lies around everything else, so that it is not cut into pieces. */
export const evidenceBand: Extension = EditorView.decorations.from(layers, (value) => value.band)
