import { StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view'
import { foldableRuns, type FoldableRun, type TextZone } from './fold-zones.ts'
import { frozenText } from './soft-lines.ts'

/** Words for folded parts; `kinds` are zone kinds as the codebook of the program names them. */
export interface FoldWords {
  readonly folded: (lines: number, kinds: readonly string[]) => string
  readonly unfolded: (kinds: readonly string[]) => string
}

export const setZones = StateEffect.define<{
  readonly zones: readonly TextZone[]
  readonly words: FoldWords
}>()
/** Folds or unfolds the run that starts at `start`; without one, all of them. */
export const setFolded = StateEffect.define<{ readonly start: number | null; readonly folded: boolean }>()

interface ZoneState {
  readonly zones: readonly TextZone[]
  readonly words: FoldWords
  readonly runs: readonly FoldableRun[]
  /** Starts of the runs that are open. */
  readonly open: ReadonlySet<number>
  readonly all: boolean
  readonly lines: DecorationSet
  readonly folds: DecorationSet
}

class FoldWidget extends WidgetType {
  readonly start: number
  readonly label: string
  readonly folded: boolean

  constructor(start: number, label: string, folded: boolean) {
    super()
    this.start = start
    this.label = label
    this.folded = folded
  }

  override eq(other: FoldWidget): boolean {
    return other.start === this.start && other.label === this.label && other.folded === this.folded
  }

  override toDOM(view: EditorView): HTMLElement {
    const box = document.createElement('div')
    box.className = this.folded ? 'tp-fold' : 'tp-fold tp-fold-open'
    const button = document.createElement('button')
    button.type = 'button'
    button.tabIndex = -1
    button.setAttribute('aria-expanded', String(!this.folded))
    button.textContent = this.label
    button.addEventListener('click', () => {
      view.dispatch({ effects: setFolded.of({ start: this.start, folded: !this.folded }) })
    })
    box.append(button)
    return box
  }

  override ignoreEvent(): boolean {
    return true
  }
}

const blankLine = Decoration.line({ class: 'tp-blank' })

function lineClasses(state: EditorState, zones: readonly TextZone[]): DecorationSet {
  const ranges: Range<Decoration>[] = []
  // Blank lines part paragraphs; at full height they would tear the column apart.
  for (let number = 1; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number)
    if (line.length < 8 && line.text.trim() === '') ranges.push(blankLine.range(line.from))
  }
  for (const zone of zones) {
    if (zone.start < 0 || zone.end > state.doc.length || zone.end <= zone.start) continue
    const whole = state.doc.lineAt(zone.start).from >= zone.start - leadingSpace(state, zone.start)
    const lastLine = state.doc.lineAt(zone.end - 1)
    const tail = state.doc.sliceString(zone.end, Math.min(lastLine.to, zone.end + 200)).trim()
    if (whole && tail === '') {
      const name = zone.masked ? 'tp-line tp-masked' : `tp-line tp-zone-${zone.kind}`
      for (let line = state.doc.lineAt(zone.start); ; line = state.doc.line(line.number + 1)) {
        ranges.push(Decoration.line({ class: name }).range(line.from))
        if (line.number >= lastLine.number) break
      }
    } else if (zone.masked) ranges.push(Decoration.mark({ class: 'tp-masked' }).range(zone.start, zone.end))
  }
  return Decoration.set(ranges, true)
}

function leadingSpace(state: EditorState, at: number): number {
  const line = state.doc.lineAt(at)
  const before = state.doc.sliceString(line.from, at)
  return before.trim() === '' ? before.length : 0
}

function foldDecorations(state: Pick<ZoneState, 'runs' | 'open' | 'all' | 'words'>): DecorationSet {
  const ranges = state.runs.map((run) => {
    const folded = !state.all && !state.open.has(run.start)
    const label = folded ? state.words.folded(run.lines, run.kinds) : state.words.unfolded(run.kinds)
    const widget = new FoldWidget(run.start, label, folded)
    return folded
      ? Decoration.replace({ widget, block: true }).range(run.start, run.end)
      : Decoration.widget({ widget, block: true, side: -1 }).range(run.start)
  })
  return Decoration.set(ranges, true)
}

const field = StateField.define<ZoneState>({
  create: () => ({
    zones: [],
    words: { folded: () => '', unfolded: () => '' },
    runs: [],
    open: new Set(),
    all: false,
    lines: Decoration.none,
    folds: Decoration.none,
  }),
  update(value, transaction) {
    let next = value
    for (const effect of transaction.effects) {
      if (effect.is(setZones)) {
        const { zones, words } = effect.value
        const runs = foldableRuns(transaction.state.facet(frozenText), zones)
        // A line masked just now stays in sight: the coder sees what was done.
        const known = new Set(next.runs.map((run) => run.start))
        const fresh = next.zones.length === 0 ? [] : runs.filter((run) => !known.has(run.start))
        const drawn = {
          ...next,
          open: new Set([...next.open, ...fresh.map((run) => run.start)]),
          zones,
          words,
          runs,
          lines: lineClasses(transaction.state, zones),
        }
        next = { ...drawn, folds: foldDecorations(drawn) }
      } else if (effect.is(setFolded)) {
        const { start, folded } = effect.value
        const open = new Set(start === null ? [] : next.open)
        let all = next.all
        if (start === null) all = !folded
        else if (folded) {
          if (all) for (const run of next.runs) open.add(run.start)
          all = false
          open.delete(start)
        } else open.add(start)
        const changed = { ...next, open, all }
        next = { ...changed, folds: foldDecorations(changed) }
      }
    }
    return next
  },
})

/** The folded run that hides an offset, if any. */
export function foldedRunAt(state: EditorState, offset: number): FoldableRun | undefined {
  const value = state.field(field)
  if (value.all) return undefined
  return value.runs.find((run) => run.start <= offset && offset <= run.end && !value.open.has(run.start))
}

/** Whether every masked run is open. */
export const allUnfolded = (state: EditorState): boolean => {
  const value = state.field(field)
  return value.all || value.runs.every((run) => value.open.has(run.start))
}

export const zoneLayer: Extension = [
  field,
  EditorView.decorations.from(field, (value) => value.folds),
  EditorView.decorations.from(field, (value) => value.lines),
  EditorView.atomicRanges.of((view) => {
    const { folds } = view.state.field(field)
    return folds
  }),
]
