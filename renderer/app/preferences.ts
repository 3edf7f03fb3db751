import { useMemo } from 'react'
import { languages, type Language } from '../../shared/model/vocabulary.ts'
import { parseBindings, type Bindings } from './keymap.ts'
import { useQuery, type Store } from './store.ts'

export const themes = ['system', 'light', 'dark', 'contrast'] as const
export type ThemeChoice = (typeof themes)[number]

/** How this person on this machine likes it. Kept by the shell, not in a project. */
export interface Preferences {
  readonly language: Language
  readonly theme: ThemeChoice
  /** Per cent of the ordinary size of letters. */
  readonly textSize: number
  /** Width of the article's column in rem. */
  readonly readingWidth: number
  /** Show how sure a proposal is only after the decision. */
  readonly hideConfidence: boolean
  /** Sentences read before their proposals are shown, in per cent; 0 switches it off. */
  readonly blindShare: number
  /** Keys bound otherwise than by default, as JSON. */
  readonly keys: string
  /** Columns of a dataset's table that are shown, parted by blanks; empty for the usual ones. */
  readonly datasetColumns: string
  /** The coder's name to offer in a new project. */
  readonly coderName: string
}

export const blindShares = [0, 5, 10, 20, 30] as const
export const textSizes = [85, 100, 115, 130, 150] as const
export const readingWidths = [32, 36, 40, 46, 54] as const

type Stored = Readonly<Record<string, string | number | boolean>>

const oneOf = <T>(values: readonly T[], value: unknown): T | undefined => values.find((one) => one === value)

/** Reads what was stored; anything unknown falls back. `systemLanguage` is the browser's. */
export function readPreferences(stored: Stored, systemLanguage: string): Preferences {
  const text = (key: string): string => (typeof stored[key] === 'string' ? stored[key] : '')
  return {
    language: oneOf(languages, stored['language']) ?? (systemLanguage.startsWith('de') ? 'de' : 'en'),
    theme: oneOf(themes, stored['theme']) ?? 'system',
    textSize: oneOf<number>(textSizes, stored['textSize']) ?? 100,
    readingWidth: oneOf<number>(readingWidths, stored['readingWidth']) ?? 40,
    hideConfidence: stored['hideConfidence'] !== false,
    blindShare: oneOf<number>(blindShares, stored['blindShare']) ?? 10,
    datasetColumns: text('datasetColumns'),
    keys: text('keys'),
    coderName: text('coderName'),
  }
}

export function usePreferences(): Preferences {
  const stored = useQuery('app.preferences', {}).value
  return useMemo(() => readPreferences(stored ?? {}, navigator.language), [stored])
}

/** Keeps preferences; they count at once. `null` goes back to the default. */
export function setPreferences(
  store: Store,
  set: { readonly [K in keyof Preferences]?: Preferences[K] | null },
): void {
  const before = store.cache.query('app.preferences', {}).base ?? {}
  const entries: [string, string | number | boolean | null][] = Object.entries(set)
  const after = new Map(Object.entries(before))
  for (const [key, value] of entries) {
    if (value === null) after.delete(key)
    else after.set(key, value)
  }
  store.cache.put('app.preferences', {}, Object.fromEntries(after))
  void store.call('app.preferences', { set: Object.fromEntries(entries) }).then((answer) => {
    if (answer.ok) store.cache.put('app.preferences', {}, answer.value)
    else {
      store.cache.put('app.preferences', {}, before)
      store.fail(answer.error)
    }
  })
}

export const bindingsOf = (preferences: Preferences): Bindings =>
  preferences.keys === '' ? {} : parseBindings(preferences.keys)
