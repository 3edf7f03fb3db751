import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { factTypeOf } from '../../../../shared/model/codebook.ts'
import { BelegError } from '../../../../shared/errors.ts'
import {
  recordDecision,
  requireArticle,
  requireFact,
  requireSpan,
  type Handled,
  type HandlerContext,
} from './context.ts'
import { factLabel } from './edit.ts'

/** A sentence read without its proposals. Read again, the earlier reading is replaced: a second look is not blind. */
export function readBlind(context: HandlerContext, payload: ParsedPayloadOf<'sentence.blind'>): Handled {
  requireArticle(context, payload.articleId)
  const span = requireSpan(context, payload.articleId, payload)
  for (const type of payload.seen) {
    if (factTypeOf(context.codebook, type) === undefined) throw new BelegError('fact.type', { type })
  }
  const subjectId = `${String(span.start)}-${String(span.end)}`
  context.db.run(
    "DELETE FROM decision WHERE subject_kind = 'sentence' AND subject_id = ? AND article_id = ? AND verdict = 'blind'",
    [subjectId, payload.articleId],
  )
  recordDecision(context, {
    subjectKind: 'sentence',
    subjectId,
    articleId: payload.articleId,
    verdict: 'blind',
    reason: JSON.stringify(payload.seen),
    durationMs: payload.durationMs,
  })
  return { label: span.surface.slice(0, 60) }
}

/** A second look at a decision without seeing it. The fact stays as it is; where the two differ, somebody must look. */
export function recheckFact(context: HandlerContext, payload: ParsedPayloadOf<'fact.recheck'>): Handled {
  const view = requireFact(context, payload.factId)
  if (view.state === 'proposed' || view.state === 'withdrawn')
    throw new BelegError('facts.undecided', { factId: view.id })
  recordDecision(context, {
    subjectKind: 'recheck',
    subjectId: view.id,
    articleId: view.articleId,
    verdict: payload.verdict,
    reason: view.state,
    durationMs: payload.durationMs,
  })
  return { label: factLabel(view) }
}
