import type { ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { FillContext } from './fill.ts'
import { actorSlot, hull, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import { base, clauseAt, wordSpan, innerGenitive } from './relation-parts.ts'
import type { SentenceReading } from './roles.ts'

/** "der vietnamesischen Hauptstadt Hanoi", "Hanoi, die Hauptstadt Vietnams". */
export function capitals(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (let at = 0; at < reading.words.length; at += 1) {
    const word = reading.words[at]
    if (word === undefined || !context.lexicon.relations.capital.includes(word.lower)) continue
    const clause = reading.clauses[reading.clauseAt[at] ?? -1]
    const city = reading.words[at + 1]?.mentions.find(
      (mention) =>
        mention.type === 'GPE' && mention.start === reading.words[at + 1]?.start && mention.entity !== null,
    )
    const before = reading.words[at - 1]?.mentions.find(
      (mention) => (mention.type === 'DEM' || mention.type === 'GPE') && mention.entity !== null,
    )
    if (clause === undefined || city === undefined || before === undefined || city.entity === before.entity)
      continue
    const slots = [mentionSlot('place', city), mentionSlot('of', before)]
    const fact = base(context, reading, clause, 'capital_of', 'capital.apposition', 0.85, slots, {
      start: before.start,
      end: city.end,
    })
    fact.modality = 'asserted'
    fact.polarity = 'pos'
    found.push(fact)
  }
  return found
}

/** "die Provinz X im Süden des Landes", "X im Norden Malis". */
export function locations(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const phrase of reading.phrases) {
    const head = reading.words[phrase.head]
    const before = phrase.id === 0 ? undefined : reading.phrases[phrase.id - 1]
    const clause = clauseAt(reading, phrase)
    if (
      phrase.prep !== 'in' ||
      head === undefined ||
      before === undefined ||
      clause === undefined ||
      before.to !== phrase.from - 1
    )
      continue
    if (
      !/^(?:nord|süd|ost|west|nordost|nordwest|südost|südwest)en$|^zentrum$/.test(
        reading.words[phrase.from]?.lower ?? '',
      )
    )
      continue
    const place = reading.words[before.to - 1]?.mentions.find(
      (mention) => (mention.type === 'GPE' || mention.type === 'LOC') && mention.entity !== null,
    )
    if (place === undefined) continue
    const next = reading.phrases[phrase.id + 1]
    const whole =
      innerGenitive(reading, phrase)[0] ??
      (next !== undefined && (next.genitiveOf === phrase.id || next.prep === 'von') ? next.actor : undefined)
    if (whole === undefined || whole.entity === place.entity) continue
    const area = wordSpan(reading, phrase.from - 1, phrase.to)
    const slots: ExtractedSlot[] = [mentionSlot('place', place), actorSlot('in', whole)]
    if (area !== undefined) slots.push(textSlot('area', context.text, area))
    const fact = base(
      context,
      reading,
      clause,
      'located_in',
      'location.part',
      0.75,
      slots,
      hull([place, whole.mention, ...(area === undefined ? [] : [area])]),
    )
    fact.modality = 'asserted'
    fact.polarity = 'pos'
    found.push(fact)
  }
  return found
}
