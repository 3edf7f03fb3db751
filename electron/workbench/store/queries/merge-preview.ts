import type { ChannelOutput, ChannelRequest } from '../../../../shared/contract/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { conflictsOf } from '../../linking/merge-conflicts.ts'
import { survivorOf } from '../../linking/redirects.ts'
import { firstRow, type Reading } from '../rows.ts'
import { entityView, reachOf } from './entities.ts'
import { countFactsOf } from './facts.ts'

/** What a merge would bring together. Throws `notFound`, `entity.same`. */
export function mergePreview(
  db: Reading,
  request: ChannelRequest<'entities.mergePreview'>,
): ChannelOutput<'entities.mergePreview'> {
  const ids = [...new Set([request.into, ...request.from].map((id) => survivorOf(db, id)))]
  if (ids.length < 2) throw new BelegError('entity.same')
  const entities = ids.flatMap((id) => {
    const row = firstRow(db, 'SELECT * FROM entity WHERE id = ?', [id])
    return row === undefined ? [] : [{ entity: entityView(db, row), facts: countFactsOf(db, id) }]
  })
  return {
    entities,
    ...reachOf(db, ...ids),
    facts: countFactsOf(db, ...ids),
    conflicts: conflictsOf(db, ids).map(({ kind, values }) => ({ kind, values: [...values] })),
  }
}
