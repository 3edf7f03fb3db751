import type { BulkField, ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { columnSignature } from '../../../../shared/model/library.ts'
import { removeArticleRows } from '../purge.ts'
import { exists, insert, type Reading } from '../rows.ts'
import { setField, setSetting } from './articles.ts'
import { requireArticle, type Handled, type HandlerContext } from './context.ts'

/** Sorts many articles, or sets fields of their metadata by hand. What has the value already is left alone. */
export function changeArticles(
  context: HandlerContext,
  { articleIds, change }: ParsedPayloadOf<'article.bulk'>,
): Handled {
  const { db, at } = context
  const { triage, fields = {} } = change
  for (const articleId of new Set(articleIds)) {
    requireArticle(context, articleId)
    if (triage !== undefined) {
      db.update(
        'article',
        { id: articleId },
        {
          triage: triage.state,
          triage_reason: triage.reason ?? null,
          finished_at: triage.state === 'finished' ? at : null,
        },
      )
    }
    for (const [field, value] of Object.entries(fields) as [BulkField, string | null][]) {
      if (currentValue(context, articleId, field) !== value) setField(context, articleId, field, value, null)
    }
  }
  const said = [
    ...(triage === undefined ? [] : [triage.state]),
    ...Object.entries(fields).map(([field, value]) => `${field}: ${value ?? '–'}`),
  ]
  return { label: `${String(new Set(articleIds).size)} · ${said.join(' · ')}` }
}

/** What is known of a field now: what a coder or the file said, else what extraction read. */
export function currentValue(
  { db }: { readonly db: Reading },
  articleId: string,
  field: string,
): string | null {
  const read = (table: 'article_field' | 'p_field'): string | null | undefined =>
    db.get(`SELECT value FROM ${table} WHERE article_id = ? AND field = ?`, [articleId, field], (row) =>
      row.textOrNull('value'),
    )
  const decided = read('article_field')
  return decided === undefined ? (read('p_field') ?? null) : decided
}

export function removeArticles(
  context: HandlerContext,
  { articleIds }: ParsedPayloadOf<'article.remove'>,
): Handled {
  for (const articleId of articleIds) requireArticle(context, articleId)
  const [only] = articleIds
  const title =
    articleIds.length === 1 && only !== undefined
      ? context.db.get('SELECT coalesce(title, source_name, id) AS title FROM article WHERE id = ?', [only], (row) => row.text('title'))
      : undefined
  removeArticleRows(context.db, articleIds)
  return { label: title ?? String(articleIds.length) }
} // prettier-ignore

export function saveView(context: HandlerContext, payload: ParsedPayloadOf<'view.save'>): Handled {
  const { db } = context
  requireFreeName(context, payload.name, payload.viewId ?? null)
  const columns = { name: payload.name, query_json: JSON.stringify(payload.query) }
  if (payload.viewId !== undefined) {
    requireView(context, payload.viewId)
    db.update('saved_view', { id: payload.viewId }, columns)
    return { label: payload.name }
  }
  const id = context.nextId('v')
  const ordinal = db.count('SELECT coalesce(max(ordinal), 0) + 1 FROM saved_view')
  insert(db, 'saved_view', { id, ...columns, ordinal, coder_id: context.coderId, created_at: context.at })
  context.created('view', id)
  return { label: payload.name }
}

export function renameView(context: HandlerContext, payload: ParsedPayloadOf<'view.rename'>): Handled {
  const before = requireView(context, payload.viewId)
  requireFreeName(context, payload.name, payload.viewId)
  context.db.update('saved_view', { id: payload.viewId }, { name: payload.name })
  return { label: `${before} → ${payload.name}` }
}

export function removeView(context: HandlerContext, payload: ParsedPayloadOf<'view.remove'>): Handled {
  const name = requireView(context, payload.viewId)
  context.db.remove('saved_view', { id: payload.viewId })
  return { label: name }
}

function requireView({ db }: HandlerContext, viewId: string): string {
  const name = db.get('SELECT name FROM saved_view WHERE id = ?', [viewId], (row) => row.text('name'))
  if (name === undefined) throw new BelegError('notFound', { kind: 'view', id: viewId })
  return name
}

function requireFreeName({ db }: HandlerContext, name: string, except: string | null): void {
  if (exists(db, 'SELECT 1 FROM saved_view WHERE name = ? AND id IS NOT ?', [name, except]))
    throw new BelegError('input.invalid', {
      reason: `payload.name: there is already a view called “${name}”`,
    })
}

/** What columns of a table mean is kept with the project's settings, by the names of all its columns. */
export function setMapping(
  context: HandlerContext,
  { columns, mapping }: ParsedPayloadOf<'import.mapping'>,
): Handled {
  setSetting(
    context,
    mappingKey(columns),
    mapping === null ? null : JSON.stringify({ columns, mapping }),
  )
  return { label: columns.slice(0, 6).join(', ').slice(0, 100) }
} // prettier-ignore

/** Key of the setting that holds the mapping of tables with these columns. */
export const mappingKey = (columns: readonly string[]): string => `columns:${columnSignature(columns)}`
