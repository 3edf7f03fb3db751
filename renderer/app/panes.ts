/** Moves the focus to the next (or previous) part of the screen marked with `data-pane`. */
export function stepPane(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter(
    (pane) => pane.offsetParent !== null,
  )
  const at = panes.findIndex((pane) => pane.contains(document.activeElement))
  const next = panes[(at + step + panes.length) % panes.length]
  if (next === undefined) return
  const inside = next.matches('[tabindex], button, a[href], input')
    ? next
    : next.querySelector<HTMLElement>('[data-pane-focus], [tabindex="0"], a[href], button, input')
  inside?.focus()
}
