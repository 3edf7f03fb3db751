import type { Span } from '../../../../shared/model/span.ts'
import { intersectionOverUnion, overlap } from '../../../../shared/offsets.ts'
import type { AnnotatedArticle, AnnotatedFact, AnnotatedSlot } from './annotated.ts'
import { pairBest, type EntityAlignment, type Pairing } from './align.ts'
import { addTally, noTally, type Accuracy, type EvaluationError, type Tally } from './tally.ts'

/** Who does it or of whom it is said, and to whom or as what: the two halves that identify a fact. */
const firstKeys: ReadonlySet<string> = new Set([
  'agent',
  'participant',
  'person',
  'visitor',
  'speaker',
  'party',
  'holder',
  'claimant',
])
const secondKeys: ReadonlySet<string> = new Set(['recipient', 'destination', 'role', 'of', 'in', 'target'])
const participantRoles: ReadonlySet<string> = new Set([
  ...firstKeys,
  'recipient',
  'destination',
  'target',
  'host',
  'org',
  'jurisdiction',
  'of',
])
const leastEvidence = 0.5

export interface FactMeasures {
  readonly tallies: {
    /** Type, evidence and key slots. */
    readonly facts: Tally
    /** Type, evidence and one right participant. */
    readonly factsOneParticipant: Tally
    /** Type or PLOVER event, evidence and one right participant. */
    readonly factsLenient: Tally
    readonly participants: Tally
    readonly slots: Tally
  }
  readonly accuracies: Readonly<
    Record<'factTime' | 'modality' | 'polarity' | 'attribution' | 'plover' | 'cameo', Accuracy>
  >
  /** By the rule of the prediction. */
  readonly byRule: Readonly<Record<string, Tally>>
  readonly errors: readonly EvaluationError[]
}

/**
 * Scores of the facts of one article. Optional facts count neither as misses nor as false alarms; an ambiguous
 * fact accepts its annotated alternatives, and any filler of its key slots where none are written down.
 */
export function measureFacts(
  gold: AnnotatedArticle,
  predicted: AnnotatedArticle,
  alignment: EntityAlignment,
): FactMeasures {
  const errors: EvaluationError[] = []
  const match = (test: (one: AnnotatedFact, other: AnnotatedFact) => boolean) =>
    pairBest(gold.facts, predicted.facts, (one, other) => {
      const evidence = evidenceOverlap(one, other)
      if (evidence < leastEvidence || !test(one, other)) return 0
      // Among facts on the same words the one with the right participants goes first.
      return evidence + participantsShared(one, other, alignment) + (one.optional === true ? 0 : 0.01)
    })
  const sameType = (one: AnnotatedFact, other: AnnotatedFact) =>
    one.type === other.type ||
    (one.alternatives?.some((alternative) => alternative.type === other.type) ?? false)
  const oneRight = (one: AnnotatedFact, other: AnnotatedFact) =>
    one.ambiguous === true || hasRightParticipant(one, other, alignment)
  const strict = match((one, other) => sameType(one, other) && keySlotsAgree(one, other, alignment))
  const byOne = match((one, other) => sameType(one, other) && oneRight(one, other))
  const lenient = match(
    (one, other) => (sameType(one, other) || sameEvent(one, other)) && oneRight(one, other),
  )
  reportFacts(errors, byOne)
  const pairs = byOne.pairs.filter(([one]) => one.optional !== true)
  const ask = (asked: boolean, right: boolean): Accuracy => ({
    right: asked && right ? 1 : 0,
    asked: asked ? 1 : 0,
  })
  const sum = (
    measure: string,
    judge: (one: AnnotatedFact, other: AnnotatedFact) => Accuracy,
    value: (fact: AnnotatedFact) => string | null | undefined,
    stage: 'facts' | 'codes' = 'facts',
  ): Accuracy => {
    const said = (one: AnnotatedFact, other: AnnotatedFact) => ({
      expected: value(one) ?? '–',
      found: value(other) ?? '–',
    })
    let total: Accuracy = { right: 0, asked: 0 }
    for (const [one, other] of pairs) {
      const answer = judge(one, other)
      if (answer.right < answer.asked)
        errors.push({
          ...factError(measure, 'wrong', one, other.rule),
          ...(stage === 'codes' ? { stage } : {}),
          ...said(one, other),
        })
      total = { right: total.right + answer.right, asked: total.asked + answer.asked }
    }
    return total
  }
  const slots = pairs.map(([one, other]) => slotTally(one, other, alignment, () => true))
  for (const [one, other] of pairs) errors.push(...slotErrors(one, other, alignment))
  const participants = pairs.map(([one, other]) =>
    slotTally(one, other, alignment, (role) => participantRoles.has(role)),
  )
  return {
    tallies: {
      facts: factTally(strict),
      factsOneParticipant: factTally(byOne),
      factsLenient: factTally(lenient),
      participants: total(participants),
      slots: total(slots),
    },
    accuracies: {
      factTime: sum(
        'fact time',
        (one, other) => ask(one.time !== null || other.time !== null, one.time?.iso === other.time?.iso),
        (fact) => fact.time?.iso,
      ),
      modality: sum(
        'modality',
        (one, other) => ask(one.modality !== null, one.modality === other.modality),
        (fact) => fact.modality,
      ),
      polarity: sum(
        'polarity',
        (one, other) => ask(one.polarity !== null, one.polarity === other.polarity),
        (fact) => fact.polarity,
      ),
      attribution: sum(
        'attribution',
        (one, other) => {
          const [expected, found] = [one.attribution?.speaker ?? null, other.attribution?.speaker ?? null]
          return ask(
            expected !== null || found !== null,
            expected === (found === null ? null : (alignment.get(found) ?? '')),
          )
        },
        (fact) => fact.attribution?.speaker,
      ),
      plover: sum(
        'PLOVER',
        (one, other) => ask(true, one.plover?.event === other.plover?.event),
        (fact) => fact.plover?.event,
        'codes',
      ),
      cameo: sum(
        'CAMEO',
        (one, other) =>
          ask(one.cameo !== null || other.cameo !== null, (one.cameo ?? null) === (other.cameo ?? null)),
        (fact) => fact.cameo,
        'codes',
      ),
    },
    byRule: ruleTallies(byOne),
    errors,
  }
}

