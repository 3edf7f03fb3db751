import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTypeahead } from './use-typeahead.ts'

export interface ListOption {
  readonly id: string
  readonly label: string
}

/**
 * A list of which one option is active: arrows, Home, End, Page keys, typing the beginning of a name, Enter takes.
 * With `digits`, 1 to 9 take an option at once.
 */
export function Listbox<O extends ListOption>(props: {
  readonly label: string
  readonly options: readonly O[]
  readonly active: number
  readonly onActive: (index: number) => void
  readonly onTake: (option: O, index: number) => void
  readonly render?: (option: O, index: number) => ReactNode
  readonly digits?: boolean
  readonly autoFocus?: boolean
  readonly className?: string
  /** Keys the list itself does not know; answer true where the key was used. */
  readonly onKey?: (event: KeyboardEvent) => boolean
}): ReactNode {
  const { label, options, active, onActive, onTake, render, digits = false, className = '', onKey } = props
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const typeahead = useTypeahead()
  const last = options.length - 1

  useEffect(() => {
    document.getElementById(`${id}-${String(active)}`)?.scrollIntoView({ block: 'nearest' })
  }, [active, id])

  const press = (event: KeyboardEvent): void => {
    if (onKey?.(event) === true) {
      event.preventDefault()
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const moved: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(last, active + 1),
      ArrowUp: Math.max(0, active - 1),
      Home: 0,
      End: last,
      PageDown: Math.min(last, active + 10),
      PageUp: Math.max(0, active - 10),
    }
    const next = moved[event.key]
    if (next !== undefined) {
      event.preventDefault()
      onActive(next)
      return
    }
    const chosen = options[active]
    if (event.key === 'Enter' && chosen !== undefined) {
      event.preventDefault()
      onTake(chosen, active)
      return
    }
    if (digits && /^[1-9]$/.test(event.key)) {
      const index = Number(event.key) - 1
      const option = options[index]
      if (option !== undefined) {
        event.preventDefault()
        onTake(option, index)
      }
      return
    }
    const found = typeahead(
      event.key,
      options.map((option) => option.label),
      active,
    )
    if (found !== null) {
      event.preventDefault()
      if (found >= 0) onActive(found)
    }
  }

  return (
    <div
      ref={list}
      className={`listbox ${className}`}
      role="listbox"
      aria-label={label}
      tabIndex={0}
      data-autofocus={props.autoFocus === true ? '' : undefined}
      aria-activedescendant={options.length === 0 ? undefined : `${id}-${String(active)}`}
      onKeyDown={press}
    >
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
          // The second click of a double click falls on whatever the first one brought there.
          onClick={(event) => (event.detail > 1 ? undefined : onTake(option, index))}
        >
          {digits && index < 9 ? (
            <kbd className="kbd option-digit" aria-hidden="true">
              {index + 1}
            </kbd>
          ) : null}
          {render === undefined ? option.label : render(option, index)}
        </div>
      ))}
    </div>
  )
}
