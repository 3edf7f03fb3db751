import { BelegError } from '../../../../shared/errors.ts'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import type { QuotedSpan } from '../../../../shared/model/span.ts'
import { answeredBy, answerProposals, attest, pairableIn } from '../families/attest.ts'
import { bringHome } from '../families/bring-home.ts'
import { carryTo } from '../families/carry-fact.ts'
import { mentionsAt } from '../families/carry-into.ts'
import { factView } from '../queries/fact-views.ts'
import { firstRow, insert, text, type Row } from '../rows.ts'
import { recordDecision, requireEvidence, requireSpan, type Handled, type HandlerContext } from './context.ts'

/** Says what becomes of a decision a new version could not take over. */
export function settleVersion(context: HandlerContext, payload: ParsedPayloadOf<'version.settle'>): Handled {
  const rest = firstRow(context.db, 'SELECT * FROM carry_rest WHERE id = ?', [payload.restId])
  if (rest === undefined) throw new BelegError('notFound', { kind: 'rest', id: payload.restId })
  if (text(rest, 'state') !== 'open') throw new BelegError('version.settled')
  const { to } = payload
  if (to.how === 'attach') attachTo(context, rest, to)
  const state = to.how === 'attach' ? 'attached' : to.how === 'drop' ? 'dropped' : 'left'
  context.db.update(
    'carry_rest',
    { id: payload.restId },
    { state, coder_id: context.coderId, decided_at: context.at },
  )
  recordDecision(context, {
    subjectKind: text(rest, 'kind'),
    subjectId: text(rest, 'subject_id'),
    articleId: text(rest, 'article_id'),
    verdict: to.how,
  })
  return { label: `${text(rest, 'quote').slice(0, 60)} · ${state}` }
}

function attachTo(context: HandlerContext, rest: Row, span: { readonly start: number; readonly end: number }): void {
  const articleId = text(rest, 'article_id')
  switch (text(rest, 'kind')) {
    case 'fact':
      attachFact(context, rest, requireEvidence(context, articleId, span))
      return
    case 'mention':
      copyTo(context, 'mention', rest, requireSpan(context, articleId, span))
      return
    default:
      copyTo(context, 'zone', rest, requireSpan(context, articleId, span))
  }
} // prettier-ignore

/** The fact rests on the chosen words of the new version from now on; its fillers are looked for in them. */
function attachFact(context: HandlerContext, rest: Row, chosen: QuotedSpan): void {
  const { db, codebook } = context
  const [articleId, from] = [text(rest, 'article_id'), text(rest, 'from_article_id')]
  const fact = factView(db, codebook, text(rest, 'subject_id'), from)
  if (fact === undefined) throw new BelegError('notFound', { kind: 'fact', id: text(rest, 'subject_id') })
  const passage = carryTo(context.textOf(from), context.textOf(articleId), fact, chosen)
  attest(context, fact, articleId, passage, 'version', mentionsAt(db, articleId))
  if (fact.home === undefined) bringHome(db, fact, articleId, passage)
  const { open } = answeredBy(db, codebook, articleId, pairableIn(codebook, fact, passage))
  answerProposals(db, fact.id, articleId, open)
}

/** What was decided about words of the old version holds for these of the new one. */
function copyTo(context: HandlerContext, table: 'mention' | 'zone', rest: Row, span: QuotedSpan): void {
  const { db } = context
  const old = firstRow(db, `SELECT * FROM ${table} WHERE id = ?`, [text(rest, 'subject_id')])
  if (old === undefined) throw new BelegError('notFound', { kind: table, id: text(rest, 'subject_id') })
  const articleId = text(rest, 'article_id')
  const { start, end, surface } = span
  const place = { article_id: articleId, start, end, quote: surface }
  if (table === 'zone') {
    db.run('DELETE FROM zone WHERE article_id = ? AND start < ? AND "end" > ?', [articleId, end, start])
    insert(db, 'zone', { ...old, ...place, id: context.nextId('z') })
    return
  }
  // A mention that extraction found there keeps its id.
  const id = mentionsAt(db, articleId)(span)
  if (id !== null) db.remove('mention', { id })
  insert(db, 'mention', { ...old, ...place, id: id ?? context.nextId('m') })
}
