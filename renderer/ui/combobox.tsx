import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { ListOption } from './listbox.tsx'

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
  /** The place that was asked for while the candidates were on their way. */
  const asked = useRef<number | null>(null)

  useEffect(() => {
    document.getElementById(`${id}-${String(active)}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])

  useEffect(() => {
    if (answering || asked.current === null) return
    const index = asked.current
    asked.current = null
    const option = options[index]
    if (option !== undefined) onTake(option, index)
  }, [answering, options, onTake])

  const digitOf = (event: KeyboardEvent): number | null => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1] ?? /^([1-9])$/.exec(event.key)?.[1]
    if (digit === undefined || digits === 'never' || event.ctrlKey || event.metaKey || event.shiftKey)
      return null
    return event.altKey || digits === 'always' || query === '' ? Number(digit) - 1 : null
  }

  const press = (event: KeyboardEvent): void => {
    asked.current = null
    if (props.onKey?.(event) === true) {
      event.preventDefault()
      return
    }
    const digit = digitOf(event)
    const index = digit ?? active
    const option = options[index]
    if (event.key === 'Escape') onLeave()
    else if (event.key === 'ArrowDown') onActive(Math.min(last, active + 1))
    else if (event.key === 'ArrowUp') onActive(Math.max(0, active - 1))
    else if (event.key === 'PageDown') onActive(Math.min(last, active + 8))
    else if (event.key === 'PageUp') onActive(Math.max(0, active - 8))
    else if (digit !== null || event.key === 'Enter') {
      if (answering) asked.current = index
      else if (option !== undefined) onTake(option, index)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="combobox" data-keys="picker">
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
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div id={`${id}-list`} role="listbox" aria-label={label} className="listbox combobox-list">
        {options.map((option, index) => (
          <div
            key={option.id}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === active}
            className="option"
            onMouseMove={() => {
              if (index !== active) onActive(index)
            }}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(option, index)}
          >
            {digits === 'never' ? null : index < 9 ? (
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
      {options.length === 0 && props.empty !== undefined ? (
        <div className="combobox-empty">{props.empty}</div>
      ) : null}
    </div>
  )
}
