import {
  useCallback,
  useEffect,
  useEffectEvent,
  type Dispatch,
  type RefObject,
  type SetStateAction,
} from 'react'
import type { FactView } from '../../../shared/model/views.ts'
import type { TextPaneHandle } from '../../text-pane/text-pane.tsx'
import type { Desk, ReviewBase } from './review-context.ts'

/*
 * What the desk does and keeps from draw to draw, each made on its own: made inside the desk, a function that stays would
 * hold whatever the desk knew when it was made, the facts of an article as they were among it.
 */

/** Changes where the coder is; a panel that opens ends the question for a reason. */
export const useChange = (setDesk: Dispatch<SetStateAction<Desk>>): ReviewBase['change'] =>
  useCallback(
    (next) =>
      setDesk((before) => ({ ...before, ...(next.panel == null ? {} : { reasonFor: null }), ...next })),
    [setDesk],
  )

/** Gives the focus to the selected fact. */
export const useFocusFacts = (factsRef: RefObject<HTMLElement | null>): (() => void) =>
  useCallback(() => {
    const target = factsRef.current?.querySelector<HTMLElement>('[data-pane-focus]') ?? factsRef.current
    target?.focus({ preventScroll: true })
  }, [factsRef])

/** Selects a fact and shows its words in the text. */
export function useSelect(desk: {
  readonly latestRef: RefObject<{
    readonly article: { readonly facts: readonly FactView[] }
    readonly order: readonly FactView[]
  }>
  readonly wanted: string | null
  readonly change: ReviewBase['change']
  readonly focusFacts: () => void
  readonly paneRef: RefObject<TextPaneHandle | null>
}): ReviewBase['select'] {
  const { latestRef, wanted, change, focusFacts, paneRef } = desk
  return useCallback(
    (factId, options = {}) => {
      const now = latestRef.current
      // From the walk through the sentences one may come to a fact that the list hides.
      const away = now.article.facts.some(
        ({ id, hidden }) => id === factId && hidden !== undefined && id !== wanted,
      )
      change({
        selected: factId,
        chip: null,
        panel: null,
        reasonFor: null,
        view: 'facts',
        ...(away ? { showHidden: true } : {}),
      })
      const chosen = now.order.find((one) => one.id === factId)
      const first = chosen?.evidence[0]
      if (first !== undefined && options.reveal !== false)
        paneRef.current?.reveal(first, { caret: !paneRef.current.hasFocus() })
      if (options.focus === true && paneRef.current?.hasFocus() === true) focusFacts()
    },
    [latestRef, wanted, change, focusFacts, paneRef],
  )
}

/** Does something with the frame after the first draw, and after each with another key. */
export function useOnFrame(key: string | null, act: () => void): void {
  const now = useEffectEvent(act)
  useEffect(() => {
    const frame = requestAnimationFrame(() => now())
    return () => cancelAnimationFrame(frame)
  }, [key])
}
