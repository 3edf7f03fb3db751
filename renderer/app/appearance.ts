import { useEffect } from 'react'
import { external } from './external.ts'
import type { Preferences, ThemeChoice } from './preferences.ts'

export type Theme = 'light' | 'dark' | 'contrast'

/** Pixels of one rem, for what must be computed in pixels. */
export const rootFontSize = external(15)

const asks = (query: string): boolean => typeof matchMedia === 'function' && matchMedia(query).matches

/** The theme to show: the coder's choice, or what the system asks for. */
export function themeOf(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice
  if (asks('(prefers-contrast: more)')) return 'contrast'
  return asks('(prefers-color-scheme: dark)') ? 'dark' : 'light'
}

/** Puts theme, language, size of letters and reading width on the page, and follows the system where nothing was chosen. */
export function useAppearance(preferences: Preferences): void {
  const { theme, textSize, readingWidth, language } = preferences
  useEffect(() => {
    const root = document.documentElement
    root.lang = language
    root.style.fontSize = `${String((textSize * 93.75) / 100)}%`
    root.style.setProperty('--reading-width', `${String(readingWidth)}rem`)
    const size = Number.parseFloat(getComputedStyle(root).fontSize)
    rootFontSize.set(Number.isFinite(size) && size > 0 ? size : 15)
  }, [textSize, readingWidth, language])
  useEffect(() => {
    const show = (): void => {
      document.documentElement.dataset['theme'] = themeOf(theme)
    }
    show()
    if (theme !== 'system' || typeof matchMedia !== 'function') return undefined
    const queries = [matchMedia('(prefers-color-scheme: dark)'), matchMedia('(prefers-contrast: more)')]
    for (const query of queries) query.addEventListener('change', show)
    return () => {
      for (const query of queries) query.removeEventListener('change', show)
    }
  }, [theme])
}
