import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf } from './circumstances.ts'
import { headStem, type FactGrammar, type RankedFrame } from './compile.ts'
import { complementClause } from './complement.ts'
import { completes as isContent } from './content.ts'
import type { FillContext } from './fill.ts'
import type { Frame } from './lexicon.ts'
import { objectFits } from './objects.ts'
import type { Actor, Phrase } from './phrase.ts'
import type { Complement, Predication } from './predication.ts'
import { hull, type Proposal } from './proposal.ts'
import { complete, propose } from './propose.ts'
import type { SentenceReading, Subject } from './roles.ts'
import type { Scene } from './scene.ts'
import { fillSlots } from './sources.ts'
import { attributesOf, clauseSpans } from './spans.ts'
import { reports } from './speech.ts'

/** What a clause says by its verbs: the best frame for each lexical verb. Also returns the nouns that light verbs used up. */
export function matchVerbs(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  speakers: readonly Actor[] = [],
): { proposals: Proposal[]; used: readonly number[]; swallowed: readonly number[] } {
  const { lexicon } = context
  const proposals: Proposal[] = []
  const used: number[] = []
  const swallowed: number[] = []
  const places = placesOf(clause)
  const lastVerb = places.at(-1)
  for (const at of places) {
    let best: { frame: RankedFrame; noun: Phrase | undefined; proposal: Proposal } | undefined
    for (const verb of clause.verbs) {
      if (verb.at !== at) continue
      // A frame may ask for a modal instead of a verb: "*wollen".
      const modal =
        clause.modal === undefined || clause.passive || at !== lastVerb ? undefined : `*${clause.modal}`
      for (const lemma of modal === undefined ? [verb.lemma] : [verb.lemma, modal]) {
        for (const frame of lexicon.framesByVerb.get(lemma) ?? []) {
          if (best !== undefined && best.frame.rank >= frame.rank) break
          // "Russen, die reisen wollen" are a kind of people.
          if (clause.kind === 'relative' && frame.verbs[0]?.startsWith('*') === true) continue
          const match = tryFrame(context, reading, clause, frame, at, speakers)
          if (match === undefined) continue
          best = { frame, ...match }
          break
        }
      }
    }
    if (best === undefined) continue
    if (best.noun !== undefined) used.push(best.noun.id)
    if (best.frame.swallows) swallowed.push(...(complementClause(reading, clause, lexicon)?.clauses ?? []))
    if (!proposals.some((known) => known.type === best.proposal.type)) proposals.push(best.proposal)
  }
  return { proposals, used, swallowed }
}

/** Where the verbs stand, each place once. */
function placesOf(clause: Predication): readonly number[] {
  const places: number[] = []
  for (const { at } of clause.verbs) if (!places.includes(at)) places.push(at)
  return places
}

function tryFrame(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  frame: Frame,
  at: number,
  speakers: readonly Actor[],
): { noun: Phrase | undefined; proposal: Proposal } | undefined {
  const { lexicon } = context
  const phrases = reading.phrasesOf[clause.id] ?? []
  if (frame.notRelative && clause.kind === 'relative') return undefined
  if (frame.voice === 'passive' && !clause.passive) return undefined
  if (frame.voice === 'active' && clause.passive) return undefined
  if (frame.with.length > 0 && !holdsOneOf(reading, clause, frame.with)) return undefined
  if (frame.without.length > 0 && holdsOneOf(reading, clause, frame.without)) return undefined
  let noun: Phrase | undefined
  if (frame.nouns.length > 0) {
    const stems = lexicon.nounsOf.get(frame) ?? new Set<string>()
    noun = phrases.find((phrase) => headStem(reading.words, phrase, stems) !== undefined)
    if (noun === undefined) return undefined
  }
  const subject = ownVoice(reading, agentOf(reading, clause, phrases, frame), speakers)
  if (frame.doer === 'body' && !subject.actors.some(isBody)) return undefined
  const scene: Scene = {
    context, reading, clause, frame, phrases, subject, noun,
    attributes: noun === undefined ? [] : attributesOf(reading, noun),
    complement: unspoken(reading, clause, complementClause(reading, clause, lexicon)) ?? saidBefore(reading, clause, lexicon),
  } // prettier-ignore
  if (!objectFits(scene)) return undefined
  if (frame.unless.length > 0 && frame.unless.includes(modalityOf(reading, clause, lexicon))) return undefined
  const slots = fillSlots(scene)
  if (!complete(frame, slots, reading, clause)) return undefined
  return { noun, proposal: propose(scene, slots, triggerAt(reading, clause, at)) }
}

