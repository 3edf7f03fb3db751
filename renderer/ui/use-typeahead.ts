import { useRef } from 'react'

/** Where the next label that begins with what is typed stands, or -1. Starts behind `from` unless more is typed of the same word. */
export function findLabel(labels: readonly string[], typed: string, from: number): number {
  const wanted = typed.toLowerCase()
  for (let step = 0; step < labels.length; step += 1) {
    const index = (from + step + labels.length) % labels.length
    if (labels[index]?.toLowerCase().startsWith(wanted) === true) return index
  }
  return -1
}

/** Jumping to a name by typing its beginning; a pause of a second begins anew. */
export function useTypeahead(): (key: string, labels: readonly string[], active: number) => number | null {
  const typed = useRef({ text: '', at: 0 })
  return (key, labels, active) => {
    if (key.length !== 1 || (key === ' ' && typed.current.text === '')) return null
    const now = performance.now()
    const going = now - typed.current.at < 1000
    const text = going ? typed.current.text + key : key
    typed.current = { text, at: now }
    // The same letter again and again walks through the names that begin with it.
    const repeated = text.length > 1 && Array.from(text).every((letter) => letter === text[0])
    const index = repeated
      ? findLabel(labels, text.slice(0, 1), active + 1)
      : findLabel(labels, text, going ? active : active + 1)
    return index
  }
}
