import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import { articleIdSchema, factIdSchema, mentionIdSchema } from '../../../../shared/model/ids.ts'
import type { MentionView, Remark } from '../../../../shared/model/views.ts'
import type { Reading } from '../rows.ts'

/** Notes and flags at some subjects of a kind, by id. */
function remarksOf(db: Reading, kind: 'mention' | 'article', articleId: string): ReadonlyMap<string, Remark> {
  const remarks = new Map<string, Remark>()
  const rows = db.all(
    "SELECT subject_id, verdict, reason FROM decision WHERE article_id = ? AND subject_kind = ? AND verdict IN ('note', 'flag')",
    [articleId, kind],
    (row) => ({ id: row.text('subject_id'), verdict: row.text('verdict'), note: row.textOrNull('reason') }),
  )
  for (const { id, verdict, note } of rows) {
    const known = remarks.get(id) ?? { note: null, flag: false }
    remarks.set(id, verdict === 'flag' ? { ...known, flag: true } : { ...known, note })
  }
  return remarks
}

export const articleRemark = (db: Reading, articleId: string): Remark | undefined =>
  remarksOf(db, 'article', articleId).get(articleId)

/** The mentions with what somebody noted or flagged at them. */
export function withRemarks(
  db: Reading,
  articleId: string,
  mentions: readonly MentionView[],
): readonly MentionView[] {
  const remarks = remarksOf(db, 'mention', articleId)
  if (remarks.size === 0) return mentions
  return mentions.map((mention) => {
    const remark = remarks.get(mention.id)
    return remark === undefined ? mention : { ...mention, ...remark }
  })
}

const title = 'coalesce(article.title, article.source_name, article.id)'

/** Everything flagged or noted, in the order of the articles; flagged first. */
export function listRemarks(db: Reading, limit: number, revision: number): ChannelOutput<'review.remarks'> {
  const rows = db.all(
    `SELECT 'fact' AS kind, fact.article_id AS article_id, fact.id AS subject, fact.type AS words, fact.note AS note, fact.flag AS flag,
       ${title} AS title, article.ordinal AS ordinal
     FROM fact JOIN article ON article.id = fact.article_id WHERE fact.flag = 1 OR fact.note IS NOT NULL
     UNION ALL
     SELECT remark.subject_kind, remark.article_id, remark.subject_id,
       coalesce((SELECT quote FROM mention WHERE id = remark.subject_id), (SELECT quote FROM p_mention WHERE id = remark.subject_id), ${title}),
       max(CASE verdict WHEN 'note' THEN remark.reason END), max(verdict = 'flag'), ${title}, article.ordinal
     FROM decision AS remark JOIN article ON article.id = remark.article_id
     WHERE remark.subject_kind IN ('mention', 'article') AND remark.verdict IN ('note', 'flag') GROUP BY remark.subject_kind, remark.subject_id
     ORDER BY flag DESC, ordinal, kind, subject LIMIT ?`,
    [limit],
    (row) => {
      const kind = row.text('kind')
      const subject = row.text('subject')
      return {
        kind:
          kind === 'fact'
            ? ('fact' as const)
            : kind === 'mention'
              ? ('mention' as const)
              : ('article' as const),
        articleId: articleIdSchema.parse(row.text('article_id')),
        articleTitle: row.text('title'),
        factId: kind === 'fact' ? factIdSchema.parse(subject) : null,
        mentionId: kind === 'mention' ? mentionIdSchema.parse(subject) : null,
        words: row.text('words'),
        note: row.textOrNull('note'),
        flag: row.integer('flag') === 1,
      }
    },
  )
  return { rows: [...rows], revision }
}
