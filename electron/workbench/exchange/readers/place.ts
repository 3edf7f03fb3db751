import type { QuotedSpan, Span } from '../../../../shared/model/span.ts'
import { quote, unitTable, type CountedIn, type UnitTable } from '../../../../shared/offsets.ts'
import { Problems, type RawSpan, type ReadProblem } from './raw-annotations.ts'
import type { ReadArticle, ReadFact, ReadFiller, ReadMention } from './read-annotations.ts'

type Placed<T> = Omit<T, 'span'> & { readonly span: QuotedSpan }
export type PlacedFiller = Exclude<ReadFiller, { kind: 'words' }> | { readonly kind: 'words'; readonly span: QuotedSpan } // prettier-ignore
export interface PlacedFact extends Omit<ReadFact, 'trigger' | 'evidence' | 'timeSpan' | 'slots'> {
  readonly trigger: QuotedSpan | null
  readonly evidence: readonly QuotedSpan[]
  readonly timeSpan: QuotedSpan | null
  readonly slots: readonly { readonly role: string; readonly filler: PlacedFiller }[]
}

/** How the places of an article were found. */
export interface PlaceReport {
  /** What the format counts in, and what the file turned out to count in. */
  readonly declared: CountedIn
  readonly counted: CountedIn
  /** Places whose words stand where the file says, in the unit it turned out to count in. */
  readonly exact: number
  /** Places found by their words, or in another unit than declared. */
  readonly repaired: number
  readonly lost: number
}

/** An article of a file with every place in UTF-16 into the frozen text, as far as it could be found. */
export interface PlacedArticle {
  readonly mentions: readonly Placed<ReadMention>[]
  readonly facts: readonly PlacedFact[]
  readonly report: PlaceReport
  readonly problems: readonly ReadProblem[]
}

/** The text as it is frozen, and where its places went: without a byte-order mark, and with LF for CR and CRLF. */
export function frozenText(raw: string): {
  readonly text: string
  readonly place: (utf16: number) => number
} {
  const marked = raw.startsWith('\ufeff')
  if (!marked && !raw.includes('\r')) return { text: raw, place: (offset) => offset }
  const gone: number[] = marked ? [0] : []
  for (let at = raw.indexOf('\r\n'); at !== -1; at = raw.indexOf('\r\n', at + 1)) gone.push(at)
  const before = (offset: number): number => {
    let low = 0
    for (let high = gone.length; low < high;) {
      const middle = (low + high) >> 1
      if ((gone[middle] ?? 0) < offset) low = middle + 1
      else high = middle
    }
    return low
  }
  return {
    text: raw.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'),
    place: (offset) => offset - before(offset),
  }
}

/**
 * Places of an article in a text. `same` says whether the text is the one the file counts in (its own, or one with the
 * same checksum); otherwise places are found by their words alone. `unit` overrides what the format counts in.
 */
export function placeArticle(
  article: ReadArticle,
  raw: string,
  options: { readonly same: boolean; readonly unit?: CountedIn | undefined },
): PlacedArticle {
  const declared = options.unit ?? article.unit
  const spans = spansOf(article)
  const counted = options.unit ?? (options.same ? unitOf(raw, spans, declared) : declared)
  return new Placer(raw, { ...options, declared, counted }).place(article)
}

function spansOf({ mentions, facts }: ReadArticle): readonly RawSpan[] {
  return [
    ...mentions.map(({ span }) => span),
    ...facts.flatMap(({ trigger, evidence, slots, timeSpan }) => [
      ...evidence,
      ...[trigger, timeSpan].flatMap((span) => span ?? []),
      ...slots.flatMap(({ filler }) => (filler.kind === 'words' ? [filler.span] : [])),
    ]),
  ]
}

/** The unit in which most of the quotes stand where they should; the declared one where no other does better. */
function unitOf(text: string, spans: readonly RawSpan[], declared: CountedIn): CountedIn {
  const quoted = spans.filter(({ quote: words }) => words !== null).slice(0, 5000)
  if (quoted.length === 0) return declared
  const hits = (unit: CountedIn): number => {
    const table = unitTable(text, unit)
    return quoted.filter((span) => exactly(text, table, span) !== null).length
  }
  let [best, most] = [declared, hits(declared)]
  for (const unit of ['utf-16', 'code-points', 'bytes'] as const) {
    if (most === quoted.length) break
    const found = unit === declared ? 0 : hits(unit)
    if (found > most) [best, most] = [unit, found]
  }
  return best
}

/** Words alike but for how blanks and line breaks are written. */
const alike = (words: string, claimed: string): boolean =>
  words === claimed || words.replace(/\s+/gu, ' ').trim() === claimed.replace(/\s+/gu, ' ').trim()

function exactly(text: string, units: UnitTable, span: RawSpan): Span | null {
  const [start, end] = [units.from(span.start), units.from(span.end)]
  if (start === null || end === null || start >= end) return null
  if (span.quote !== null && !alike(text.slice(start, end), span.quote)) return null
  return { start, end }
}

