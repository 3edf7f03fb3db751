import { regimes } from './regimes.ts'
import { losses } from './losses.ts'
import { measures } from './measures.ts'
import { capitals, locations } from './places.ts'
import { partnerships } from './partnerships.ts'
import { anniversaries } from './anniversaries.ts'
import type { FillContext } from './fill.ts'
import type { Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'

/** Facts told by nouns, numbers and grades rather than verbs. `busy` are clauses that already say something. */
export function findRelations(
  context: FillContext,
  reading: SentenceReading,
  day: string | undefined,
  busy: ReadonlySet<number>,
): Proposal[] {
  return [
    ...anniversaries(context, reading),
    ...partnerships(context, reading, day, busy),
    ...capitals(context, reading),
    ...locations(context, reading),
    ...measures(context, reading, busy),
    ...losses(context, reading, busy),
    ...regimes(context, reading),
  ]
}
