import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { articleOfFact, factViews } from '../queries/fact-views.ts'
import { recordDecision, type Handled, type HandlerContext } from './context.ts'
import { decide } from './edit.ts'
import { materialise } from './materialise.ts'

/**
 * One verdict on many facts, and one line in the log for what they share. Refused as a whole where one of them is
 * decided already, is gone, or lacks something required: what was shown is what is done.
 */
export function decideFacts(context: HandlerContext, payload: ParsedPayloadOf<'facts.decide'>): Handled {
  for (const view of viewsOf(context, payload.factIds)) {
    if (view.state !== 'proposed') throw new BelegError('facts.decided', { factId: view.id })
    if (payload.verdict === 'accept' && view.missing.length > 0)
      throw new BelegError('fact.incomplete', { roles: view.missing, factId: view.id })
    materialise(context, view.id)
    const state = payload.verdict === 'reject' ? 'rejected' : view.rule === null ? 'added' : view.edited ? 'edited' : 'accepted' // prettier-ignore
    decide(context, view, state, { verdict: payload.verdict, reason: payload.reason })
  }
  recordDecision(context, {
    subjectKind: `alike.${payload.by}`,
    subjectId: payload.of,
    articleId: null,
    verdict: payload.verdict,
    reason: JSON.stringify({
      facts: payload.factIds.length,
      except: payload.except.length,
      sampled: payload.sample.factIds.length,
      failed: payload.sample.failed.length,
    }),
    durationMs: payload.durationMs,
  })
  return { label: [String(payload.factIds.length), payload.of].join(' · ') }
}

/** The facts in the order given; an article is read once for all of its facts. Throws `notFound`. */
function* viewsOf(context: HandlerContext, factIds: readonly string[]): Generator<FactView> {
  const byArticle = new Map<string, ReadonlyMap<string, FactView>>()
  for (const factId of new Set(factIds)) {
    const articleId = articleOfFact(context.db, factId)
    let views = articleId === null ? undefined : byArticle.get(articleId)
    if (articleId !== null && views === undefined) {
      views = new Map(
        factViews(context.db, context.codebook, articleId).map((view) => [view.id as string, view]),
      )
      byArticle.set(articleId, views)
    }
    const view = views?.get(factId)
    if (view === undefined) throw new BelegError('notFound', { kind: 'fact', id: factId })
    yield view
  }
}
