import { findOffices } from './offices.ts'
import { findRelations } from './relations.ts'
import { findAppointments } from './appointments.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { ExtractedEntity, ExtractedFact, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { NamedText } from '../document.ts'
import { inOneGo, type Steps } from '../steps.ts'
import { attribute } from './attribution.ts'
import type { FactGrammar } from './compile.ts'
import { widenEvidence } from './evidence.ts'
import type { FillContext } from './fill.ts'
import { hand } from './hand-out.ts'
import { partyMembers } from './parties.ts'
import { mergeProposals } from './merge.ts'
import { matchNouns } from './nominal.ts'
import { clauseKey } from './predication.ts'
import { knownSlot, type Proposal } from './proposal.ts'
import { readSentences, type SentenceReading, type Subject } from './roles.ts'
import { findVoices } from './speech.ts'
import { findStatements } from './statements.ts'
import { articleTime, giveTimes } from './times.ts'
import { tellByVerbs, type Gathered } from './told-by-verbs.ts'
import { readWords, type SentenceWords } from './words.ts'

interface FactOptions {
  /** Rules the analyst switched off. */
  readonly muted: ReadonlySet<string>
  /** Asked between sentences; true ends the search with what was found. */
  readonly expired: () => boolean
}

interface FoundFacts {
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
  return inOneGo(factFinding(named, lexicon, codebook, options))
}

