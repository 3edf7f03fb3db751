import { createContext, useContext, useEffect } from 'react'
import { actionIds, actionOf, keyContexts, type ActionId, type KeyContext } from './actions.ts'
import { actionFor, keyName, keymapOf, passesTextField, type KeyPress, type Keymap } from './keymap.ts'
import { external, type External } from './external.ts'
import { useLatest } from '../ui/use-latest.ts'

/** Runs an action. `digit` is the number pressed where the binding is `1…9`. Answering `false` leaves the key to the browser. */
export type KeyHandler = (press: { readonly digit: number | null }) => unknown
export type KeyHandlers = { readonly [A in ActionId]?: KeyHandler }

interface Registration {
  readonly context: KeyContext
  readonly run: (id: ActionId, digit: number | null) => unknown
  readonly has: (id: ActionId) => boolean
}

export const isMac = (): boolean => /Mac|iP(hone|ad)/.test(navigator.userAgent)

const textInputs = new Set([
  'text',
  'search',
  'url',
  'email',
  'password',
  'number',
  'tel',
  'date',
  'month',
  'time',
  '',
])

/** Whether typing here writes text. The article's own caret is no text field: nothing can be typed there. */
export function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  if (target instanceof HTMLInputElement) return textInputs.has(target.type)
  return target.isContentEditable && target.closest('[data-keys="text"]') === null
}

/** Whether the browser itself acts on Enter and Space here. */
const actsOnEnter = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.matches('button, a[href], summary, input, [role=menuitem], [role=tab]')

const isContext = (name: string | undefined): name is KeyContext =>
  name !== undefined && (keyContexts as readonly string[]).includes(name)

/** The key contexts of a place, innermost first: elements mark theirs with `data-keys`. A modal dialog shuts out what is behind it. */
export function contextsAt(target: EventTarget | null, home: KeyContext | null): readonly KeyContext[] {
  const contexts: KeyContext[] = []
  let element = target instanceof Element ? target : null
  const modal = element?.closest('[aria-modal=true]') ?? document.querySelector('[aria-modal=true]')
  for (; element !== null; element = element.parentElement) {
    const name = element instanceof HTMLElement ? element.dataset['keys'] : undefined
    if (isContext(name) && !contexts.includes(name)) contexts.push(name)
    if (element === modal) return contexts
  }
  if (modal !== null) return []
  if (contexts.length === 0 && home !== null) contexts.push(home)
  return [...contexts, 'global']
}

/** Keys, who handles them, and what is bound to what. One per page. */
export class Keyboard {
  readonly keymap: External<Keymap> = external<Keymap>(keymapOf({}))
  /** The context that counts while nothing particular has the focus; the screen sets it. */
  home: KeyContext | null = null
  readonly #registrations: Registration[] = []

  register(registration: Registration): () => void {
    this.#registrations.push(registration)
    return () => {
      this.#registrations.splice(this.#registrations.indexOf(registration), 1)
    }
  }

  /** Runs an action from wherever it is handled now. Answers whether anybody handles it. */
  run(id: ActionId, digit: number | null = null): boolean {
    const registration = this.#registrations.findLast((one) => one.has(id))
    if (registration === undefined) return false
    registration.run(id, digit)
    return true
  }

  /** Actions that would do something now, in the order of the table. */
  available(): readonly ActionId[] {
    return actionIds.filter(
      (id) => actionOf(id).fixed !== true && this.#registrations.some((one) => one.has(id)),
    )
  }

  /** Takes a key press; prevents the browser's own answer where an action was run. */
  press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return
    const press: KeyPress = {
      key: event.key,
      code: event.code,
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      shiftKey: event.shiftKey,
      altGraph: event.getModifierState('AltGraph'),
    }
    const name = keyName(press, isMac())
    if (name === null) return
    if (isTextField(event.target) && !passesTextField(name)) return
    if ((name === 'Enter' || name === 'Space') && actsOnEnter(event.target)) return
    const meant = actionFor(name, contextsAt(event.target, this.home), this.keymap.get(), (id, context) =>
      this.#registrations.some((one) => one.context === context && one.has(id)),
    )
    if (meant === null) return
    const registration = this.#registrations.findLast(
      (one) => one.context === meant.context && one.has(meant.id),
    )
    if (registration?.run(meant.id, meant.digit) !== false) event.preventDefault()
  }

  /** Makes a context the home. Returns the function that ends it. */
  makeHome(context: KeyContext): () => void {
    this.home = context
    return () => {
      // The next screen may have moved in already.
      if (this.home === context) this.home = null
    }
  }

  /** Listens on the page. Returns the function that stops. */
  listen(): () => void {
    const press = (event: KeyboardEvent): void => this.press(event)
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }
}

const KeyboardContext = createContext<Keyboard | null>(null)
export const KeyboardProvider = KeyboardContext.Provider

export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext)
  if (keyboard === null) throw new Error('useKeyboard outside KeyboardProvider')
  return keyboard
}

/**
 * Handles actions in a context while the component is mounted. Mark the element the context belongs to with
 * `data-keys={context}`; keys go to the context of the focused element, else to the screen's `home`.
 * An action handled in two contexts (`facts` and `text`) is registered once for each.
 */
export function useKeys(
  context: KeyContext,
  handlers: KeyHandlers,
  options: { readonly enabled?: boolean } = {},
): void {
  const keyboard = useKeyboard()
  const latestRef = useLatest(handlers)
  const enabled = options.enabled ?? true
  useEffect(() => {
    if (!enabled) return undefined
    return keyboard.register({
      context,
      run: (id, digit) => latestRef.current[id]?.({ digit }),
      has: (id) => latestRef.current[id] !== undefined,
    })
  }, [keyboard, context, enabled, latestRef])
}

/** Makes a context the one that counts while nothing particular has the focus. */
export function useHomeContext(context: KeyContext): void {
  const keyboard = useKeyboard()
  useEffect(() => {
    return keyboard.makeHome(context)
  }, [keyboard, context])
}
