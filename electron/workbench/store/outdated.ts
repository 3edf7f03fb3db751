import type { ProposalBuilder } from './proposal-builder.ts'
import { articlesTaught, learnedFor, learnedKey } from './queries/learned.ts'
import type { Reading } from './rows.ts'

/** What extractions depend on besides the text and what was learned. */
interface Versions {
  readonly version: string
  readonly lexicon: string
  readonly codebook: string
}

/**
 * Articles to extract again, in order of import: those of which no extraction was made, or one by other versions of program,
 * lexicon or codebook, or one that did not know what decisions have taught about the article since.
 */
export function outdatedArticles(
  db: Reading,
  proposals: ProposalBuilder,
  current: Versions,
): readonly string[] {
  const made = db.all(
    `SELECT article.id AS id, extraction.learned AS learned, extraction.article_id IS NULL OR extraction.extractor <> ?
       OR extraction.lexicon <> ? OR extraction.codebook <> ? AS other
     FROM article LEFT JOIN extraction ON extraction.article_id = article.id ORDER BY article.ordinal`,
    [current.version, current.lexicon, current.codebook],
    (row) => ({ id: row.text('id'), learned: row.textOrNull('learned'), other: row.integer('other') === 1 }),
  )
  const taught = new Set(articlesTaught(db))
  return made.flatMap(({ id, learned, other }) => {
    const changed =
      !other && taught.has(id) && learnedKey(learnedFor(db, id, proposals.articleText(db, id))) !== learned
    return other || changed ? [id] : []
  })
}
