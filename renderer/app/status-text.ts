import { useEffect } from 'react'
import { external } from './external.ts'

/** What the current screen adds to the status bar: "sweep 4 sentences left". */
export const statusText = external<string | null>(null)

/** Shows a text in the status bar while the component is mounted. */
export function useStatusText(text: string | null): void {
  useEffect(() => {
    statusText.set(text)
    return () => statusText.set(null)
  }, [text])
}

/** Names the window after what is in it: "Schoigu trifft Wang Yi – Beleg". */
export function useWindowTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Beleg' : `${title} – Beleg`
  }, [title])
}
