import type { Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { Span } from '../../shared/model/span.ts'
import { highlightOf, setHighlight } from './fact-layer.ts'
import { frozenText } from './soft-lines.ts'

type Edge = 'start' | 'end'

/** How near to an edge of the band the pointer must be, in CSS pixels: half of the smallest target. */
const reach = 6

const wordy = (character: string): boolean => /[\p{L}\p{N}\p{M}]/u.test(character)

/** The span with one edge dragged to an offset: never past its other edge, and never inside a word. */
export function draggedTo(text: string, span: Span, edge: Edge, offset: number): Span {
  const inWord = (at: number): boolean =>
    at > 0 && at < text.length && wordy(text.charAt(at - 1)) && wordy(text.charAt(at))
  let at = offset
  if (edge === 'start') {
    while (inWord(at)) at -= 1
    return { start: Math.min(at, span.end - 1), end: span.end }
  }
  while (inWord(at)) at += 1
  return { start: span.start, end: Math.max(at, span.start + 1) }
}

/**
 * The ends of the evidence band can be dragged. While the pointer is down the band follows it; `onEvidence` gets all
 * spans when it is let go. The keyboard has its own way (select, then take the selection as evidence).
 */
export function evidenceDrag(onEvidence: (spans: readonly Span[]) => void): Extension {
  const edgeAt = (
    view: EditorView,
    event: MouseEvent,
  ): { readonly index: number; readonly edge: Edge } | null => {
    for (const [index, span] of highlightOf(view.state).evidence.entries()) {
      for (const edge of ['start', 'end'] as const) {
        const place = view.coordsAtPos(span[edge], edge === 'start' ? 1 : -1)
        if (place === null) continue
        const near = Math.abs(event.clientX - place.left) <= reach
        if (near && event.clientY >= place.top && event.clientY <= place.bottom) return { index, edge }
      }
    }
    return null
  }
  return EditorView.domEventHandlers({
    mousemove: (event, view) => {
      if (event.buttons === 0) view.contentDOM.style.cursor = edgeAt(view, event) === null ? '' : 'ew-resize'
    },
    mousedown: (event, view) => {
      const found = event.button === 0 && event.detail === 1 ? edgeAt(view, event) : null
      if (found === null) return false
      event.preventDefault()
      const before = highlightOf(view.state)
      const text = view.state.facet(frozenText)
      let spans = before.evidence
      const move = (moved: MouseEvent): void => {
        const offset = view.posAtCoords({ x: moved.clientX, y: moved.clientY }, false)
        spans = before.evidence.map((span, index) =>
          index === found.index ? draggedTo(text, span, found.edge, offset) : span,
        )
        view.dispatch({ effects: setHighlight.of({ ...before, evidence: spans }) })
      }
      const drop = (): void => {
        window.removeEventListener('mousemove', move)
        window.removeEventListener('mouseup', drop)
        if (spans !== before.evidence) onEvidence(spans)
      }
      window.addEventListener('mousemove', move)
      window.addEventListener('mouseup', drop)
      return true
    },
  })
}
