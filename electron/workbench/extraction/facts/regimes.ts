import type { ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { phraseSpan } from './circumstances.ts'
import { addSlots, type FillContext } from './fill.ts'
import type { Phrase } from './phrase.ts'
import { actorSlot, hull, textSlot, type Proposal } from './proposal.ts'
import { base, clauseAt, listed, phraseText } from './relation-parts.ts'
import type { SentenceReading } from './roles.ts'

/** Arrangements are free of something ("visumfrei", "Freihandel") or unions: cheap to see before looking closer. */
function mayBeRegime(reading: SentenceReading, phrase: Phrase): boolean {
  for (let at = phrase.from; at < phrase.to; at += 1) {
    const lower = reading.words[at]?.lower ?? ''
    if (lower.includes('frei') || lower.includes('union')) return true
  }
  return false
}

/** "ein visumfreies Reiseregime": an arrangement that holds between the parties. */
export function regimes(context: FillContext, reading: SentenceReading): Proposal[] {
  const found: Proposal[] = []
  for (const phrase of reading.phrases) {
    const clause = clauseAt(reading, phrase)
    if (clause === undefined || phrase.pronoun || !mayBeRegime(reading, phrase)) continue
    const words = phraseText(context, reading, phrase)
    const regime = Object.entries(context.lexicon.relations.regimes).find(([stem]) => words.includes(stem))
    const subject = reading.subjects[clause.id]
    const holds =
      clause.verbs.some((verb) =>
        ['gelten', 'bestehen', 'haben', 'genießen', 'führen', 'ein|führen'].includes(verb.lemma),
      ) ||
      (clause.auxiliary === 'haben' && clause.verbs.every((verb) => verb.lemma === 'haben'))
    if (regime === undefined || !holds) continue
    const between = (reading.phrasesOf[clause.id] ?? []).find(
      (other) => ['zwischen', 'mit'].includes(other.prep ?? '') && other.actor !== undefined,
    )
    const actors = [...(subject?.actors ?? []), ...(between === undefined ? [] : listed(reading, between))]
    const span = phraseSpan(reading, phrase)
    if (actors.length === 0 || span === undefined) continue
    const slots: ExtractedSlot[] = []
    addSlots(
      slots,
      actors.map((actor) => actorSlot('party', actor)),
    )
    slots.push(textSlot('regime', context.text, span, regime[1]))
    found.push(
      base(
        context,
        reading,
        clause,
        'regime',
        'regime.holds',
        0.7,
        slots,
        hull([...actors.map((actor) => actor.mention), span]),
      ),
    )
  }
  return found
}
