import type { Codebook } from '../../../../shared/model/codebook.ts'
import type { ExtractionOutput } from '../../../../shared/model/extraction.ts'
import { pairFacts } from '../pairing.ts'
import { insert, type Writing } from '../rows.ts'
import { carriedOriginList, pairable, spansOf } from './attest.ts'

/**
 * When an article is extracted again: what a fact carried over to it said before, it says now. Proposals that pair with
 * such a fact stay answered under the id they have now.
 */
export function answerCarried(
  db: Writing,
  codebook: Codebook,
  articleId: string,
  output: ExtractionOutput,
  idOf: (local: string) => string,
): void {
  const carried = db.all(
    `SELECT attestation.id, fact.id AS fact_id, fact.type FROM attestation JOIN fact ON fact.id = attestation.fact_id
     WHERE attestation.article_id = ? AND attestation.origin IN ${carriedOriginList} ORDER BY fact.id`,
    [articleId],
    (row) => ({ id: row.text('id'), factId: row.text('fact_id'), type: row.text('type') }),
  )
  if (carried.length === 0) return
  db.remove('answered_proposal', { article_id: articleId })
  const fresh = output.facts.map((fact) => pairable(codebook, { ...fact, id: idOf(fact.id) }))
  const answered = new Set<string>()
  for (const { id, factId, type } of carried) {
    const asked = pairable(codebook, { id: factId, type, ...spansOf(db, id) })
    for (const proposal of fresh) {
      if (answered.has(proposal.id) || pairFacts([asked], [proposal]).size === 0) continue
      answered.add(proposal.id)
      insert(db, 'answered_proposal', { proposal_id: proposal.id, article_id: articleId, fact_id: factId })
    }
  }
}
