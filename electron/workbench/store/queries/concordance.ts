import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { articleIdSchema, mentionIdSchema } from '../../../../shared/model/ids.ts'
import { groupOf, idList, inList, sourceSql, survivorOf } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'

/** What is read left and right of a mention, in UTF-16 code units; never beyond its sentence. */
const reach = 140

const orders = {
  article: 'article.ordinal, m.start, m.id',
  date: 'article.published, article.ordinal, m.start, m.id',
  source: 'source, article.ordinal, m.start, m.id',
  words: 'm.quote, article.ordinal, m.start, m.id',
} as const

/** Every mention of an entity in its sentence. By context, the nearest word decides first. */
export function concordance(
  db: Reading,
  textOf: (articleId: string) => string,
  request: ChannelRequest<'entities.concordance'>,
  revision: number,
): ChannelOutput<'entities.concordance'> {
  const list = idList(groupOf(db, survivorOf(db, request.entityId)))
  const { order } = request
  const byContext = order === 'left' || order === 'right'
  const found = db.all(
    `SELECT m.id, m.article_id, m.start, m."end", m.quote, m.state, ${sourceSql} AS source, article.published AS published,
       coalesce(article.title, article.source_name, article.id) AS title,
       (SELECT s.start FROM p_sentence AS s WHERE s.article_id = m.article_id AND s.start <= m.start AND s."end" >= m."end" ORDER BY s.start DESC LIMIT 1) AS s_start,
       (SELECT s."end" FROM p_sentence AS s WHERE s.article_id = m.article_id AND s.start <= m.start AND s."end" >= m."end" ORDER BY s.start DESC LIMIT 1) AS s_end
     FROM (
       SELECT id, article_id, start, "end", quote, state FROM mention WHERE entity_id IN ${inList} AND state <> 'removed'
       UNION ALL
       SELECT p.id, p.article_id, p.start, p."end", p.quote, 'proposed' FROM p_entity JOIN p_mention AS p
         ON p.article_id = p_entity.article_id AND p.local_entity = p_entity.local_id
       WHERE p_entity.entity_id IN ${inList} AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p.id)
     ) AS m JOIN article ON article.id = m.article_id
     ORDER BY ${byContext ? orders.article : orders[order]} ${byContext ? '' : 'LIMIT ? OFFSET ?'}`,
    [list, list, ...(byContext ? [] : [request.limit, request.offset])],
    (row) => {
      const articleId = row.text('article_id')
      const text = textOf(articleId)
      const start = row.integer('start')
      const end = row.integer('end')
      const from = Math.max(row.integerOrNull('s_start') ?? 0, start - reach)
      const to = Math.min(row.integerOrNull('s_end') ?? text.length, end + reach)
      const state = row.text('state')
      return {
        mentionId: mentionIdSchema.parse(row.text('id')),
        articleId: articleIdSchema.parse(articleId),
        title: row.text('title'),
        source: row.textOrNull('source'),
        published: row.textOrNull('published'),
        start,
        left: text.slice(from, start).replace(/\s+/g, ' '),
        words: row.text('quote'),
        right: text.slice(end, to).replace(/\s+/g, ' '),
        state: state === 'proposed' ? ('proposed' as const) : state === 'added' ? ('added' as const) : ('confirmed' as const),
      }
    },
  )
  const { mentions } = db.get('SELECT mentions FROM d_entity WHERE entity_id = ?', [survivorOf(db, request.entityId)], (row) => ({ mentions: row.integer('mentions') })) ?? { mentions: found.length }
  if (!byContext) return { total: mentions, rows: [...found], revision }
  const key = (side: { readonly left: string; readonly right: string }): string =>
    order === 'left' ? side.left.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '').reverse().join(' ') : side.right.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, '')
  const sorted = found
    .map((row) => ({ row, key: key(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ row }) => row)
  return { total: mentions, rows: sorted.slice(request.offset, request.offset + request.limit), revision }
} // prettier-ignore
