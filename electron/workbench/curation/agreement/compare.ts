import type {
  Agreement,
  AgreementFigures,
  Difference,
  DifferenceKind,
  OpinionArticle,
  OpinionFact,
} from '../../../../shared/model/opinion.ts'
import { intersectionOverUnion } from '../../../../shared/offsets.ts'
import { cohenKappa, krippendorffAlpha, percentAgreement, type Unit } from './coefficients.ts'
import type { Opinion } from './opinion.ts'

/** How far two opinions agree, and every place where they part. */
export interface AgreementReport {
  readonly figures: AgreementFigures
  readonly differences: readonly Difference[]
}

/** The same fact as two coders see it. */
interface Pair {
  readonly textSha256: string
  readonly title: string
  readonly first: OpinionFact | null
  readonly second: OpinionFact | null
  /** The type each says it is of, `none`, or null for no opinion. */
  readonly unit: Unit
}

const none = 'none'

/**
 * Compares two opinions over the articles both have, by the checksum of their texts. Facts are the same where they were
 * proposed as the same (fingerprint), else by type and evidence (overlap of half or more), else by trigger and evidence
 * whatever their type. What one coder has not is *none* where that coder finished the article, and no opinion otherwise.
 */
export function compareOpinions(first: Opinion, second: Opinion): AgreementReport {
  const pairs: Pair[] = []
  let both = 0
  for (const [textSha256, article] of first.articles) {
    const other = second.articles.get(textSha256)
    if (other === undefined) continue
    both++
    pairs.push(...pairsOf(textSha256, article, other))
  }
  const units = pairs.map(({ unit }) => unit)
  const shared = pairs.flatMap(({ first: a, second: b }) =>
    a !== null && b !== null && a.verdict === 'holds' && b.verdict === 'holds' && a.type === b.type
      ? [[a, b] as const]
      : [],
  )
  return {
    figures: {
      first: first.name,
      second: second.name,
      articles: { both, onlyFirst: first.articles.size - both, onlySecond: second.articles.size - both },
      facts: agreement(units),
      types: namesIn(units).map((type) => onType(type, units)),
      slots: rolesIn(shared).map((role) => ({
        role,
        ...agreement(shared.map((pair) => pair.map((fact) => answer(fact, role)))),
      })),
    },
    differences: pairs.flatMap(differenceOf),
  }
}

function agreement(units: readonly Unit[]): Agreement {
  return {
    units: units.filter(([a = null, b = null]) => a !== null && b !== null).length,
    percent: percentAgreement(units),
    kappa: cohenKappa(units),
    alpha: krippendorffAlpha(units),
  }
}

function onType(type: string, units: readonly Unit[]): AgreementFigures['types'][number] {
  const binary = units.map((unit): Unit =>
    unit.map((value) => (value === null ? null : value === type ? type : none)),
  )
  const count = (a: string, b: string): number =>
    binary.filter((unit) => unit[0] === a && unit[1] === b).length
  return {
    type,
    ...agreement(binary),
    both: count(type, type),
    onlyFirst: count(type, none),
    onlySecond: count(none, type),
  }
}

function namesIn(units: readonly Unit[]): readonly string[] {
  return [
    ...new Set(units.flat().flatMap((value) => (value === null || value === none ? [] : [value]))),
  ].sort()
}

/** A filler left empty is an answer, too: that nothing fills the role. */
function answer(fact: OpinionFact, role: string): string {
  switch (role) {
    case 'time':
      return fact.time?.iso ?? ''
    case 'modality':
      return fact.modality
    case 'polarity':
      return fact.polarity
    default:
      return fact.slots
        .filter((slot) => slot.role === role)
        .map(({ key }) => key)
        .sort()
        .join(' | ')
  }
}

const fields = ['time', 'modality', 'polarity'] as const

function rolesIn(pairs: readonly (readonly [OpinionFact, OpinionFact])[]): readonly string[] {
  if (pairs.length === 0) return []
  const roles = new Set(pairs.flat().flatMap((fact) => fact.slots.map(({ role }) => role)))
  return [...[...roles].filter((role) => !fields.some((field) => field === role)).sort(), ...fields]
}

function pairsOf(textSha256: string, a: OpinionArticle, b: OpinionArticle): readonly Pair[] {
  const partner = matched(a.facts, b.facts)
  const taken = new Set(partner.values())
  const pair = (first: OpinionFact | null, second: OpinionFact | null): Pair => ({
    textSha256,
    title: a.title,
    first,
    second,
    unit: [opinionOf(first, a), opinionOf(second, b)],
  })
  return [
    ...a.facts.map((fact) => pair(fact, partner.get(fact) ?? null)),
    ...b.facts.filter((fact) => !taken.has(fact)).map((fact) => pair(null, fact)),
  ]
}

function opinionOf(fact: OpinionFact | null, article: OpinionArticle): string | null {
  if (fact === null) return article.finished ? none : null
  if (fact.verdict === 'undecided') return null
  return fact.verdict === 'holds' ? fact.type : none
}

/** Who is the same as whom; the surest first, each once, ties in the order given. */
function matched(
  ours: readonly OpinionFact[],
  theirs: readonly OpinionFact[],
): ReadonlyMap<OpinionFact, OpinionFact> {
  const likely: { readonly a: OpinionFact; readonly b: OpinionFact; readonly score: number }[] = []
  for (const a of ours) {
    for (const b of theirs) {
      const score = sameness(a, b)
      if (score > 0) likely.push({ a, b, score })
    }
  }
  likely.sort((x, y) => y.score - x.score)
  const partner = new Map<OpinionFact, OpinionFact>()
  const taken = new Set<OpinionFact>()
  for (const { a, b } of likely) {
    if (partner.has(a) || taken.has(b)) continue
    partner.set(a, b)
    taken.add(b)
  }
  return partner
}

function sameness(a: OpinionFact, b: OpinionFact): number {
  const overlap = intersectionOverUnion(a.evidence, b.evidence)
  const trigger =
    a.trigger !== null &&
    b.trigger !== null &&
    a.trigger.start === b.trigger.start &&
    a.trigger.end === b.trigger.end
  if (a.fingerprint !== null && a.fingerprint === b.fingerprint) return 10 + overlap
  if (a.type === b.type && overlap >= 0.5) return 4 + overlap + (trigger ? 2 : 0) + fillersShared(a, b)
  return trigger && overlap >= 0.5 ? 1 + overlap : 0
}

/** Several facts of one type may rest on one sentence: their fillers tell them apart. 0 to 1. */
function fillersShared(a: OpinionFact, b: OpinionFact): number {
  const fillers = ({ slots }: OpinionFact): readonly string[] =>
    slots.map(({ role, key }) => `${role} ${key}`)
  const all = fillers(a)
  const others = new Set(fillers(b))
  if (all.length === 0) return 0
  return all.filter((filler) => others.has(filler)).length / Math.max(all.length, others.size)
}

function differenceOf({ textSha256, title, first, second, unit }: Pair): readonly Difference[] {
  const [a = null, b = null] = unit
  if (a === null || b === null || (a === none && b === none)) return []
  const difference = (kind: DifferenceKind, roles: readonly string[] = []): readonly Difference[] => [
    { textSha256, title, kind, first, second, roles: [...roles] },
  ]
  if (b === none) return difference('onlyFirst')
  if (a === none) return difference('onlySecond')
  if (a !== b) return difference('type')
  if (first === null || second === null) return []
  const roles = rolesIn([[first, second]]).filter((role) => answer(first, role) !== answer(second, role))
  return roles.length === 0 ? [] : difference('slots', roles)
}
