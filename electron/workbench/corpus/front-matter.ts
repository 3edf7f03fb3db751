import { quote } from '../../../shared/offsets.ts'
import type { QuotedSpan, Span } from '../../../shared/model/span.ts'

/** What the head of a Markdown file says about the article: values with the place they stand at. Hints, not decisions. */
export interface MetadataHints {
  readonly title?: QuotedSpan
  readonly date?: QuotedSpan
  readonly author?: QuotedSpan
  readonly publisher?: QuotedSpan
  readonly sourceUrl?: QuotedSpan
}

export interface FrontMatter {
  /** The whole head with its fences and the line break after it; belongs to no zone of the article. */
  readonly span: Span
  readonly hints: MetadataHints
}

type Field = keyof MetadataHints

const fields: Readonly<Record<string, Field>> = {
  'title': 'title', 'titel': 'title',
  'date': 'date', 'datum': 'date', 'published': 'date',
  'author': 'author', 'authors': 'author', 'autor': 'author', 'autorin': 'author',
  'publisher': 'publisher', 'source': 'publisher', 'quelle': 'publisher',
  'url': 'sourceUrl', 'link': 'sourceUrl', 'source_url': 'sourceUrl',
} // prettier-ignore

/**
 * The front matter of a frozen text, or null where it has none. Reads `key: value` lines between `---` fences
 * (the part of YAML that article heads use: plain and quoted scalars on one line); everything else is passed over.
 * The first of several values of one field counts. A source that is an address is the URL, not the publisher.
 */
export function frontMatterOf(text: string): FrontMatter | null {
  const fence = /^---[ \t]*\n/.exec(text)
  if (fence === null) return null
  const hints: Partial<Record<Field, QuotedSpan>> = {}
  for (let at = fence[0].length; at < text.length;) {
    const end = text.indexOf('\n', at)
    const stop = end === -1 ? text.length : end
    const line = text.slice(at, stop)
    if (/^(?:---|\.\.\.)[ \t]*$/.test(line)) {
      return { span: { start: 0, end: Math.min(text.length, stop + 1) }, hints }
    }
    const pair = /^([A-Za-z_]{1,40})[ \t]*:[ \t]+(.*)$/.exec(line)
    const known = fields[pair?.[1]?.toLowerCase() ?? '']
    if (pair?.[2] !== undefined && known !== undefined) {
      const value = scalar(text, at + line.length - pair[2].length, stop)
      if (value !== null) {
        const field = known === 'publisher' && /^https?:\/\//i.test(value.surface) ? 'sourceUrl' : known
        hints[field] ??= value
      }
    }
    if (end === -1) return null
    at = stop + 1
  }
  return null
}

/** The value without blanks, quotes and a trailing comment; null where nothing is left. */
function scalar(text: string, start: number, end: number): QuotedSpan | null {
  const raw = text.slice(start, end)
  const quoted = /^(["'])(.*)\1[ \t]*$/.exec(raw)
  if (quoted?.[2] !== undefined) {
    return quoted[2] === '' ? null : quote(text, { start: start + 1, end: start + 1 + quoted[2].length })
  }
  const plain = raw.replace(/[ \t]+#.*$/, '').trimEnd()
  return plain === '' || /^[[{|>&*]/.test(plain) ? null : quote(text, { start, end: start + plain.length })
}
