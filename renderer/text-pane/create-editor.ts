import { EditorSelection, EditorState, type Extension } from '@codemirror/state'
import { EditorView, drawSelection, highlightSpecialChars } from '@codemirror/view'
import type { Span } from '../../shared/model/span.ts'
import { caretKeys } from './caret-keys.ts'
import { evidenceDrag } from './evidence-drag.ts'
import { evidenceBand, factWords, roleLabels } from './fact-layer.ts'
import { findLayer } from './find-layer.ts'
import { marginLayer } from './margin-layer.ts'
import { mentionLayer } from './mention-layer.ts'
import { copiesFrozenText, drawsSigns, softLines } from './soft-lines.ts'
import { foldedRunAt, setFolded, zoneLayer } from './zone-layer.ts'

export interface EditorOptions {
  readonly parent: HTMLElement
  /** The frozen text; only LF separates lines. */
  readonly text: string
  readonly label: string
  /** Language of the text (BCP 47), for hyphenation and screen readers. */
  readonly lang: string | null
  readonly nonce: string
  /** The person moved the caret or the selection; not called for moves the program makes. */
  readonly onCaret: (caret: number, selection: Span | null) => void
  /** The person dragged an end of the evidence. */
  readonly onEvidence: (spans: readonly Span[]) => void
}

/** Only LF ends a line, as in the frozen text: CR or U+2028 split by CodeMirror's default would shift every offset after it. */
const lines = EditorState.lineSeparator.of('\n')

/** A text that can be walked and selected but not changed, whatever reaches it. */
const frozen: Extension = [
  EditorState.readOnly.of(true),
  EditorState.changeFilter.of(() => false),
  EditorView.editable.of(true),
  EditorView.domEventHandlers({
    beforeinput: (event) => {
      event.preventDefault()
      return true
    },
    drop: (event) => {
      event.preventDefault()
      return true
    },
    dragstart: (event) => {
      event.preventDefault()
      return true
    },
  }),
]

const hidden = highlightSpecialChars({
  // Direction overrides are shown, not obeyed: they could make evidence read as something else.
  specialChars:
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffc]/g,
  render: (code, description) => {
    const sign = document.createElement('span')
    sign.className = 'tp-hidden'
    sign.textContent = '·'
    sign.title = description ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
    return sign
  },
})

export function createEditor(options: EditorOptions): EditorView {
  const { drawn, signs } = softLines(options.text)
  const state = EditorState.create({
    doc: drawn,
    selection: EditorSelection.cursor(0),
    extensions: [
      lines,
      frozen,
      copiesFrozenText(options.text),
      drawsSigns(options.text, signs),
      caretKeys,
      EditorView.cspNonce.of(options.nonce),
      EditorView.lineWrapping,
      EditorView.perLineTextDirection.of(true),
      EditorView.contentAttributes.of({
        'aria-label': options.label,
        'aria-readonly': 'true',
        'data-pane-focus': '',
        tabindex: '0',
        'aria-multiline': 'true',
        spellcheck: 'false',
        autocorrect: 'off',
        autocapitalize: 'off',
        translate: 'no',
        inputmode: 'none',
        ...(options.lang === null ? {} : { lang: options.lang }),
      }),
      drawSelection({ cursorBlinkRate: 0 }),
      hidden,
      // The first lies innermost, the last around everything.
      roleLabels,
      mentionLayer,
      findLayer,
      factWords,
      evidenceBand,
      evidenceDrag(options.onEvidence),
      zoneLayer,
      marginLayer,
      EditorView.updateListener.of((update) => {
        if (!update.selectionSet || !update.transactions.some((one) => one.isUserEvent('select'))) return
        const { main } = update.state.selection
        options.onCaret(main.head, main.empty ? null : { start: main.from, end: main.to })
      }),
    ],
  })
  return new EditorView({ state, parent: options.parent })
}

/** Scrolls a span into view, opening the fold that hides it. Moves the caret there only where asked. */
export function reveal(
  view: EditorView,
  span: Span,
  options: { readonly caret: boolean; readonly select?: boolean },
): void {
  const length = view.state.doc.length
  const start = Math.min(Math.max(0, span.start), length)
  const end = Math.min(Math.max(start, span.end), length)
  const run = foldedRunAt(view.state, start)
  const rect = view.scrollDOM
  const selection = !options.caret
    ? undefined
    : options.select === true
      ? EditorSelection.single(start, end)
      : EditorSelection.cursor(start)
  view.dispatch({
    effects: [
      ...(run === undefined ? [] : [setFolded.of({ start: run.start, folded: false })]),
      EditorView.scrollIntoView(EditorSelection.range(start, end), {
        y: 'nearest',
        yMargin: Math.min(120, Math.max(24, rect.clientHeight / 5)),
      }),
    ],
    ...(selection === undefined ? {} : { selection }),
  })
}
