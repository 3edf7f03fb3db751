/** A cell of the decided state; a value may end with `#n`, which tells two rows apart that look alike. */
export type Cells = ReadonlyMap<string, string>

interface Write {
  readonly cell: string
  readonly before: string | null
  readonly after: string | null
}

/** What a command changes, gathered before it is accepted. */
export class Draft {
  readonly writes: Write[] = []
  /** Whom or what the command is about: only through these may later work rest on it. */
  readonly subjects = new Set<string>()
  readonly #cells: Map<string, string>

  constructor(cells: Cells) {
    this.#cells = new Map(cells)
  }

  get(cell: string): string | null {
    return this.#cells.get(cell) ?? null
  }

  has(cell: string): boolean {
    return this.#cells.has(cell)
  }

  /** Cells that begin so. */
  under(prefix: string): readonly string[] {
    return [...this.#cells.keys()].filter((cell) => cell.startsWith(prefix))
  }

  set(cell: string, after: string | null): void {
    const before = this.get(cell)
    if (before === after) return
    this.writes.push({ cell, before, after })
    if (after === null) this.#cells.delete(cell)
    else this.#cells.set(cell, after)
  }
}

interface OracleStep {
  readonly seq: number
  readonly coder: string
  readonly kind: 'do' | 'undo' | 'redo'
  readonly undoable: boolean
  readonly writes: readonly Write[]
  readonly subjects: ReadonlySet<string>
  /** The step this one takes back. */
  readonly of: OracleStep | null
  undoneBy: OracleStep | null
}

/** What taking a step back should come to. */
export type Forecast =
  | { readonly kind: 'nothing' | 'never' }
  /** `mayConflict`: later work touches the same; `mustConflict`: it changed the very cells. */
  | {
      readonly kind: 'step'
      readonly of: OracleStep
      readonly mayConflict: boolean
      readonly mustConflict: boolean
    }

/**
 * The decided state of a project in memory, with its history: another way to the same answers, which knows neither
 * rows nor SQL. It says what every step should leave, what undo and redo should take, and where a conflict may be.
 */
export class Oracle {
  #cells = new Map<string, string>()
  readonly steps: OracleStep[] = []

  get cells(): Cells {
    return this.#cells
  }

  draft(): Draft {
    return new Draft(this.#cells)
  }

  /** A command was answered. One that changed nothing is no step to take back. */
  did(seq: number, coder: string, draft: Draft): void {
    this.#write(draft.writes)
    this.steps.push({ seq, coder, kind: 'do', undoable: draft.writes.length > 0, writes: draft.writes, subjects: draft.subjects, of: null, undoneBy: null })
  }

  forecastUndo(coder: string): Forecast {
    const of = this.steps.findLast((step) => step.coder === coder && step.kind === 'do' && step.undoable && step.undoneBy === null)
    return of === undefined ? { kind: 'nothing' } : this.#forecast(of)
  }

  /** Of one old step by itself. */
  forecastUndoOf(of: OracleStep): Forecast {
    if (!of.undoable) return { kind: 'never' }
    return of.undoneBy === null ? this.#forecast(of) : { kind: 'nothing' }
  }

  /** The coder's last undo, unless the coder has done something new since. */
  forecastRedo(coder: string): Forecast {
    const own = this.steps.filter((step) => step.coder === coder)
    const last = own.findLast((step) => step.kind === 'do' && step.undoable)?.seq ?? 0
    const of = own.findLast((step) => step.kind === 'undo' && step.undoneBy === null && step.seq > last)
    return of === undefined ? { kind: 'nothing' } : this.#forecast(of)
  }

  #forecast(of: OracleStep): Forecast {
    const later = this.steps.filter((step) => step.seq > of.seq && step.undoneBy === null)
    const mayConflict = later.some(({ subjects }) => [...subjects].some((subject) => of.subjects.has(subject)))
    const now = new Map(this.#cells)
    let mustConflict = false
    for (const { cell, before, after } of of.writes.toReversed()) {
      if ((now.get(cell) ?? null) !== after) mustConflict = true
      if (before === null) now.delete(cell)
      else now.set(cell, before)
    }
    return { kind: 'step', of, mayConflict, mustConflict }
  }

  /** A step was taken back. */
  undid(seq: number, coder: string, of: OracleStep): void {
    const writes = of.writes.toReversed().map(({ cell, before, after }) => ({ cell, before: after, after: before }))
    this.#write(writes)
    const kind = of.kind === 'undo' ? 'redo' : 'undo'
    const step: OracleStep = { seq, coder, kind, undoable: kind === 'undo', writes, subjects: of.subjects, of, undoneBy: null }
    // What a redo brings back is in force again.
    if (kind === 'redo' && of.of !== null) of.of.undoneBy = null
    of.undoneBy = step
    this.steps.push(step)
  }

  #write(writes: readonly Write[]): void {
    for (const { cell, after } of writes) {
      if (after === null) this.#cells.delete(cell)
      else this.#cells.set(cell, after)
    }
  }
} // prettier-ignore

/** Cells as they are shown: what tells alike rows apart is left out, and decisions are counted. */
export function shownCells(cells: Cells): readonly string[] {
  const decisions = [...cells.keys()].filter((cell) => cell.startsWith('decision/')).length
  const shown = [...cells].flatMap(([cell, value]) =>
    cell.startsWith('decision/') ? [] : [`${cell} = ${value.replace(/#\d+$/, '')}`],
  )
  return [...shown, ...(decisions > 0 ? [`decisions = ${decisions}`] : [])].sort()
}
