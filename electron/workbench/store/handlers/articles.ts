import { BelegError } from '../../../../shared/errors.ts'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import type { MetadataField } from '../../../../shared/model/extraction.ts'
import type { QuotedSpan } from '../../../../shared/model/span.ts'
import { exists, insert } from '../rows.ts'
import { requireArticle, requireSpan, type Handled, type HandlerContext } from './context.ts'

export function triageArticle(context: HandlerContext, payload: ParsedPayloadOf<'article.triage'>): Handled {
  requireArticle(context, payload.articleId)
  context.db.update(
    'article',
    { id: payload.articleId },
    {
      triage: payload.state,
      triage_reason: payload.reason ?? null,
      finished_at: payload.state === 'finished' ? context.at : null,
    },
  )
  return { label: `${articleTitle(context, payload.articleId)} · ${payload.state}` }
}

/** Columns of `article` that mirror a metadata field, so that lists need no second table. */
export const mirrored: Readonly<Record<string, string>> = {
  title: 'title',
  publisher: 'publisher',
  agency: 'agency',
  author: 'author',
  sourceUrl: 'url',
  publicationDate: 'published',
  lang: 'lang',
}

export function setArticleField(
  context: HandlerContext,
  payload: ParsedPayloadOf<'article.setField'>,
): Handled {
  requireArticle(context, payload.articleId)
  const span = payload.span === undefined ? null : requireSpan(context, payload.articleId, payload.span)
  setField(context, payload.articleId, payload.field, payload.value, span)
  return { label: `${payload.field}: ${payload.value ?? '–'}` }
}

/** Sets one field of an article's metadata: by hand, or as words of its text say. */
export function setField(
  { db }: HandlerContext,
  articleId: string,
  field: MetadataField,
  value: string | null,
  span: QuotedSpan | null,
): void {
  const key = { article_id: articleId, field }
  const columns = {
    value,
    basis: span === null ? 'coder' : 'stated',
    start: span?.start ?? null,
    end: span?.end ?? null,
    quote: span?.surface ?? null,
  }
  if (exists(db, 'SELECT 1 FROM article_field WHERE article_id = ? AND field = ?', [articleId, field])) {
    db.update('article_field', key, columns)
  } else insert(db, 'article_field', { ...key, ...columns })
  const column = mirrored[field]
  if (column === undefined) return
  db.update(
    'article',
    { id: articleId },
    { [column]: value, ...(column === 'published' ? { published_basis: columns.basis } : {}) },
  )
}

/** A decision about a line replaces every earlier decision it overlaps. */
export function setZone(context: HandlerContext, payload: ParsedPayloadOf<'zone.set'>): Handled {
  requireArticle(context, payload.articleId)
  const span = requireSpan(context, payload.articleId, payload)
  context.db.run('DELETE FROM zone WHERE article_id = ? AND start < ? AND "end" > ?', [
    payload.articleId,
    span.end,
    span.start,
  ])
  insert(context.db, 'zone', {
    id: context.nextId('z'),
    article_id: payload.articleId,
    start: span.start,
    end: span.end,
    quote: span.surface,
    kind: payload.kind,
    coder_id: context.coderId,
    decided_at: context.at,
  })
  return { label: `${span.surface.slice(0, 60)} · ${payload.kind ?? 'body'}` }
}

export function reviewSentence(
  context: HandlerContext,
  payload: ParsedPayloadOf<'sentence.review'>,
): Handled {
  requireArticle(context, payload.articleId)
  const span = requireSpan(context, payload.articleId, payload)
  context.db.run('DELETE FROM sentence_review WHERE article_id = ? AND start = ? AND "end" = ?', [
    payload.articleId,
    span.start,
    span.end,
  ])
  if (payload.complete) {
    insert(context.db, 'sentence_review', {
      article_id: payload.articleId,
      start: span.start,
      end: span.end,
      quote: span.surface,
      complete: true,
      blind: false,
      coder_id: context.coderId,
      at: context.at,
    })
  }
  return { label: span.surface.slice(0, 60) }
}

function articleTitle({ db }: HandlerContext, articleId: string): string {
  return (
    db.get('SELECT coalesce(title, source_name, id) AS title FROM article WHERE id = ?', [articleId], (row) =>
      row.text('title'),
    ) ?? articleId
  )
}

export function setCoder(context: HandlerContext, payload: ParsedPayloadOf<'coder.set'>): Handled {
  const { db } = context
  const known = db.get('SELECT id FROM coder WHERE name = ? ORDER BY id', [payload.name], (row) =>
    row.text('id'),
  )
  const id = payload.coderId ?? known ?? context.nextId('c')
  if (exists(db, 'SELECT 1 FROM coder WHERE id = ?', [id])) db.update('coder', { id }, { name: payload.name })
  else if (payload.coderId === undefined)
    insert(db, 'coder', { id, name: payload.name, created_at: context.at })
  else throw new BelegError('notFound', { kind: 'coder', id: payload.coderId })
  setSetting(context, 'coder', id)
  context.created('coder', id)
  return { label: payload.name }
}

export function renameProject(context: HandlerContext, payload: ParsedPayloadOf<'project.rename'>): Handled {
  setSetting(context, 'name', payload.name)
  return { label: payload.name }
}

export function setSetting({ db }: HandlerContext, key: string, value: string | null): void {
  if (exists(db, 'SELECT 1 FROM setting WHERE key = ?', [key])) db.update('setting', { key }, { value })
  else insert(db, 'setting', { key, value })
}