const isBody = ({ mention }: Actor): boolean =>
  mention.entity !== null && (mention.type === 'ORG' || mention.type === 'GPE')

function holdsOneOf(reading: SentenceReading, clause: Predication, wanted: readonly string[]): boolean {
  for (const { from, to } of clause.ranges)
    for (let i = from; i < to; i += 1) if (wanted.includes(reading.words[i]?.lower ?? '')) return true
  return false
}

/** "Wir sind bereit", said by somebody: nobody resolved the pronoun, so the speaker acts. */
function ownVoice(reading: SentenceReading, subject: Subject, speakers: readonly Actor[]): Subject {
  const word = subject.phrase === undefined ? '' : (reading.words[subject.phrase.head]?.lower ?? '')
  if (subject.actors.length > 0 || !['wir', 'ich'].includes(word) || speakers.length === 0) return subject
  return { phrase: subject.phrase, actors: speakers, inferred: 'the speaker means himself' }
}

/** A quotation after a colon is told by its own verb of saying, not by the verb before the colon. */
function unspoken(
  reading: SentenceReading,
  clause: Predication,
  complement: Complement | undefined,
): Complement | undefined {
  const first = complement === undefined ? undefined : reading.clauses[complement.clauses[0] ?? -1]
  return first !== undefined && first.speech >= 0 && clause.speech < 0 ? undefined : complement
}

/** "Man werde die Grenze schließen, drohte der Minister": what the inserted verb of saying reports stands before it. */
function saidBefore(
  reading: SentenceReading,
  clause: Predication,
  lexicon: FactGrammar,
): Complement | undefined {
  if (!clause.verbFirst || !reports(clause, lexicon)) return undefined
  const said = reading.clauses.filter(
    (other) =>
      other.id < clause.id &&
      (isContent(reading, clause, other, lexicon) || (other.speech >= 0 && clause.speech < 0)),
  )
  const span = hull(said.flatMap((one) => clauseSpans(reading, one)))
  return span === undefined ? undefined : { ...span, kind: 'clause', clauses: said.map((one) => one.id) }
}

/** Who acts: the subject, or in the passive the phrase with "von" or "durch". */
const nobody: Subject = { phrase: undefined, actors: [], inferred: undefined }

function agentOf(
  reading: SentenceReading,
  clause: Predication,
  phrases: readonly Phrase[],
  frame: Frame,
): Subject {
  if (!clause.passive)
    return reading.subjects[clause.id] ?? { phrase: undefined, actors: [], inferred: undefined }
  const by = phrases.find(
    (phrase) => (phrase.prep === 'von' || phrase.prep === 'durch') && phrase.actor !== undefined,
  )
  if (by === undefined) {
    // Verbs without an object have no passive with a subject: what stands there acts ("beide Seiten werden zusammengearbeitet").
    const acts = Object.values(frame.slots).every(
      (sources) =>
        !sources.includes('object') &&
        !sources.includes('subject-text') &&
        !sources.includes('complement') &&
        !sources.includes('object-text'),
    )
    return acts ? (reading.subjects[clause.id] ?? nobody) : nobody
  }
  const actors = reading.phrases
    .filter((member) => member.id === by.id || member.coordinatedWith === by.id)
    .flatMap((member) => member.actor ?? [])
  return { phrase: by, actors, inferred: undefined }
}

function triggerAt(reading: SentenceReading, clause: Predication, at: number): Span | undefined {
  const word = reading.words[at]
  if (word === undefined) return undefined
  const prefix = clause.prefix === at + 1 ? reading.words[clause.prefix] : undefined
  return { start: word.start, end: (prefix ?? word).end }
}
