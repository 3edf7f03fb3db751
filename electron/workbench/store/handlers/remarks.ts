import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { articleContext } from '../queries/article-context.ts'
import { firstRow, text } from '../rows.ts'
import { recordDecision, requireArticle, type Handled, type HandlerContext } from './context.ts'

/** Notes and flags on mentions and articles: a line of the log each, there as long as the note or flag stands. */
interface Subject {
  readonly kind: 'mention' | 'article'
  readonly id: string
  readonly articleId: string
}

export function annotateArticle(
  context: HandlerContext,
  payload: ParsedPayloadOf<'article.annotate'>,
): Handled {
  requireArticle(context, payload.articleId)
  remark(context, { kind: 'article', id: payload.articleId, articleId: payload.articleId }, payload)
  return { label: payload.note ?? (payload.flag === true ? '⚑' : '–') }
}

export function annotateMention(
  context: HandlerContext,
  payload: ParsedPayloadOf<'mention.annotate'>,
): Handled {
  const found =
    firstRow(context.db, 'SELECT article_id FROM mention WHERE id = ?', [payload.mentionId]) ??
    firstRow(context.db, 'SELECT article_id FROM p_mention WHERE id = ?', [payload.mentionId])
  const articleId = found === undefined ? null : text(found, 'article_id')
  const mention =
    articleId === null ? undefined : articleContext(context.db, articleId).mention(payload.mentionId)
  if (articleId === null || mention === undefined)
    throw new BelegError('notFound', { kind: 'mention', id: payload.mentionId })
  remark(context, { kind: 'mention', id: mention.id, articleId }, payload)
  return { label: mention.surface }
}

function remark(
  context: HandlerContext,
  subject: Subject,
  { note, flag }: { readonly note?: string | null | undefined; readonly flag?: boolean | undefined },
): void {
  const keep = (verdict: 'note' | 'flag', reason: string | undefined, there: boolean): void => {
    context.db.run('DELETE FROM decision WHERE subject_kind = ? AND subject_id = ? AND verdict = ?', [
      subject.kind,
      subject.id,
      verdict,
    ])
    if (!there) return
    recordDecision(context, {
      subjectKind: subject.kind,
      subjectId: subject.id,
      articleId: subject.articleId,
      verdict,
      reason,
    })
  }
  if (note !== undefined) keep('note', note ?? undefined, note !== null && note !== '')
  if (flag !== undefined) keep('flag', undefined, flag)
}
