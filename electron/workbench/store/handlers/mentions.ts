import { BelegError } from '../../../../shared/errors.ts'
import type { LinkTarget, ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import type { MentionView } from '../../../../shared/model/views.ts'
import { fold } from '../../linking/fold.ts'
import { articleContext } from '../queries/article-context.ts'
import { exists, firstRow, insert, textOrNull } from '../rows.ts'
import { requireArticle, requireEntity, requireSpan, type Handled, type HandlerContext } from './context.ts'
import { createEntity, insertAlias } from './entities.ts'

export function addMention(context: HandlerContext, payload: ParsedPayloadOf<'mention.add'>): Handled {
  requireArticle(context, payload.articleId)
  const span = requireSpan(context, payload.articleId, payload)
  const id = context.nextId('m')
  insert(context.db, 'mention', {
    id,
    article_id: payload.articleId,
    start: span.start,
    end: span.end,
    quote: span.surface,
    type: payload.type,
    form: payload.form ?? 'name',
    state: 'added',
    entity_id: payload.link === undefined ? null : targetOf(context, payload.link),
    coder_id: context.coderId,
    decided_at: context.at,
  })
  context.created('mention', id)
  return { label: span.surface }
}

/**
 * Links a mention, or every mention the article takes for the same entity. A name the entity did not have is learned as
 * an alias for this article only: the narrowest scope that explains it. Facts follow their mentions.
 */
export function linkMention(context: HandlerContext, payload: ParsedPayloadOf<'mention.link'>): Handled {
  const { mention, all } = requireMention(context, payload.mentionId)
  const entityId = targetOf(context, payload.to)
  const reach =
    payload.scope === 'entity' && mention.localEntity !== null
      ? all.filter(
          (other) => other.localEntity === mention.localEntity && other.entityId === mention.entityId,
        )
      : [mention]
  for (const each of reach)
    decideMention(context, each, { state: each.state === 'added' ? 'added' : 'linked', entityId })
  if (entityId !== null) learnNames(context, reach, entityId)
  return { label: `${mention.surface}${entityId === null ? '' : ` → ${entityName(context, entityId)}`}` }
}

export function setMentionType(
  context: HandlerContext,
  payload: ParsedPayloadOf<'mention.setType'>,
): Handled {
  const { mention } = requireMention(context, payload.mentionId)
  decideMention(
    context,
    { ...mention, type: payload.type },
    { state: mention.state === 'added' ? 'added' : 'linked', entityId: mention.entityId },
  )
  return { label: mention.surface }
}

export function removeMention(context: HandlerContext, payload: ParsedPayloadOf<'mention.remove'>): Handled {
  const { mention } = requireMention(context, payload.mentionId)
  decideMention(context, mention, { state: 'removed', entityId: mention.entityId })
  return { label: mention.surface }
}

function decideMention(
  context: HandlerContext,
  mention: MentionView,
  decision: { readonly state: string; readonly entityId: string | null },
): void {
  const columns = {
    article_id: mention.articleId,
    start: mention.start,
    end: mention.end,
    quote: mention.surface,
    type: mention.type,
    form: mention.form,
    state: decision.state,
    entity_id: decision.entityId,
    coder_id: context.coderId,
    decided_at: context.at,
  }
  if (exists(context.db, 'SELECT 1 FROM mention WHERE id = ?', [mention.id])) {
    context.db.update('mention', { id: mention.id }, columns)
  } else insert(context.db, 'mention', { id: mention.id, ...columns })
}

function learnNames(context: HandlerContext, mentions: readonly MentionView[], entityId: string): void {
  const seen = new Set<string>()
  for (const mention of mentions) {
    const folded = fold(mention.surface)
    if (mention.form !== 'name' || mention.type === 'DEM' || seen.has(folded)) continue
    seen.add(folded)
    const known = exists(
      context.db,
      "SELECT 1 FROM alias WHERE entity_id = ? AND folded = ? AND (scope = 'everywhere' OR (scope = 'article' AND scope_id = ?))",
      [entityId, folded, mention.articleId],
    )
    if (!known)
      insertAlias(context, entityId, mention.surface, 'spelling', 'article', mention.articleId, 'learned')
  }
}

function targetOf(context: HandlerContext, target: LinkTarget): string | null {
  switch (target.kind) {
    case 'entity':
      requireEntity(context, target.entityId)
      return target.entityId
    case 'new':
      return createEntity(context, { type: target.type, labelDe: target.name })
    case 'none':
      return null
  }
}

function requireMention(
  context: HandlerContext,
  mentionId: string,
): { readonly mention: MentionView; readonly all: readonly MentionView[] } {
  const found =
    firstRow(context.db, 'SELECT article_id FROM mention WHERE id = ?', [mentionId]) ??
    firstRow(context.db, 'SELECT article_id FROM p_mention WHERE id = ?', [mentionId])
  const articleId = found === undefined ? null : textOrNull(found, 'article_id')
  const all = articleId === null ? [] : articleContext(context.db, articleId).mentions
  const mention = all.find((candidate) => candidate.id === mentionId)
  if (mention === undefined) throw new BelegError('notFound', { kind: 'mention', id: mentionId })
  return { mention, all }
}

function entityName({ db }: HandlerContext, entityId: string): string {
  return (
    db.get('SELECT coalesce(label_de, label_en, id) AS label FROM entity WHERE id = ?', [entityId], (row) =>
      row.text('label'),
    ) ?? entityId
  )
}
