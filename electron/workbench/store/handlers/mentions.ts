import { BelegError } from '../../../../shared/errors.ts'
import type { LinkTarget, ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import type { MentionView } from '../../../../shared/model/views.ts'
import { survivorOf } from '../../linking/redirects.ts'
import { articleContext } from '../queries/article-context.ts'
import { sameElsewhere, sameInArticle, sourceOf } from '../queries/link-reach.ts'
import { exists, firstRow, insert, textOrNull } from '../rows.ts'
import { requireArticle, requireSpan, type Handled, type HandlerContext } from './context.ts'
import { decideMentions, learnNames } from './decide-mentions.ts'
import { createEntity } from './entities.ts'
import { labelOf } from './merge.ts'

/**
 * A mention extraction missed. Whom it is linked to is called so from now on, as far as that was decided; names of people,
 * bodies and places that had to be marked by hand are told to the extraction of articles to come.
 */
export function addMention(context: HandlerContext, payload: ParsedPayloadOf<'mention.add'>): Handled {
  requireArticle(context, payload.articleId)
  const span = requireSpan(context, payload.articleId, payload)
  const id = context.nextId('m')
  const entityId = payload.link === undefined ? null : targetOf(context, payload.link)
  const form = payload.form ?? 'name'
  insert(context.db, 'mention', {
    id,
    article_id: payload.articleId,
    start: span.start,
    end: span.end,
    quote: span.surface,
    type: payload.type,
    form,
    state: 'added',
    entity_id: entityId,
    coder_id: context.coderId,
    decided_at: context.at,
  })
  context.created('mention', id)
  if (entityId !== null) {
    const { type, articleId } = payload
    const source = sourceOf(context.db, articleId)
    learnNames(
      context,
      [{ id, articleId, surface: span.surface, form, type, source }],
      entityId,
      'article',
      true,
    )
  }
  return { label: span.surface }
}

/**
 * Links a mention, or every mention the article takes for the same entity, or also those of other articles that are
 * called the same and taken for the same now. A name the entity did not have is learned, and holds as far as the link
 * reaches: never further than what was decided. Facts follow their mentions.
 */
export function linkMention(context: HandlerContext, payload: ParsedPayloadOf<'mention.link'>): Handled {
  const { mention, all } = requireMention(context, payload.mentionId)
  const entityId = targetOf(context, payload.to)
  const here = sameInArticle(all, mention, payload.scope)
  const source = sourceOf(context.db, mention.articleId)
  const elsewhere =
    payload.scope === 'source' || payload.scope === 'everywhere'
      ? sameElsewhere(context.db, mention, here, payload.scope === 'source' ? source : null)
      : []
  decideMentions(
    context,
    [...here, ...elsewhere].map(({ id }) => id),
    entityId,
  )
  if (entityId !== null) {
    const named = here.map((each) => ({ ...each, source }))
    learnNames(context, named, entityId, aliasScopes[payload.scope], true)
  }
  return { label: `${mention.surface}${entityId === null ? '' : ` → ${labelOf(context.db, entityId)}`}` }
}

/** A name learned from a decision holds as far as the decision reached. */
const aliasScopes = {
  mention: 'article',
  entity: 'article',
  source: 'source',
  everywhere: 'everywhere',
} as const

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

function targetOf(context: HandlerContext, target: LinkTarget): string | null {
  switch (target.kind) {
    case 'entity':
      return survivorOf(context.db, target.entityId)
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
