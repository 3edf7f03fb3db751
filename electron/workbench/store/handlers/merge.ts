import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { conflictsOf } from '../../linking/merge-conflicts.ts'
import { groupOf, judgementsBetween, redirected, survivorOf } from '../../linking/redirects.ts'
import { insert, type Reading } from '../rows.ts'
import type { Handled, HandlerContext } from './context.ts'
import { nameEntity } from './entities.ts'

/**
 * Merging writes one column: the old ids lead to the survivor, and everything that reads follows them. So a merge
 * costs the same whatever it moves, and taking it back months later is in nobody's way.
 */
export function mergeEntities(context: HandlerContext, payload: ParsedPayloadOf<'entity.merge'>): Handled {
  const { db } = context
  const into = survivorOf(db, payload.into)
  const from = [...new Set(payload.from.map((id) => survivorOf(db, id)))].filter((id) => id !== into)
  if (from.length === 0) throw new BelegError('entity.same')
  const against = conflictsOf(db, [into, ...from]).filter(({ kind }) => !payload.despite.includes(kind))
  if (against.length > 0) {
    throw new BelegError('entity.mergeConflict', {
      conflicts: against.map(({ kind, values }) => [kind, ...values].join(' · ')),
      kinds: [...new Set(against.map(({ kind }) => kind))],
    })
  }
  const label = [...from, into].map((id) => labelOf(db, id)).join(' → ')
  if (payload.despite.includes('distinct')) withdrawJudgements(context, [into, ...from])
  for (const id of from) db.update('entity', { id }, { redirect_to: into })
  nameEntity(context, into, payload)
  return { label }
}

function withdrawJudgements({ db }: HandlerContext, survivors: readonly string[]): void {
  const everyone = groupOf(db, ...survivors)
  for (const { a, b } of judgementsBetween(db, everyone, everyone)) db.remove('distinction', { a, b })
}

/** Remembers that two entities are never the same. */
export function distinguish(
  context: HandlerContext,
  payload: ParsedPayloadOf<'entity.distinguish'>,
): Handled {
  const one = survivorOf(context.db, payload.a)
  const other = survivorOf(context.db, payload.b)
  if (one === other) throw new BelegError('entity.same')
  judgeDifferent(context, one, other, payload.reason ?? null)
  return { label: `${labelOf(context.db, one)} ≠ ${labelOf(context.db, other)}` }
}

/** A judgement that stands already keeps its reason unless a new one is given. */
export function judgeDifferent(
  { db, coderId, at }: HandlerContext,
  one: string,
  other: string,
  reason: string | null,
): void {
  const [a, b] = one < other ? [one, other] : [other, one]
  const known = judgementsBetween(db, groupOf(db, one), groupOf(db, other))
  const exact = known.find((judgement) => judgement.a === a && judgement.b === b)
  if (exact === undefined) {
    if (known.length > 0 && reason === null) return
    insert(db, 'distinction', { a, b, reason, coder_id: coderId, decided_at: at })
  } else if (reason !== null) {
    db.update('distinction', { a, b }, { reason, coder_id: coderId, decided_at: at })
  }
}

export function undistinguish(
  { db }: HandlerContext,
  payload: ParsedPayloadOf<'entity.undistinguish'>,
): Handled {
  const one = survivorOf(db, payload.a)
  const other = survivorOf(db, payload.b)
  const judgements = judgementsBetween(db, groupOf(db, one), groupOf(db, other))
  if (judgements.length === 0)
    throw new BelegError('notFound', { kind: 'judgement', id: `${one} ≠ ${other}` })
  for (const { a, b } of judgements) db.remove('distinction', { a, b })
  return { label: `${labelOf(db, one)} ? ${labelOf(db, other)}` }
}

export function postponeCluster(
  context: HandlerContext,
  payload: ParsedPayloadOf<'cluster.postpone'>,
): Handled {
  const { db } = context
  const ids = [...new Set(payload.entityIds.map((id) => survivorOf(db, id)))].sort()
  if (ids.length < 2) throw new BelegError('entity.same')
  const members = ids.join(' ')
  db.remove('cluster_later', { members })
  insert(db, 'cluster_later', { members, coder_id: context.coderId, decided_at: context.at })
  return { label: ids.map((id) => labelOf(db, id)).join(' ? ') }
}

/** What people call an entity, for the history: no language is asked for. */
export function labelOf(db: Reading, entityId: string): string {
  return (
    db.get(
      'SELECT coalesce(label_de, label_en, id) AS label FROM entity WHERE id = ?',
      [redirected(db, entityId)],
      (row) => row.text('label'),
    ) ?? entityId
  )
}
