import type { ExtractedMention, ExtractedSlot } from '../../../../shared/model/extraction.ts'
import { nounStem } from './compile.ts'
import type { Predication } from './predication.ts'
import { complementClause } from './complement.ts'
import type { Frame } from './lexicon.ts'
import type { FillContext } from './fill.ts'
import { attributesOf } from './spans.ts'
import { complete, propose } from './propose.ts'
import { fillSlots } from './sources.ts'
import type { Scene } from './scene.ts'
import type { Phrase } from './phrase.ts'
import { hull, inOneShape, textSlot, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'

/** Facts that nouns state: "das Treffen zwischen A und B", "sein Besuch in C". `used` are nouns a verb has taken. */
export function matchNouns(
  context: FillContext,
  reading: SentenceReading,
  used: ReadonlySet<number>,
): Proposal[] {
  const proposals: Proposal[] = []
  for (const noun of reading.phrases) {
    if (noun.pronoun || noun.value || used.has(noun.id)) continue
    const head = reading.words[noun.head]
    const clause = reading.clauses[reading.clauseAt[noun.head] ?? -1]
    if (head === undefined || clause === undefined || !head.capital) continue
    const stem = nounStem(head.lower, context.lexicon.framesByNoun)
    if (stem === undefined || (noun.prep === 'zu' && invites(reading, clause))) continue
    const frames = context.lexicon.framesByNoun.get(stem) ?? []
    let told = false
    for (const frame of frames) {
      const scene: Scene = {
        context, reading, clause, frame, noun,
        phrases: reading.phrasesOf[clause.id] ?? [],
        subject: reading.subjects[clause.id] ?? { phrase: undefined, actors: [], inferred: undefined },
        attributes: attributesOf(reading, noun),
        complement: complementClause(reading, clause, context.lexicon),
      } // prettier-ignore
      const slots = fillSlots(scene)
      if (!complete(frame, slots, reading, clause)) continue
      if (isGeneric(noun, slots)) continue
      if (frame.type === 'meeting' && !namesSomebody(noun, scene.attributes)) continue
      const proposal = propose({ ...scene, phrases: scene.attributes }, slots, {
        start: head.start,
        end: head.end,
      })
      addVisitDetails(context, reading, noun, proposal)
      const span = evidenceOf(reading, scene, proposal.slots)
      if (span !== undefined) proposal.evidence = [span]
      proposals.push(proposal)
      told = true
      break
    }
    const mention =
      told || !refersBack(reading, noun) ? undefined : mentionOf(context, reading, clause, noun, frames[0])
    if (mention !== undefined) proposals.push(mention)
  }
  return proposals
}

/** "gilt auch für Angriffe auf die Küstenwache": no article and nobody who did it, so no event is meant. */
function isGeneric(noun: Phrase, slots: readonly ExtractedSlot[]): boolean {
  return (
    noun.determiner === undefined &&
    ['für', 'gegen', 'vor', 'auf', 'über', 'von', 'ohne'].includes(noun.prep ?? '') &&
    !slots.some((slot) => ['agent', 'participant', 'visitor'].includes(slot.role))
  )
}

/** "nach Verhandlungen" says of nobody that he took part; "seine Gespräche", "Verhandlungen mit A" do. */
function namesSomebody(noun: Phrase, attributes: readonly Phrase[]): boolean {
  return (
    noun.owner !== undefined ||
    noun.actor !== undefined ||
    attributes.some(
      (phrase) =>
        phrase.actor !== undefined &&
        (phrase.genitiveOf >= 0 || ['mit', 'zwischen', 'von'].includes(phrase.prep ?? '')),
    )
  )
}

/** "lud zu einem Besuch ein", "eine Einladung zu einem Besuch": no visit yet. */
function invites(reading: SentenceReading, clause: Predication): boolean {
  return (
    clause.verbs.some((verb) => verb.lemma === 'ein|laden') ||
    (reading.phrasesOf[clause.id] ?? []).some((phrase) => reading.words[phrase.head]?.lower === 'einladung')
  )
}

/** A definite or possessed noun means something told already. */
function refersBack(reading: SentenceReading, noun: Phrase): boolean {
  if (noun.owner !== undefined) return true
  const written = reading.words[noun.from - 1]?.lower ?? ''
  return (
    ['der', 'die', 'das', 'dem', 'den', 'des', 'dieser', 'diese', 'dieses', 'diesem', 'diesen'].includes(
      noun.determiner ?? '',
    ) || ['beim', 'zum', 'vom', 'im'].includes(written)
  )
}

function mentionOf(
  context: FillContext,
  reading: SentenceReading,
  clause: Predication,
  noun: Phrase,
  frame: Frame | undefined,
): Proposal | undefined {
  if (frame === undefined || !['meeting', 'visit', 'call'].includes(frame.type)) return undefined
  const attributes = attributesOf(reading, noun)
  const subject = { phrase: undefined, actors: [], inferred: undefined }
  const scene: Scene = {
    context,
    reading,
    clause,
    frame,
    noun,
    phrases: attributes,
    subject,
    attributes,
    complement: undefined,
  }
  const slots = fillSlots(scene).filter((slot) => slot.entity !== undefined)
  const span = evidenceOf(
    reading,
    {
      ...scene,
      attributes: attributes.filter(
        (phrase) => phrase.genitiveOf >= 0 || ['mit', 'zwischen', 'in', 'nach'].includes(phrase.prep ?? ''),
      ),
    },
    [],
  )
  return span === undefined
    ? undefined
    : inOneShape({ ...propose(scene, slots, undefined), evidence: [span], partial: true })
}

/** The noun phrase with its attributes, and the subject where it fills a role. */
function evidenceOf(
  reading: SentenceReading,
  scene: Scene,
  slots: readonly ExtractedSlot[],
): { start: number; end: number } | undefined {
  const { noun, attributes, clause } = scene
  if (noun === undefined) return undefined
  const from = noun.prep === undefined ? noun.from : noun.from - 1
  const start = reading.words[from]?.start
  const own = hull([noun, ...attributes].flatMap((phrase) => wordsSpan(reading, phrase)))
  if (start === undefined || own === undefined) return own
  const within = slots.flatMap((slot) => {
    if (slot.start === undefined || slot.end === undefined) return []
    return clause.ranges.some(
      (range) =>
        (reading.words[range.from]?.start ?? Infinity) <= (slot.start ?? -1) &&
        (slot.end ?? Infinity) <= (reading.words[range.to - 1]?.end ?? -1),
    )
      ? [{ start: slot.start, end: slot.end }]
      : []
  })
  return hull([{ start, end: own.end }, ...within])
}

function wordsSpan(reading: SentenceReading, phrase: Phrase): readonly { start: number; end: number }[] {
  const start = reading.words[phrase.from]?.start
  const end = reading.words[phrase.to - 1]?.end
  return start === undefined || end === undefined ? [] : [{ start, end }]
}

/** Kind, ordinal and length of a visit stand before the noun or in the compound. */
export function addVisitDetails(
  context: FillContext,
  reading: SentenceReading,
  noun: Phrase | undefined,
  proposal: Proposal,
): void {
  if (proposal.type !== 'visit' || noun === undefined) return
  const span = wordsSpan(reading, noun)[0]
  if (span === undefined) return
  for (let at = noun.from; at < noun.to; at += 1) {
    const word = reading.words[at]
    if (word === undefined) continue
    for (const [stem, kind] of Object.entries(context.lexicon.relations.visitKinds)) {
      if (word.lower.startsWith(stem) && !proposal.slots.some((slot) => slot.role === 'visitKind')) {
        proposal.slots.push(textSlot('visitKind', context.text, { start: word.start, end: word.end }, kind))
      }
    }
    for (const [type, role] of [
      ['DURATION', 'duration'],
      ['ORDINAL', 'ordinal'],
    ] as const) {
      const mention: ExtractedMention | undefined = word.mentions.find((candidate) => candidate.type === type)
      if (mention === undefined || proposal.slots.some((slot) => slot.role === role)) continue
      const { start, end, surface, id, norm } = mention
      proposal.slots.push({
        role, entity: undefined, start, end, surface, mention: id, norm: norm?.value, inferred: undefined, rule: undefined,
      }) // prettier-ignore
    }
  }
}