/** Facts right and invented by the rule that made them; what was missed has no rule. */
function ruleTallies(pairing: Pairing<AnnotatedFact, AnnotatedFact>): Readonly<Record<string, Tally>> {
  const tallies: Record<string, Tally> = {}
  const count = (rule: string | undefined, right: number): void => {
    if (rule === undefined) return
    const known = tallies[rule] ?? noTally
    tallies[rule] = addTally(known, { right, invented: 1 - right, missed: 0 })
  }
  for (const [one, other] of pairing.pairs) if (one.optional !== true) count(other.rule, 1)
  for (const fact of pairing.invented) count(fact.rule, 0)
  return tallies
}

function total(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, one) => ({
      right: sum.right + one.right,
      invented: sum.invented + one.invented,
      missed: sum.missed + one.missed,
    }),
    {
      right: 0,
      invented: 0,
      missed: 0,
    },
  )
}

function factTally(pairing: Pairing<AnnotatedFact, AnnotatedFact>): Tally {
  return {
    right: pairing.pairs.filter(([one]) => one.optional !== true).length,
    invented: pairing.invented.length,
    missed: pairing.missed.filter((fact) => fact.optional !== true).length,
  }
}

function reportFacts(errors: EvaluationError[], pairing: Pairing<AnnotatedFact, AnnotatedFact>): void {
  for (const fact of pairing.missed)
    if (fact.optional !== true) errors.push(factError('facts', 'missed', fact, undefined))
  for (const fact of pairing.invented) errors.push(factError('facts', 'invented', fact, fact.rule))
}

function factError(
  measure: string,
  kind: EvaluationError['kind'],
  fact: AnnotatedFact,
  rule: string | undefined,
): EvaluationError {
  const evidence = fact.evidence[0]
  return {
    stage: 'facts',
    measure,
    kind,
    type: fact.type,
    start: evidence?.start ?? 0,
    surface: evidence?.surface ?? '',
    ...(rule === undefined ? {} : { rule }),
  }
}

/** Best overlap of one evidence span with one gold span, or of all of them together. */
function evidenceOverlap(one: AnnotatedFact, other: AnnotatedFact): number {
  let best = intersectionOverUnion(one.evidence, other.evidence)
  for (const a of one.evidence)
    for (const b of other.evidence) best = Math.max(best, intersectionOverUnion([a], [b]))
  return best
}

function sameEvent(one: AnnotatedFact, other: AnnotatedFact): boolean {
  return one.plover !== null && one.plover.event === other.plover?.event
}

function keySlotsAgree(one: AnnotatedFact, other: AnnotatedFact, alignment: EntityAlignment): boolean {
  if (one.ambiguous === true && one.alternatives === undefined) return true
  const readings = [
    one.slots,
    ...(one.alternatives ?? []).flatMap((alternative) =>
      alternative.slots === undefined ? [] : [alternative.slots],
    ),
  ]
  return readings.some((slots) =>
    [firstKeys, secondKeys].every((keys) => {
      const wanted = slots.filter(
        (slot) => keys.has(slot.role) && (slot.entity !== null || spanOf(slot) !== null),
      )
      return (
        wanted.length === 0 ||
        wanted.some((slot) =>
          slotsOf(other).some((filler) => keys.has(filler.role) && sameFiller(slot, filler, alignment)),
        )
      )
    }),
  )
}

/** Whether one participant of the gold fact takes part in the predicted one; true where the gold names none. */
function hasRightParticipant(one: AnnotatedFact, other: AnnotatedFact, alignment: EntityAlignment): boolean {
  const wanted = one.slots.filter(
    (slot) => participantRoles.has(slot.role) && (slot.entity !== null || spanOf(slot) !== null),
  )
  if (wanted.length === 0) return true
  const fillers = slotsOf(other).filter((slot) => participantRoles.has(slot.role))
  return wanted.some((slot) => fillers.some((filler) => sameFiller(slot, filler, alignment)))
}

