import { BelegError } from '../../../../shared/errors.ts'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import type { AliasKind, AliasScope, EntityType } from '../../../../shared/model/vocabulary.ts'
import { fold } from '../../linking/fold.ts'
import { groupOf, idList, inList, survivorOf } from '../../linking/redirects.ts'
import { exists, insert } from '../rows.ts'
import type { Handled, HandlerContext } from './context.ts'

export function createEntityCommand(
  context: HandlerContext,
  payload: ParsedPayloadOf<'entity.create'>,
): Handled {
  createEntity(context, payload)
  return { label: payload.labelDe ?? payload.labelEn ?? '' }
}

/** Makes an entity with its labels as aliases that hold everywhere; returns its id. */
export function createEntity(
  context: HandlerContext,
  entity: {
    readonly type: EntityType
    readonly labelDe?: string | undefined
    readonly labelEn?: string | undefined
    readonly country?: string | undefined
    readonly note?: string | undefined
  },
): string {
  const id = context.nextId('e')
  insert(context.db, 'entity', {
    id,
    type: entity.type,
    label_de: entity.labelDe,
    label_en: entity.labelEn,
    country: entity.country,
    note: entity.note,
    origin: 'coder',
    created_at: context.at,
  })
  for (const name of new Set([entity.labelDe, entity.labelEn])) {
    if (name !== undefined) insertAlias(context, id, name, 'spelling', 'everywhere', null, 'coder')
  }
  context.created('entity', id)
  return id
}

export function updateEntity(context: HandlerContext, payload: ParsedPayloadOf<'entity.update'>): Handled {
  const entityId = survivorOf(context.db, payload.entityId)
  nameEntity(context, entityId, payload)
  return { label: payload.labelDe ?? payload.labelEn ?? entityId }
}

/** Sets what is given; a label that is no name of the entity yet becomes one. */
export function nameEntity(
  context: HandlerContext,
  entityId: string,
  given: Omit<ParsedPayloadOf<'entity.update'>, 'entityId'>,
): void {
  const change = {
    ...(given.labelDe === undefined ? {} : { label_de: given.labelDe }),
    ...(given.labelEn === undefined ? {} : { label_en: given.labelEn }),
    ...(given.country === undefined ? {} : { country: given.country }),
    ...(given.note === undefined ? {} : { note: given.note }),
  }
  if (Object.keys(change).length > 0) context.db.update('entity', { id: entityId }, change)
  const group = idList(groupOf(context.db, entityId))
  for (const name of new Set([given.labelDe, given.labelEn])) {
    if (name == null) continue
    const known = exists(
      context.db,
      `SELECT 1 FROM alias WHERE entity_id IN ${inList} AND text = ? AND scope = 'everywhere'`,
      [group, name],
    )
    if (!known) insertAlias(context, entityId, name, 'spelling', 'everywhere', null, 'coder')
  }
}

export function addAlias(context: HandlerContext, payload: ParsedPayloadOf<'alias.add'>): Handled {
  const entityId = survivorOf(context.db, payload.entityId)
  if (payload.scope !== 'everywhere' && payload.scopeId === undefined) {
    throw new BelegError('input.invalid', {
      reason: `payload.scopeId: needed for the scope ${payload.scope}`,
    })
  }
  const id = insertAlias(
    context,
    entityId,
    payload.text,
    payload.kind,
    payload.scope,
    payload.scopeId ?? null,
    'coder',
  )
  context.created('alias', id)
  return { label: payload.text }
}

export function removeAlias(context: HandlerContext, payload: ParsedPayloadOf<'alias.remove'>): Handled {
  const label = context.db.get('SELECT text FROM alias WHERE id = ?', [payload.aliasId], (row) =>
    row.text('text'),
  )
  if (label === undefined) throw new BelegError('notFound', { kind: 'alias', id: payload.aliasId })
  context.db.remove('alias', { id: payload.aliasId })
  return { label }
}

export function insertAlias(
  context: HandlerContext,
  entityId: string,
  text: string,
  kind: AliasKind,
  scope: AliasScope,
  scopeId: string | null,
  origin: string,
): string {
  const id = context.nextId('n')
  insert(context.db, 'alias', {
    id,
    entity_id: entityId,
    text,
    folded: fold(text),
    kind,
    scope,
    scope_id: scope === 'everywhere' ? null : scopeId,
    origin,
    created_at: context.at,
  })
  return id
}
