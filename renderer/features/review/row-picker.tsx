import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { isMac, useKeyboard } from '../../app/keyboard.ts'
import { Combobox, type ListOption } from '../../ui/index.ts'

/** A candidate as a row of the editor shows it. */
export interface RowOption extends ListOption {
  readonly hint: string
}

const optionFace = (option: RowOption): ReactNode => (
  <span className="rv-option">
    <span className="rv-option-name">{option.label}</span>
    <span className="rv-option-hint">{option.hint}</span>
  </span>
)

/** What the rows around can do for a picker. */
export interface RowMoves {
  /** False where there is no further row and the key is the browser's. */
  readonly step: (by: 1 | -1) => boolean
  readonly finish: (options: { readonly accept: boolean }) => void
  readonly leave: () => void
}

/**
 * The picker of the row one is at: digits take, typing searches, Enter with nothing typed finishes, Tab walks on.
 * `first` is the candidate Enter takes where nothing is chosen yet: 0 for a gap, -1 where the row is already filled.
 */
export function RowPicker<O extends RowOption>(props: {
  readonly label: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly O[]
  readonly first: 0 | -1
  readonly onTake: (option: O) => void
  readonly moves: RowMoves
  readonly placeholder: string
  /** Whether the options are not yet those of what is typed. */
  readonly answering?: boolean
  readonly empty?: ReactNode
  /** Keys of this row alone while nothing is typed; answer true where used. */
  readonly onBareKey?: (key: string) => boolean
}): ReactNode {
  const { label, query, onQuery, options, first, onTake, moves, placeholder, empty, onBareKey } = props
  const keyboard = useKeyboard()
  const [active, setActive] = useState<number | null>(null)
  const box = useRef<HTMLDivElement>(null)
  const at = active ?? (query.trim() === '' ? first : 0)
  useEffect(() => box.current?.querySelector<HTMLElement>('[data-autofocus]')?.focus(), [])

  const press = (event: KeyboardEvent): boolean => {
    const mod = isMac() ? event.metaKey : event.ctrlKey
    if (event.key === 'Tab') return moves.step(event.shiftKey ? -1 : 1)
    if (event.key === 'Enter' && mod) {
      moves.finish({ accept: true })
      return true
    }
    if (query !== '') {
      if (event.key !== 'Escape') return false
      onQuery('')
      setActive(null)
      event.stopPropagation()
      return true
    }
    if (event.key === 'Enter' && at === -1) {
      moves.finish({ accept: false })
      event.stopPropagation()
      return true
    }
    if (mod && event.key.toLowerCase() === 'z')
      return keyboard.run(event.shiftKey ? 'history.redo' : 'history.undo')
    if (mod || event.altKey) return false
    return onBareKey?.(event.key) ?? false
  }

  return (
    <div
      ref={box}
      className={query === '' || options.length === 0 ? 'rv-picker' : 'rv-picker rv-picker-typed'}
    >
      <Combobox
        label={label}
        query={query}
        onQuery={(typed) => {
          onQuery(typed)
          setActive(null)
        }}
        options={options}
        active={Math.min(at, options.length - 1)}
        onActive={setActive}
        onTake={onTake}
        onLeave={moves.leave}
        digits="whenEmpty"
        answering={props.answering ?? false}
        placeholder={placeholder}
        empty={empty}
        onKey={press}
        render={optionFace}
      />
    </div>
  )
}
