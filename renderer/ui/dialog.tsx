import { useEffect, useId, useRef, type ReactNode } from 'react'
import type { KeyContext } from '../app/actions.ts'
import { useT } from '../locales/locale.tsx'
import { IconButton } from './button.tsx'

/**
 * A modal dialog: the rest of the page is out of reach, Escape closes it, and the focus goes back where it was.
 * The browser's own dialog element does the trapping.
 */
export function Dialog(props: {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** Buttons at the foot. */
  readonly foot?: ReactNode
  readonly size?: 'narrow' | 'wide' | 'full'
  /** Key context of what is inside. */
  readonly keys?: KeyContext
  /** No visible title bar; the title still names the dialog. */
  readonly bare?: boolean
}): ReactNode {
  const { title, onClose, children, foot, size = 'narrow', keys, bare = false } = props
  const t = useT()
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()
  useEffect(() => {
    const before = document.activeElement
    const element = dialog.current
    if (element !== null && !element.open) element.showModal()
    const first = element?.querySelector<HTMLElement>('[data-autofocus]')
    first?.focus()
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={dialog}
      className={`dialog dialog-${size}${bare ? ' dialog-bare' : ''}`}
      aria-modal="true"
      aria-labelledby={heading}
      data-keys={keys}
      onCancel={(event) => {
        if (event.target !== event.currentTarget) return
        event.preventDefault()
        onClose()
      }}
      onClose={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget) onClose()
      }}
    >
      <div className="dialog-frame">
        <header className={bare ? 'sr-only' : 'dialog-head'}>
          <h2 id={heading}>{title}</h2>
          {bare ? null : <IconButton icon="cross" label={t('ui.close')} onClick={onClose} />}
        </header>
        <div className="dialog-body">{children}</div>
        {foot === undefined ? null : <footer className="dialog-foot">{foot}</footer>}
      </div>
    </dialog>
  )
}
