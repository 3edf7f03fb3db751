import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export interface MenuEntry {
  readonly id: string
  readonly label: string
  readonly icon?: IconName
  /** Set on entries of which one is on. */
  readonly checked?: boolean
  readonly act: () => void
}

/** A button with a menu. Arrow keys, Home, End, Escape; the focus goes back to the button. */
export function Menu(props: {
  readonly label: string
  readonly icon?: IconName
  readonly face?: ReactNode
  readonly entries: readonly MenuEntry[]
}): ReactNode {
  const { label, icon, face, entries } = props
  const id = useId()
  const [open, setOpen] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)

  useEffect(() => {
    if (!open) return undefined
    const first = root.current?.querySelector<HTMLElement>('[aria-checked=true], [role^=menuitem]')
    first?.focus()
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) !== true) setOpen(false)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])

  const close = (): void => {
    setOpen(false)
    button.current?.focus()
  }
  const press = (event: KeyboardEvent): void => {
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]
    const at = items.findIndex((item) => item === document.activeElement)
    const to: Readonly<Record<string, number>> = {
      ArrowDown: (at + 1) % items.length,
      ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0,
      End: items.length - 1,
    }
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault()
      event.stopPropagation()
      close()
      return
    }
    const next = to[event.key]
    if (next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    items[next]?.focus()
  }

  return (
    <div className="menu" ref={root}>
      <button
        ref={button}
        type="button"
        className={`button button-quiet${face === undefined ? ' button-icon' : ''}`}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={label}
        title={label}
        onClick={() => setOpen(!open)}
      >
        {icon === undefined ? null : <Icon name={icon} />}
        {face}
      </button>
      {open ? (
        <div id={id} role="menu" aria-label={label} className="menu-list" onKeyDown={press}>
          {entries.map((entry) => (
            <button
              key={entry.id}
              type="button"
              role={entry.checked === undefined ? 'menuitem' : 'menuitemradio'}
              aria-checked={entry.checked}
              tabIndex={-1}
              className="menu-entry"
              onClick={() => {
                close()
                entry.act()
              }}
            >
              <span className="menu-mark">{entry.checked === true ? <Icon name="check" /> : null}</span>
              {entry.icon === undefined ? null : <Icon name={entry.icon} />}
              {entry.label}
            </button>
          ))}
        </div>
      ) : null}
    </div>
  )
}
