import type { Span } from '../../../../shared/model/span.ts'
import { byPosition, intersectionOverUnion, overlap } from '../../../../shared/offsets.ts'
import type { AnnotatedArticle, AnnotatedEntity, AnnotatedMention } from './annotated.ts'

/** Pairs of a gold and a predicted thing, each used once. */
export interface Pairing<Gold, Predicted> {
  readonly pairs: readonly (readonly [Gold, Predicted])[]
  readonly missed: readonly Gold[]
  readonly invented: readonly Predicted[]
}

/**
 * Pairs one to one, best weight first; a weight of 0 means that the two may not pair. Ties go to the text order
 * of the input, so that the result does not depend on anything else.
 */
export function pairBest<Gold, Predicted>(
  gold: readonly Gold[],
  predicted: readonly Predicted[],
  weigh: (gold: Gold, predicted: Predicted) => number,
): Pairing<Gold, Predicted> {
  const candidates: { readonly gold: number; readonly predicted: number; readonly weight: number }[] = []
  gold.forEach((one, goldIndex) => {
    predicted.forEach((other, predictedIndex) => {
      const weight = weigh(one, other)
      if (weight > 0) candidates.push({ gold: goldIndex, predicted: predictedIndex, weight })
    })
  })
  candidates.sort((a, b) => b.weight - a.weight || a.gold - b.gold || a.predicted - b.predicted)
  const goldUsed = new Set<number>()
  const predictedUsed = new Set<number>()
  const pairs: (readonly [Gold, Predicted])[] = []
  for (const candidate of candidates) {
    const one = gold[candidate.gold]
    const other = predicted[candidate.predicted]
    if (
      one === undefined ||
      other === undefined ||
      goldUsed.has(candidate.gold) ||
      predictedUsed.has(candidate.predicted)
    )
      continue
    goldUsed.add(candidate.gold)
    predictedUsed.add(candidate.predicted)
    pairs.push([one, other])
  }
  return {
    pairs,
    missed: gold.filter((_one, index) => !goldUsed.has(index)),
    invented: predicted.filter((_one, index) => !predictedUsed.has(index)),
  }
}

/** Weight of two spans for pairing: their intersection over union where it reaches `least`. */
export function overlapWeight(a: Span, b: Span, least: number): number {
  const ratio = intersectionOverUnion([a], [b])
  return ratio >= least && ratio > 0 ? ratio : 0
}

export function equalSpans(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end
}

/** Whether the span lies in one of the others for the most part. */
export function liesIn(span: Span, others: readonly Span[]): boolean {
  return others.some((other) => overlap(span, other) * 2 > span.end - span.start)
}

/** From predicted to gold entity ids. */
export type EntityAlignment = ReadonlyMap<string, string>

/**
 * Aligns entities by ISO or Wikidata id where both have one, else one to one by the overlap of their mentions.
 * Two entities whose ids are both known and differ are never aligned.
 */
export function alignEntities(gold: AnnotatedArticle, predicted: AnnotatedArticle): EntityAlignment {
  const alignment = new Map<string, string>()
  const taken = new Set<string>()
  const align = (goldId: string, predictedId: string): void => {
    alignment.set(predictedId, goldId)
    taken.add(goldId)
  }
  for (const entity of predicted.entities) {
    const same = gold.entities.find((other) => !taken.has(other.id) && sameIdentity(other, entity) === true)
    if (same !== undefined) align(same.id, entity.id)
  }
  const goldMentions = mentionsByEntity(gold.mentions)
  const predictedMentions = mentionsByEntity(predicted.mentions)
  const rest = pairBest(
    gold.entities.filter((entity) => !taken.has(entity.id)),
    predicted.entities.filter((entity) => !alignment.has(entity.id)),
    (one, other) =>
      one.type !== other.type || sameIdentity(one, other) === false
        ? 0
        : sharedMentions(goldMentions.get(one.id) ?? [], predictedMentions.get(other.id) ?? []),
  )
  for (const [one, other] of rest.pairs) align(one.id, other.id)
  alignGroupsByMembers(gold.entities, predicted.entities, alignment, taken)
  return alignment
}

/** True or false where both entities carry an id of the same kind; null where nothing can be said. */
function sameIdentity(a: AnnotatedEntity, b: AnnotatedEntity): boolean | null {
  if (a.type !== b.type) return null
  if (a.iso3 !== null && b.iso3 !== null) return a.iso3 === b.iso3
  if (a.wikidata !== null && b.wikidata !== null) return a.wikidata === b.wikidata
  return null
}

function mentionsByEntity(
  mentions: readonly AnnotatedMention[],
): ReadonlyMap<string, readonly AnnotatedMention[]> {
  const byEntity = new Map<string, AnnotatedMention[]>()
  for (const mention of [...mentions].sort(byPosition)) {
    if (mention.entity === null) continue
    const list = byEntity.get(mention.entity)
    if (list === undefined) byEntity.set(mention.entity, [mention])
    else list.push(mention)
  }
  return byEntity
}

/** Sum of the overlaps of two lists of mentions in text order. */
function sharedMentions(a: readonly AnnotatedMention[], b: readonly AnnotatedMention[]): number {
  let sum = 0
  let from = 0
  for (const one of a) {
    while (from < b.length && (b[from]?.end ?? 0) <= one.start) from += 1
    for (let index = from; index < b.length; index += 1) {
      const other = b[index]
      if (other === undefined || other.start >= one.end) break
      sum += overlapWeight(one, other, 0)
    }
  }
  return sum
}

/** Groups without mentions in common are the same where their members are. */
function alignGroupsByMembers(
  gold: readonly AnnotatedEntity[],
  predicted: readonly AnnotatedEntity[],
  alignment: Map<string, string>,
  taken: Set<string>,
): void {
  for (const group of predicted) {
    if (alignment.has(group.id) || group.members === undefined) continue
    const members = group.members.map((member) => alignment.get(member) ?? '').sort()
    const same = gold.find(
      (other) =>
        !taken.has(other.id) &&
        other.members !== undefined &&
        [...other.members].sort().join(' ') === members.join(' '),
    )
    if (same === undefined) continue
    alignment.set(group.id, same.id)
    taken.add(same.id)
  }
}
