import { clauseSpans } from './spans.ts'
import type { ExtractedSlot } from '../../../../shared/model/extraction.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { modalityOf, placeIn, polarityOf, purposeOf, topicsIn } from './circumstances.ts'
import { ownSlot, typeOf } from './codebook-index.ts'
import { addSlots } from './fill.ts'
import type { Frame } from './lexicon.ts'
import { hull, inOneShape, mentionSlot, type Proposal } from './proposal.ts'
import type { SentenceReading } from './roles.ts'
import { wordsOf, type Predication } from './predication.ts'
import type { Scene } from './scene.ts'

/** Whether the frame has the roles and actors it needs. */
export function complete(
  frame: Frame,
  slots: readonly ExtractedSlot[],
  reading: SentenceReading,
  clause: Predication,
): boolean {
  for (const role of frame.needs)
    if (!role.split('|').some((one) => slots.some((slot) => slot.role === one))) return false
  const actors = new Set(slots.flatMap((slot) => slot.entity ?? unnamed(slot))).size
  if (actors >= frame.actors) return true
  return actors + 1 >= frame.actors && slots.some((slot) => isSeveral(slot, reading, clause))
}

/** Roles that people and powers fill: words alone in them stand for somebody without a name. */
const actorRoles = new Set([
  'agent', 'participant', 'party', 'speaker', 'visitor', 'recipient', 'person', 'holder', 'member', 'host',
]) // prettier-ignore

/** "beide Minister" are two, as are "die Minister … miteinander". */
function isSeveral(slot: ExtractedSlot, reading: SentenceReading, clause: Predication): boolean {
  const { surface, entity, start, role } = slot
  if (start === undefined || !actorRoles.has(role)) return false
  const mention = reading.sentence.mentions.find((one) => one.id === slot.mention)
  if (mention?.type === 'GROUP') return true
  if (mention === undefined && /^(?:beide|zwei|drei|vier|fünf)/i.test(surface ?? '')) return true
  if (entity !== undefined && mention?.form === 'nominal' && / und | sowie |\bbeider\b/.test(surface ?? ''))
    return true
  return (
    clause.plural === true &&
    (mention === undefined || mention.form === 'nominal') &&
    wordsOf(clause).some((i) => ['miteinander', 'sich', 'einander'].includes(reading.words[i]?.lower ?? ''))
  )
}

function unnamed(slot: ExtractedSlot): readonly string[] {
  return actorRoles.has(slot.role) && slot.start !== undefined ? [`words:${String(slot.start)}`] : []
}

export function propose(scene: Scene, slots: ExtractedSlot[], trigger: Span | undefined): Proposal {
  const { context, reading, clause, frame } = scene
  const type = typeOf(context.codebook, frame.type)
  const span = hull([
    ...clauseSpans(reading, clause),
    ...(scene.complement === undefined || !usesComplement(frame) ? [] : [scene.complement]),
  ])
  const has = (role: string): boolean => ownSlot(context.codebook, frame.type, role) !== undefined
  if (has('place') && !slots.some((slot) => slot.role === 'place')) {
    const place = placeIn(reading, scene.phrases)
    if (place !== undefined && !slots.some((slot) => slot.start === place.start)) slots.push(place)
  }
  if (frame.type === 'assessment' || frame.type === 'commitment') addTarget(reading, slots)
  if (has('purpose')) addSlots(slots, [purposeOf(reading, context.text, clause) ?? []].flat())
  if (has('topic') && !slots.some((slot) => slot.role === 'topic'))
    addSlots(slots, topicsIn(reading, context.text, scene.phrases, context.lexicon))
  return inOneShape({
    type: frame.type,
    kind: type?.kind ?? 'event',
    rule: frame.id,
    ruleVersion: frame.version,
    prior: frame.prior,
    trigger,
    evidence: span === undefined ? [] : [span],
    slots,
    time: undefined,
    modality: frame.modality ?? modalityOf(reading, clause, context.lexicon),
    polarity: frame.polarity ?? polarityOf(reading, clause),
    voice: undefined,
    sentence: reading.sentence.index,
    clause: clause.id,
    conflictsWith: [],
    ...(scene.complement === undefined || !usesComplement(frame)
      ? {}
      : { covers: scene.complement.clauses.filter((id) => id < clause.id) }),
    states: frame.verbs.length > 0,
    wording: span === undefined ? '' : context.text.slice(span.start, span.end),
  })
}

/** What is praised or promised has a name: a format, a work, a grade. */
function addTarget(reading: SentenceReading, slots: ExtractedSlot[]): void {
  const content = slots.find((slot) => slot.role === 'content')
  const { start, end } = content ?? {}
  if (
    start === undefined ||
    end === undefined ||
    slots.some((slot) => slot.role === 'target' && slot.entity !== undefined)
  )
    return
  const mention = reading.sentence.mentions.find(
    (one) =>
      ['EVT', 'PROJECT', 'POLICY', 'LEVEL', 'DOCU'].includes(one.type) &&
      one.entity !== null &&
      one.start >= start &&
      one.end <= end,
  )
  if (mention !== undefined) slots.push(mentionSlot('target', mention))
}

function usesComplement(frame: Frame): boolean {
  return Object.values(frame.slots).some(
    (sources) => sources.includes('complement') || sources.includes('clause'),
  )
}
