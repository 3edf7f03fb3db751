import type { FillContext } from './fill.ts'
import { deeds, intentOf, isDemand, isDenied, isGeneric, isPromised, scheduled } from './intent.ts'
import { matchVerbs } from './match.ts'
import { addVisitDetails } from './nominal.ts'
import type { Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Voice } from './speech.ts'

/** What the verbs of a sentence tell, and the nouns they used up. */
export interface Gathered {
  readonly reading: SentenceReading
  readonly used: ReadonlySet<number>
  readonly here: Proposal[]
}

/** Matches the frames of verbs over all clauses of a sentence, in order. */
export function tellByVerbs(
  context: FillContext,
  reading: SentenceReading,
  voices: readonly (Voice | undefined)[] | undefined,
): Gathered {
  const { lexicon } = context
  const used = new Set<number>()
  const swallowed = new Set<number>()
  const here: Proposal[] = []
  for (const clause of reading.clauses) {
    if (swallowed.has(clause.id)) continue
    const voice = voices?.[clause.id]
    if (isDemand(reading, clause, voice)) continue
    const intent = intentOf(reading, clause, lexicon)
    const match = matchVerbs(context, reading, clause, voice?.speakers)
    for (const id of match.used) used.add(id)
    for (const proposal of match.proposals) {
      addVisitDetails(
        context,
        reading,
        reading.phrases.find((phrase) => match.used.includes(phrase.id)),
        proposal,
      )
      if (deeds.has(proposal.type) && isDenied(reading, clause, lexicon)) continue
      if ((intent === 'other' || isGeneric(reading, clause)) && deeds.has(proposal.type)) continue
      if (intent === 'planned' && !scheduled.has(proposal.type) && isPromised(reading, clause, here)) continue
      if (intent === 'planned' && proposal.modality === 'asserted') proposal.modality = 'planned'
      here.push(proposal)
      for (const id of match.swallowed) swallowed.add(id)
    }
  }
  return { reading, used, here }
}
