import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { KeyContext } from '../app/actions.ts'
import { rootFontSize } from '../app/appearance.ts'
import { useExternal } from '../app/external.ts'

/** Height of a list's head in rem. */
const headHeight = 2.1

/**
 * A long list of which only the visible rows exist. One row is active; the list keeps the focus and names the active row.
 * Moving by J/K and arrows belongs to the screen (its key context); Home, End and the Page keys work here.
 */
export function VirtualList(props: {
  readonly label: string
  readonly count: number
  /** Height of a row in rem. */
  readonly rowHeight: number
  readonly active: number
  /** `extend` where Shift was held: the rows between are meant, too; `add` where Control was. */
  readonly onActive: (index: number, how?: { readonly extend: boolean; readonly add: boolean }) => void
  /** Rows that are decided about together. Where there are any, these are the selected ones. */
  readonly marked?: ((index: number) => boolean) | undefined
  readonly onOpen: (index: number) => void
  readonly row: (index: number) => ReactNode
  /** Rows now in view, for loading what they need. */
  readonly onRange?: (first: number, last: number) => void
  readonly keys: KeyContext
  readonly className?: string
  /** `grid` where rows consist of `gridcell`s, else `listbox`. */
  readonly role?: 'listbox' | 'grid'
  /** Takes the focus when it appears and nothing else has it. */
  readonly autoFocus?: boolean
  /** Stands above the rows and stays; for a grid, a row of `columnheader`s. */
  readonly head?: ReactNode
}): ReactNode {
  const {
    label,
    count,
    rowHeight,
    active,
    onActive,
    onOpen,
    row,
    onRange,
    keys,
    className = '',
    role = 'listbox',
  } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const rem = useExternal(rootFontSize)
  const height = rowHeight * rem
  const headSize = props.head === undefined ? 0 : headHeight * rem
  // eslint-disable-next-line react-hooks/incompatible-library -- its values are read in this component only
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    // The head stays above the rows and covers what scrolls beneath it.
    scrollMargin: headSize,
    scrollPaddingStart: headSize,
    // Known before the first measurement, so that tests and the first frame show rows.
    initialRect: { width: 800, height: 600 },
  })
  useEffect(() => {
    virtualizer.measure()
  }, [virtualizer, height])
  useEffect(() => {
    if (count > 0) virtualizer.scrollToIndex(Math.min(active, count - 1), { align: 'auto' })
  }, [virtualizer, active, count])

  const { autoFocus = false } = props
  useEffect(() => {
    if (autoFocus && document.activeElement === document.body)
      scroller.current?.focus({ preventScroll: true })
  }, [autoFocus])

  const shown = virtualizer.getVirtualItems()
  const first = shown[0]?.index ?? 0
  const last = shown.at(-1)?.index ?? 0
  useEffect(() => {
    onRange?.(first, last)
  }, [onRange, first, last])

  const press = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1)
    const to: Readonly<Record<string, number>> = {
      Home: 0,
      End: count - 1,
      PageDown: Math.min(count - 1, active + page),
      PageUp: Math.max(0, active - page),
    }
    const next = to[event.key]
    if (next === undefined || count === 0) return
    event.preventDefault()
    onActive(next)
  }

  const position = role === 'grid' ? 'aria-rowindex' : 'aria-posinset'
  return (
    <div
      ref={scroller}
      className={`virtual ${className}`}
      role={role}
      aria-label={label}
      aria-multiselectable={props.marked === undefined ? undefined : true}
      aria-rowcount={role === 'grid' ? count + 1 : undefined}
      tabIndex={0}
      data-keys={keys}
      data-pane=""
      data-autofocus={autoFocus ? '' : undefined}
      aria-activedescendant={
        shown.some((item) => item.index === active) ? `${id}-${String(active)}` : undefined
      }
      onKeyDown={press}
    >
      {props.head === undefined ? null : (
        <div className="virtual-head" role="presentation" style={{ height: headSize }}>
          {props.head}
        </div>
      )}
      <div
        className="virtual-space"
        role={role === 'grid' ? 'rowgroup' : 'presentation'}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {shown.map((item) => (
          <div
            key={item.key}
            id={`${id}-${String(item.index)}`}
            role={role === 'grid' ? 'row' : 'option'}
            aria-selected={props.marked?.(item.index) ?? item.index === active}
            data-active={item.index === active}
            aria-setsize={role === 'grid' ? undefined : count}
            {...{ [position]: item.index + (role === 'grid' ? 2 : 1) }}
            className="virtual-row"
            style={{ height: item.size, transform: `translateY(${String(item.start - headSize)}px)` }}
            onClick={(event) =>
              onActive(item.index, { extend: event.shiftKey, add: event.ctrlKey || event.metaKey })
            }
            onDoubleClick={() => onOpen(item.index)}
          >
            {row(item.index)}
          </div>
        ))}
      </div>
    </div>
  )
}
