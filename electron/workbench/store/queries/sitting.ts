import type { ChannelOutput } from '../../../../shared/contract/index.ts'
import type { Reading } from '../rows.ts'

type Quality = ChannelOutput<'review.quality'>

/**
 * What was done since an instant: decisions that are in force, each fact counted once under the last thing done to it.
 * What was decided together counts as accepted or rejected.
 */
export function countSince(
  db: Reading,
  since: string,
  coderId: string | undefined,
): NonNullable<Quality['since']> {
  const own = coderId === undefined ? '' : ' AND coder_id = ?'
  const params = coderId === undefined ? [since] : [since, coderId]
  const states = new Map(
    db.all(
      `SELECT state, count(*) AS n FROM fact WHERE decided_at >= ?${own} GROUP BY state`,
      params,
      (row): [string, number] => [row.text('state'), row.integer('n')],
    ),
  )
  return {
    accepted: states.get('accepted') ?? 0,
    rejected: states.get('rejected') ?? 0,
    corrected: states.get('edited') ?? 0,
    added: states.get('added') ?? 0,
    sentences: db.count(`SELECT count(*) FROM sentence_review WHERE complete = 1 AND at >= ?${own}`, params),
    articles: db.count(
      `SELECT count(DISTINCT article_id) FROM fact WHERE decided_at >= ?${own} AND state <> 'proposed'`,
      params,
    ),
    timed: db.count(
      `SELECT count(*) FROM fact WHERE decided_at >= ?${own} AND duration_ms IS NOT NULL`,
      params,
    ),
    spentMs: db.count(
      `SELECT coalesce(sum(duration_ms), 0) FROM fact WHERE decided_at >= ?${own} AND duration_ms IS NOT NULL`,
      params,
    ),
  }
}

/** What is left to do in an article, or in those that are neither finished nor put aside. */
export function left(db: Reading, articleId: string | undefined): Quality['left'] {
  const where = articleId === undefined ? "article.triage = 'todo'" : 'article.id = ?'
  const params = articleId === undefined ? [] : [articleId]
  return (
    db.get(
      `SELECT coalesce(sum(d.facts - d.decided), 0) AS facts, coalesce(sum(max(0, d.sentences - d.reviewed)), 0) AS sentences,
         coalesce(sum(article.triage = 'todo'), 0) AS articles
       FROM article JOIN d_article AS d ON d.article_id = article.id WHERE ${where}`,
      params,
      (row) => ({
        facts: row.integer('facts'),
        sentences: row.integer('sentences'),
        articles: row.integer('articles'),
      }),
    ) ?? { facts: 0, sentences: 0, articles: 0 }
  )
}
