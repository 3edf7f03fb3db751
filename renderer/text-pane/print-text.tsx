import { useEffect, useState, type ReactNode } from 'react'
import { createPortal, flushSync } from 'react-dom'
import type { TextZone } from './fold-zones.ts'

/**
 * The whole text for paper: what is off screen is not in the document, so printing has its own view, made when the
 * page is about to be printed and taken down after.
 */
export function PrintText(props: {
  readonly title: string
  readonly source: string
  readonly text: string
  readonly zones: readonly TextZone[]
}): ReactNode {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const begin = (): void => flushSync(() => setPrinting(true))
    const end = (): void => setPrinting(false)
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  if (!printing) return null
  return createPortal(
    <article className="tp-print">
      <h1>{props.title}</h1>
      <p className="tp-print-source">{props.source}</p>
      <div className="tp-print-text">{pieces(props.text, props.zones)}</div>
    </article>,
    document.body,
  )
}

/** The text in order, masked parts in small print: nothing that stood in the source is left out. */
function pieces(text: string, zones: readonly TextZone[]): readonly ReactNode[] {
  const masked = zones.filter((zone) => zone.masked).sort((a, b) => a.start - b.start)
  const shown: ReactNode[] = []
  let at = 0
  for (const zone of masked) {
    if (zone.start < at) continue
    shown.push(text.slice(at, zone.start))
    shown.push(
      <span key={zone.start} className="tp-print-masked">
        {text.slice(zone.start, zone.end)}
      </span>,
    )
    at = zone.end
  }
  shown.push(text.slice(at))
  return shown
}
