import type { ArticleMetadata } from '../../../../shared/model/extraction.ts'
import type { SentenceTokens, SourceText, ValueMention } from '../document.ts'
import { lineFinder } from '../lines.ts'
import type { Day } from './calendar.ts'
import type { ValueLexicon } from './lexicon.ts'
import { locateValues, type LocatedValue } from './located.ts'
import { ahead, inferReference, type Reference } from './reference.ts'
import { dayOf, resolveTime } from './resolve.ts'
import { isReported, isSpeaking, toldOf } from './tense.ts'

/** Version of the value rules; goes up when a rule reads differently. */
export const valueRuleVersion = 2
/** A day on which somebody spoke holds for so many sentences behind it. */
const spokenReach = 6

/**
 * Stage 4: dates, durations, frequencies, ordinals, numbers, quantities, money and web addresses of the
 * sentences, normalised, in text order. `metadata` gives the day of publication where the page states it.
 */
export function findValues(
  source: SourceText,
  sentences: readonly SentenceTokens[],
  metadata: ArticleMetadata,
  lexicon: ValueLexicon,
): readonly ValueMention[] {
  const values = locateValues(sentences, lexicon)
  const reference = inferReference(values, sentences, metadata, lexicon)
  const lineOf = lineFinder(source.text)
  const mentions: ValueMention[] = []
  const spoken = spokenDays(values, sentences, reference, lexicon)
  let previous: Day | undefined
  /** The last one that is not still to come: "am selben Tag" of a report does not mean an announced day. */
  let past: Day | undefined
  let lastSpoken: SpokenDay | undefined
  for (const value of values) {
    const sentence = sentences[value.sentence]
    const first = sentence?.tokens[value.from]
    const last = sentence?.tokens[value.to - 1]
    if (sentence === undefined || first === undefined || last === undefined) continue
    const here = spoken.get(value.sentence)
    if (here !== undefined) lastSpoken = { day: here, sentence: value.sentence }
    let norm = value.norm
    if (value.time !== undefined) {
      const reported = isReported(sentence, value.from)
      const told = toldOf(sentence, value.from, value.to, lexicon)
      const near =
        lastSpoken !== undefined && value.sentence - lastSpoken.sentence <= spokenReach
          ? lastSpoken.day
          : undefined
      norm = resolveTime(value.time, {
        reference,
        spoken: (reported ? near : undefined) ?? reference.day,
        previous:
          value.rule === 'date-same-unit' || (value.rule === 'date-same-day' && !told.ahead)
            ? (past ?? previous)
            : previous,
        ...told,
        spokenKind: reported
          ? 'statement'
          : metadata.publicationDate === undefined
            ? 'report'
            : 'publication',
      })
      const day = dayOf(norm)
      previous = day ?? previous
      if (day !== undefined && !isAfter(day, reference.day)) past = day
    }
    mentions.push({
      start: first.start,
      end: last.end,
      surface: source.text.slice(first.start, last.end),
      line: lineOf(first.start),
      type: value.type,
      form: 'name',
      norm: norm === undefined ? undefined : { ...norm, rule: norm.rule ?? value.rule },
      rule: `value:${value.rule}`,
      ruleVersion: valueRuleVersion,
      prior: value.prior,
    })
  }
  return mentions
}

interface SpokenDay {
  readonly day: Day
  readonly sentence: number
}

/**
 * The day on which somebody spoke, by sentence: a day in the clause of a verb of saying. It stands in front of or
 * behind the words it dates, so it is found before these are read.
 */
function spokenDays(
  values: readonly LocatedValue[],
  sentences: readonly SentenceTokens[],
  reference: Reference,
  lexicon: ValueLexicon,
): ReadonlyMap<number, Day> {
  const days = new Map<number, Day>()
  for (const value of values) {
    const sentence = sentences[value.sentence]
    if (value.time === undefined || sentence === undefined) continue
    if (
      !isSpeaking(sentence, value.from, lexicon) ||
      isReported(sentence, value.from) ||
      ahead(value, sentences, lexicon)
    )
      continue
    const standpoint = {
      reference,
      spoken: reference.day,
      previous: undefined,
      ahead: false,
      past: true,
      limit: false,
      spokenKind: 'report',
    }
    const day = dayOf(resolveTime(value.time, standpoint))
    if (day !== undefined) days.set(value.sentence, day)
  }
  return days
}

function isAfter(day: Day, reference: Day | undefined): boolean {
  if (reference === undefined) return false
  const inDays = ({ year, month, day: of }: Day): number => (year * 12 + month) * 31 + of
  return inDays(day) > inDays(reference)
}
