import type { AnnotatedArticle, AnnotatedBoilerplate, AnnotatedMention } from './annotated.ts'
import { equalSpans, liesIn, overlapWeight, pairBest, type EntityAlignment, type Pairing } from './align.ts'
import type { Accuracy, EvaluationError, EvaluationStage, Tally } from './tally.ts'

/** Forms that name what they stand for (guidelines §7). */
export const nameForms: ReadonlySet<string> = new Set(['name', 'demonym', 'metonym'])
/** Types that have a value and stand for no entity. */
export const valueTypes: ReadonlySet<string> = new Set([
  'DATE',
  'DURATION',
  'FREQ',
  'ORDINAL',
  'NUM',
  'QUANT',
  'MONEY',
  'URL',
])
/** Types whose mention stands for an entity in the linking measures; offices are measured by themselves. */
const linkedTypes: ReadonlySet<string> = new Set([
  'PER',
  'ORG',
  'GPE',
  'LOC',
  'DEM',
  'EVT',
  'DOCU',
  'PROJECT',
  'POLICY',
  'LEVEL',
  'GROUP',
])

export interface MentionMeasures {
  readonly tallies: {
    readonly boilerplate: Tally
    readonly boilerplateKind: Tally
    readonly mentions: Tally
    readonly nested: Tally
    readonly coreference: Tally
    readonly linkedMentions: Tally
    readonly roles: Tally
    readonly rolesOverlap: Tally
    readonly dates: Tally
    readonly datesOverlap: Tally
    readonly amounts: Tally
  }
  readonly accuracies: {
    readonly dateIso: Accuracy
    readonly amountNorm: Accuracy
    readonly linking: Accuracy
  }
  readonly byType: Readonly<Record<string, Tally>>
  readonly cluster: ClusterSums
  readonly errors: readonly EvaluationError[]
}

/** Sums of B³: each mention's precision and recall, and how many mentions there were. */
export interface ClusterSums {
  readonly precision: number
  readonly predicted: number
  readonly recall: number
  readonly gold: number
}

/** Scores of boilerplate, mentions and linking of one article. Mentions inside boilerplate are left out. */
export function measureMentions(
  gold: AnnotatedArticle,
  predicted: AnnotatedArticle,
  alignment: EntityAlignment,
): MentionMeasures {
  const errors: EvaluationError[] = []
  const masked = gold.boilerplate
  const own = (article: AnnotatedArticle) => article.mentions.filter((mention) => !liesIn(mention, masked))
  const [goldAll, predictedAll] = [own(gold), own(predicted)]
  const pick = (keep: (mention: AnnotatedMention) => boolean) =>
    [goldAll.filter(keep), predictedAll.filter(keep)] as const
  const isNamed = (mention: AnnotatedMention) => nameForms.has(mention.form) && !valueTypes.has(mention.type)
  const isOuter = (mention: AnnotatedMention) => mention.nestedIn === null

  const outer = strict(...pick((mention) => isNamed(mention) && isOuter(mention)))
  report(errors, 'mentions', 'mentions', outer)
  const nested = strict(...pick((mention) => isNamed(mention) && !isOuter(mention)))
  const coreference = strict(
    ...pick((mention) => !nameForms.has(mention.form) && !valueTypes.has(mention.type)),
  )
  report(errors, 'mentions', 'nested', nested)
  report(errors, 'mentions', 'coreference', coreference)
  const [goldNames, predictedNames] = pick(
    (mention) => isNamed(mention) && linkedTypes.has(mention.type) && mention.entity !== null,
  )
  const linked = pairBest(goldNames, predictedNames, (one, other) =>
    one.type === other.type && alignment.get(other.entity ?? '') === one.entity
      ? overlapWeight(one, other, 0)
      : 0,
  )
  const [goldRoles, predictedRoles] = pick(
    (mention) => mention.type === 'ROLE' && nameForms.has(mention.form),
  )
  const [goldDates, predictedDates] = pick((mention) => mention.type === 'DATE')
  const dates = pairBest(goldDates, predictedDates, (one, other) => overlapWeight(one, other, 0))
  report(errors, 'values', 'dates', dates)
  const [goldAmounts, predictedAmounts] = pick(
    (mention) => valueTypes.has(mention.type) && mention.type !== 'DATE' && mention.type !== 'URL',
  )
  const amounts = strict(goldAmounts, predictedAmounts)
  report(errors, 'values', 'amounts', amounts)

  const [namedGold, namedPredicted] = pick(isNamed)
  const found = strict(namedGold, namedPredicted)
  const byType: Record<string, Tally> = {}
  for (const type of new Set([...goldAll, ...predictedAll].map((mention) => mention.type))) {
    byType[type] = tally(strict(...pick((mention) => mention.type === type && nameForms.has(mention.form))))
  }
  return {
    tallies: {
      ...measureBoilerplate(gold.boilerplate, predicted.boilerplate, errors),
      mentions: tally(outer),
      nested: tally(nested),
      coreference: tally(coreference),
      linkedMentions: tally(linked),
      roles: tally(strict(goldRoles, predictedRoles)),
      rolesOverlap: tally(pairBest(goldRoles, predictedRoles, (one, other) => overlapWeight(one, other, 0))),
      dates: tally(strict(goldDates, predictedDates)),
      datesOverlap: tally(dates),
      amounts: tally(amounts),
    },
    accuracies: {
      dateIso: dateAccuracy(dates.pairs, errors),
      amountNorm: amountAccuracy(amounts.pairs, errors),
      linking: linkingAccuracy(found.pairs, alignment, errors),
    },
    byType,
    cluster: clusterSums(goldAll, predictedAll),
    errors,
  }
}

