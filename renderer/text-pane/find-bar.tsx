import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { useLocale } from '../locales/locale.tsx'
import { IconButton } from '../ui/index.ts'
import { findInText, foldText, hitFrom } from './find-in-text.ts'
import type { TextHits } from './text-pane.tsx'

/** Finds in the whole text, drawn or not; case and diacritics do not matter. Enter goes on, Shift+Enter back, Escape leaves. */
export function FindBar(props: {
  readonly text: string
  /** Where to begin looking. */
  readonly from: number
  readonly onHits: (hits: TextHits) => void
  readonly onLeave: () => void
}): ReactNode {
  const { text, from, onHits, onLeave } = props
  const { t, format } = useLocale()
  const [query, setQuery] = useState('')
  const [shown, setShown] = useState<TextHits>({ hits: [], current: -1 })
  const prepared = useMemo(() => foldText(text), [text])
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])

  const show = (hits: TextHits): void => {
    setShown(hits)
    onHits(hits)
  }
  const search = (wanted: string): void => {
    setQuery(wanted)
    const hits = findInText(prepared, text.length, wanted)
    show({ hits, current: hitFrom(hits, from) })
  }
  const step = (by: number): void => {
    const count = shown.hits.length
    if (count > 0) show({ hits: shown.hits, current: (shown.current + by + count) % count })
  }
  const words =
    query.trim() === ''
      ? ''
      : shown.hits.length === 0
        ? t('review.find.none')
        : t('review.find.count', {
            at: format.number(shown.current + 1),
            count: format.number(shown.hits.length),
          })
  return (
    <div className="tp-find" role="search">
      <input
        ref={field}
        className="input"
        type="search"
        aria-label={t('review.find.label')}
        placeholder={t('review.find.label')}
        value={query}
        onChange={(event) => search(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1)
          else if (event.key === 'Escape') onLeave()
          else return
          event.preventDefault()
          event.stopPropagation()
        }}
      />
      <span className="tp-find-count numbers" role="status">
        {words}
      </span>
      <IconButton icon="up" label={t('review.find.previous')} onClick={() => step(-1)} />
      <IconButton icon="down" label={t('review.find.next')} onClick={() => step(1)} />
      <IconButton icon="cross" label={t('review.find.leave')} onClick={onLeave} />
    </div>
  )
}
