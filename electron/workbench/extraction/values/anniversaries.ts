import type { SentenceTokens } from '../document.ts'
import { addMonths } from './calendar.ts'
import type { ValueLexicon } from './lexicon.ts'
import type { LocatedValue } from './located.ts'

/** A year of speaking, and its month where the arithmetic gives it. */
export interface AnniversaryYear {
  readonly year: number
  readonly month?: number
  readonly rule: string
}

/**
 * Years of speaking that follow from anniversaries: the year of a known event, plus the number of the
 * anniversary, less the distance the text states ("in diesem Jahr den 75. Jahrestag", "der kommende Monat
 * markiert 33 Jahre"). An anniversary without such a distance was or is celebrated about the time of speaking:
 * `undated` lists those, of a lower rank.
 */
export function anniversaryYears(
  values: readonly LocatedValue[],
  sentences: readonly SentenceTokens[],
  lexicon: ValueLexicon,
): { readonly dated: readonly AnniversaryYear[]; readonly undated: readonly AnniversaryYear[] } {
  const dated: AnniversaryYear[] = []
  const undated: AnniversaryYear[] = []
  for (const value of values) {
    const sentence = sentences[value.sentence]
    const count = anniversaryNumber(value, sentence)
    if (sentence === undefined || count === null) continue
    const date = eventDate(value, sentence, sentences, lexicon)
    if (date === null) continue
    const distance = statedDistance(value, values)
    const [year, month] = date.split('-').map(Number)
    if (year === undefined || month === undefined) continue
    if (distance === null) {
      if (value.type === 'ORDINAL') undated.push({ year: year + count, rule: 'anniversary-undated' })
    } else if (distance.unit === 'Y')
      dated.push({ year: year + count - distance.amount, rule: 'anniversary' })
    else if (distance.unit === 'M') {
      const spoken = addMonths(year + count, month, -distance.amount)
      dated.push({ year: spoken.year, month: spoken.month, rule: 'anniversary' })
    }
  }
  return { dated, undated }
}

/** 75 for "75. Jahrestag", 33 for "33 Jahre". */
function anniversaryNumber(value: LocatedValue, sentence: SentenceTokens | undefined): number | null {
  const next = sentence?.tokens[value.to]?.lower ?? ''
  if (value.type === 'ORDINAL' && typeof value.norm?.value === 'number') {
    return /^(?:jahrestag|jubiläum|geburtstag)/.test(next) ? value.norm.value : null
  }
  const years = value.type === 'DURATION' ? /^P(\d+)Y$/.exec(String(value.norm?.value)) : null
  return years?.[1] === undefined ? null : Number(years[1])
}

/** The date of the event that the anniversary is of; null where it is unknown or could be several. */
function eventDate(
  value: LocatedValue,
  sentence: SentenceTokens,
  sentences: readonly SentenceTokens[],
  lexicon: ValueLexicon,
): string | null {
  const behind = lowerText(sentence, value.to, Math.min(sentence.tokens.length, value.to + 24))
  const named = lexicon.calendar.anniversaries.filter((event) =>
    event.phrases.some((phrase) => behind.includes(phrase)),
  )
  if (named.length === 0) return null
  const plain = named.filter((event) => event.all.length === 0)
  const whole = lowerText(sentence, 0, sentence.tokens.length)
  const inSentence = named.filter((event) => event.all.length > 0 && occur(event.all, whole))
  if (inSentence.length === 1) return inSentence[0]?.date ?? null
  if (inSentence.length === 0) {
    if (plain.length > 0) return plain[0]?.date ?? null
    // The parties stand in the headline or the first sentences.
    const opening = sentences
      .slice(0, 4)
      .map((other) => lowerText(other, 0, other.tokens.length))
      .join(' ')
    const inOpening = named.filter((event) => event.all.length > 0 && occur(event.all, opening))
    return inOpening.length === 1 ? (inOpening[0]?.date ?? null) : null
  }
  return null
}

function occur(groups: readonly (readonly string[])[], text: string): boolean {
  return groups.every((stems) => stems.some((stem) => text.includes(stem)))
}

function lowerText(sentence: SentenceTokens, from: number, to: number): string {
  return sentence.tokens
    .slice(from, to)
    .map((token) => token.lower)
    .join(' ')
}

/** The relative year or month nearest to the anniversary, in front of it rather than behind. */
function statedDistance(
  value: LocatedValue,
  values: readonly LocatedValue[],
): { readonly amount: number; readonly unit: string } | null {
  let best: { readonly amount: number; readonly unit: string } | null = null
  let nearest = Number.POSITIVE_INFINITY
  for (const other of values) {
    if (other.sentence !== value.sentence || other.time?.form !== 'shift' || other.time.from !== 'reference')
      continue
    if (other.time.unit !== 'Y' && other.time.unit !== 'M') continue
    if (Math.abs(other.time.amount) > 1) continue
    const apart = other.from < value.from ? value.from - other.to : 20 + other.from - value.to
    if (apart < nearest && apart <= 30) {
      nearest = apart
      best = { amount: other.time.amount, unit: other.time.unit }
    }
  }
  return best
}
