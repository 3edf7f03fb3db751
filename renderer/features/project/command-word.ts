import { en } from '../../locales/en.ts'
import type { MessageKey, Translate } from '../../locales/locale.tsx'

const isKey = (key: string): key is MessageKey & `command.${string}` => Object.hasOwn(en, key)

/** A step of the history in words; a kind this version does not know keeps its name. */
export function commandWord(type: string, t: Translate): string {
  const key = `command.${type}`
  return isKey(key) ? t(key as 'command.batch') : type
}
