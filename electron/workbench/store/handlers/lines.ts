import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { comparableLine, linesLike } from '../../corpus/recurring-lines.ts'
import { sourceSql } from '../../linking/redirects.ts'
import { exists, insert } from '../rows.ts'
import type { Handled, HandlerContext } from './context.ts'

/**
 * One decision about lines of a source: remembered for articles to come, and done in every article of the source in which
 * they stand. A decision that reaches further than such a line stays.
 */
export function decideLines(context: HandlerContext, payload: ParsedPayloadOf<'line.decide'>): Handled {
  const { db } = context
  const lines = new Set(payload.lines.map(comparableLine))
  const except = new Set<string>(payload.except ?? [])
  for (const line of lines) {
    const columns = { kind: payload.kind, coder_id: context.coderId, decided_at: context.at }
    const key = { source: payload.source, line }
    if (exists(db, 'SELECT 1 FROM line_rule WHERE source = ? AND line = ?', [payload.source, line]))
      db.update('line_rule', key, columns)
    else {
      const id = context.nextId('l')
      insert(db, 'line_rule', { id, ...key, ...columns })
      context.created('line', id)
    }
  }
  const articles = db.all(
    `SELECT id FROM article WHERE ${sourceSql} = ? ORDER BY ordinal`,
    [payload.source],
    (row) => row.text('id'),
  )
  let places = 0
  for (const articleId of articles) {
    if (except.has(articleId)) continue
    for (const span of linesLike(context.textOf(articleId), lines)) {
      const overlapping = db.all(
        'SELECT id, start, "end" FROM zone WHERE article_id = ? AND start < ? AND "end" > ?',
        [articleId, span.end, span.start],
        (row) => ({ id: row.text('id'), start: row.integer('start'), end: row.integer('end') }),
      )
      // A decision about just this line gives way to the new one; one that reaches further was somebody's own.
      if (overlapping.some(({ start, end }) => start !== span.start || end !== span.end)) continue
      for (const { id } of overlapping) db.remove('zone', { id })
      insert(db, 'zone', {
        id: context.nextId('z'),
        article_id: articleId,
        start: span.start,
        end: span.end,
        quote: span.surface,
        kind: payload.kind,
        coder_id: context.coderId,
        decided_at: context.at,
      })
      places += 1
    }
  }
  const [first = ''] = payload.lines
  return { label: `${first.slice(0, 60)} · ${payload.source} · ${String(places)}` }
}

export function forgetLine(context: HandlerContext, payload: ParsedPayloadOf<'line.forget'>): Handled {
  const found = context.db.get(
    'SELECT line, source FROM line_rule WHERE id = ?',
    [payload.lineRuleId],
    (row) => ({
      line: row.text('line'),
      source: row.text('source'),
    }),
  )
  if (found === undefined) throw new BelegError('notFound', { kind: 'line', id: payload.lineRuleId })
  context.db.remove('line_rule', { id: payload.lineRuleId })
  return { label: `${found.line.slice(0, 60)} · ${found.source}` }
}
