import type { ParsedPayloadOf, SplitSelection } from '../../../../shared/commands/index.ts'
import { assertNever, BelegError } from '../../../../shared/errors.ts'
import type { Param } from '../../database/values.ts'
import { groupOf, idList, inList, sourceSql, survivorOf } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'
import type { Handled, HandlerContext } from './context.ts'
import { createEntity } from './entities.ts'
import { judgeDifferent, labelOf } from './merge.ts'
import { decideMentions, learnNames, type NamedMention } from './decide-mentions.ts'

/** More names than this are not taken over one by one: they are no evidence of a spelling but of a topic. */
const mostNames = 200

/** Gives the chosen mentions of an entity, and what rests on them, to another one. */
export function splitEntity(context: HandlerContext, payload: ParsedPayloadOf<'entity.split'>): Handled {
  const { db } = context
  const from = survivorOf(db, payload.entityId)
  const group = groupOf(db, from)
  const chosen = mentionsFor(db, group, payload.what)
  const name = labelOf(db, from)
  if (chosen.length === 0) throw new BelegError('entity.splitNothing', { name })
  const to =
    payload.to.kind === 'entity'
      ? survivorOf(db, payload.to.entityId)
      : createEntity(context, { type: payload.to.type, labelDe: payload.to.name })
  if (to === from) throw new BelegError('entity.same')
  const ids = chosen.map(({ id }) => id)
  decideMentions(context, ids, to)
  moveSlots(db, group, to, ids, payload.what, [...new Set(chosen.map(({ articleId }) => articleId))])
  const scope = payload.what.by === 'source' ? 'source' : 'article'
  if (payload.what.by !== 'dates') learnNames(context, chosen.slice(0, mostNames), to, scope)
  if (payload.distinct) judgeDifferent(context, from, to, null)
  return { label: `${name} → ${labelOf(db, to)}` }
}

/** Mentions that stand for one of a group now and fit the selection, in the order of articles and of the text. */
export function mentionsFor(
  db: Reading,
  group: readonly string[],
  what: SplitSelection | null,
): readonly NamedMention[] {
  const chosen = what === null ? { where: '1', params: [] } : condition(what)
  const list = idList(group)
  return db.all(
    `SELECT m.id, m.article_id, m.quote, m.form, m.type, ${sourceSql} AS source FROM (
       SELECT id, article_id, start, quote, form, type FROM mention WHERE entity_id IN ${inList} AND state <> 'removed'
       UNION ALL
       SELECT p_mention.id, p_mention.article_id, p_mention.start, p_mention.quote, p_mention.form, p_mention.type
       FROM p_entity JOIN p_mention ON p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id
       WHERE p_entity.entity_id IN ${inList} AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id)
     ) AS m JOIN article ON article.id = m.article_id
     WHERE ${chosen.where} ORDER BY article.ordinal, m.start, m.id`,
    [list, list, ...chosen.params],
    (row) => ({
      id: row.text('id'),
      articleId: row.text('article_id'),
      surface: row.text('quote'),
      form: row.textOrNull('form') ?? 'name',
      type: row.text('type'),
      source: row.textOrNull('source'),
    }),
  )
}

/** After every date. */
const latest = '9999'

function condition(what: SplitSelection): { readonly where: string; readonly params: readonly Param[] } {
  switch (what.by) {
    case 'mentions':
      return { where: `m.id IN ${inList}`, params: [idList(what.mentionIds)] }
    case 'articles':
      return { where: `m.article_id IN ${inList}`, params: [idList(what.articleIds)] }
    case 'source':
      return { where: `${sourceSql} = ?`, params: [what.source] }
    case 'dates':
      // A day lies in a month that is named as the end: compared as far as the end is precise.
      return {
        where: 'article.published >= ? AND substr(article.published, 1, length(?)) <= ?',
        params: [what.from ?? '', what.to ?? latest, what.to ?? latest],
      }
    default:
      return assertNever(what)
  }
}

/** Slots and attributions that name the entity itself and rest on what moved. */
function moveSlots(
  db: HandlerContext['db'],
  group: readonly string[],
  to: string,
  mentionIds: readonly string[],
  what: SplitSelection,
  articleIds: readonly string[],
): void {
  db.run(`UPDATE slot SET entity_id = ? WHERE entity_id IN ${inList} AND mention_id IN ${inList}`, [
    to,
    idList(group),
    idList(mentionIds),
  ])
  // Single mentions say nothing about the rest of their article.
  if (what.by === 'mentions') return
  db.run(
    `UPDATE slot SET entity_id = ? WHERE entity_id IN ${inList} AND fact_id IN (SELECT id FROM fact WHERE article_id IN ${inList})`,
    [to, idList(group), idList(articleIds)],
  )
  db.run(
    `UPDATE fact SET attribution_json = json_set(attribution_json, '$.speakerEntity', ?)
     WHERE article_id IN ${inList} AND json_extract(attribution_json, '$.speakerEntity') IN ${inList}`,
    [to, idList(articleIds), idList(group)],
  )
}
