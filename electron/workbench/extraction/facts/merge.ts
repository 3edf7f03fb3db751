import { keySlots } from './codebook-index.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { ExtractedEntity } from '../../../../shared/model/extraction.ts'
import { overlap } from '../../../../shared/offsets.ts'
import type { Span } from '../../../../shared/model/span.ts'
import { order } from '../ordered.ts'
import { addSlots } from './fill.ts'
import type { Proposal } from './proposal.ts'

/** Types that an article tells again in other words; said things are told once each. */
const restated = new Set([
  'meeting', 'call', 'visit', 'greeting', 'agreement_signed', 'agreement_reached', 'position_held', 'relation_status', 'relation_change',
  'diplomatic_relations', 'regime', 'capital_of', 'located_in', 'anniversary', 'membership', 'appointment', 'sanction', 'aid',
  'mobilization', 'military_action', 'withdrawal', 'measure', 'target', 'exchange',
]) // prettier-ignore

/** Actor roles compared as one set: who met whom does not depend on who is named first. */
const together = new Set(['participant', 'party'])

/** Facts of one type that are compared with a new one: no article has so many, and a text without end stays linear. */
const farthest = 400

/** Of a text that tells very many facts of a type, those before and at a place. */
function near(told: readonly Proposal[], mention: Proposal): readonly Proposal[] {
  if (told.length <= farthest) return told
  const behind = told.findIndex((fact) => first(fact) > first(mention))
  const end = behind < 0 ? told.length : behind + 1
  return told.slice(Math.max(0, end - farthest), end)
}

/** Ties restatements together as further evidence and marks contradictions. Order is that of the text. */
export function mergeProposals(
  proposals: readonly Proposal[],
  codebook: Codebook,
  entities: ReadonlyMap<string, ExtractedEntity>,
): Proposal[] {
  const kept: Proposal[] = []
  const full = proposals.filter((proposal) => proposal.partial !== true)
  const partial = proposals.filter((proposal) => proposal.partial === true)
  const ordered = [...full].sort(
    (a, b) => first(a) - first(b) || b.prior - a.prior || compare(a.rule, b.rule),
  )
  const replaced = new Map<Proposal, Proposal>()
  const byType = new Map<string, Proposal[]>()
  for (const proposal of ordered) {
    if (proposal.evidence.length === 0) continue
    const told = byType.get(proposal.type) ?? []
    const rivals = told.length <= farthest ? told : told.slice(-farthest)
    const same = rivals.find((other) => isSame(other, proposal, codebook, entities))
    if (same !== undefined) {
      absorb(same, proposal)
      replaced.set(proposal, same)
      continue
    }
    for (const other of rivals) {
      if (contradicts(other, proposal)) {
        proposal.conflictsWith.push(other)
        other.conflictsWith.push(proposal)
      }
    }
    told.push(proposal)
    byType.set(proposal.type, told)
    kept.push(proposal)
  }
  foldHeadlines(kept, replaced)
  for (const mention of partial)
    attachMention(mention, near(byType.get(mention.type) ?? [], mention), entities)
  for (const proposal of kept) {
    if (proposal.derivedFrom !== undefined)
      proposal.derivedFrom = replaced.get(proposal.derivedFrom) ?? proposal.derivedFrom
  }
  return kept
}

/** Types that a headline takes for one another: "spricht mit X" is told as a call below. */
const encounters = new Set(['meeting', 'call', 'visit', 'discussion'])

/** What a headline says of somebody's words and measures is told below too: it is that where one of those named is the same. */
const announced = new Set([
  'commitment', 'request', 'proposal', 'criticism', 'threat', 'rejection', 'support', 'accusation', 'concession', 'coercion',
  'protest', 'project', 'cooperation',
]) // prettier-ignore

/** A headline restates what the text below tells: where a fact of its type shares an actor, or is the only one, it is evidence for that. */
function foldHeadlines(kept: Proposal[], replaced: Map<Proposal, Proposal>): void {
  for (const heading of kept.filter((one) => one.heading === true)) {
    const words = announced.has(heading.type)
    if ((!restated.has(heading.type) && !words) || heading.type === 'position_held') continue
    const below = kept.filter((one) => one.heading !== true)
    const same = below.filter((one) => one.type === heading.type && one.polarity === heading.polarity)
    const told =
      same.find((one) => sharesOne(one, heading)) ??
      (encounters.has(heading.type)
        ? below.find((one) => encounters.has(one.type) && shared(one, heading) > 1)
        : undefined) ??
      (same.length === 1 && !words ? same[0] : undefined)
    if (told === undefined) continue
    absorb(told, heading)
    replaced.set(heading, told)
    kept.splice(kept.indexOf(heading), 1)
  }
}

