import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { timeOf, phraseSpan } from './circumstances.ts'
import { nounStem } from './compile.ts'
import { complementClause } from './complement.ts'
import { addSlots, type FillContext } from './fill.ts'
import type { Phrase } from './phrase.ts'
import type { Predication } from './predication.ts'
import { actorSlot, hull, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import { base, clauseAt, wordSpan, listed, innerGenitive } from './relation-parts.ts'
import type { SentenceReading } from './roles.ts'
import { attributesOf, clauseSpans } from './spans.ts'

/** An indicator with an amount: reported ("erreichte", "von"), or aimed at ("auf … zu erhöhen"). */
export function measures(
  context: FillContext,
  reading: SentenceReading,
  busy: ReadonlySet<number>,
): Proposal[] {
  const { lexicon } = context
  const found: Proposal[] = []
  const stems = lexicon.indicatorNouns
  for (const value of reading.sentence.mentions) {
    if (value.type !== 'MONEY' && value.type !== 'QUANT' && value.type !== 'NUM') continue
    // "ein Barrel Öl" is what is measured, not how much.
    if (value.type === 'QUANT' && /^eine?[nmrs]? /i.test(value.surface)) continue
    const at = reading.words.findIndex((word) => word.start >= value.start)
    const clause = reading.clauses[reading.clauseAt[at] ?? -1]
    if (clause === undefined) continue
    const phrases = reading.phrasesOf[clause.id] ?? []
    const isIndicator = (phrase: Phrase): boolean =>
      !phrase.pronoun && nounStem(reading.words[phrase.head]?.lower ?? '', stems) !== undefined
    const parent =
      clause.kind === 'relative' || clause.kind === 'infinitive'
        ? (reading.phrasesOf[clause.parent] ?? [])
        : []
    const indicator = phrases.find(isIndicator) ?? parent.findLast(isIndicator)
    const raises =
      (clause.kind === 'infinitive' || clause.modal === 'wollen') &&
      clause.verbs.some((verb) =>
        [
          'erhöhen',
          'steigern',
          'verdoppeln',
          'verdreifachen',
          'an|heben',
          'bringen',
          'aus|bauen',
          'senken',
        ].includes(verb.lemma),
      )
    const trades = clause.verbs.some((verb) =>
      ['importieren', 'exportieren', 'ein|führen', 'aus|führen'].includes(verb.lemma),
    )
    const wanted =
      (raises || trades) && value.type !== 'NUM'
        ? phrases.find(
            (phrase) =>
              phrase.prep === undefined &&
              phrase.genitiveOf < 0 &&
              !phrase.pronoun &&
              !phrase.value &&
              phrase.actor === undefined,
          )
        : undefined
    const counted = phrases.find(
      (phrase) => isIndicator(phrase) && reading.words[phrase.head]?.mentions.includes(value) === true,
    )
    const chosen = counted ?? indicator ?? wanted
    if (chosen === undefined || isStep(reading, clause, value)) continue
    const aims =
      (raises || clause.verbs.some((verb) => lexicon.relations.targetVerbs.includes(verb.lemma))) &&
      (clause.modal === 'wollen' || clause.kind === 'infinitive' || clause.modal === 'sollen')
    const tells =
      trades ||
      clause.verbs.some((verb) => lexicon.relations.measureVerbs.includes(verb.lemma)) ||
      (clause.auxiliary === 'haben' && clause.verbs.length === 0) ||
      (clause.auxiliary === 'sein' && clause.verbs.length === 0)
    const attached = attributesOf(reading, chosen).some(
      (phrase) =>
        phrase.prep === 'von' &&
        reading.words.slice(phrase.from, phrase.to).some((word) => word.mentions.includes(value)),
    )
    if (!aims && !tells && !attached) continue
    // "erließ Schulden von 50 Millionen": the amount belongs to the deed.
    if (!aims && !tells && busy.has(clause.id)) continue
    if (value.type === 'NUM' && !attached && !tells) continue
    const span = phraseSpan(reading, chosen)
    if (span === undefined) continue
    const norm = lexicon.relations.indicators[nounStem(reading.words[chosen.head]?.lower ?? '', stems) ?? '']
    const subject = reading.subjects[clause.id]
    const between = [...phrases, ...parent].find(
      (phrase) => ['zwischen', 'mit'].includes(phrase.prep ?? '') && phrase.actor !== undefined,
    )
    const around = [
      ...(between === undefined ? [] : listed(reading, between)),
      ...innerGenitive(reading, chosen),
      ...attributesOf(reading, chosen).flatMap((phrase) =>
        // "Touristen aus Indien": where they come from.
        phrase.genitiveOf === chosen.id || phrase.prep === 'aus' ? (phrase.actor ?? []) : [],
      ),
    ]
    // "In Ghana erwartet der Fonds ein Wachstum von …": who forecasts is not whose growth it is.
    const forecasts = clause.verbs.some((verb) => lexicon.relations.forecastVerbs.includes(verb.lemma))
    const parties =
      aims && (subject?.actors.length ?? 0) > 0
        ? (subject?.actors ?? [])
        : [...(forecasts ? [] : (subject?.actors ?? [])), ...around]
    const slots: ExtractedSlot[] = []
    addSlots(
      slots,
      parties.map((actor) => actorSlot(aims ? 'holder' : 'party', actor)),
    )
    if (aims && slots.length === 0) continue
    if (slots.length === 0) addSlots(slots, placeParty(phrases))
    if (slots.length === 0) addSlots(slots, nearbyParties(reading, clause))
    slots.push(textSlot('indicator', context.text, span, norm), mentionSlot('value', value))
    const deadline = aims
      ? reading.sentence.mentions.find(
          (mention) =>
            mention.type === 'DATE' &&
            context.text.slice(Math.max(0, mention.start - 4), mention.start) === 'bis ',
        )
      : undefined
    if (deadline !== undefined) slots.push(mentionSlot('deadline', deadline))
    const own = hull([
      ...clauseSpans(reading, clause),
      span,
      ...(clause.kind === 'infinitive' && clause.parent >= 0
        ? clauseSpans(reading, reading.clauses[clause.parent] ?? clause)
        : []),
    ])
    const fact = base(
      context,
      reading,
      clause,
      aims ? 'target' : 'measure',
      aims ? 'target.amount' : 'measure.amount',
      0.65,
      slots,
      own,
    )
    if (aims) fact.modality = 'planned'
    found.push(fact)
  }
  // "das Ziel, einen Umsatz von … zu erreichen": what is aimed at is not reached.
  const aimed = goals(context, reading)
  return [...found.filter((fact) => fact.type !== 'measure' || !isAimedAt(fact, aimed)), ...aimed]
}

function isAimedAt(measure: Proposal, aimed: readonly Proposal[]): boolean {
  const value = measure.slots.find((slot) => slot.role === 'value')
  return aimed.some((goal) => goal.slots.some((slot) => slot.role === 'value' && slot.start === value?.start))
}

/** "die Arbeitslosenquote in Spanien": the country where it is measured. */
function placeParty(phrases: readonly Phrase[]): readonly ExtractedSlot[] {
  const place = phrases.find((phrase) => phrase.prep === 'in' && phrase.actor?.mention.type === 'GPE')
  return place?.actor === undefined ? [] : [actorSlot('party', place.actor)]
}

/** "stieg um 4 Prozent auf 83 Dollar", "sank von 54 auf 23 Prozent": neither the step nor the start is what it leads to. */
function isStep(reading: SentenceReading, clause: Predication, value: ExtractedMention): boolean {
  const before = (mention: ExtractedMention): string => {
    const at = reading.words.findIndex((word) => word.start >= mention.start)
    return reading.words[at - 1]?.lower ?? ''
  }
  return (
    ['um', 'von'].includes(before(value)) &&
    reading.sentence.mentions.some(
      (other) =>
        (other.type === 'MONEY' || other.type === 'QUANT') &&
        other.start > value.end &&
        other.end <= (reading.words[(clause.ranges.at(-1)?.to ?? 0) - 1]?.end ?? 0) &&
        before(other) === 'auf',
    )
  )
}

/** Where the clause names no party, those of the main clause or the group the sentence speaks of. */
function nearbyParties(reading: SentenceReading, clause: Predication): readonly ExtractedSlot[] {
  for (const other of reading.clauses) {
    const actors = reading.subjects[other.id]?.actors ?? []
    if (other.id !== clause.id && other.kind === 'main' && actors.length > 0)
      return actors.map((actor) => actorSlot('party', actor))
  }
  return []
}

/** "Vietnams Ziel, bis 2040 … zu werden". */
function goals(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const phrase of reading.phrases) {
    const head = reading.words[phrase.head]
    const clause = clauseAt(reading, phrase)
    if (head === undefined || clause === undefined || head.lower !== 'ziel') continue
    const complement = complementClause(reading, clause, context.lexicon)
    const subject = reading.subjects[clause.id]
    const owner =
      phrase.owner ??
      attributesOf(reading, phrase).find((attribute) => attribute.genitiveOf === phrase.id)?.actor
    const holders = owner === undefined ? (subject?.actors ?? []) : [owner]
    const number =
      complement === undefined
        ? undefined
        : reading.sentence.mentions.find(
            (mention) =>
              ['NUM', 'QUANT', 'MONEY', 'ORDINAL'].includes(mention.type) &&
              mention.start >= complement.start &&
              mention.end <= complement.end,
          )
    const deadline =
      complement === undefined
        ? undefined
        : reading.sentence.mentions.find(
            (mention) =>
              mention.type === 'DATE' && mention.start >= complement.start && mention.end <= complement.end,
          )
    if (complement === undefined || holders.length === 0 || (number === undefined && deadline === undefined))
      continue
    const slots: ExtractedSlot[] = [
      ...holders.map((holder) => actorSlot('holder', holder)),
      textSlot('measure', context.text, complement),
    ]
    if (number?.type === 'MONEY' || number?.type === 'QUANT') slots.push(mentionSlot('value', number))
    if (deadline !== undefined) slots.push(mentionSlot('deadline', deadline))
    const fact = base(
      context,
      reading,
      clause,
      'target',
      'target.goal',
      0.65,
      slots,
      hull([
        ...(phrase.owner !== undefined && phrase.owner.mention.end <= head.start
          ? [phrase.owner.mention]
          : []),
        wordSpan(reading, phrase.from, phrase.to) ?? head,
        complement,
      ]),
    )
    fact.trigger = { start: head.start, end: head.end }
    fact.modality = 'planned'
    fact.time = deadline === undefined ? undefined : timeOf(deadline)
    found.push(fact)
  }
  return found
}
