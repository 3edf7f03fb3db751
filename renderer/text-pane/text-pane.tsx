import { useEffect, useEffectEvent, useImperativeHandle, useRef, type ReactNode, type Ref } from 'react'
import type { EditorView } from '@codemirror/view'
import type { Span } from '../../shared/model/span.ts'
import { createEditor, reveal } from './create-editor.ts'
import { setHighlight, type Highlight } from './fact-layer.ts'
import { setHits } from './find-layer.ts'
import type { TextZone } from './fold-zones.ts'
import { setMargin } from './margin-layer.ts'
import type { MarginMark } from './margin-marks.ts'
import type { TextMark } from './marks.ts'
import { setMarks, type MarkLegend } from './mention-layer.ts'
import { allUnfolded, setFolded, setZones, type FoldWords } from './zone-layer.ts'
import './text-pane.css'

/** What the screen around the text may ask of it. */
export interface TextPaneHandle {
  readonly focus: () => void
  readonly hasFocus: () => boolean
  readonly caret: () => number
  readonly selection: () => Span | null
  /** Shows a span; with `caret` the caret goes to its start, with `select` it is selected. */
  readonly reveal: (span: Span, options?: { readonly caret?: boolean; readonly select?: boolean }) => void
  readonly toggleFolds: () => void
}

export interface TextHits {
  readonly hits: readonly Span[]
  readonly current: number
}

export const noHits: TextHits = { hits: [], current: -1 }

const nonceOfPage = (): string =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/**
 * The source text with its marks: read-only, with a caret. Article content is only ever text; offsets are UTF-16 code
 * units of the frozen text throughout. `text` and `lang` are read once: give the pane a `key` per article.
 */
export function TextPane(props: {
  readonly text: string
  readonly lang: string | null
  readonly label: string
  readonly marks: readonly TextMark[]
  readonly legend: MarkLegend
  readonly zones: readonly TextZone[]
  readonly foldWords: FoldWords
  readonly margin: readonly MarginMark[]
  readonly highlight: Highlight
  readonly hits: TextHits
  /** Changes when letters or column change size: positions are measured anew. */
  readonly size: number
  readonly onCaret: (caret: number, selection: Span | null) => void
  /** The person dragged an end of the evidence to other words. */
  readonly onEvidence: (spans: readonly Span[]) => void
  readonly ref: Ref<TextPaneHandle>
}): ReactNode {
  const { text, lang, label, marks, legend, zones, foldWords, margin, highlight, hits, size, ref } = props
  const host = useRef<HTMLDivElement>(null)
  const editor = useRef<EditorView | null>(null)
  /** What the editor was told to draw last. */
  const shown = useRef<Pick<
    Parameters<typeof TextPane>[0],
    'zones' | 'foldWords' | 'marks' | 'legend' | 'margin' | 'highlight'
  > | null>(null)
  const onCaret = useEffectEvent(props.onCaret)
  const onEvidence = useEffectEvent(props.onEvidence)

  useEffect(() => {
    if (host.current === null) return undefined
    const view = createEditor({
      parent: host.current,
      text,
      label,
      lang,
      nonce: nonceOfPage(),
      onCaret: (caret, selection) => onCaret(caret, selection),
      onEvidence: (spans) => onEvidence(spans),
    })
    editor.current = view
    shown.current = null
    return () => {
      editor.current = null
      view.destroy()
    }
  }, [text, lang, label])

  // Whatever changed is drawn in one go: an article that opens is not drawn once for each of its layers.
  useEffect(() => {
    const view = editor.current
    if (view === null) return
    const before = shown.current
    shown.current = { zones, foldWords, marks, legend, margin, highlight }
    const effects = [
      ...(before?.zones === zones && before.foldWords === foldWords
        ? []
        : [setZones.of({ zones, words: foldWords })]),
      ...(before?.marks === marks && before.legend === legend ? [] : [setMarks.of({ marks, legend })]),
      ...(before?.margin === margin ? [] : [setMargin.of(margin)]),
      ...(before?.highlight === highlight ? [] : [setHighlight.of(highlight)]),
    ]
    if (effects.length > 0) view.dispatch({ effects })
  }, [text, lang, label, zones, foldWords, marks, legend, margin, highlight])
  useEffect(() => {
    const view = editor.current
    if (view === null) return
    view.dispatch({ effects: setHits.of(hits) })
    const current = hits.hits[hits.current]
    if (current !== undefined) reveal(view, current, { caret: true, select: true })
  }, [text, lang, label, hits])

  useEffect(() => editor.current?.requestMeasure(), [size])

  useImperativeHandle(
    ref,
    (): TextPaneHandle => ({
      focus: () => editor.current?.focus(),
      hasFocus: () => editor.current?.hasFocus ?? false,
      caret: () => editor.current?.state.selection.main.head ?? 0,
      selection: () => {
        const main = editor.current?.state.selection.main
        return main === undefined || main.empty ? null : { start: main.from, end: main.to }
      },
      reveal: (span, options = {}) => {
        if (editor.current !== null)
          reveal(editor.current, span, { caret: options.caret ?? false, select: options.select ?? false })
      },
      toggleFolds: () => {
        const view = editor.current
        if (view !== null)
          view.dispatch({ effects: setFolded.of({ start: null, folded: allUnfolded(view.state) }) })
      },
    }),
    [],
  )

  return <div ref={host} className="tp-editor" data-keys="text" data-pane="" />
}