function strict(
  gold: readonly AnnotatedMention[],
  predicted: readonly AnnotatedMention[],
): Pairing<AnnotatedMention, AnnotatedMention> {
  return pairBest(gold, predicted, (one, other) =>
    one.type === other.type && equalSpans(one, other) ? 1 : 0,
  )
}

function tally<Gold, Predicted>(pairing: Pairing<Gold, Predicted>): Tally {
  return { right: pairing.pairs.length, invented: pairing.invented.length, missed: pairing.missed.length }
}

/** Reports what was missed and invented; where one overlaps the other, it is one mention with wrong ends or type. */
function report(
  errors: EvaluationError[],
  stage: EvaluationStage,
  measure: string,
  pairing: Pairing<AnnotatedMention, AnnotatedMention>,
): void {
  const invented = [...pairing.invented]
  for (const mention of pairing.missed) {
    const at = invented.findIndex((other) => overlapWeight(mention, other, 0) > 0)
    const [instead] = at < 0 ? [] : invented.splice(at, 1)
    const name = (one: AnnotatedMention): string => `${one.type} ${one.surface}`
    errors.push({
      ...about(stage, measure, mention),
      ...(instead === undefined
        ? { kind: 'missed' }
        : { kind: 'wrong', expected: name(mention), found: name(instead), ...ruleOf(instead) }),
    })
  }
  for (const mention of invented)
    errors.push({ ...about(stage, measure, mention), kind: 'invented', ...ruleOf(mention) })
}

const about = (stage: EvaluationStage, measure: string, { type, start, surface }: AnnotatedMention) => ({
  stage,
  measure,
  type,
  start,
  surface,
})
const ruleOf = ({ rule }: { readonly rule?: string | undefined }): { readonly rule?: string } =>
  rule === undefined ? {} : { rule }

function measureBoilerplate(
  gold: readonly AnnotatedBoilerplate[],
  predicted: readonly AnnotatedBoilerplate[],
  errors: EvaluationError[],
): { readonly boilerplate: Tally; readonly boilerplateKind: Tally } {
  const masked = pairBest(gold, predicted, (one, other) => overlapWeight(one, other, 0.8))
  const right = masked.pairs.filter(([one, other]) => one.kind === other.kind).length
  for (const one of masked.missed)
    errors.push({
      stage: 'zones',
      measure: 'boilerplate',
      kind: 'missed',
      type: one.kind,
      start: one.start,
      surface: one.surface,
    })
  for (const one of masked.invented) {
    errors.push({
      stage: 'zones',
      measure: 'boilerplate',
      kind: 'invented',
      type: one.kind,
      start: one.start,
      surface: one.surface,
      ...(one.rule === undefined ? {} : { rule: one.rule }),
    })
  }
  for (const [one, other] of masked.pairs) {
    if (one.kind === other.kind) continue
    errors.push({
      stage: 'zones',
      measure: 'boilerplate',
      kind: 'wrong',
      type: one.kind,
      start: one.start,
      surface: one.surface,
      expected: one.kind,
      found: other.kind,
      ...(other.rule === undefined ? {} : { rule: other.rule }),
    })
  }
  const kindTally = { right, invented: predicted.length - right, missed: gold.length - right }
  return { boilerplate: tally(masked), boilerplateKind: kindTally }
}

