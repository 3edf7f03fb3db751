import { factTypeOf, missingRoles } from '../../../../shared/model/codebook.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { codesOf } from '../codes.ts'
import { recordDecision, requireFact, type Handled, type HandlerContext } from './context.ts'
import { materialise } from './materialise.ts'

/** The fact in a few words: its type and who or what its first slots name, as the text has it. */
export function factLabel(view: FactView): string {
  const names = view.slots.flatMap((slot) => (slot.surface === null ? [] : [slot.surface])).slice(0, 3)
  return [view.type, ...names].join(' · ')
}

/** Runs a change of a fact's content, logs it, and settles the state. */
export function edit(
  context: HandlerContext,
  factId: string,
  change: (view: FactView) => void,
  codes: 'again' | 'keep' = 'keep',
): Handled {
  const before = requireFact(context, factId)
  materialise(context, before.id)
  // Read again: the materialised slots carry the store's ids.
  change(requireFact(context, factId))
  recordDecision(context, {
    subjectKind: 'fact',
    subjectId: before.id,
    articleId: before.articleId,
    verdict: 'edit',
  })
  settle(context, factId, codes)
  return { label: factLabel(before) }
}

/**
 * An edit is a decision: the fact counts as *edited* (or *added*, where a coder made it) as soon as every required slot
 * is answered; until then it waits as proposed. Codes are derived again where type, modality,
 * polarity or time changed; else they stay as the frame that found the fact gave them.
 */
export function settle(context: HandlerContext, factId: string, codes: 'again' | 'keep'): void {
  const view = requireFact(context, factId)
  const type = factTypeOf(context.codebook, view.type)
  const incomplete =
    view.missing.length > 0 ||
    (type !== undefined && view.slots.length === 0 && missingRoles(type, () => false).length > 0)
  const state = incomplete ? 'proposed' : originOf(context, factId) === 'hand' ? 'added' : 'edited'
  const coded = codes === 'keep' ? view : codesOf(context.codebook, view)
  context.db.update(
    'fact',
    { id: factId },
    {
      state,
      reject_reason: null,
      coder_id: context.coderId,
      decided_at: context.at,
      plover_json: coded.plover === null ? null : JSON.stringify(coded.plover),
      cameo: coded.cameo,
    },
  )
}

export function originOf({ db }: HandlerContext, factId: string): string {
  return db.get('SELECT origin FROM fact WHERE id = ?', [factId], (row) => row.text('origin')) ?? 'rule'
}

/** Sets the state a verdict means, and logs it. */
export function decide(
  context: HandlerContext,
  view: FactView,
  state: string,
  decision: {
    readonly verdict: string
    readonly reason?: string | undefined
    readonly durationMs?: number | undefined
  },
): void {
  context.db.update(
    'fact',
    { id: view.id },
    {
      state,
      reject_reason: decision.reason ?? null,
      coder_id: context.coderId,
      decided_at: context.at,
      duration_ms: decision.durationMs ?? null,
    },
  )
  recordDecision(context, { subjectKind: 'fact', subjectId: view.id, articleId: view.articleId, ...decision })
}
