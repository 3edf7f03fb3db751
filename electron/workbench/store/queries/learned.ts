import type { LearnedInput } from '../../extraction/document.ts'
import type { Reading } from '../rows.ts'

/**
 * What decisions teach about one article: names given by coders that hold there, and lines decided to be, or not to be,
 * boilerplate. Gazetteer and extracted names are not among them: extraction finds those by itself.
 */
export function learnedFor(db: Reading, articleId: string): LearnedInput {
  return {
    aliases: db.all(
      `SELECT alias.text, entity.type, entity.id, coalesce(entity.label_de, entity.label_en, alias.text) AS canonical
       FROM alias JOIN entity ON entity.id = alias.entity_id
       WHERE alias.origin IN ('coder', 'learned') AND entity.redirect_to IS NULL AND (
         alias.scope = 'everywhere'
         OR (alias.scope = 'article' AND alias.scope_id = ?1)
         OR (alias.scope = 'source' AND alias.scope_id = (SELECT source FROM article WHERE id = ?1)))
       ORDER BY alias.id`,
      [articleId],
      (row) => ({
        text: row.text('text'),
        type: row.text('type'),
        entity: row.text('id'),
        canonical: row.text('canonical'),
      }),
    ),
    lines: db.all('SELECT quote, kind FROM zone WHERE article_id = ? ORDER BY start', [articleId], (row) => ({
      text: row.text('quote'),
      kind: row.textOrNull('kind'),
    })),
    mutedRules: [],
  }
}
