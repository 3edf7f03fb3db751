import type { Language } from '../../shared/model/vocabulary.ts'

/** Where a quotation comes from. Dates are ISO 8601; absent parts are left out. */
export interface Source {
  readonly title: string
  readonly publisher: string | null
  readonly published: string | null
  readonly url: string | null
}

const marks: Readonly<Record<Language, readonly [string, string]>> = { en: ['“', '”'], de: ['„', '“'] }

/**
 * A quotation with its reference on one line: quote — title, publisher, date, address, and the offsets (UTF-16 code
 * units, half-open) at which it stands in the frozen text. Line breaks inside the quotation become spaces.
 */
export function quoteWithReference(
  surface: string,
  span: { readonly start: number; readonly end: number },
  source: Source,
  language: Language,
): string {
  const [open, close] = marks[language]
  const parts = [source.title, source.publisher, source.published, source.url].filter(
    (part): part is string => part !== null && part !== '',
  )
  const offsets = `[${String(span.start)}–${String(span.end)}]`
  return `${open}${surface.replace(/\s+/g, ' ').trim()}${close} — ${[...parts, offsets].join(', ')}`
}
