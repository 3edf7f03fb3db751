import type { LearnedInput } from '../../extraction/document.ts'
import { redirected, sourceSql } from '../../linking/redirects.ts'
import type { Reading } from '../rows.ts'

/**
 * What decisions teach about one article: names given by coders that hold there, and lines decided to be, or not to be,
 * boilerplate. Gazetteer and extracted names are not among them: extraction finds those by itself.
 */
export function learnedFor(db: Reading, articleId: string): LearnedInput {
  return {
    aliases: db
      .all(
        `SELECT alias.text, alias.entity_id FROM alias WHERE alias.origin IN ('coder', 'learned') AND (
           alias.scope = 'everywhere'
           OR (alias.scope = 'article' AND alias.scope_id = ?1)
           OR (alias.scope = 'source' AND alias.scope_id = (SELECT ${sourceSql} FROM article WHERE id = ?1)))
         ORDER BY alias.id`,
        [articleId],
        (row) => ({ text: row.text('text'), entity: redirected(db, row.text('entity_id')) }),
      )
      .flatMap(({ text, entity }) => {
        const found = db.get(
          'SELECT type, coalesce(label_de, label_en) AS label FROM entity WHERE id = ?',
          [entity],
          (row) => ({ type: row.text('type'), label: row.textOrNull('label') }),
        )
        return found === undefined ? [] : [{ text, type: found.type, entity, canonical: found.label ?? text }]
      }),
    lines: db.all('SELECT quote, kind FROM zone WHERE article_id = ? ORDER BY start', [articleId], (row) => ({
      text: row.text('quote'),
      kind: row.textOrNull('kind'),
    })),
    mutedRules: [],
  }
}
