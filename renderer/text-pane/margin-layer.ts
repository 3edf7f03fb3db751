import { StateEffect, StateField, type Extension } from '@codemirror/state'
import { layer, type EditorView, type LayerMarker } from '@codemirror/view'
import type { MarginMark } from './margin-marks.ts'
import { sentenceIndexAt } from './sentence-at.ts'

export const setMargin = StateEffect.define<readonly MarginMark[]>()

const field = StateField.define<readonly MarginMark[]>({
  create: () => [],
  update(value, transaction) {
    for (const effect of transaction.effects) if (effect.is(setMargin)) return effect.value
    return value
  },
})

/** Bars for facts (full while some are open, thin when all are decided), a ring where none rests, a tick when swept. */
class MarginSign implements LayerMarker {
  readonly look: string
  readonly left: number
  readonly top: number
  readonly height: number

  constructor(look: string, left: number, top: number, height: number) {
    this.look = look
    this.left = left
    this.top = top
    this.height = height
  }

  eq(other: LayerMarker): boolean {
    return (
      other instanceof MarginSign &&
      other.look === this.look &&
      other.left === this.left &&
      other.top === this.top &&
      other.height === this.height
    )
  }

  draw(): HTMLElement {
    const sign = document.createElement('div')
    this.place(sign)
    return sign
  }

  update(sign: HTMLElement): boolean {
    this.place(sign)
    return true
  }

  private place(sign: HTMLElement): void {
    sign.className = `tp-sign ${this.look}`
    sign.style.left = `${String(this.left)}px`
    sign.style.top = `${String(this.top)}px`
    sign.style.height = `${String(this.height)}px`
  }
}

const step = 9
/** More signs than this on one line of text would leave the margin. */
const most = 3

function signs(view: EditorView): readonly LayerMarker[] {
  const marks = view.state.field(field)
  if (marks.length === 0) return []
  const scroller = view.scrollDOM.getBoundingClientRect()
  const content = view.contentDOM.getBoundingClientRect()
  const baseTop = scroller.top - view.scrollDOM.scrollTop
  const baseLeft = scroller.left - view.scrollDOM.scrollLeft
  const rightEdge = content.left - baseLeft + 30
  const drawn: LayerMarker[] = []
  let lineTop = Number.NEGATIVE_INFINITY
  let onLine = 0
  for (const range of view.visibleRanges) {
    for (let index = Math.max(0, sentenceIndexAt(marks, range.from)); index < marks.length; index += 1) {
      const mark = marks[index]
      if (mark === undefined || mark.start > range.to) break
      if (mark.start < range.from) continue
      const at = view.coordsAtPos(mark.start, 1)
      if (at === null) continue
      const top = Math.round(at.top - baseTop)
      if (Math.abs(top - lineTop) < 4) onLine += 1
      else onLine = 0
      lineTop = top
      if (onLine >= most) continue
      drawn.push(
        new MarginSign(lookOf(mark), rightEdge - 14 - onLine * step, top, Math.round(at.bottom - at.top)),
      )
    }
  }
  return drawn
}

function lookOf(mark: MarginMark): string {
  const swept = mark.reviewed ? ' tp-swept' : ''
  if (mark.facts === 0) return `tp-none${swept}`
  return `${mark.open > 0 ? 'tp-open' : 'tp-decided'}${swept}`
}

export const marginLayer: Extension = [
  field,
  layer({
    above: true,
    class: 'tp-margin',
    update: (update) =>
      update.geometryChanged ||
      update.viewportChanged ||
      update.transactions.some((transaction) => transaction.effects.some((effect) => effect.is(setMargin))),
    markers: signs,
  }),
]
