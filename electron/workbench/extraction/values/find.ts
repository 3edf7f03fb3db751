import type { ArticleMetadata } from '../../../../shared/model/extraction.ts'
import type { SentenceTokens, SourceText, ValueMention } from '../document.ts'
import { lineFinder } from '../lines.ts'
import type { Day } from './calendar.ts'
import type { ValueLexicon } from './lexicon.ts'
import { locateValues, type LocatedValue } from './located.ts'
import { inferReference, type Reference } from './reference.ts'
import { dayOf, resolveTime, type Standpoint } from './resolve.ts'
import { isAhead, isReported, isSpeaking } from './tense.ts'

/** Version of the value rules; goes up when a rule reads differently. */
export const valueRuleVersion = 1
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
  let previous: Day | undefined
  let spoken: { readonly day: Day; readonly sentence: number } | undefined
  for (const value of values) {
    const sentence = sentences[value.sentence]
    const first = sentence?.tokens[value.from]
    const last = sentence?.tokens[value.to - 1]
    if (sentence === undefined || first === undefined || last === undefined) continue
    let norm = value.norm
    if (value.time !== undefined) {
      const standpoint = standpointOf(value, sentence, reference, spoken, previous, metadata, lexicon)
      norm = { ...resolveTime(value.time, standpoint) }
      const day = dayOf(norm)
      if (day !== undefined) {
        previous = day
        const told = isSpeaking(sentence, value.from, lexicon) && !isReported(sentence, value.from)
        if (told && !standpoint.ahead) spoken = { day, sentence: value.sentence }
      }
    }
    mentions.push({
      start: first.start,
      end: last.end,
      surface: source.text.slice(first.start, last.end),
      line: lineOf(first.start),
      type: value.type,
      form: 'name',
      ...(norm === undefined ? {} : { norm: { ...norm, rule: norm.rule ?? value.rule } }),
      rule: `value:${value.rule}`,
      ruleVersion: valueRuleVersion,
      prior: value.prior,
    })
  }
  return mentions
}

function standpointOf(
  value: LocatedValue,
  sentence: SentenceTokens,
  reference: Reference,
  spoken: { readonly day: Day; readonly sentence: number } | undefined,
  previous: Day | undefined,
  metadata: ArticleMetadata,
  lexicon: ValueLexicon,
): Standpoint {
  const reported = isReported(sentence, value.from)
  const near = spoken !== undefined && value.sentence - spoken.sentence <= spokenReach
  const useSpoken = reported && near
  return {
    reference,
    spoken: useSpoken ? spoken.day : reference.day,
    previous,
    ahead: isAhead(sentence, value.from, lexicon),
    spokenKind: reported ? 'statement' : metadata.publicationDate === undefined ? 'report' : 'publication',
  }
}
