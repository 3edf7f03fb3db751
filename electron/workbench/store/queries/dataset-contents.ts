import type { ArticleContent } from '../../exchange/export-source.ts'
import type { ArticleRow, EntityView, FactView } from '../../../../shared/model/views.ts'
import { articleIdSchema, type ArticleId } from '../../../../shared/model/ids.ts'
import { idList, inList, redirected } from '../../linking/redirects.ts'
import { firstRow, type Reading } from '../rows.ts'
import { articleContext } from './article-context.ts'
import { entitiesOf, metadataOf, requireArticleRow, sentencesOf } from './articles.ts'
import { entityView } from './entities.ts'
import { articleRemark, withRemarks } from './remarks.ts'
import { zoneViews } from './zones.ts'

/** Articles that attest one of some facts, besides those the facts were read in. */
export const attestingArticles = (db: Reading, factIds: readonly string[]): readonly string[] =>
  db.all(`SELECT DISTINCT article_id FROM attestation WHERE fact_id IN ${inList}`, [idList(factIds)], (row) =>
    row.text('article_id'),
  )

/** List entries of the articles that are wanted, in the order of import, one at a time. */
export function* articleRows(
  db: Reading,
  wanted: (articleId: ArticleId) => boolean,
): Generator<ArticleRow, void, undefined> {
  const ids = db.all('SELECT id FROM article ORDER BY ordinal, id', [], (row) =>
    articleIdSchema.parse(row.text('id')),
  )
  for (const id of ids) if (wanted(id)) yield requireArticleRow(db, id)
}

/** What stands in an article besides its facts; entities are those of its mentions and of the facts given. */
export function articleContent(
  db: Reading,
  articleId: string,
  text: string,
  facts: readonly FactView[],
): ArticleContent {
  const { mentions } = articleContext(db, articleId)
  const remark = articleRemark(db, articleId)
  return {
    text,
    metadata: metadataOf(db, articleId),
    zones: [...zoneViews(db, articleId, text)],
    sentences: sentencesOf(db, articleId),
    mentions: [...withRemarks(db, articleId, mentions)],
    entities: [...entitiesOf(db, mentions, facts)],
    ...(remark === undefined ? {} : { remark }),
  }
}

/** Who the mentions of an article stand for, as far as anybody knows. */
export function entitiesMentioned(db: Reading, articleId: string): ReadonlySet<string> {
  const ids = db.all(
    `SELECT entity_id FROM mention WHERE article_id = ?1 AND state <> 'removed' AND entity_id IS NOT NULL
     UNION
     SELECT p_entity.entity_id FROM p_entity JOIN p_mention
       ON p_mention.article_id = p_entity.article_id AND p_mention.local_entity = p_entity.local_id
     WHERE p_entity.article_id = ?1 AND p_entity.entity_id IS NOT NULL
       AND NOT EXISTS (SELECT 1 FROM mention WHERE mention.id = p_mention.id)`,
    [articleId],
    (row) => row.text('entity_id'),
  )
  return new Set(ids.map((id) => redirected(db, id)))
}

/** Entities by id in code-unit order, one at a time; an id that was merged leads to who stands for it. */
export function* entityViews(db: Reading, ids: Iterable<string>): Generator<EntityView, void, undefined> {
  const survivors = new Set([...ids].map((id) => redirected(db, id)))
  for (const id of [...survivors].sort()) {
    const row = firstRow(db, 'SELECT * FROM entity WHERE id = ?', [id])
    if (row !== undefined) yield entityView(db, row)
  }
}
