import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import type { Codebook } from '../../../../shared/model/codebook.ts'
import { sampleOf } from '../../../../shared/statistics.ts'
import type { Reading } from '../rows.ts'
import { oneOf, pageOfFacts } from './facts.ts'

/** Decisions to look at again, drawn by the seed. What was decided, by whom and why is left out: the look is blind. */
export function recheckSample(
  db: Reading,
  codebook: Codebook,
  { seed, size }: ChannelRequest<'review.sample'>,
  revision: number,
): ChannelOutput<'review.sample'> {
  const ids = db.all(
    `SELECT fact.id AS id FROM fact WHERE fact.state IN ('accepted', 'edited', 'rejected') AND fact.article_id IS NOT NULL
       AND (fact.coder_id IS NULL OR fact.coder_id = coalesce((SELECT value FROM setting WHERE key = 'coder'), fact.coder_id))
       AND NOT EXISTS (SELECT 1 FROM decision WHERE decision.subject_kind = 'recheck' AND decision.subject_id = fact.id)`,
    [],
    (row) => row.text('id'),
  )
  const drawn = sampleOf(ids, seed, size)
  const found = pageOfFacts(db, codebook, oneOf('f.id', drawn), 0, size)
  const order = new Map(drawn.map((id, place) => [id, place]))
  const rows = found.rows
    .map((fact) => ({
      ...fact,
      state: 'proposed' as const,
      edited: false,
      rejectReason: null,
      note: null,
      flag: false,
      coder: null,
      decidedAt: null,
      durationMs: null,
    }))
    .sort((a, b) => (order.get(a.id) ?? 0) - (order.get(b.id) ?? 0))
  return { ...found, rows, total: ids.length, revision }
}
