import type { LinkScope } from '../../../../shared/commands/index.ts'
import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import type { MentionView } from '../../../../shared/model/views.ts'
import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList, sourceSql } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import { articleContext } from './article-context.ts'

/** The source of an article, as aliases name it. */
export function sourceOf(db: Reading, articleId: string): string | null {
  return (
    db.get(`SELECT ${sourceSql} AS source FROM article WHERE id = ?`, [articleId], (row) =>
      row.textOrNull('source'),
    ) ?? null
  )
}

/** The mentions of the article a link reaches: this one, or all that are taken for the same entity now. */
export function sameInArticle(
  mentions: readonly MentionView[],
  mention: MentionView,
  scope: LinkScope,
): readonly MentionView[] {
  if (scope === 'mention' || mention.localEntity === null) return [mention]
  return mentions.filter(
    (other) => other.localEntity === mention.localEntity && other.entityId === mention.entityId,
  )
}

/** A mention of another article that a link would reach as well. */
export interface MentionElsewhere {
  readonly id: string
  readonly articleId: string
}

/**
 * Mentions of other articles that are called by one of the same names and taken for the same entity, or for nobody,
 * as these are; with the mentions those articles take for the same. `source` keeps it to articles of one source.
 */
export function sameElsewhere(
  db: Reading,
  mention: MentionView,
  here: readonly MentionView[],
  source: string | null,
): readonly MentionElsewhere[] {
  const names = new Set(here.filter(({ form }) => form === 'name').map(({ surface }) => fold(surface)))
  names.delete('')
  if (names.size === 0) return []
  const now = mention.entityId
  const group = now === null ? [] : groupOf(db, now)
  const found = new Map<string, { readonly articleId: string; readonly surface: string; readonly form: string; readonly id: string }[]>() // prettier-ignore
  const read = (sql: string, params: readonly (string | null)[]): void => {
    db.each(sql, params, (row) => {
      const articleId = row.text('article_id')
      const key = `${articleId} ${row.textOrNull('local') ?? row.text('id')}`
      const each = { id: row.text('id'), articleId, surface: row.text('quote'), form: row.textOrNull('form') ?? 'name' }
      found.set(key, [...(found.get(key) ?? []), each])
      return true
    })
  } // prettier-ignore
  const where = `article.id <> ? AND (? IS NULL OR ${sourceSql} = ?)`
  const place = [mention.articleId, source, source]
  const proposed = `SELECT m.id, m.article_id, m.quote, m.form, m.local_entity AS local FROM p_entity
    JOIN p_mention AS m ON m.article_id = p_entity.article_id AND m.local_entity = p_entity.local_id
    JOIN article ON article.id = m.article_id
    WHERE ${where} AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = m.id)`
  if (now === null) {
    read(`${proposed} AND p_entity.entity_id IS NULL AND p_entity.canonical IN ${inList}`, [
      ...place,
      idList(canonicalsOf(db, here)),
    ])
  } else {
    read(`${proposed} AND p_entity.entity_id IN ${inList}`, [...place, idList(group)])
    read(
      `SELECT m.id, m.article_id, m.quote, m.form, NULL AS local FROM mention AS m JOIN article ON article.id = m.article_id
       WHERE ${where} AND m.entity_id IN ${inList} AND m.state <> 'removed'`,
      [...place, idList(group)],
    )
  }
  return [...found.values()]
    .filter((same) => same.some(({ form, surface }) => form === 'name' && names.has(fold(surface))))
    .flat()
}

/** What the article calls the local entities of some mentions. */
function canonicalsOf(db: Reading, here: readonly MentionView[]): readonly string[] {
  const locals = new Set(here.flatMap(({ localEntity }) => (localEntity === null ? [] : [localEntity])))
  const articleId = here[0]?.articleId ?? ''
  return [...locals].flatMap((local) =>
    db.all(
      'SELECT canonical FROM p_entity WHERE article_id = ? AND local_id = ?',
      [articleId, local],
      (row) => row.text('canonical'),
    ),
  )
}

/** How far a link of a mention could reach. */
export function linkEffect(
  db: Reading,
  request: ChannelRequest<'entities.effect'>,
): ChannelOutput<'entities.effect'> {
  const articleId =
    db.get(
      'SELECT article_id FROM mention WHERE id = ?1 UNION ALL SELECT article_id FROM p_mention WHERE id = ?1',
      [request.mentionId],
      (row) => row.text('article_id'),
    ) ?? null
  const all = articleId === null ? [] : articleContext(db, articleId).mentions
  const mention = all.find(({ id }) => id === request.mentionId)
  if (mention === undefined) throw new BelegError('notFound', { kind: 'mention', id: request.mentionId })
  const here = sameInArticle(all, mention, 'entity')
  const name = sourceOf(db, mention.articleId)
  const counted = (found: readonly MentionElsewhere[]): { mentions: number; articles: number } => ({
    mentions: found.length,
    articles: new Set(found.map((each) => each.articleId)).size,
  })
  return {
    here: here.length,
    source: { name, ...counted(name === null ? [] : sameElsewhere(db, mention, here, name)) },
    everywhere: counted(sameElsewhere(db, mention, here, null)),
  }
}