function participantsShared(one: AnnotatedFact, other: AnnotatedFact, alignment: EntityAlignment): number {
  const fillers = slotsOf(other)
  return one.slots.filter(
    (slot) =>
      participantRoles.has(slot.role) && fillers.some((filler) => sameFiller(slot, filler, alignment)),
  ).length
}

/** Slots of a prediction together with the meanings that have a home of their own: time and speaker. */
function slotsOf(fact: AnnotatedFact): readonly AnnotatedSlot[] {
  return [...fact.slots, ...homeSlots(fact)]
}

function homeSlots(fact: AnnotatedFact): readonly AnnotatedSlot[] {
  const homes: AnnotatedSlot[] = []
  const empty = { entity: null, start: null, end: null, norm: null }
  const { time, attribution } = fact
  if (time !== null) {
    homes.push(
      { ...empty, role: 'time', norm: time.iso, start: time.start, end: time.end },
      { ...empty, role: 'validAt', norm: time.iso },
    )
  }
  if (attribution !== null && attribution.speaker !== null)
    homes.push({ ...empty, role: 'speaker', entity: attribution.speaker })
  return homes
}

function spanOf(slot: AnnotatedSlot): Span | null {
  return slot.start === null || slot.end === null ? null : { start: slot.start, end: slot.end }
}

function normOf(slot: AnnotatedSlot): string | null {
  const norm = slot.norm
  if (norm === null) return null
  if (typeof norm !== 'object') return String(norm)
  const value = norm.iso ?? norm.amount ?? norm.value
  return value === undefined ? null : String(value)
}

/** The same entity, or overlapping words, or the same value. Two known entities that differ never agree. */
function sameFiller(one: AnnotatedSlot, other: AnnotatedSlot, alignment: EntityAlignment): boolean {
  if (one.entity !== null && other.entity !== null) return alignment.get(other.entity) === one.entity
  const [a, b] = [spanOf(one), spanOf(other)]
  if (a !== null && b !== null && overlap(a, b) * 2 >= Math.min(a.end - a.start, b.end - b.start)) return true
  const [value, found] = [normOf(one), normOf(other)]
  return value !== null && value === found
}

/** Slots of a matched pair by role and filler. What has a home of its own may fill a gold slot and is no false alarm. */
function slotTally(
  one: AnnotatedFact,
  other: AnnotatedFact,
  alignment: EntityAlignment,
  keep: (role: string) => boolean,
): Tally {
  const { pairs, missed, invented } = pairSlots(one, other, alignment, keep)
  return { right: pairs.length, invented: invented.length, missed: missed.length }
}

function pairSlots(
  one: AnnotatedFact,
  other: AnnotatedFact,
  alignment: EntityAlignment,
  keep: (role: string) => boolean,
): Pairing<AnnotatedSlot, AnnotatedSlot> {
  const gold = one.slots.filter((slot) => keep(slot.role))
  const own = other.slots.filter((slot) => keep(slot.role))
  const homes = homeSlots(other).filter((slot) => keep(slot.role))
  const pairing = pairBest(gold, [...own, ...homes], (wanted, filler) =>
    wanted.role === filler.role && sameFiller(wanted, filler, alignment) ? 1 : 0,
  )
  return { ...pairing, invented: pairing.invented.filter((slot) => !homes.includes(slot)) }
}

/** What is wrong about the slots of a matched pair: another filler of the same role, a slot too few, one too many. */
function slotErrors(
  one: AnnotatedFact,
  other: AnnotatedFact,
  alignment: EntityAlignment,
): readonly EvaluationError[] {
  const { missed, invented } = pairSlots(one, other, alignment, () => true)
  const left = [...invented]
  const error = (
    kind: EvaluationError['kind'],
    slot: AnnotatedSlot,
    over: Partial<EvaluationError>,
  ): EvaluationError => {
    const rule = kind === 'missed' ? undefined : (slot.rule ?? other.rule)
    return {
      stage: 'slots',
      measure: 'slots',
      kind,
      type: `${one.type}.${slot.role}`,
      start: slot.start ?? one.evidence[0]?.start ?? 0,
      surface: slot.surface ?? one.evidence[0]?.surface ?? '',
      ...(rule === undefined ? {} : { rule }),
      ...over,
    }
  }
  const errors = missed.map((slot) => {
    const at = left.findIndex((filler) => filler.role === slot.role)
    const [filler] = at < 0 ? [] : left.splice(at, 1)
    return filler === undefined
      ? error('missed', slot, { expected: fillerOf(slot) })
      : {
          ...error('wrong', filler, { expected: fillerOf(slot), found: fillerOf(filler) }),
          ...(other.rule === undefined ? {} : { rule: filler.rule ?? other.rule }),
        }
  })
  return [...errors, ...left.map((slot) => error('invented', slot, { found: fillerOf(slot) }))]
}

const fillerOf = (slot: AnnotatedSlot): string => slot.surface ?? normOf(slot) ?? slot.entity ?? '–'