type MentionPairs = readonly (readonly [AnnotatedMention, AnnotatedMention])[]

/** Over the dates found, those whose gold gives an ISO value. */
function dateAccuracy(pairs: MentionPairs, errors: EvaluationError[]): Accuracy {
  let right = 0
  let asked = 0
  for (const [one, other] of pairs) {
    const expected = one.norm?.iso
    if (expected === undefined) continue
    asked += 1
    if (other.norm?.iso === expected) right += 1
    else errors.push(wrong('values', 'date value', one, other, expected, other.norm?.iso))
  }
  return { right, asked }
}

function amountAccuracy(pairs: MentionPairs, errors: EvaluationError[]): Accuracy {
  let right = 0
  let asked = 0
  for (const [one, other] of pairs) {
    const [expected, found] = [one.norm?.amount ?? one.norm?.value, other.norm?.amount ?? other.norm?.value]
    if (expected === undefined) continue
    asked += 1
    const sameCurrency = one.norm?.currency === undefined || one.norm.currency === other.norm?.currency
    if (found === expected && sameCurrency) right += 1
    else
      errors.push(
        wrong(
          'values',
          'amount value',
          one,
          other,
          String(expected),
          found === undefined ? undefined : String(found),
        ),
      )
  }
  return { right, asked }
}

function linkingAccuracy(
  pairs: MentionPairs,
  alignment: EntityAlignment,
  errors: EvaluationError[],
): Accuracy {
  let right = 0
  let asked = 0
  for (const [one, other] of pairs) {
    if (one.entity === null) continue
    asked += 1
    const found = alignment.get(other.entity ?? '')
    if (found === one.entity) right += 1
    else errors.push(wrong('identity', 'linking', one, other, one.entity, found))
  }
  return { right, asked }
}

function wrong(
  stage: EvaluationStage,
  measure: string,
  one: AnnotatedMention,
  other: AnnotatedMention,
  expected: string,
  found: string | undefined,
): EvaluationError {
  const rule = other.norm?.rule ?? other.rule
  return {
    stage,
    measure,
    kind: 'wrong',
    type: one.type,
    start: one.start,
    surface: one.surface,
    expected,
    found: found ?? '–',
    ...(rule === undefined ? {} : { rule }),
  }
}

/**
 * B³ over names, nominals and pronouns: for each mention found on both sides, the share of its cluster that is
 * right; a mention without a counterpart counts as 0 on its side.
 */
function clusterSums(
  goldAll: readonly AnnotatedMention[],
  predictedAll: readonly AnnotatedMention[],
): ClusterSums {
  const clustered = (mention: AnnotatedMention) => mention.entity !== null && !valueTypes.has(mention.type)
  const gold = goldAll.filter(clustered)
  const predicted = predictedAll.filter(clustered)
  const pairs = pairBest(gold, predicted, (one, other) =>
    equalSpans(one, other) ? (one.type === other.type ? 2 : 1) : 0,
  ).pairs
  const size = (mentions: readonly AnnotatedMention[]): Map<string, number> => {
    const sizes = new Map<string, number>()
    for (const mention of mentions)
      sizes.set(mention.entity ?? '', (sizes.get(mention.entity ?? '') ?? 0) + 1)
    return sizes
  }
  const both = new Map<string, number>()
  const key = (one: AnnotatedMention, other: AnnotatedMention) =>
    `${one.entity ?? ''}\u0000${other.entity ?? ''}`
  for (const [one, other] of pairs) both.set(key(one, other), (both.get(key(one, other)) ?? 0) + 1)
  const [goldSizes, predictedSizes] = [size(gold), size(predicted)]
  let precision = 0
  let recall = 0
  for (const [one, other] of pairs) {
    const shared = both.get(key(one, other)) ?? 0
    precision += shared / (predictedSizes.get(other.entity ?? '') ?? 1)
    recall += shared / (goldSizes.get(one.entity ?? '') ?? 1)
  }
  return { precision, predicted: predicted.length, recall, gold: gold.length }
}