/** `findFacts` in steps. */
export function* factFinding(
  named: NamedText,
  lexicon: FactGrammar,
  codebook: Codebook,
  options: FactOptions,
): Steps<FoundFacts> {
  const { text } = named.source
  const context: FillContext = { text, lexicon, codebook }
  const { sentences, speeches } = readWords(named, lexicon)
  yield
  const readings: SentenceReading[] = []
  let before: Subject | undefined
  let stopped = false
  for (let from = 0; from < sentences.length && !stopped; from += together) {
    const some: SentenceWords[] = []
    for (const sentence of sentences.slice(from, from + together)) {
      stopped = options.expired()
      if (stopped) break
      some.push(sentence)
    }
    const read = yield* readSentences(some, lexicon, before)
    readings.push(...read.readings)
    before = read.last
    yield
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
  for (let from = 0; from < readings.length && !stopped; from += together) {
    const group: Gathered[] = []
    for (const reading of readings.slice(from, from + together)) {
      if (options.expired()) {
        stopped = true
        break
      }
      if (reading.sentence.section === 'category') continue
      group.push(tellByVerbs(context, reading, voices[reading.sentence.index]))
    }
    yield
    for (const { reading, used, here } of group) {
      here.push(...matchNouns(context, reading, used).filter((proposal) => !isWished(proposal, here)))
      foldNouns(here)
    }
    yield
    for (const { reading, here } of group) {
      const changes = findAppointments(context, reading)
      dropAnnounced(here, changes)
      here.push(...changes)
    }
    yield
    const busy = group.map(({ here }) => new Set(here.map((proposal) => proposal.clause)))
    for (const [at, { reading, here }] of group.entries())
      here.push(...findRelations(context, reading, day, busy[at] ?? nowhere))
    yield
    for (const { reading, here } of group) {
      for (const proposal of here) {
        proposal.voice ??= voices[reading.sentence.index]?.[proposal.clause]
        if (reading.sentence.section === 'headline') proposal.heading = true
      }
      acts.push(...here)
      offices.push(
        ...findOffices({ text, lexicon, entities, countries, readings, day }, reading),
        ...partyMembers(text, reading, entities, day),
      )
    }
    yield
  }
  const said = findStatements(context, readings, voices, speeches, acts, countriesOf(offices))
  yield
  const all = [...acts, ...said, ...offices].filter((proposal) => !options.muted.has(proposal.rule))
  const told = new Set([...acts, ...said].map(({ sentence, clause }) => clauseKey(sentence, clause)))
  for (const proposal of all) {
    attribute(proposal, readings)
    widenEvidence(proposal, readings, told)
  }
  yield
  inferAgents(
    all,
    countriesOf(offices),
    new Set(named.entities.flatMap((entity) => (entity.type === 'GROUP' ? [entity.id] : []))),
  )
  giveTimes(all, readings, voices, named.metadata)
  nameMembers(all, readings, entities)
  yield
  const merged = mergeProposals(all, codebook, entities)
  merged.sort(
    (a, b) =>
      (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0) ||
      (a.trigger?.start ?? 0) - (b.trigger?.start ?? 0) ||
      (a.type < b.type ? -1 : 1),
  )
  yield
  return { facts: hand(merged, context, day, entities), stopped }
}

/** Sentences that each step reads in a row: its code and tables stay at hand. */
const together = 32
const nowhere: ReadonlySet<number> = new Set()

/** Types whose noun beside a verb of the same type tells no second fact ("bei einem Überfall … wurden getötet"). */
const folded = new Set(['military_action', 'protest', 'coercion', 'withdrawal', 'exchange'])

function foldNouns(here: Proposal[]): void {
  for (const noun of here.filter((proposal) => !proposal.states && folded.has(proposal.type))) {
    const verb = here.find(
      (proposal) => proposal.states && proposal.type === noun.type && proposal.clause === noun.clause,
    )
    if (verb === undefined) continue
    const roles = new Set(verb.slots.map((slot) => slot.role))
    verb.slots.push(...noun.slots.filter((slot) => !roles.has(slot.role)))
    here.splice(here.indexOf(noun), 1)
  }
}

const announced = 'commitment.announce'
const dismissed = 'withdrawal.release'

/** "kündigte seinen Rücktritt an", "hat die Ministerin entlassen": the change in office is the fact, and no commitment or release beside it. */
function dropAnnounced(here: Proposal[], changes: readonly Proposal[]): void {
  for (const change of changes) {
    const told = here.findIndex(
      ({ rule, clause }) => (rule === announced || rule === dismissed) && clause === change.clause,
    )
    if (told < 0) continue
    if (here[told]?.rule === announced) change.modality = 'planned'
    here.splice(told, 1)
  }
}

/** What is asked for, refused or threatened is its content and no fact of its own: "lehnte Gespräche mit B ab". */
const wishes = new Set(['request', 'proposal', 'rejection', 'threat'])

/** What is blamed is a fact of its own only where the words say who did it ("verurteilte den Angriff Russlands"). */
const blames = new Set(['criticism', 'accusation', 'assessment'])
const nobodyDoes = (noun: Proposal): boolean =>
  folded.has(noun.type) && !noun.slots.some((slot) => slot.role === 'agent')

function isWished(noun: Proposal, said: readonly Proposal[]): boolean {
  const { trigger } = noun
  return (
    trigger !== undefined &&
    said.some(
      (proposal) =>
        (wishes.has(proposal.type) || (blames.has(proposal.type) && nobodyDoes(noun))) &&
        proposal.slots.some(
          ({ role, start, end }) =>
            (role === 'content' || role === 'target') &&
            start !== undefined &&
            end !== undefined &&
            start <= trigger.start &&
            trigger.end <= end,
        ),
    )
  )
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

/** "den 60. Jahrestag ihrer Beziehungen": the relations are between the members of the group that celebrates. */
function nameMembers(
  proposals: readonly Proposal[],
  readings: readonly SentenceReading[],
  entities: ReadonlyMap<string, ExtractedEntity>,
): void {
  for (const proposal of proposals) {
    if (proposal.type !== 'diplomatic_relations' || proposal.derivedFrom === undefined) continue
    proposal.slots = proposal.slots.flatMap((slot): readonly ExtractedSlot[] => {
      const members = slot.role === 'party' ? entities.get(slot.entity ?? '')?.members : undefined
      const inside = readings[proposal.sentence]?.sentence.mentions.some(
        ({ entity, start }) =>
          entity === slot.entity && proposal.evidence.some((span) => span.start <= start && start < span.end),
      )
      if (members === undefined || members.length === 0 || inside === true) return [slot]
      return members.map((entity) => knownSlot('party', entity, 'members of the group'))
    })
  }
}

/** Rules of what is told without anybody who does it, and the role to fill: "Es wurde vereinbart, …". */
const impersonals: ReadonlyMap<string, string> = new Map([
  ['agreement-reached.agreed', 'agent'],
  ['diplomatic-relations.passive', 'party'],
])

/** The country a person speaks for in the person's place, where the article says which. */
function atHome(slot: ExtractedSlot, countries: ReadonlyMap<string, ReadonlySet<string>>): ExtractedSlot {
  const [home, ...more] = countries.get(slot.entity ?? '') ?? []
  return home === undefined || more.length > 0 ? slot : { ...slot, entity: home }
}

function inferredActor(slot: ExtractedSlot, role: string): ExtractedSlot {
  return knownSlot(role, slot.entity, 'parties of the last encounter')
}

/** "Auch der Tourismus wurde erörtert": where nobody is named, the parties of the last encounter did it. */
function inferAgents(
  proposals: readonly Proposal[],
  countries: ReadonlyMap<string, ReadonlySet<string>>,
  groups: ReadonlySet<string>,
): void {
  const ordered = [...proposals].sort((a, b) => (a.evidence[0]?.start ?? 0) - (b.evidence[0]?.start ?? 0))
  let last: readonly ExtractedSlot[] = []
  let pair: readonly ExtractedSlot[] = []
  for (const proposal of ordered) {
    const actors = proposal.slots.filter(
      (slot) => slot.entity !== undefined && ['participant', 'party', 'agent'].includes(slot.role),
    )
    if ((proposal.type === 'discussion' || proposal.type === 'meeting') && actors.length === 0) {
      for (const slot of last)
        proposal.slots.push(inferredActor(slot, proposal.type === 'meeting' ? 'participant' : 'agent'))
    }
    const impersonal =
      impersonals.get(proposal.rule) ??
      (proposal.type === 'measure' && /(?:bilateral|gegenseitig|beiderseitig)/i.test(proposal.wording)
        ? 'party'
        : undefined)
    if (impersonal !== undefined && !proposal.slots.some((slot) => slot.role === impersonal)) {
      const met = proposal.type === 'agreement_reached' ? last : pair
      const parties = impersonal === 'party' ? met.map((slot) => atHome(slot, countries)) : met
      for (const slot of parties) proposal.slots.push(inferredActor(slot, impersonal))
    }
    if (actors.length === 1 && groups.has(actors[0]?.entity ?? '')) pair = actors
    else if (actors.length === 2 && proposal.kind !== 'statement') pair = actors
    if (proposal.type === 'meeting' && actors.length > 1) last = actors
    else if (actors.length === 1 && groups.has(actors[0]?.entity ?? '')) last = actors
  }
}
