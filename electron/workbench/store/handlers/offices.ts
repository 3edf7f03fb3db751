import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { groupOf, idList, inList, redirected, survivorOf } from '../../linking/redirects.ts'
import { insert } from '../rows.ts'
import type { Handled, HandlerContext } from './context.ts'
import { labelOf } from './merge.ts'

/** Adds an office or changes one; what is not named stays as it is. */
export function setOffice(context: HandlerContext, payload: ParsedPayloadOf<'entity.setOffice'>): Handled {
  const { db } = context
  const entityId = survivorOf(db, payload.entityId)
  const known = payload.officeId === undefined ? null : officeNow(context, payload.officeId)
  const from = payload.from === undefined ? (known?.from ?? null) : payload.from
  const to = payload.to === undefined ? (known?.to ?? null) : payload.to
  // Compared as far as both are precise: 2024 does not end before 2024-05.
  if (from !== null && to !== null) {
    const precise = Math.min(from.length, to.length)
    if (from.slice(0, precise) > to.slice(0, precise)) throw new BelegError('entity.dates', { from, to })
  }
  const columns = {
    entity_id: entityId,
    title: payload.title,
    of_entity_id:
      payload.of === undefined
        ? (known?.of ?? null)
        : payload.of === null
          ? null
          : survivorOf(db, payload.of),
    valid_from: from,
    valid_to: to,
    note: payload.note === undefined ? (known?.note ?? null) : payload.note,
  }
  if (payload.officeId === undefined) {
    const id = context.nextId('o')
    insert(db, 'office', { id, ...columns, origin: 'coder', created_at: context.at })
    context.created('office', id)
  } else db.update('office', { id: payload.officeId }, columns)
  return { label: `${labelOf(db, entityId)} · ${payload.title}` }
}

export function removeOffice(
  context: HandlerContext,
  payload: ParsedPayloadOf<'entity.removeOffice'>,
): Handled {
  const office = officeNow(context, payload.officeId)
  context.db.remove('office', { id: payload.officeId })
  return { label: `${labelOf(context.db, office.entityId)} · ${office.title}` }
}

interface Office {
  readonly entityId: string
  readonly title: string
  readonly of: string | null
  readonly from: string | null
  readonly to: string | null
  readonly note: string | null
}

function officeNow({ db }: HandlerContext, officeId: string): Office {
  const found = db.get('SELECT * FROM office WHERE id = ?', [officeId], (row) => ({
    entityId: row.text('entity_id'),
    title: row.text('title'),
    of: row.textOrNull('of_entity_id'),
    from: row.textOrNull('valid_from'),
    to: row.textOrNull('valid_to'),
    note: row.textOrNull('note'),
  }))
  if (found === undefined) throw new BelegError('notFound', { kind: 'office', id: officeId })
  return found
}

/** An identifier that another entity has is refused: whoever has it is the same, or one of the two is wrong. */
export function addIdentifier(
  context: HandlerContext,
  payload: ParsedPayloadOf<'entity.addIdentifier'>,
): Handled {
  const { db } = context
  const { scheme, value } = payload
  const entityId = survivorOf(db, payload.entityId)
  const owners = db.all(
    'SELECT entity_id FROM identifier WHERE scheme = ? AND value = ? ORDER BY entity_id',
    [scheme, value],
    (row) => redirected(db, row.text('entity_id')),
  )
  const other = owners.find((owner) => owner !== entityId)
  if (other !== undefined)
    throw new BelegError('entity.identifierTaken', {
      scheme,
      value,
      owner: labelOf(db, other),
      ownerId: other,
    })
  if (owners.length === 0) insert(db, 'identifier', { entity_id: entityId, scheme, value })
  return { label: `${labelOf(db, entityId)} · ${scheme} ${value}` }
}

export function removeIdentifier(
  context: HandlerContext,
  payload: ParsedPayloadOf<'entity.removeIdentifier'>,
): Handled {
  const { db } = context
  const { scheme, value } = payload
  const entityId = survivorOf(db, payload.entityId)
  const removed = db.run(`DELETE FROM identifier WHERE entity_id IN ${inList} AND scheme = ? AND value = ?`, [
    idList(groupOf(db, entityId)),
    scheme,
    value,
  ])
  if (removed === 0) throw new BelegError('notFound', { kind: 'identifier', id: `${scheme} ${value}` })
  return { label: `${labelOf(db, entityId)} · ${scheme} ${value}` }
}
