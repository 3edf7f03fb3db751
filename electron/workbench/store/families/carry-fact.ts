import { findPassage, occurrences, type TextPair } from '../../corpus/families/find-passage.ts'
import type { QuotedSpan, Span } from '../../../../shared/model/span.ts'
import type { FactView, SlotView } from '../../../../shared/model/views.ts'
import { contains, overlap } from '../../../../shared/offsets.ts'

/** Why a fact cannot be attested by another article. */
export type CarryObstacle = 'gone' | 'twice' | 'masked'

/** A fact's passage in another article. */
export interface CarriedPassage {
  readonly kind: 'exact' | 'aligned'
  /** In the order of the fact's own evidence. */
  readonly evidence: readonly QuotedSpan[]
  readonly trigger: QuotedSpan | null
  /** The words that tell the time. */
  readonly time: QuotedSpan | null
  /** Every filler of the fact, with its words in the other article; null where they are not there, or it has none. */
  readonly slots: readonly { readonly slot: SlotView; readonly span: QuotedSpan | null }[]
}

export type Carried = CarriedPassage | { readonly kind: 'cannot'; readonly why: CarryObstacle }

/**
 * Finds everything a fact rests on in another text. All of its evidence must be there and lie outside what is masked; a
 * filler may be missing, and is then inferred from the family. With `align`, a passage in which a few words were changed
 * is taken for the same.
 */
export function carryFact(
  pair: TextPair,
  fact: FactView,
  masked: readonly Span[],
  how: { readonly align: boolean },
): Carried {
  const places: Place[] = []
  let aligned = false
  for (const span of fact.evidence) {
    const found = findPassage(pair, span, how)
    if (!('span' in found)) return { kind: 'cannot', why: found.kind }
    aligned ||= found.kind === 'aligned'
    places.push({ from: span, to: found.span })
  }
  if (places.length === 0) return { kind: 'cannot', why: 'gone' }
  if (places.some(({ to }) => masked.some((zone) => overlap(zone, to) > 0)))
    return { kind: 'cannot', why: 'masked' }
  const inPlace = (span: Span): QuotedSpan | null => placed(pair, places, span)
  return {
    kind: aligned ? 'aligned' : 'exact',
    evidence: places.map(({ to }) => to),
    trigger: fact.trigger === null ? null : inPlace(fact.trigger),
    time: timeSpan(fact, inPlace),
    slots: fact.slots.map((slot) => ({
      slot,
      span: slot.start === null || slot.end === null ? null : inPlace({ start: slot.start, end: slot.end }),
    })),
  }
}

/** A passage that a coder chose by hand; words of the fact are looked for in it and nowhere else. */
export function carryTo(from: string, to: string, fact: FactView, chosen: QuotedSpan): CarriedPassage {
  const within = (span: Span): QuotedSpan | null => {
    const [only, ...more] = occurrences(chosen.surface, from.slice(span.start, span.end))
    if (only === undefined || more.length > 0) return null
    return quoted(to, { start: chosen.start + only.start, end: chosen.start + only.end })
  }
  return {
    kind: 'aligned',
    evidence: [chosen],
    trigger: fact.trigger === null ? null : within(fact.trigger),
    time: timeSpan(fact, within),
    slots: fact.slots.map((slot) => ({
      slot,
      span: slot.start === null || slot.end === null ? null : within({ start: slot.start, end: slot.end }),
    })),
  }
}

const timeSpan = ({ time }: FactView, place: (span: Span) => QuotedSpan | null): QuotedSpan | null =>
  time?.start === undefined || time.end === undefined ? null : place({ start: time.start, end: time.end })

interface Place {
  readonly from: QuotedSpan
  readonly to: QuotedSpan
}

const quoted = (text: string, { start, end }: Span): QuotedSpan => ({
  start,
  end,
  surface: text.slice(start, end),
})

/** Words inside a passage are looked for inside what it became, others in the whole text. */
function placed(pair: TextPair, places: readonly Place[], span: Span): QuotedSpan | null {
  const place = places.find(({ from }) => contains(from, span))
  if (place === undefined) {
    const found = findPassage(pair, span, { align: false })
    return 'span' in found ? found.span : null
  }
  const words = pair.from.slice(span.start, span.end)
  const before = occurrences(place.from.surface, words)
  const after = occurrences(place.to.surface, words)
  const nth = before.findIndex(({ start }) => place.from.start + start === span.start)
  // As often as before: the same one. Else only where there is no choice.
  const found = before.length === after.length ? after[nth] : after.length === 1 ? after[0] : undefined
  if (found === undefined) return null
  return quoted(pair.to, { start: place.to.start + found.start, end: place.to.start + found.end })
}
