import type { ExtractedMention, ExtractedSlot, FactTime } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { timeOf, phraseSpan } from './circumstances.ts'
import { nounStem } from './compile.ts'
import { addSlots, fillFromSubject, type FillContext } from './fill.ts'
import type { Phrase } from './phrase.ts'
import type { Predication } from './predication.ts'
import { actorSlot, hull, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import { base, clauseAt, listed, phraseText, ordinalOf } from './relation-parts.ts'
import type { SentenceReading } from './roles.ts'
import { attributesOf, clauseSpans } from './spans.ts'

/** "den 75. Jahrestag der Aufnahme diplomatischer Beziehungen", and what is commemorated as a fact of its own. */
export function anniversaries(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  const stems = context.lexicon.anniversaryNouns
  for (const noun of reading.phrases) {
    const clause = clauseAt(reading, noun)
    const head = reading.words[noun.head]
    if (clause === undefined || head === undefined || noun.pronoun) continue
    const relations = head.lower === 'beziehungen' && /diplomatisch/.test(phraseText(context, reading, noun))
    const years = relations ? reading.phrases[noun.id - 1] : undefined
    const span =
      years !== undefined &&
      (noun.genitiveOf === years.id || (noun.prep === undefined && noun.from === years.to)) &&
      /jahre$/.test(reading.words[years.head]?.lower ?? '')
        ? years
        : undefined
    if (nounStem(head.lower, stems) === undefined && span === undefined) continue
    const attributes = attributesOf(reading, noun)
    const ordinal = ordinalOf(reading, span ?? noun)
    // A translation may say "der 60. Jahrestag von ihren Beziehungen".
    const of =
      span === undefined
        ? attributes.filter(
            (phrase) =>
              phrase.genitiveOf >= 0 ||
              (phrase.prep === 'von' && !phrase.value && phrase.actor === undefined),
          )
        : [noun]
    const ofSpan = hull(of.flatMap((phrase) => phraseSpan(reading, phrase) ?? []))
    if (ofSpan === undefined || ordinal === undefined) continue
    const between = attributes.find((phrase) => phrase.prep === 'zwischen' && phrase.actor !== undefined)
    const slots: ExtractedSlot[] = []
    const subject = reading.subjects[clause.id]
    if (subject !== undefined)
      addSlots(
        slots,
        fillFromSubject('party', subject, reading.sentence).filter(
          (slot) => slot.entity !== undefined || slot.start !== undefined,
        ),
      )
    if (slots.length === 0 && between !== undefined)
      addSlots(
        slots,
        listed(reading, between).map((actor) => actorSlot('party', actor)),
      )
    const number = ordinalValue(ordinal)
    slots.push({ ...mentionSlot('ordinal', ordinal), ...(number === undefined ? {} : { norm: number }) })
    const named = of.flatMap(
      (phrase) =>
        reading.words[phrase.head]?.mentions.filter(
          (mention) => ['DOCU', 'EVT'].includes(mention.type) && mention.entity !== null,
        ) ?? [],
    )[0]
    const plain = textSlot('of', context.text, {
      start:
        of[0] === undefined
          ? ofSpan.start
          : (reading.words[firstWord(reading, of[0])]?.start ?? ofSpan.start),
      end: ofSpan.end,
    })
    slots.push(named === undefined ? plain : mentionSlot('of', named))
    const dates = reading.sentence.mentions.filter(
      (mention) => mention.type === 'DATE' && mention.start >= ofSpan.end && mention.start - ofSpan.end < 90,
    )
    const inClause = reading.sentence.mentions.filter(
      (mention) =>
        mention.type === 'DATE' &&
        clause.ranges.some(
          (range) =>
            (reading.words[range.from]?.start ?? Infinity) <= mention.start &&
            mention.end <= (reading.words[range.to - 1]?.end ?? -1),
        ),
    )
    const [past, present] = pairOf(dates, number)
    const nearest =
      present ??
      inClause
        .filter((mention) => mention !== past)
        .sort((a, b) => Math.abs(a.start - head.start) - Math.abs(b.start - head.start))[0]
    const time = nearest === undefined ? undefined : timeOf(nearest)
    const last = Math.max(ofSpan.end, between === undefined ? 0 : (reading.words[between.to - 1]?.end ?? 0))
    const several =
      reading.phrases.filter(
        (other) =>
          nounStem(reading.words[other.head]?.lower ?? '', stems) !== undefined &&
          reading.clauseAt[other.head] === clause.id,
      ).length > 1
    const closing = dates.length > 0 ? Math.max(last, dates.at(-1)?.end ?? 0) : last
    const told = several
      ? [
          { start: reading.words[noun.from]?.start ?? head.start, end: closing },
          ...(found.length === 0
            ? clauseSpans(reading, clause).map((own) => ({ start: own.start, end: own.start + 1 }))
            : []),
        ]
      : clauseSpans(reading, clause).map((own) => ({ start: own.start, end: Math.max(last, own.end) }))
    const evidence = hull(told) ?? ofSpan
    const anniversary = base(
      context,
      reading,
      clause,
      'anniversary',
      'anniversary.noun',
      0.8,
      slots,
      evidence,
    )
    anniversary.trigger = { start: head.start, end: head.end }
    anniversary.time = time
    found.push(anniversary)
    const derived = commemorated(context, reading, clause, anniversary, ofSpan, last, past, number)
    if (derived !== undefined) found.push(derived)
  }
  return found
}

function firstWord(reading: SentenceReading, phrase: Phrase): number {
  return phrase.determiner === undefined
    ? phrase.from
    : phrase.from + 1 < phrase.to
      ? phrase.from + 1
      : phrase.from
}

function ordinalValue(mention: ExtractedMention): number | undefined {
  const value = mention.norm?.value
  if (typeof value === 'number') return value
  const digits = /\d+/.exec(typeof value === 'string' ? value : mention.surface)?.[0]
  return digits === undefined ? undefined : Number(digits)
}

/** "(Juni 1994 – Juni 2024)": the earlier and the later date. */
function pairOf(
  dates: readonly ExtractedMention[],
  years: number | undefined,
): readonly [ExtractedMention | undefined, ExtractedMention | undefined] {
  const [first, second] = dates
  const a = Number(first?.norm?.iso?.slice(0, 4))
  const b = Number(second?.norm?.iso?.slice(0, 4))
  if (first !== undefined && second !== undefined && years !== undefined && b - a === years)
    return [first, second]
  return [undefined, undefined]
}

function commemorated(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  anniversary: Proposal,
  of: Span,
  end: number,
  past: ExtractedMention | undefined,
  years: number | undefined,
): Proposal | undefined {
  const words = context.text.slice(of.start, of.end).toLowerCase()
  const diplomatic = context.lexicon.relations.diplomaticRelations.some((name) => words.includes(name))
  const signed = /unterzeichnung|abschluss(?:es)?\b/.test(words)
  if (!diplomatic && !signed) return undefined
  const parties = anniversary.slots.filter((slot) => slot.role === 'party')
  const slots: ExtractedSlot[] = [...parties]
  if (signed) {
    const instrument = reading.sentence.mentions.find(
      (mention) =>
        mention.type === 'DOCU' && mention.start >= of.start && mention.end <= Math.max(end, of.end),
    )
    if (instrument === undefined) return undefined
    slots.push(mentionSlot('instrument', instrument))
    const inside = reading.sentence.mentions.filter(
      (mention) =>
        mention.type === 'GPE' &&
        mention.start >= instrument.start &&
        mention.end <= instrument.end &&
        mention.entity !== null,
    )
    if (inside.length > 1) {
      slots.splice(0, parties.length)
      slots.push(...inside.map((mention) => mentionSlot('party', mention)))
    }
  }
  const fact = base(
    context,
    reading,
    clause,
    signed ? 'agreement_signed' : 'diplomatic_relations',
    'anniversary.derived',
    0.7,
    slots,
    { start: Math.min(of.start, anniversary.trigger?.start ?? of.start), end: Math.max(end, of.end) },
  )
  fact.trigger = { start: of.start, end: of.end }
  fact.modality = 'asserted'
  fact.derivedFrom = anniversary
  fact.time = past === undefined ? yearsBefore(anniversary.time, years) : timeOf(past)
  return fact
}

function yearsBefore(time: FactTime | undefined, years: number | undefined): FactTime | undefined {
  const year = Number(time?.iso.slice(0, 4))
  if (time === undefined || years === undefined || !Number.isInteger(year) || year - years < 1)
    return undefined
  const month = /^\d{4}-(\d{2})/.exec(time.iso)?.[1]
  const iso =
    String(year - years).padStart(4, '0') +
    (month !== undefined && time.precision === 'month' ? `-${month}` : '')
  return {
    iso,
    precision: iso.length > 4 ? 'month' : 'year',
    basis: 'derived',
    rule: `${time.iso} minus P${String(years)}Y`,
    inferred: ['all'],
  }
}