function shared(a: Proposal, b: Proposal): number {
  const known = keyEntities(a, () => true)
  return [...keyEntities(b, () => true)].filter((id) => known.has(id)).length
}

function first(proposal: Proposal): number {
  return proposal.evidence[0]?.start ?? 0
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function isSame(
  a: Proposal,
  b: Proposal,
  codebook: Codebook,
  entities: ReadonlyMap<string, ExtractedEntity>,
): boolean {
  if (a.polarity !== b.polarity || a.temporalStatus !== b.temporalStatus) return false
  const near = a.sentence === b.sentence && touches(a.evidence, b.evidence)
  if (!restated.has(a.type)) return near && a.clause === b.clause && sameKeys(a, b, codebook, entities)
  if (!sameTime(a, b) && !near) return false
  if (
    (a.modality === 'planned' || a.modality === 'expected') !==
      (b.modality === 'planned' || b.modality === 'expected') &&
    !near
  )
    return false
  return sameKeys(a, b, codebook, entities, a.heading === true || b.heading === true)
}

function touches(a: readonly Span[], b: readonly Span[]): boolean {
  return a.some((x) => b.some((y) => overlap(x, y) > 0))
}

function sameTime(a: Proposal, b: Proposal): boolean {
  if (a.time === undefined || b.time === undefined) return true
  const x = a.time.iso
  const y = b.time.iso
  return (
    x.startsWith(y) ||
    y.startsWith(x) ||
    (a.time.basis !== 'stated' && b.time.basis !== 'stated') ||
    a.time.basis === 'publication' ||
    b.time.basis === 'publication' ||
    a.time.rule === 'day of the reported event' ||
    b.time.rule === 'day of the reported event'
  )
}

function sameKeys(
  a: Proposal,
  b: Proposal,
  codebook: Codebook,
  entities: ReadonlyMap<string, ExtractedEntity>,
  loose = false,
): boolean {
  const keys = keySlots(codebook, a.type)
  if (keys.some((slot) => together.has(slot.role))) {
    const x = keyEntities(a, (role) => together.has(role))
    const y = keyEntities(b, (role) => together.has(role))
    if (!matches(x, y, entities)) return false
  }
  for (const slot of keys) {
    if (together.has(slot.role)) continue
    const x = a.slots.filter((one) => one.role === slot.role)
    const y = b.slots.filter((one) => one.role === slot.role)
    if (x.length === 0 || y.length === 0) {
      if (loose && sharesOne(a, b)) continue
      if (slot.count === 'one' || slot.count === 'some') return false
      continue
    }
    // A headline says the same in other words: "Sanktionspaket", then "weitere Sanktionen".
    if (loose && [...x, ...y].every((one) => one.entity === undefined)) continue
    const alike = x.some((one) =>
      y.some(
        (other) =>
          (one.entity !== undefined && one.entity === other.entity) ||
          (one.start !== undefined && one.start === other.start) ||
          sameWord(one.surface, other.surface),
      ),
    )
    if (!alike) return false
  }
  return true
}

function sharesOne(a: Proposal, b: Proposal): boolean {
  const known = keyEntities(a, () => true)
  return [...keyEntities(b, () => true)].some((id) => known.has(id))
}

/** Words that differ in their ending only: "Präsident", "Präsidenten"; a short title ends the long one. */
function sameWord(a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false
  if (a === b) return true
  // Endings differ by a few letters at most: other words need no closer look.
  if (
    a.slice(0, 3).toLowerCase() !== b.slice(0, 3).toLowerCase() &&
    !a.toLowerCase().includes(b.slice(0, 6).toLowerCase()) &&
    !b.toLowerCase().includes(a.slice(0, 6).toLowerCase())
  )
    return false
  const x = stem(a)
  const y = stem(b)
  return x === y || shortens(x, y) || shortens(y, x)
}

/** "Minister" for "Verteidigungsminister", but not "Präsident" for "Vizepräsident". */
function shortens(short: string, long: string): boolean {
  return (
    short.length >= 6 &&
    long.endsWith(short) &&
    !/(?:vize|ex-?|alt|stellvertretender?|vor|unter|stellv\.?)[ -]?$/.test(long.slice(0, -short.length))
  )
}

function stem(words: string): string {
  return words.toLowerCase().replace(/(?<=\p{L}{4})(?:e[ns]?|s|n)(?=\s|$)/gu, '')
}

function keyEntities(proposal: Proposal, wanted: (role: string) => boolean): ReadonlySet<string> {
  return new Set(
    proposal.slots.flatMap((slot) => (wanted(slot.role) && slot.entity !== undefined ? [slot.entity] : [])),
  )
}

/** The same parties, or one side names fewer of them; a group stands for its members. */
function matches(
  x: ReadonlySet<string>,
  y: ReadonlySet<string>,
  entities: ReadonlyMap<string, ExtractedEntity>,
): boolean {
  const open = (set: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...set].flatMap((id) => entities.get(id)?.members ?? [id]))
  const a = open(x)
  const b = open(y)
  if (a.size === 0 || b.size === 0) return false
  const [small, large] = a.size <= b.size ? [a, b] : [b, a]
  return [...small].every((id) => large.has(id))
}

