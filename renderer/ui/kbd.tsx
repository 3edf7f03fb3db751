import type { ReactNode } from 'react'
import type { ActionId } from '../app/actions.ts'
import { useExternal } from '../app/external.ts'
import { isMac, useKeyboard } from '../app/keyboard.ts'
import { useT, type MessageKey, type Translate } from '../locales/locale.tsx'
import { en } from '../locales/en.ts'

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
}
const macSigns: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥' }

const isMessageKey = (key: string): key is MessageKey => Object.hasOwn(en, key)

/** The parts of a key name as a coder reads them: `Mod+Shift+Z` is Strg, Umschalt, Z on a German keyboard. */
export function keyParts(name: string, t: Translate, mac: boolean): readonly string[] {
  const parts = name === '+' ? ['+'] : name.split(/\+(?=.)/)
  return parts.map((part) => {
    if (mac && macSigns[part] !== undefined) return macSigns[part]
    const key = `key.${part}`
    return signs[part] ?? (isMessageKey(key) ? t(key as 'key.Mod') : part)
  })
}

/** A key combination, drawn as keys. */
export function Kbd(props: { readonly name: string }): ReactNode {
  const t = useT()
  return (
    <span className="kbd-group">
      {keyParts(props.name, t, isMac()).map((part, index) => (
        <kbd key={index} className="kbd">
          {part}
        </kbd>
      ))}
    </span>
  )
}

/** The keys an action has now, as the coder bound them: the first, or all. */
export function KeysOf(props: { readonly action: ActionId; readonly all?: boolean }): ReactNode {
  const keys = useExternal(useKeyboard().keymap).get(props.action) ?? []
  const shown = props.all === true ? keys : keys.slice(0, 1)
  if (shown.length === 0) return null
  return (
    <span className="kbd-keys">
      {shown.map((key) => (
        <Kbd key={key} name={key} />
      ))}
    </span>
  )
}
