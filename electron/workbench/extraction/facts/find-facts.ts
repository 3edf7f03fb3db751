import { slotIn, typeOf } from './codebook-index.ts'
import type { Codebook, FactType } from '../../../../shared/model/codebook.ts'
import type { ExtractedFact, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { overlap, quote } from '../../../../shared/offsets.ts'
import { codeFact } from '../codes/derive.ts'
import type { NamedText } from '../document.ts'
import { fingerprint } from '../fingerprint.ts'
import { findAppointments } from './appointments.ts'
import { topicNorms } from './circumstances.ts'
import type { Predication } from './clauses.ts'
import type { FactGrammar } from './compile.ts'
import { fillFromSubject, addSlots, type FillContext } from './fill.ts'
import { clauseSpans, matchVerbs } from './match.ts'
import { mergeProposals } from './merge.ts'
import { addVisitDetails, matchNouns } from './nominal.ts'
import { findOffices } from './offices.ts'
import { hull, type Proposal } from './proposal.ts'
import { findRelations } from './relations.ts'
import { readSentence, type SentenceReading, type Subject } from './roles.ts'
import { findVoices, type Voice } from './speech.ts'
import { findStatements } from './statements.ts'
import { articleTime, giveTimes } from './times.ts'
import { readWords } from './words.ts'

export interface FactOptions {
  /** Rules the analyst switched off. */
  readonly muted: ReadonlySet<string>
  /** Asked between sentences; true ends the search with what was found. */
  readonly expired: () => boolean
}

export interface FoundFacts {
  readonly facts: readonly ExtractedFact[]
  /** Whether time ran out before the last sentence. */
  readonly stopped: boolean
}

/** Stages 7 to 10: the facts of a text whose names and values are known, merged, coded and numbered in text order. */
export function findFacts(
  named: NamedText,
  lexicon: FactGrammar,
  codebook: Codebook,
  options: FactOptions,
): FoundFacts {
  const { text } = named.source
  const context: FillContext = { text, lexicon, codebook }
  const { sentences, speeches } = readWords(named, lexicon)
  const readings: SentenceReading[] = []
  let before: Subject | undefined
  let stopped = false
  for (const sentence of sentences) {
    if (options.expired()) {
      stopped = true
      break
    }
    const reading = readSentence(sentence, lexicon, before)
    readings.push(reading)
    before =
      reading.subjects.find(
        (subject, id) => subject.actors.length > 0 && reading.clauses[id]?.parent === -1,
      ) ?? before
  }
  const entities = new Map(named.entities.map((entity) => [entity.id, entity]))
  const countries = new Map(
    named.entities.flatMap((entity) =>
      entity.type === 'GPE' && entity.iso3 !== undefined ? [[entity.iso3, entity.id] as const] : [],
    ),
  )
  const day = articleTime(named.metadata)?.iso
  const voices = findVoices(readings, speeches, lexicon)
  const acts: Proposal[] = []
  const offices: Proposal[] = []
  for (const reading of readings) {
    if (reading.sentence.section === 'category') continue
    const used = new Set<number>()
    const swallowed = new Set<number>()
    const here: Proposal[] = []
    for (const clause of reading.clauses) {
      if (swallowed.has(clause.id)) continue
      const voice = voices[reading.sentence.index]?.[clause.id]
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
        if (intent === 'other' && deeds.has(proposal.type)) continue
        if (intent === 'planned' && proposal.modality === 'asserted') proposal.modality = 'planned'
        here.push(proposal)
        for (const id of match.swallowed) swallowed.add(id)
      }
    }
    here.push(...matchNouns(context, reading, used))
    here.push(...findAppointments(context, reading))
    const busy = new Set(here.map((proposal) => proposal.clause))
    here.push(...findRelations(context, reading, day, busy))
    for (const proposal of here) proposal.voice ??= voices[reading.sentence.index]?.[proposal.clause]
    acts.push(...here)
    offices.push(...findOffices({ text, lexicon, entities, countries, day }, reading))
  }
  const said = findStatements(context, readings, voices, speeches, acts, countriesOf(offices))
  const all = [...acts, ...said, ...offices].filter((proposal) => !options.muted.has(proposal.rule))
  for (const proposal of all) {
    attribute(proposal, readings)
    widenEvidence(proposal, readings)
  }
  inferAgents(all, new Set(named.entities.flatMap((entity) => (entity.type === 'GROUP' ? [entity.id] : []))))
  giveTimes(all, readings, voices, named.metadata)
  const merged = mergeProposals(all, codebook, entities)
  merged.sort(
    (a, b) =>
      (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0) ||
      (a.trigger?.start ?? 0) - (b.trigger?.start ?? 0) ||
      (a.type < b.type ? -1 : 1),
  )
  return { facts: hand(merged, context, day), stopped }
}