class Placer {
  readonly #raw: string
  readonly #same: boolean
  readonly #units: UnitTable
  readonly #options: { readonly declared: CountedIn; readonly counted: CountedIn }
  readonly #frozen: ReturnType<typeof frozenText>
  readonly #problems = new Problems()
  readonly #known = new Map<RawSpan, QuotedSpan | null>()
  #exact = 0
  #repaired = 0
  #lost = 0

  constructor(
    raw: string,
    options: { readonly same: boolean; readonly declared: CountedIn; readonly counted: CountedIn },
  ) {
    this.#raw = raw
    this.#same = options.same
    this.#options = options
    this.#units = unitTable(raw, options.counted)
    this.#frozen = frozenText(raw)
  }

  place({ mentions, facts, problems }: ReadArticle): PlacedArticle {
    for (const { code, where, count } of problems) this.#problems.add(code, where, count)
    const placed = mentions.flatMap((mention) => {
      const span = this.#span(mention.span)
      return span === null ? [] : [{ ...mention, span }]
    })
    const there = new Set(placed.map(({ id }) => id))
    const placedFacts = facts.flatMap((fact) => this.#fact(fact, there))
    const { declared, counted } = this.#options
    return {
      mentions: placed,
      facts: placedFacts,
      report: { declared, counted, exact: this.#exact, repaired: this.#repaired, lost: this.#lost },
      problems: this.#problems.all,
    }
  }

  #fact(fact: ReadFact, mentions: ReadonlySet<string>): readonly PlacedFact[] {
    const evidence = fact.evidence.flatMap((span) => this.#span(span) ?? [])
    if (evidence.length === 0) {
      this.#problems.add('noEvidence', fact.type)
      return []
    }
    const slots = fact.slots.flatMap(({ role, filler }): PlacedFact['slots'] => {
      if (filler.kind === 'mention') return mentions.has(filler.mention) ? [{ role, filler }] : []
      if (filler.kind !== 'words') return [{ role, filler }]
      const span = this.#span(filler.span)
      return span === null ? [] : [{ role, filler: { kind: 'words', span } }]
    })
    const one = (span: RawSpan | null): QuotedSpan | null => (span === null ? null : this.#span(span))
    return [{ ...fact, evidence, slots, trigger: one(fact.trigger), timeSpan: one(fact.timeSpan) }]
  }

  /** The span in the frozen text, each looked for and counted once. */
  #span(span: RawSpan): QuotedSpan | null {
    const known = this.#known.get(span)
    if (known !== undefined) return known
    const found = this.#find(span)
    const start = found === null ? 0 : this.#frozen.place(found.start)
    const end = found === null ? 0 : this.#frozen.place(found.end)
    const placed = end > start ? quote(this.#frozen.text, { start, end }) : null
    if (placed === null) {
      this.#lost++
      this.#problems.add('lostPlace', span.quote ?? `${String(span.start)}–${String(span.end)}`)
    }
    this.#known.set(span, placed)
    return placed
  }

  #find(span: RawSpan): Span | null {
    const exact = this.#same ? exactly(this.#raw, this.#units, span) : null
    if (exact !== null) {
      if (this.#options.counted === this.#options.declared) this.#exact++
      else this.#repaired++
      return exact
    }
    const found = span.quote === null ? null : nearest(this.#raw, this.#units, { ...span, quote: span.quote })
    if (found !== null) this.#repaired++
    return found
  }
}

/** How far from where they should stand words are looked for before their surroundings have to say that they are the same. */
const near = 200

/**
 * The words nearest to where they should stand. Words that stand in the text more than once are taken only where what
 * stands around them, or the distance, leaves no doubt.
 */
function nearest(text: string, units: UnitTable, span: RawSpan & { readonly quote: string }): Span | null {
  if (span.quote.trim() === '') return null
  const expected = expectedAt(text, units, span.start)
  const places: number[] = []
  for (let at = text.indexOf(span.quote); at !== -1 && places.length < 1000; at = text.indexOf(span.quote, at + 1))
    places.push(at)
  const fits = (at: number): number =>
    Number(span.prefix !== undefined && span.prefix !== '' && text.slice(0, at).endsWith(span.prefix)) +
    Number(span.suffix !== undefined && span.suffix !== '' && text.startsWith(span.suffix, at + span.quote.length))
  const [best, second] = places
    .map((at) => ({ at, fits: fits(at), far: Math.abs(at - expected) }))
    .sort((a, b) => b.fits - a.fits || a.far - b.far || a.at - b.at)
  if (best === undefined) return null
  const clear = second === undefined || best.fits > second.fits || (best.far <= near && best.far * 2 < second.far)
  return clear ? { start: best.at, end: best.at + span.quote.length } : null
} // prettier-ignore

/** Where an offset points, roughly: the nearest place before it that the table knows. */
function expectedAt(text: string, units: UnitTable, offset: number): number {
  for (let back = 0; back < 8; back++) {
    const at = units.from(offset - back)
    if (at !== null) return at
  }
  return Math.min(Math.max(0, offset), text.length)
}
