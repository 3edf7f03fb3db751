import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf, polarityOf } from './circumstances.ts'
import { typeOf } from './codebook-index.ts'
import type { FillContext } from './fill.ts'
import type { Actor, Phrase } from './phrase.ts'
import type { Predication } from './predication.ts'
import { inOneShape, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'

export function base(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  type: string,
  rule: string,
  prior: number,
  slots: ExtractedSlot[],
  evidence: Span | undefined,
): Proposal {
  return inOneShape({
    type, kind: typeOf(context.codebook, type)?.kind ?? 'relation', rule, ruleVersion: 1, prior, trigger: undefined,
    evidence: evidence === undefined ? [] : [evidence], slots, time: undefined, modality: modalityOf(reading, clause, context.lexicon),
    polarity: polarityOf(reading, clause), voice: undefined, sentence: reading.sentence.index, clause: clause.id,
    conflictsWith: [], states: !['capital_of', 'located_in', 'relation_status'].includes(type), wording: evidence === undefined ? '' : context.text.slice(evidence.start, evidence.end),
  }) // prettier-ignore
}

export function clauseAt(reading: SentenceReading, phrase: Phrase): Predication | undefined {
  return reading.clauses[reading.clauseAt[phrase.head] ?? -1]
}

export function wordSpan(reading: SentenceReading, from: number, to: number): Span | undefined {
  const start = reading.words[from]?.start
  const end = reading.words[to - 1]?.end
  return start === undefined || end === undefined || end <= start ? undefined : { start, end }
}

export function listed(reading: SentenceReading, first: Phrase): readonly Actor[] {
  return reading.phrases
    .filter((phrase) => phrase.id === first.id || phrase.coordinatedWith === first.id)
    .flatMap((phrase) => phrase.actor ?? [])
}

export function phraseText(context: FillContext, reading: SentenceReading, phrase: Phrase): string {
  const span = wordSpan(reading, phrase.from, phrase.to)
  return span === undefined ? '' : context.text.slice(span.start, span.end).toLowerCase()
}

export function ordinalOf(reading: SentenceReading, phrase: Phrase): ExtractedMention | undefined {
  for (let at = phrase.from; at < phrase.to; at += 1) {
    const found = reading.words[at]?.mentions.find((mention) =>
      ['ORDINAL', 'NUM', 'DURATION', 'QUANT'].includes(mention.type),
    )
    if (found !== undefined) return found
  }
  return undefined
}

export function innerGenitive(reading: SentenceReading, noun: Phrase): readonly Actor[] {
  if (noun.owner !== undefined) return [noun.owner]
  for (let at = noun.head + 1; at < noun.to; at += 1) {
    const mention = reading.words[at]?.mentions.find(
      (candidate) => candidate.type === 'GPE' && candidate.entity !== null,
    )
    if (mention !== undefined) return [{ entity: mention.entity ?? '', mention }]
  }
  const mention = reading.words[noun.to - 1]?.mentions.find(
    (candidate) => candidate.type === 'GPE' && candidate.entity !== null,
  )
  return mention === undefined ? [] : [{ entity: mention.entity ?? '', mention }]
}
