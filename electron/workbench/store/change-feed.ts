import type { Change } from '../../../shared/contract/index.ts'
import type { Cells, RowChange } from '../database/index.ts'
import type { Outcome } from '../project/index.ts'
import { articleOfFact } from './queries/fact-views.ts'
import type { Reading } from './rows.ts'

/** What a step touched, for everyone who keeps copies. Large steps name their tables only. */
const manyRows = 2000

export function changeOf(db: Reading, outcome: Outcome, type: string): Change {
  const touched = {
    article: new Set<string>(),
    fact: new Set<string>(),
    entity: new Set<string>(),
    dataset: new Set<string>(),
  }
  const tables = new Set<string>([type === 'article.import' ? 'article' : 'history'])
  const many = outcome.changes.length > manyRows
  for (const change of outcome.changes) {
    tables.add(change.table)
    if (many) continue
    const own = ownSubject[change.table]
    const key = change.key[0]
    if (own !== undefined && typeof key === 'string') touched[own].add(key)
    for (const cells of [change.before, change.after]) collect(cells, touched)
    if (change.table === 'slot' || change.table === 'evidence') addFactOf(db, change, touched.fact)
  }
  for (const factId of touched.fact) {
    const articleId = articleOfFact(db, factId)
    if (articleId !== null) touched.article.add(articleId)
  }
  return {
    revision: outcome.revision,
    seq: outcome.seq,
    tables: [...tables].sort(),
    articleIds: [...touched.article].sort(),
    factIds: [...touched.fact].sort(),
    entityIds: [...touched.entity].sort(),
    datasetIds: [...touched.dataset].sort(),
  }
}

type Subject = 'article' | 'fact' | 'entity' | 'dataset'

/** Tables whose key is the id of a subject. */
const ownSubject: Readonly<Record<string, Subject>> = {
  article: 'article',
  extraction: 'article',
  article_field: 'article',
  sentence_review: 'article',
  fact: 'fact',
  entity: 'entity',
  identifier: 'entity',
  dataset: 'dataset',
  dataset_member: 'dataset',
}

const columns: Readonly<Record<string, Subject>> = {
  article_id: 'article',
  // A version changes what is shown of the one it took the place of.
  supersedes: 'article',
  from_article_id: 'article',
  fact_id: 'fact',
  entity_id: 'entity',
  // Who a merge leads to, or led to: what shows one shows the other from then on.
  redirect_to: 'entity',
  dataset_id: 'dataset',
}

function collect(cells: Cells | null, touched: Readonly<Record<Subject, Set<string>>>): void {
  if (cells === null) return
  for (const [column, subject] of Object.entries(columns)) {
    const value = cells[column]
    if (typeof value === 'string') touched[subject].add(value)
  }
  if (cells['subject_kind'] === 'fact' && typeof cells['subject_id'] === 'string')
    touched.fact.add(cells['subject_id'])
}

function addFactOf(db: Reading, change: RowChange, facts: Set<string>): void {
  const key = change.key[0] ?? null
  const sql =
    change.table === 'slot'
      ? 'SELECT fact_id FROM slot WHERE id = ?'
      : 'SELECT fact_id FROM attestation WHERE id = ?'
  const factId = db.get(sql, [key], (row) => row.text('fact_id'))
  if (factId !== undefined) facts.add(factId)
}
