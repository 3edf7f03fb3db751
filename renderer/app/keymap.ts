import { actionIds, actionOf, isActionId, type ActionId, type KeyContext } from './actions.ts'

/** What of a key press decides which key it is. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
  /** AltGr is down: the person is typing a character. */
  readonly altGraph: boolean
}

export type Keymap = ReadonlyMap<ActionId, readonly string[]>
export type Bindings = Partial<Record<ActionId, readonly string[]>>

const isLetter = (key: string): boolean => key.length === 1 && key.toLowerCase() !== key.toUpperCase()
const isLatin = (key: string): boolean => /^[A-Za-z\u00C0-\u024F]$/.test(key)

/**
 * The name of a pressed key as the table of actions writes it, or null for modifiers, dead keys and typed AltGr characters.
 * Letters and characters go by what the keyboard types, so that a German layout needs no thought; where it types no Latin
 * letter (a Cyrillic layout), by the place of the key. With Alt, digits and letters go by place: Option types symbols on a Mac.
 */
export function keyName(press: KeyPress, mac: boolean): string | null {
  if (press.altGraph) return null
  if (
    ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'CapsLock', 'Unidentified'].includes(
      press.key,
    )
  ) {
    return null
  }
  const mod = mac ? press.metaKey : press.ctrlKey
  if (mac ? press.ctrlKey : press.metaKey) return null
  const place = /^Key([A-Z])$/.exec(press.code)?.[1] ?? /^Digit(\d)$/.exec(press.code)?.[1]
  const byPlace = place !== undefined && (press.altKey || (isLetter(press.key) && !isLatin(press.key)))
  let name = byPlace ? place : press.key === ' ' ? 'Space' : press.key
  const typed = name.length === 1 && !isLetter(name) && !byPlace
  if (name.length === 1) name = name.toUpperCase()
  // A typed character already says whether Shift was needed for it.
  const shift = press.shiftKey && !typed
  return `${mod ? 'Mod+' : ''}${press.altKey ? 'Alt+' : ''}${shift ? 'Shift+' : ''}${name}`
}

/** Whether the key goes through even while a text field has the focus: chords, but not those of editing, and function keys. */
export function passesTextField(name: string): boolean {
  if (/^(Shift\+)?F\d+$/.test(name)) return true
  if (/^Alt\+\d$/.test(name)) return true
  if (!name.startsWith('Mod+')) return false
  return !/^Mod\+(Shift\+)?([ZYACVX]|Arrow\w+|Home|End|Backspace|Delete)$/.test(name)
}

/** The default keys with the coder's own in place of them. */
export function keymapOf(own: Bindings): Keymap {
  return new Map(actionIds.map((id) => [id, own[id] ?? actionOf(id).keys]))
}

export interface Collision {
  readonly key: string
  readonly actions: readonly [ActionId, ActionId]
}

const overlap = (one: readonly KeyContext[], other: readonly KeyContext[]): boolean =>
  one.includes('global') || other.includes('global') || one.some((context) => other.includes(context))

/** Pairs of actions that one key would mean at the same time. A key of everywhere collides with the same key anywhere. */
export function collisions(keymap: Keymap): readonly Collision[] {
  const found: Collision[] = []
  const ids = [...keymap.keys()]
  ids.forEach((first, index) => {
    for (const second of ids.slice(index + 1)) {
      if (!overlap(actionOf(first).contexts, actionOf(second).contexts)) continue
      for (const key of keymap.get(first) ?? []) {
        if (keymap.get(second)?.includes(key) === true) found.push({ key, actions: [first, second] })
      }
    }
  })
  return found
}

/** The action a key means, asked from the innermost context outwards. */
export function actionFor(
  name: string,
  contexts: readonly KeyContext[],
  keymap: Keymap,
  handled: (id: ActionId, context: KeyContext) => boolean,
): { readonly id: ActionId; readonly context: KeyContext; readonly digit: number | null } | null {
  const digit = /^[1-9]$/.test(name) ? Number(name) : null
  for (const context of contexts) {
    for (const [id, keys] of keymap) {
      if (!actionOf(id).contexts.includes(context) || !handled(id, context)) continue
      if (keys.includes(name)) return { id, context, digit: null }
      if (digit !== null && keys.includes('1…9')) return { id, context, digit }
    }
  }
  return null
}

/** Reads saved bindings; what does not fit the table of today is left out. */
export function parseBindings(json: string): Bindings {
  try {
    const value: unknown = JSON.parse(json)
    if (typeof value !== 'object' || value === null) return {}
    const bindings: Bindings = {}
    for (const [id, keys] of Object.entries(value)) {
      if (!isActionId(id) || actionOf(id).fixed === true || !Array.isArray(keys)) continue
      bindings[id] = keys.filter((key: unknown): key is string => typeof key === 'string' && key.length < 40)
    }
    return bindings
  } catch {
    return {}
  }
}
