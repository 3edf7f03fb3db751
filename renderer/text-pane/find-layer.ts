import { RangeSetBuilder, StateEffect, StateField, type Extension } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { Span } from '../../shared/model/span.ts'

export const setHits = StateEffect.define<{ readonly hits: readonly Span[]; readonly current: number }>()

const hit = Decoration.mark({ class: 'tp-hit' })
const currentHit = Decoration.mark({ class: 'tp-hit tp-hit-current' })

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    for (const effect of transaction.effects) {
      if (!effect.is(setHits)) continue
      const builder = new RangeSetBuilder<Decoration>()
      effect.value.hits.forEach((span, index) => {
        builder.add(span.start, span.end, index === effect.value.current ? currentHit : hit)
      })
      return builder.finish()
    }
    return value
  },
})

export const findLayer: Extension = [field, EditorView.decorations.from(field)]
