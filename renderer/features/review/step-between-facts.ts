import type { Span } from '../../../shared/model/span.ts'
import type { FactView } from '../../../shared/model/views.ts'

export const factOrders = ['text', 'certainty', 'likely'] as const
/** In the order of the text, the least certain first, or the most certain first, so that rejected kinds sink. */
export type FactOrder = (typeof factOrders)[number]

/** The order the key and the switch go on to. */
export const nextOrder = (order: FactOrder): FactOrder =>
  factOrders[(factOrders.indexOf(order) + 1) % factOrders.length] ?? 'text'

type Placed = Pick<
  FactView,
  'id' | 'state' | 'evidence' | 'trigger' | 'prior' | 'confidence' | 'missing' | 'conflictsWith'
>

const startOf = (fact: Placed): number => fact.evidence[0]?.start ?? Number.MAX_SAFE_INTEGER
const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const byText = (a: Placed, b: Placed): number =>
  startOf(a) - startOf(b) ||
  (a.trigger?.start ?? startOf(a)) - (b.trigger?.start ?? startOf(b)) ||
  byCodeUnits(a.id, b.id)

/**
 * What makes a fact doubtful: a gap, then a conflict, then a bad record of its rule and type, or a low prior while nobody
 * decided; facts made by hand are certain.
 */
const doubt = (fact: Placed): number =>
  (fact.missing.length > 0 ? 0 : 2) +
  (fact.conflictsWith.length > 0 ? 0 : 1) +
  (fact.confidence ?? fact.prior ?? 1)

/** Facts as the list shows them; withdrawn ones are left out. The order does not change when a fact is decided. */
export function orderFacts<F extends Placed>(facts: readonly F[], order: FactOrder): readonly F[] {
  const shown = facts.filter((fact) => fact.state !== 'withdrawn')
  if (order === 'text') return shown.sort(byText)
  const sign = order === 'certainty' ? 1 : -1
  return shown.sort((a, b) => sign * (doubt(a) - doubt(b)) || byText(a, b))
}

export const isOpen = (fact: Pick<FactView, 'state'>): boolean => fact.state === 'proposed'

/** The fact `by` places on, staying at the ends; the first where nothing is selected. */
export function stepFact(
  order: readonly { readonly id: string }[],
  selected: string | null,
  by: number,
): string | null {
  if (order.length === 0) return null
  const at = order.findIndex((fact) => fact.id === selected)
  const to = at === -1 ? (by < 0 ? order.length - 1 : 0) : Math.min(order.length - 1, Math.max(0, at + by))
  return order[to]?.id ?? null
}

/**
 * Where to go on after a decision: the next open fact below, not put off; then from the top; then those put off.
 * Null when nothing is open any more.
 */
export function nextOpen(
  order: readonly { readonly id: string; readonly state: FactView['state'] }[],
  decided: string,
  later: ReadonlySet<string>,
): string | null {
  const at = order.findIndex((fact) => fact.id === decided)
  const round = [...order.slice(at + 1), ...order.slice(0, Math.max(0, at))]
  const open = round.filter((fact) => isOpen(fact) && fact.id !== decided)
  return (open.find((fact) => !later.has(fact.id)) ?? open[0])?.id ?? null
}

/**
 * The fact meant by a caret in the text: the selected one where it rests on these words, else the one with the
 * shortest evidence here; null where no fact rests.
 */
export function factAtCaret(
  facts: readonly { readonly id: string; readonly evidence: readonly Span[] }[],
  caret: number,
  selected: string | null,
): string | null {
  let best: { readonly id: string; readonly length: number } | null = null
  for (const fact of facts) {
    for (const span of fact.evidence) {
      if (caret < span.start || caret > span.end) continue
      if (fact.id === selected) return selected
      const length = span.end - span.start
      if (best === null || length < best.length) best = { id: fact.id, length }
    }
  }
  return best?.id ?? null
}

export interface Progress {
  readonly facts: number
  readonly decided: number
  readonly accepted: number
  readonly edited: number
  readonly rejected: number
  readonly added: number
  readonly open: number
}

export function progressOf(facts: readonly Pick<FactView, 'state'>[]): Progress {
  const counts = { proposed: 0, accepted: 0, edited: 0, rejected: 0, added: 0, withdrawn: 0 }
  for (const { state } of facts) counts[state] += 1
  const { proposed: open, accepted, edited, rejected, added } = counts
  const decided = accepted + edited + rejected + added
  return { facts: open + decided, decided, accepted, edited, rejected, added, open }
}

/** Ids of the facts that were decided and are open again. */
export function openedAgain(
  before: readonly { readonly id: string; readonly state: FactView['state'] }[],
  now: readonly { readonly id: string; readonly state: FactView['state'] }[],
): readonly string[] {
  if (before === now) return []
  const changed = now.filter((fact, at) => fact !== before[at] && isOpen(fact))
  if (changed.length === 0) return []
  const decided = new Set(before.filter((fact) => !isOpen(fact)).map(({ id }) => id))
  return changed.filter(({ id }) => decided.has(id)).map(({ id }) => id)
}