/** Which countries a person speaks for, by the offices the article gives them. */
function countriesOf(offices: readonly Proposal[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  for (const { slots } of offices) {
    const person = slots.find((slot) => slot.role === 'person')?.entity
    const country = slots.find((slot) => slot.role === 'jurisdiction')?.entity
    if (person !== undefined && country !== undefined)
      found.set(person, (found.get(person) ?? new Set()).add(country))
  }
  return found
}

/** Types that are deeds: named in an infinitive they have not been done. */
const deeds = new Set([
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
function intentOf(
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

/** "…, Russland müsse die Truppen abziehen": what ought to happen is a demand of the speaker, no event. */
function isDemand(reading: SentenceReading, clause: Predication, voice: Voice | undefined): boolean {
  if (voice === undefined || voice.speakers.length === 0) return false
  const subject = reading.subjects[clause.id]
  const word = subject?.phrase === undefined ? '' : (reading.words[subject.phrase.head]?.lower ?? '')
  const ought = clause.modal === 'müssen' || (clause.modal === 'sollen' && clause.tense !== 'pres')
  return ought && !['wir', 'ich', 'man'].includes(word)
}

/** What somebody says or judges is attributed to him even where no other verb reports it; a group speaks for itself. */
function speakForItself(proposal: Proposal, readings: readonly SentenceReading[]): void {
  if (!['assessment', 'characterization', 'statement', 'support', 'proposal'].includes(proposal.type)) return
  const slot = proposal.slots.find(
    (one) => (one.role === 'speaker' || one.role === 'agent') && one.entity !== undefined,
  )
  const reading = readings[proposal.sentence]
  const actor = reading?.subjects[proposal.clause]?.actors.find((one) => one.entity === slot?.entity)
  if (actor === undefined || actor.mention.type === 'GROUP') return
  proposal.voice = {
    speakers: [actor],
    outlet: undefined,
    reporter: undefined,
    outer: undefined,
    inferred: undefined,
  }
}

/** Acts that a speaker performs by speaking: reported, they stay what they are. */
const spokenActs = new Set([
  'commitment',
  'request',
  'proposal',
  'support',
  'rejection',
  'criticism',
  'threat',
  'accusation',
  'assessment',
  'characterization',
  'statement',
  'target',
  'anniversary',
])

/** Deeds and states: who told of them is attribution and fills no role. */
const silent = new Set([
  'meeting', 'call', 'visit', 'discussion', 'exchange', 'greeting', 'agreement_reached', 'agreement_signed', 'cooperation', 'aid', 'project',
  'sanction', 'diplomatic_relations', 'regime', 'capital_of', 'located_in', 'anniversary', 'measure', 'target', 'appointment', 'membership',
  'military_action', 'mobilization', 'coercion', 'withdrawal', 'concession', 'protest', 'relation_change',
]) // prettier-ignore

/** Adds the speaker, and what reported speech does to modality. */
function attribute(proposal: Proposal, readings: readonly SentenceReading[]): void {
  const { voice } = proposal
  if (proposal.type === 'position_held') return
  if (
    ['statement', 'assessment', 'characterization', 'support'].includes(proposal.type) &&
    proposal.modality === 'asserted'
  )
    proposal.modality = 'claimed'
  if (proposal.type === 'commitment' && proposal.modality === 'asserted') proposal.modality = 'agreed'
  if (voice === undefined || (voice.speakers.length === 0 && voice.outlet === undefined)) {
    speakForItself(proposal, readings)
    return
  }
  if (proposal.modality === 'asserted' && !(spokenActs.has(proposal.type) && proposal.type === 'commitment'))
    proposal.modality = 'claimed'
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

/** Evidence stands on its own: it takes in purpose clauses, and who said so where that is the same sentence. */
function widenEvidence(proposal: Proposal, readings: readonly SentenceReading[]): void {
  const reading = readings[proposal.sentence]
  const [first] = proposal.evidence
  if (reading === undefined || first === undefined || !proposal.states || proposal.evidence.length > 1) return
  const purpose = proposal.slots.flatMap((slot) =>
    slot.role === 'purpose' && slot.start !== undefined && slot.end !== undefined
      ? [{ start: slot.start, end: slot.end }]
      : [],
  )
  const spans: Span[] = [
    first,
    ...purpose.filter((span) => span.start >= reading.sentence.start && span.end <= reading.sentence.end),
  ]
  const reporter = proposal.voice?.reporter
  const clause = reading.clauses[proposal.clause]
  if (reporter !== undefined && reporter.sentence >= 0) {
    const source = readings[reporter.sentence]
    const said = source?.clauses[reporter.clause]
    const own = source === undefined || said === undefined ? undefined : hull(clauseSpans(source, said))
    if (own !== undefined && clause !== undefined) {
      if (clause.speech >= 0 || reporter.sentence !== proposal.sentence) {
        if (!proposal.evidence.some((span) => overlap(span, own) > 0)) proposal.evidence.push(own)
      } else if (clause.kind !== 'relative' && (clause.parent <= reporter.clause || clause.coordinated))
        spans.push(own)
    }
  }
  const whole = hull(spans)
  if (whole !== undefined) proposal.evidence[0] = whole
  proposal.evidence.sort((a, b) => a.start - b.start || a.end - b.end)
}

/** "Auch der Tourismus wurde erörtert": where nobody is named, the parties of the last encounter did it. */
function inferAgents(proposals: readonly Proposal[], groups: ReadonlySet<string>): void {
  const ordered = [...proposals].sort((a, b) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0))
  let last: readonly ExtractedSlot[] = []
  for (const proposal of ordered) {
    const actors = proposal.slots.filter(
      (slot) => slot.entity !== undefined && ['participant', 'party', 'agent'].includes(slot.role),
    )
    if (proposal.type === 'discussion' && actors.length === 0) {
      for (const slot of last)
        proposal.slots.push({
          role: 'agent',
          ...(slot.entity === undefined ? {} : { entity: slot.entity }),
          inferred: true,
          rule: 'parties of the last encounter',
        })
    }
    if (proposal.type === 'meeting' && actors.length > 1) last = actors
    else if (actors.length === 1 && groups.has(actors[0]?.entity ?? '')) last = actors
  }
}

/** Gives ids, quotes, codes and fingerprints. */
function hand(
  proposals: readonly Proposal[],
  context: FillContext,
  day: string | undefined,
): readonly ExtractedFact[] {
  const { text, codebook, lexicon } = context
  const ids = new Map(proposals.map((proposal, at) => [proposal, `f${String(at + 1)}`]))
  return proposals.map((proposal) => {
    const type = typeOf(codebook, proposal.type)
    const slots = proposal.slots.filter((slot) => slotIn(codebook, proposal.type, slot.role) !== undefined)
    const attribution = attributionOf(proposal.voice)
    const evidence = proposal.evidence.map((span) => quote(text, span))
    const keys = new Set(type?.slots.filter((slot) => slot.key).map((slot) => slot.role) ?? [])
    const codes = codeFact(codebook, {
      type: proposal.type, modality: proposal.modality, polarity: proposal.polarity, slots, time: proposal.time ?? null, day,
      topics: coded(type) ? topicNorms(proposal.wording.slice(0, 400), lexicon) : [], mode: modeOf(proposal, lexicon),
    }) // prettier-ignore
    const conflicts = proposal.conflictsWith.flatMap((other) => ids.get(other) ?? [])
    const derivedFrom = proposal.derivedFrom === undefined ? undefined : ids.get(proposal.derivedFrom)
    const partOf = proposal.partOf === undefined ? undefined : ids.get(proposal.partOf)
    return {
      id: ids.get(proposal) ?? '',
      type: proposal.type,
      kind: proposal.kind,
      trigger: proposal.trigger === undefined ? null : quote(text, proposal.trigger),
      evidence,
      slots: slots.map(tidy),
      time: proposal.time ?? null,
      modality: proposal.modality,
      polarity: proposal.polarity,
      attribution,
      ...(proposal.temporalStatus === undefined ? {} : { temporalStatus: proposal.temporalStatus }),
      plover: codes.plover,
      cameo: codes.cameo,
      ...(conflicts.length === 0 ? {} : { conflictsWith: conflicts }),
      ...(derivedFrom === undefined ? {} : { derivedFrom }),
      ...(partOf === undefined ? {} : { partOf }),
      fingerprint: fingerprint({
        type: proposal.type,
        trigger: proposal.trigger ?? null,
        keys: slots
          .filter((slot) => keys.has(slot.role))
          .map(({ role, start, end }) => ({ role, start, end })),
        evidenceStart: evidence[0]?.start ?? 0,
      }),
      rule: proposal.rule,
      ruleVersion: proposal.ruleVersion,
      prior: proposal.prior,
    }
  })
}

/** Types without an event have no contexts to look for. */
function coded(type: FactType | undefined): boolean {
  return type !== undefined && type.mapping.plover !== null
}

/** The PLOVER mode that words of the evidence point to, by type. */
function modeOf(proposal: Proposal, lexicon: FactGrammar): string | undefined {
  const stems = lexicon.relations.modes[proposal.type]
  if (stems === undefined) return undefined
  const lower = proposal.wording.toLowerCase()
  return Object.entries(stems).find(([stem]) => lower.includes(stem))?.[1]
}

function tidy(slot: ExtractedSlot): ExtractedSlot {
  if (slot.start !== undefined || slot.inferred === true) return slot
  return { ...slot, inferred: true, rule: slot.rule ?? 'context' }
}

function attributionOf(voice: Voice | undefined): ExtractedFact['attribution'] {
  if (voice === undefined) return null
  const chain: string[] = []
  let outlet = voice.outlet
  for (
    let at: Voice | undefined = voice, steps = 0;
    at !== undefined && steps < 8;
    at = at.outer, steps += 1
  ) {
    const entity = at.speakers[0]?.entity
    if (entity !== undefined && chain[0] !== entity) chain.unshift(entity)
    outlet ??= at.outlet
  }
  const [speaker] = chain
  if (speaker === undefined && outlet === undefined) return null
  return {
    ...(speaker === undefined ? {} : { speaker }),
    ...(outlet === undefined ? {} : { outlet: outlet.entity }),
    ...(chain.length > 1 ? { chain } : {}),
  }
}
