import { factTypeOf, missingRoles, slotOf, type Codebook } from '../../../shared/model/codebook.ts'
import { foldText } from '../../text-pane/find-in-text.ts'
import type { FactView, SlotView } from '../../../shared/model/views.ts'

/** Words as types are searched by: without case, accents and odd spaces. */
export const foldWords = (text: string): string => foldText(text).folded

/** What becomes of a fact's slots under another type. */
export interface TypeFit {
  readonly type: string
  readonly kept: readonly SlotView[]
  /** Slots the type has no place for, or no further place. */
  readonly lost: readonly SlotView[]
  /** Required roles that nothing would answer. */
  readonly missing: readonly string[]
}

/** As the store does it: roles the type does not know are dropped, everything else stays. */
export function fitType(codebook: Codebook, fact: Pick<FactView, 'slots'>, typeId: string): TypeFit {
  const type = factTypeOf(codebook, typeId)
  const fits = (slot: SlotView): boolean =>
    type !== undefined && slotOf(codebook, typeId, slot.role) !== undefined
  const kept = fact.slots.filter(fits)
  const roles = new Set(kept.map((slot) => slot.role))
  return {
    type: typeId,
    kept,
    lost: fact.slots.filter((slot) => !fits(slot)),
    missing: type === undefined ? [] : missingRoles(type, (role) => roles.has(role)),
  }
}

/** Types whose label, verb, definition or id holds the search; those that begin with it first, then by how well the fact's slots fit. */
export function searchTypes(
  codebook: Codebook,
  fact: Pick<FactView, 'slots'> | null,
  search: string,
  fold: (text: string) => string,
): readonly TypeFit[] {
  const needle = fold(search).trim()
  const ranked = codebook.factTypes.flatMap((type, index) => {
    if (type.retired === true) return []
    const names = [
      type.label.en,
      type.label.de,
      type.verb.en,
      type.verb.de,
      type.id.replaceAll('_', ' '),
    ].map(fold)
    const words = names.some((name) => name.startsWith(needle))
      ? 0
      : names.some((name) => name.includes(needle))
        ? 1
        : [type.definition.en, type.definition.de].some((one) => fold(one).includes(needle))
          ? 2
          : 3
    if (words === 3) return []
    const fit = fitType(codebook, fact ?? { slots: [] }, type.id)
    return [{ fit, words, cost: fit.lost.length * 2 + fit.missing.length, index }]
  })
  return ranked
    .sort((a, b) => a.words - b.words || a.cost - b.cost || a.index - b.index)
    .map(({ fit }) => fit)
}

/**
 * Types a new fact may have, the likeliest first: named by the selected words, then by triggers that already made
 * facts of this article, then by how often the article has them, then the codebook's order.
 */
export function suggestTypes(
  codebook: Codebook,
  facts: readonly Pick<FactView, 'type' | 'trigger' | 'state'>[],
  words: string,
  fold: (text: string) => string,
): readonly string[] {
  const text = ` ${fold(words)} `
  const score = new Map<string, number>()
  const add = (type: string, by: number): void => void score.set(type, (score.get(type) ?? 0) + by)
  for (const type of codebook.factTypes) {
    const stems = [type.label.de, type.verb.de, type.label.en, type.verb.en].flatMap((name) =>
      fold(name).split(/[^\p{L}]+/u),
    )
    for (const stem of new Set(stems)) {
      // Words this short stand for grammar ("with", "hat"), not for a type.
      if (stem.length < 5) continue
      if (text.includes(stem.slice(0, Math.max(5, stem.length - 3)))) add(type.id, 10)
    }
  }
  for (const fact of facts) {
    if (fact.state === 'rejected' || fact.state === 'withdrawn') continue
    const trigger = fact.trigger === null ? '' : fold(fact.trigger.surface).trim()
    if (trigger.length >= 4 && text.includes(trigger)) add(fact.type, 20)
    add(fact.type, 0.1)
  }
  return codebook.factTypes
    .filter((type) => type.retired !== true)
    .map((type, index) => ({ id: type.id, index, score: score.get(type.id) ?? 0 }))
    .sort((a, b) => b.score - a.score || a.index - b.index)
    .map(({ id }) => id)
}
