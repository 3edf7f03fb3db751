import type { ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { nounStem } from './compile.ts'
import { addSlots, type FillContext } from './fill.ts'
import type { Phrase } from './phrase.ts'
import {
  actorSlot,
  hull,
  inferredSlot,
  inOneShape,
  mentionSlot,
  textSlot,
  type Proposal,
} from './proposal.ts'
import { base, clauseAt, wordSpan, listed, ordinalOf, innerGenitive } from './relation-parts.ts'
import type { SentenceReading } from './roles.ts'
import { attributesOf, clauseSpans } from './spans.ts'

/** "die umfassende strategische Partnerschaft zwischen A und B" holds; raised or announced it changes. */
export function partnerships(
  context: FillContext,
  reading: SentenceReading,
  day: string | undefined,
  busy: ReadonlySet<number>,
): Proposal[] {
  const { lexicon } = context
  const found: Proposal[] = []
  const stems = lexicon.partnershipNouns
  for (const noun of reading.phrases) {
    const clause = clauseAt(reading, noun)
    const head = reading.words[noun.head]
    if (
      clause === undefined ||
      head === undefined ||
      noun.pronoun ||
      nounStem(head.lower, stems) === undefined
    )
      continue
    const level = head.mentions.find((mention) => mention.type === 'LEVEL')
    const graded = gradeStart(reading, noun, lexicon.relations.partnershipGrades)
    if (level === undefined && graded < 0) continue
    const person = /partner[ns]?$/.test(head.lower)
    const attributes = attributesOf(reading, noun)
    const others = attributes.filter(
      (phrase) =>
        phrase.actor !== undefined &&
        (phrase.genitiveOf === noun.id || ['mit', 'zwischen', 'von', 'für'].includes(phrase.prep ?? '')),
    )
    const partners = others.flatMap((phrase) => listed(reading, phrase))
    const inner = innerGenitive(reading, noun)
    const subject = reading.subjects[clause.id]
    const object = (reading.phrasesOf[clause.id] ?? []).find(
      (phrase) =>
        phrase.prep === undefined &&
        phrase.genitiveOf < 0 &&
        phrase.id !== subject?.phrase?.id &&
        phrase.actor !== undefined &&
        phrase.id !== noun.id,
    )
    const changes =
      clause.verbs.some((verb) => lexicon.relations.raising.includes(verb.lemma)) ||
      (clause.auxiliary === 'werden' &&
        !clause.passive &&
        clause.verbs.every((verb) => verb.lemma === 'werden'))
    const levelSlot =
      level !== undefined
        ? mentionSlot('level', level)
        : textSlot('level', context.text, wordSpan(reading, graded, noun.head + 1) ?? head)
    const all = [
      ...(subject?.actors ?? []),
      ...(object?.actor === undefined || !person ? [] : [object.actor]),
      ...partners,
      ...inner,
    ]
    const distinct = all.filter((actor, at) => all.findIndex((other) => other.entity === actor.entity) === at)
    const spans = clauseSpans(reading, clause)
    if (changes && (distinct.length > 1 || distinct.some((actor) => actor.mention.type === 'GROUP'))) {
      const agents =
        subject?.actors.length === 0 || subject === undefined ? distinct.slice(0, 1) : subject.actors
      const slots: ExtractedSlot[] = agents.map((actor) => actorSlot('agent', actor))
      for (const actor of distinct)
        if (!agents.some((agent) => agent.entity === actor.entity))
          addSlots(slots, [actorSlot('recipient', actor)])
      slots.push(levelSlot)
      const ordinal = ordinalOf(reading, noun)
      const first = firstOrdinal(reading, noun)
      if (ordinal !== undefined) slots.push(mentionSlot('ordinal', ordinal))
      else if (first !== undefined) slots.push(textSlot('ordinal', context.text, first, 1))
      const region = attributes.find((phrase) => phrase.prep === 'in')
      const where =
        region === undefined
          ? undefined
          : reading.words[region.head]?.mentions.find(
              (mention) => mention.type === 'LOC' && mention.entity !== null,
            )
      if (where !== undefined) slots.push(mentionSlot('region', where))
      const fact = base(
        context,
        reading,
        clause,
        'relation_change',
        'partnership.raised',
        0.75,
        slots,
        spans[0],
      )
      const verb = reading.words[clause.verbs[0]?.at ?? clause.finite]
      fact.trigger = verb === undefined ? undefined : { start: verb.start, end: verb.end }
      found.push(fact)
      continue
    }
    if (busy.has(clause.id) && person) continue
    const parties = partners.length > 1 ? partners : distinct
    const group = parties.some((actor) => actor.mention.type === 'GROUP')
    if (parties.length < 2 && !group) continue
    const slots: ExtractedSlot[] = []
    addSlots(
      slots,
      parties.slice(0, 6).map((actor) => actorSlot('party', actor)),
    )
    slots.push(levelSlot)
    if (day !== undefined) slots.push(inferredSlot('validAt', day, 'day of the article'))
    const own = hull([
      wordSpan(reading, noun.prep === undefined ? noun.from : noun.from - 1, noun.to) ?? head,
      ...attributes.flatMap((phrase) => wordSpan(reading, phrase.from, phrase.to) ?? []),
      ...slots.flatMap((slot) =>
        slot.start === undefined || slot.end === undefined ? [] : [{ start: slot.start, end: slot.end }],
      ),
    ])
    const fact = inOneShape({
      ...base(context, reading, clause, 'relation_status', 'partnership.holds', 0.65, slots, own),
      states: noun.prep === undefined && noun.genitiveOf < 0,
    })
    fact.modality = 'asserted'
    found.push(fact)
  }
  return found
}

function gradeStart(reading: SentenceReading, noun: Phrase, grades: readonly string[]): number {
  for (let at = noun.from; at < noun.head; at += 1)
    if (grades.includes(reading.words[at]?.lower ?? '')) return at
  return -1
}

function firstOrdinal(reading: SentenceReading, noun: Phrase): Span | undefined {
  for (let at = noun.from; at < noun.head; at += 1) {
    const word = reading.words[at]
    if (word !== undefined && /^erste[rsnm]?$/.test(word.lower)) return { start: word.start, end: word.end }
  }
  return undefined
}
