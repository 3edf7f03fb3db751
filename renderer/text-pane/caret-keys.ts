import { EditorSelection, Prec, type SelectionRange } from '@codemirror/state'
import { type EditorView, keymap, type Command, type KeyBinding } from '@codemirror/view'

type Step = (view: EditorView, range: SelectionRange) => SelectionRange

const move =
  (step: Step): Command =>
  (view) => {
    const head = step(view, view.state.selection.main).head
    view.dispatch({
      selection: EditorSelection.cursor(head),
      scrollIntoView: true,
      userEvent: 'select',
    })
    return true
  }

const extend =
  (step: Step): Command =>
  (view) => {
    const range = view.state.selection.main
    const moved = step(view, EditorSelection.cursor(range.head, range.assoc, undefined, range.goalColumn))
    view.dispatch({
      selection: EditorSelection.single(range.anchor, moved.head),
      scrollIntoView: true,
      userEvent: 'select',
    })
    return true
  }

const page = (view: EditorView): number => Math.max(40, view.scrollDOM.clientHeight - 60)
const fromEdge = (view: EditorView, range: SelectionRange, forward: boolean): SelectionRange | null =>
  range.empty ? null : EditorSelection.cursor(forward ? range.to : range.from, forward ? -1 : 1)

const steps = {
  left: (view, range) => fromEdge(view, range, false) ?? view.moveByChar(range, false),
  right: (view, range) => fromEdge(view, range, true) ?? view.moveByChar(range, true),
  wordLeft: (view, range) => view.moveByGroup(range, false),
  wordRight: (view, range) => view.moveByGroup(range, true),
  up: (view, range) => view.moveVertically(range, false),
  down: (view, range) => view.moveVertically(range, true),
  pageUp: (view, range) => view.moveVertically(range, false, page(view)),
  pageDown: (view, range) => view.moveVertically(range, true, page(view)),
  lineStart: (view, range) => view.moveToLineBoundary(range, false),
  lineEnd: (view, range) => view.moveToLineBoundary(range, true),
  textStart: () => EditorSelection.cursor(0),
  textEnd: (view) => EditorSelection.cursor(view.state.doc.length),
} as const satisfies Record<string, Step>

const binding = (key: string, step: Step, mac?: string): KeyBinding => ({
  key,
  ...(mac === undefined ? {} : { mac }),
  run: move(step),
  shift: extend(step),
  preventDefault: true,
})

const bindings: readonly KeyBinding[] = [
  binding('ArrowLeft', steps.left),
  binding('ArrowRight', steps.right),
  binding('Mod-ArrowLeft', steps.wordLeft, 'Alt-ArrowLeft'),
  binding('Mod-ArrowRight', steps.wordRight, 'Alt-ArrowRight'),
  binding('ArrowUp', steps.up),
  binding('ArrowDown', steps.down),
  binding('PageUp', steps.pageUp),
  binding('PageDown', steps.pageDown),
  binding('Home', steps.lineStart, 'Cmd-ArrowLeft'),
  binding('End', steps.lineEnd, 'Cmd-ArrowRight'),
  binding('Mod-Home', steps.textStart, 'Cmd-ArrowUp'),
  binding('Mod-End', steps.textEnd, 'Cmd-ArrowDown'),
  {
    key: 'Mod-a',
    run: (view) => {
      view.dispatch({ selection: { anchor: 0, head: view.state.doc.length }, userEvent: 'select' })
      return true
    },
  },
]

/**
 * Caret and selection by keyboard over the whole text, also where it is not in the document: the browser's own
 * motion knows only what is drawn.
 */
export const caretKeys = Prec.high(keymap.of([...bindings]))
