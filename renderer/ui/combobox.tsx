import { memo, useCallback, useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { ListOption } from './listbox.tsx'
import { useLatest } from './use-latest.ts'

const modifiers: ReadonlySet<string> = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'])

/**
 * A field to search in with its candidates below: arrows choose, Enter takes, Escape leaves. Digits take a candidate at once:
 * `always`, or `whenEmpty` only while nothing is typed, so that names with numbers can be searched; Alt and a digit do it at any time.
 * What is taken before the candidates for the typed words are there is taken once they are.
 */
export function Combobox<O extends ListOption>(props: {
  readonly label: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly options: readonly O[]
  readonly active: number
  readonly onActive: (index: number) => void
  readonly onTake: (option: O, index: number) => void
  readonly onLeave: () => void
  readonly render?: (option: O, index: number) => ReactNode
  readonly digits?: 'always' | 'whenEmpty' | 'never'
  readonly placeholder?: string
  /** Whether the options are not yet those of what is typed. */
  readonly answering?: boolean
  /** Shown where no candidate is. */
  readonly empty?: ReactNode
  /** Keys the field itself does not know; answer true where the key was used. */
  readonly onKey?: (event: KeyboardEvent) => boolean
}): ReactNode {
  const {
    label,
    query,
    onQuery,
    options,
    active,
    onActive,
    onTake,
    onLeave,
    render,
    digits = 'never',
    answering = false,
  } = props
  const id = useId()
  const last = options.length - 1
  /** What was asked for while the candidates were on their way: a place, or the id of a candidate that was pointed at. */
  const asked = useRef<number | string | null>(null)
  /** The candidate that arrows or mouse went to since words were typed. */
  const pointed = useRef<string | null>(null)

  useEffect(() => {
    document.getElementById(`${id}-${String(active)}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])

  useEffect(() => {
    if (answering || asked.current === null) return
    const wanted = asked.current
    asked.current = null
    const index = typeof wanted === 'number' ? wanted : options.findIndex((one) => one.id === wanted)
    const option = options[index]
    if (option !== undefined) onTake(option, index)
  }, [answering, options, onTake])

  const digitOf = (event: KeyboardEvent): number | null => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1] ?? /^([1-9])$/.exec(event.key)?.[1]
    if (digit === undefined || digits === 'never' || event.ctrlKey || event.metaKey || event.shiftKey)
      return null
    return event.altKey || digits === 'always' || query === '' ? Number(digit) - 1 : null
  }

  const point = (index: number): void => {
    pointed.current = options[index]?.id ?? null
    onActive(index)
  }
  // What the mouse does goes to the latest; the list itself is drawn anew only where it shows something else.
  const latestRef = useLatest({ point, onTake })
  const pointTo = useCallback((index: number) => latestRef.current.point(index), [latestRef])
  const take = useCallback(
    (option: O, index: number) => {
      asked.current = null
      latestRef.current.onTake(option, index)
    },
    [latestRef],
  )

  const press = (event: KeyboardEvent): void => {
    if (modifiers.has(event.key)) return
    // Going on would leave what was asked for undone.
    if (asked.current !== null && (event.key === 'Tab' || event.key === 'Enter')) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    asked.current = null
    if (props.onKey?.(event) === true) {
      event.preventDefault()
      return
    }
    const digit = digitOf(event)
    const index = digit ?? active
    const option = options[index]
    if (event.key === 'Escape') onLeave()
    else if (event.key === 'ArrowDown') point(Math.min(last, active + 1))
    else if (event.key === 'ArrowUp') point(Math.max(0, active - 1))
    else if (event.key === 'PageDown') point(Math.min(last, active + 8))
    else if (event.key === 'PageUp') point(Math.max(0, active - 8))
    else if (digit !== null || event.key === 'Enter') {
      if (answering) asked.current = (digit === null ? pointed.current : null) ?? Math.max(0, index)
      else if (option !== undefined) onTake(option, index)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  // Whoever takes by digit sees them all: the whole of it comes into view once there is something to choose.
  const box = useRef<HTMLDivElement>(null)
  const filled = options.length > 0
  useEffect(() => {
    if (filled) box.current?.scrollIntoView({ block: 'nearest' })
  }, [filled])

  return (
    <div ref={box} className="combobox" data-keys="picker">
      <input
        className="input combobox-input"
        role="combobox"
        aria-label={label}
        aria-expanded={options.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={options.length === 0 || active < 0 ? undefined : `${id}-${String(active)}`}
        data-autofocus=""
        autoComplete="off"
        spellCheck={false}
        value={query}
        placeholder={props.placeholder}
        onChange={(event) => {
          asked.current = null
          pointed.current = null
          onQuery(event.currentTarget.value)
        }}
        onKeyDown={press}
      />
      <Candidates
        id={id}
        label={label}
        options={options}
        active={active}
        digits={digits !== 'never'}
        render={render}
        onPoint={pointTo}
        onTake={take}
      />
      {options.length === 0 && props.empty !== undefined ? (
        <div className="combobox-empty">{props.empty}</div>
      ) : null}
    </div>
  )
}

function CandidateList<O extends ListOption>(props: {
  readonly id: string
  readonly label: string
  readonly options: readonly O[]
  readonly active: number
  readonly digits: boolean
  readonly render: ((option: O, index: number) => ReactNode) | undefined
  readonly onPoint: (index: number) => void
  readonly onTake: (option: O, index: number) => void
}): ReactNode {
  const { id, label, options, active, digits, render, onPoint, onTake } = props
  return (
    <div id={`${id}-list`} role="listbox" aria-label={label} className="listbox combobox-list">
      {options.map((option, index) => (
        <div
          key={option.id}
          id={`${id}-${String(index)}`}
          role="option"
          aria-selected={index === active}
          className="option"
          onMouseMove={() => {
            if (index !== active) onPoint(index)
          }}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(option, index)}
        >
          {!digits ? null : index < 9 ? (
            <kbd className="kbd option-digit" aria-hidden="true">
              {index + 1}
            </kbd>
          ) : (
            <span className="kbd option-digit option-beyond-digits" aria-hidden="true" />
          )}
          {render === undefined ? option.label : render(option, index)}
        </div>
      ))}
    </div>
  )
}
// A memo keeps no type parameter of its own.
const Candidates = memo(CandidateList) as typeof CandidateList
