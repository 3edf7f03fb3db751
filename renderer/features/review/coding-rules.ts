import type { Codebook, CodingRule } from '../../../shared/model/codebook.ts'
import type { FactView } from '../../../shared/model/views.ts'

/** A coding rule beside a fact: broken, or the reason why it is coded as it is. */
export interface RuleOnFact {
  readonly rule: CodingRule
  readonly broken: boolean
}

const still = (fact: FactView): boolean => fact.modality === 'planned' || fact.modality === 'expected'
const has = (fact: FactView, role: string): boolean => fact.slots.some((slot) => slot.role === role)

/** Where a rule decides how a fact is coded, it is worth a word even when it is kept: so it is learned. */
const teaches: Readonly<Record<string, (fact: FactView) => boolean>> = {
  'future-meeting-agree': (fact) => still(fact) && fact.plover?.event === 'AGREE',
  'future-act-agree': (fact) => still(fact) && fact.plover?.event === 'AGREE',
  'visitor-is-actor': (fact) => has(fact, 'host'),
  'signing-is-support': (fact) => fact.plover !== null && !still(fact),
}

/** Rules the fact breaks (the store says which), then those that explain its code. */
export function rulesOn(codebook: Codebook, fact: FactView): readonly RuleOnFact[] {
  const broken = new Set(fact.breaks)
  return codebook.rules
    .flatMap((rule): RuleOnFact[] => {
      if (broken.has(rule.id)) return [{ rule, broken: true }]
      const applies = rule.off !== true && rule.types.includes(fact.type) && teaches[rule.id]?.(fact) === true
      return applies ? [{ rule, broken: false }] : []
    })
    .sort((a, b) => Number(b.broken) - Number(a.broken))
}
