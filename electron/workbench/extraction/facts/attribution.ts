import type { ExtractedFact } from '../../../../shared/model/extraction.ts'
import { fillFromSubject, addSlots } from './fill.ts'
import type { Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import type { Voice } from './speech.ts'

/** Types that are said, not done, and single rules of other types. */
const spoken = new Set(['assessment', 'characterization', 'statement', 'support', 'proposal', 'accusation', 'criticism']) // prettier-ignore
const spokenRules = new Set(['request.hope', 'commitment.announce', 'commitment.prospect'])

/** Deeds among what is mostly said: tabling a plan, joining an appeal, voting, summoning an ambassador. */
export const deedRules: ReadonlySet<string> = new Set([
  'proposal.light', 'proposal.offer', 'support.stand', 'support.accompany', 'support.vote', 'support.join', 'support.side',
  'criticism.protest-note', 'criticism.lodge', 'criticism.protest', 'criticism.counter', 'criticism.attack-verbally',
]) // prettier-ignore

/** What somebody says or judges is attributed to him even where no other verb reports it; a group speaks for itself. */
function speakForItself(proposal: Proposal, readings: readonly SentenceReading[]): void {
  const { type, rule } = proposal
  if (!spokenRules.has(rule) && !spoken.has(type)) return
  const slot = proposal.slots.find(
    (one) =>
      (one.role === 'speaker' || (one.role === 'agent' && proposal.type !== 'accusation')) &&
      one.entity !== undefined,
  )
  const reading = readings[proposal.sentence]
  const actor =
    reading?.subjects[proposal.clause]?.actors.find((one) => one.entity === slot?.entity) ??
    // "wird ihm von der Opposition vorgeworfen": in the passive the speaker stands behind "von".
    (proposal.type === 'accusation' && slot?.role === 'speaker'
      ? reading?.phrases.find((phrase) => phrase.actor?.entity === slot.entity)?.actor
      : undefined)
  if (actor === undefined || actor.mention.type === 'GROUP') return
  if (type === 'criticism' && proposal.modality === 'asserted') proposal.modality = 'claimed'
  proposal.voice = {
    speakers: [actor],
    outlet: undefined,
    reporter: undefined,
    outer: undefined,
    inferred: undefined,
  }
}

/** Acts of speech: where it is said who acts, who told of it is attribution. */
const speechActs = new Set([
  'commitment',
  'request',
  'proposal',
  'support',
  'criticism',
  'rejection',
  'threat',
])

/** Deeds and states: who told of them is attribution and fills no role. */
const silent = new Set([
  'meeting', 'call', 'visit', 'discussion', 'exchange', 'greeting', 'agreement_reached', 'agreement_signed', 'cooperation', 'aid', 'project',
  'sanction', 'diplomatic_relations', 'regime', 'capital_of', 'located_in', 'anniversary', 'measure', 'target', 'appointment', 'membership',
  'military_action', 'mobilization', 'coercion', 'withdrawal', 'concession', 'protest', 'relation_change',
]) // prettier-ignore

/** Adds the speaker, and what reported speech does to modality. */
export function attribute(proposal: Proposal, readings: readonly SentenceReading[]): void {
  const { voice } = proposal
  if (proposal.type === 'position_held') return
  const acts = deedRules.has(proposal.rule)
  if (
    !acts &&
    ['statement', 'assessment', 'characterization', 'support', 'accusation'].includes(proposal.type) &&
    proposal.modality === 'asserted'
  )
    proposal.modality = 'claimed'
  if (proposal.type === 'commitment' && proposal.modality === 'asserted') proposal.modality = 'agreed'
  if (voice === undefined || (voice.speakers.length === 0 && voice.outlet === undefined)) {
    if (!acts) speakForItself(proposal, readings)
    return
  }
  if (proposal.modality === 'asserted' && proposal.type !== 'commitment') proposal.modality = 'claimed'
  const sentence = readings[proposal.sentence]?.sentence
  const reported =
    voice.reporter !== undefined && readings[proposal.sentence]?.clauses[proposal.clause]?.speech === -1
  if (
    reported &&
    voice.speakers.length > 0 &&
    (proposal.type === 'characterization' || proposal.type === 'assessment') &&
    proposal.rule !== 'characterization.reported'
  ) {
    // "…, da sein Land Kenia als Partner betrachte": the one who is quoted describes.
    proposal.slots = proposal.slots.filter((slot) => slot.role !== 'speaker')
    addSlots(
      proposal.slots,
      fillFromSubject(
        'speaker',
        { phrase: undefined, actors: voice.speakers, inferred: undefined },
        { start: 0, end: Infinity },
      ),
    )
  }
  const named = proposal.slots.some((slot) => slot.role === 'speaker')
  const agents = new Set(
    proposal.slots.flatMap((slot) =>
      slot.role === 'agent' && slot.entity !== undefined ? [slot.entity] : [],
    ),
  )
  if (
    !named &&
    !silent.has(proposal.type) &&
    !(agents.size > 0 && speechActs.has(proposal.type)) &&
    sentence !== undefined &&
    !voice.speakers.every((speaker) => agents.has(speaker.entity))
  ) {
    addSlots(
      proposal.slots,
      fillFromSubject(
        'speaker',
        { phrase: undefined, actors: voice.speakers, inferred: voice.inferred },
        { start: 0, end: Infinity },
      ),
    )
  }
}

export function attributionOf(voice: Voice | undefined): ExtractedFact['attribution'] {
  if (voice === undefined) return null
  const chain: string[] = []
  let outlet = voice.outlet
  for (
    let at: Voice | undefined = voice, steps = 0;
    at !== undefined && steps < 8;
    at = at.outer, steps += 1
  ) {
    const entity = at.speakers[0]?.mention.entity ?? undefined
    if (entity !== undefined && chain[0] !== entity) chain.unshift(entity)
    if (at.outlet?.mention.entity !== null) outlet ??= at.outlet
  }
  const [speaker] = chain
  if (speaker === undefined && outlet === undefined) return null
  return {
    ...(speaker === undefined ? {} : { speaker }),
    ...(outlet === undefined ? {} : { outlet: outlet.entity }),
    ...(chain.length > 1 ? { chain } : {}),
  }
}
