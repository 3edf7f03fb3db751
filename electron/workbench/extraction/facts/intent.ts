import type { FactGrammar } from './compile.ts'
import { wordsOf, type Predication } from './predication.ts'
import type { Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Voice } from './speech.ts'

/** Types that are deeds: named in an infinitive they have not been done. */
export const deeds = new Set([
  'military_action',
  'withdrawal',
  'sanction',
  'coercion',
  'aid',
  'concession',
  'mobilization',
  'meeting',
  'visit',
  'call',
  'agreement_signed',
  'cooperation',
  'protest',
  'membership',
])

/** What an infinitive says of its deed: announced or aimed at ("planned"), or neither ("other"); "said" where it is no infinitive. */
export function intentOf(
  reading: SentenceReading,
  clause: Predication,
  lexicon: FactGrammar,
): 'said' | 'planned' | 'other' {
  if (clause.kind !== 'infinitive') return 'said'
  if (reading.words[clause.ranges[0]?.from ?? 0]?.lower === 'um') return 'planned'
  const matrix = clause.parent < 0 ? undefined : reading.clauses[clause.parent]
  return matrix?.verbs.some((verb) => lexicon.relations.intentVerbs.includes(verb.lemma)) === true
    ? 'planned'
    : 'other'
}

/** Types that happen at a time of their own, so that announcing them tells of them. */
export const scheduled = new Set(['meeting', 'visit', 'call', 'agreement_signed'])

/** "kündigte an, Protest einzulegen": what is promised is the content of the promise. */
export function isPromised(
  reading: SentenceReading,
  clause: Predication,
  said: readonly Proposal[],
): boolean {
  // "um gegen die Angriffe zu protestieren" is why, and no event.
  if (reading.words[clause.ranges[0]?.from ?? -1]?.lower === 'um') return true
  return said.some(
    (proposal) =>
      proposal.clause === clause.parent &&
      ['commitment', 'threat', 'agreement_reached'].includes(proposal.type),
  )
}

/** "schloss aus, dass …", "glaubt nicht, dass …": what is denied there has not been done. */
export function isDenied(reading: SentenceReading, clause: Predication, lexicon: FactGrammar): boolean {
  const matrix =
    clause.parent < 0 || clause.kind !== 'subordinate' ? undefined : reading.clauses[clause.parent]
  if (matrix === undefined || clause.opener !== 'dass') return false
  if (matrix.verbs.some((verb) => lexicon.reporting.denials.includes(verb.lemma))) return true
  return (
    matrix.verbs.some((verb) => ['glauben', 'denken', 'erwarten', 'an|nehmen'].includes(verb.lemma)) &&
    wordsOf(matrix).some((i) => reading.words[i]?.listed.negation === true)
  )
}

/** "Wer Menschen einsperrt, …" tells of nobody. */
export function isGeneric(reading: SentenceReading, clause: Predication): boolean {
  return reading.words[clause.ranges[0]?.from ?? -1]?.lower === 'wer'
}

/** "…, Russland müsse die Truppen abziehen": what ought to happen is a demand of the speaker, no event. */
export function isDemand(reading: SentenceReading, clause: Predication, voice: Voice | undefined): boolean {
  if (voice === undefined || voice.speakers.length === 0) return false
  const subject = reading.subjects[clause.id]
  const word = subject?.phrase === undefined ? '' : (reading.words[subject.phrase.head]?.lower ?? '')
  const ought = clause.modal === 'müssen' || (clause.modal === 'sollen' && clause.tense !== 'pres')
  return ought && !['wir', 'ich', 'man'].includes(word)
}
