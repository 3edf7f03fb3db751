import type { ArticleRow } from '../../../../shared/model/views.ts'
import { tableOf, type Columns, type TableOf } from './table.ts'

const columns: Columns<ArticleRow> = [
  ['article_id', (row) => row.id],
  ['ordinal', (row) => row.ordinal, 'integer'],
  ['title', (row) => row.title],
  ['source_name', (row) => row.sourceName],
  ['publisher', (row) => row.publisher],
  ['agency', (row) => row.agency],
  ['url', (row) => row.url],
  ['published', (row) => row.published, 'day'],
  ['published_basis', (row) => row.publishedBasis],
  ['lang', (row) => row.lang],
  ['triage', (row) => row.triage],
  ['triage_reason', (row) => row.triageReason],
  ['facts', (row) => row.facts, 'integer'],
  ['decided', (row) => row.decided, 'integer'],
  ['conflicts', (row) => row.conflicts, 'integer'],
  ['sentences', (row) => row.sentences, 'integer'],
  ['reviewed', (row) => row.reviewed, 'integer'],
  ['utf16_length', (row) => row.utf16Length, 'integer'],
  ['text_sha256', (row) => row.textSha256],
  ['source_sha256', (row) => row.sourceSha256],
  ['version', (row) => row.version, 'integer'],
  ['imported_at', (row) => row.importedAt],
]

/** One row per article. Counts are those of the whole project, not of the dataset. */
export const articlesTable: TableOf = (source) =>
  tableOf(columns, async function* () {
    yield* source.articles()
  })
