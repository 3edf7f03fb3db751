/** Milliseconds in which the second click of a double click comes. */
const within = 700
const kinds = ['pointerdown', 'mousedown', 'mouseup', 'click', 'dblclick'] as const

/**
 * Something has just come or gone under the pointer because of a click. Where that was the first of a double click, its
 * second one was meant for what was there before: it reaches nothing.
 */
export function dropSecondClick(): void {
  const drop = (event: Event): void => {
    if (!(event instanceof MouseEvent) || event.detail < 2) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  for (const kind of kinds) window.addEventListener(kind, drop, { capture: true })
  setTimeout(() => {
    for (const kind of kinds) window.removeEventListener(kind, drop, { capture: true })
  }, within)
}