/** The same relation with the parties turned round, or the opposite said of the same. */
function contradicts(a: Proposal, b: Proposal): boolean {
  if (a.type === 'relation_change') {
    const agents = keyEntities(a, (role) => role === 'agent')
    const recipients = keyEntities(b, (role) => role === 'recipient')
    return (
      agents.size > 0 &&
      [...agents].every((id) => recipients.has(id)) &&
      [...keyEntities(b, (role) => role === 'agent')].every((id) =>
        keyEntities(a, (role) => role === 'recipient').has(id),
      )
    )
  }
  if (a.polarity === b.polarity || !restated.has(a.type)) return false
  const x = keyEntities(a, () => true)
  const y = keyEntities(b, () => true)
  return x.size > 0 && x.size === y.size && [...x].every((id) => y.has(id))
}

function absorb(into: Proposal, from: Proposal): void {
  for (const span of from.evidence) {
    const within = into.evidence.some((known) => known.start <= span.start && span.end <= known.end)
    if (within) continue
    const wider = into.evidence.findIndex((known) => span.start <= known.start && known.end <= span.end)
    if (wider >= 0 && into.sentence === from.sentence) into.evidence[wider] = span
    else if (wider < 0) into.evidence.push(span)
  }
  order(into.evidence, (a, b) => a.start - b.start || a.end - b.end)
  const roles = new Set(into.slots.map((slot) => slot.role))
  addSlots(
    into.slots,
    from.slots.filter((slot) => !roles.has(slot.role) || together.has(slot.role)),
  )
  if (into.time === undefined || (into.time.basis !== 'stated' && from.time?.basis === 'stated'))
    into.time = from.time ?? into.time
  into.wording += ` ${from.wording}`
}

/** "nach dem Treffen", "während des Besuchs des Präsidenten": evidence for the fact it must mean, the last one that fits. */
function attachMention(
  mention: Proposal,
  told: readonly Proposal[],
  entities: ReadonlyMap<string, ExtractedEntity>,
): void {
  const named = keyEntities(mention, () => true)
  const open = (set: ReadonlySet<string>): ReadonlySet<string> =>
    new Set([...set].flatMap((id) => [id, ...(entities.get(id)?.members ?? [])]))
  const fits = told.filter(
    (fact) => named.size === 0 || [...open(named)].some((id) => open(keyEntities(fact, () => true)).has(id)),
  )
  const fact =
    fits.findLast((candidate) => first(candidate) <= first(mention)) ?? (named.size > 0 ? fits[0] : undefined)
  if (fact === undefined) return
  for (const span of mention.evidence) {
    if (!fact.evidence.some((known) => overlap(known, span) > 0)) fact.evidence.push(span)
  }
  order(fact.evidence, (a, b) => a.start - b.start || a.end - b.end)
}
