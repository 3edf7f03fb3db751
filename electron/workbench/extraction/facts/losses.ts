import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { placeIn } from './circumstances.ts'
import { addSlots, type FillContext } from './fill.ts'
import type { Predication } from './predication.ts'
import { hull, mentionSlot, textSlot, type Proposal } from './proposal.ts'
import { base } from './relation-parts.ts'
import type { SentenceReading } from './roles.ts'
import { clauseSpans } from './spans.ts'

/** "40 Menschen kamen ums Leben", "mehr als 300 Soldaten wurden verletzt": how many suffered, where no attack is told. */
export function losses(
  context: FillContext,
  reading: SentenceReading,
  busy: ReadonlySet<number>,
): Proposal[] {
  const { lossVerbs, lossNouns } = context.lexicon.relations
  const found: Proposal[] = []
  for (const clause of reading.clauses) {
    if (busy.has(clause.id)) continue
    const verb = clause.verbs.find(({ lemma }) => lossVerbs.includes(lemma))
    const nouns = lossNouns.find(
      (one) => clause.verbs.some(({ lemma }) => lemma === one.verb) && hasWord(reading, clause, one.noun),
    )
    const at = verb?.at ?? (nouns === undefined ? undefined : clause.verbs[0]?.at)
    const number = at === undefined ? undefined : countIn(reading, clause)
    const word = at === undefined ? undefined : reading.words[at]
    if (number === undefined || word === undefined) continue
    const slots: ExtractedSlot[] = [
      textSlot('indicator', context.text, { start: word.start, end: word.end }, nouns?.norm ?? 'casualties'),
      mentionSlot('value', number),
    ]
    const place = placeIn(reading, reading.phrasesOf[clause.id] ?? [])
    if (place !== undefined) addSlots(slots, [place])
    found.push(
      base(
        context,
        reading,
        clause,
        'measure',
        'measure.losses',
        0.6,
        slots,
        hull(clauseSpans(reading, clause)),
      ),
    )
  }
  return found
}

function hasWord(reading: SentenceReading, clause: Predication, noun: string): boolean {
  return clause.ranges.some(({ from, to }) =>
    reading.words.slice(from, to).some((word) => word.lower === noun),
  )
}

/** The number of people in the clause. */
function countIn(reading: SentenceReading, clause: Predication): ExtractedMention | undefined {
  return reading.sentence.mentions.find(
    (mention) =>
      mention.type === 'QUANT' &&
      clause.ranges.some(
        ({ from, to }) =>
          (reading.words[from]?.start ?? Infinity) <= mention.start &&
          mention.end <= (reading.words[to - 1]?.end ?? -1),
      ),
  )
}
