import type { ParsedPayloadOf, SlotValue } from '../../../../shared/commands/index.ts'
import { BelegError } from '../../../../shared/errors.ts'
import { factTypeOf, slotOf } from '../../../../shared/model/codebook.ts'
import { articleIdSchema, entityIdSchema } from '../../../../shared/model/ids.ts'
import { opinionFactSchema, type OpinionFact, type OpinionSlot } from '../../../../shared/model/opinion.ts'
import type { FactView } from '../../../../shared/model/views.ts'
import { fold } from '../../linking/fold.ts'
import { redirected } from '../../linking/redirects.ts'
import { identified, opinionSlot } from '../../curation/agreement/opinion.ts'
import { entityViews } from '../queries/dataset-contents.ts'
import { firstRow, insert, jsonOrNull, text } from '../rows.ts'
import { requireArticle, requireFact, type Handled, type HandlerContext } from './context.ts'
import { edit } from './edit.ts'
import { acceptFact, addFact, rejectFact, reopenFact } from './facts.ts'
import { timeColumns } from './materialise.ts'
import { fillSlot } from './slots.ts'

/** Keeps what somebody else decided about articles of the project; nothing of it changes a fact. */
export function addOpinion(context: HandlerContext, payload: ParsedPayloadOf<'opinion.add'>): Handled {
  const { db } = context
  const id = context.nextId('o')
  insert(db, 'opinion', {
    id,
    name: payload.name,
    origin: payload.origin,
    agreement_json: JSON.stringify(payload.agreement),
    coder_id: context.coderId,
    created_at: context.at,
  })
  for (const { articleId, finished, facts } of payload.articles) {
    requireArticle(context, articleId)
    insert(db, 'opinion_article', { opinion_id: id, article_id: articleId, finished: finished ? 1 : 0 })
    for (const [ordinal, fact] of facts.entries()) {
      insert(db, 'opinion_fact', {
        id: context.nextId('of'),
        opinion_id: id,
        article_id: articleId,
        ordinal,
        body_json: JSON.stringify(fact),
      })
    }
  }
  context.created('opinion', id)
  return { label: payload.name }
}

/** Forgets an opinion and how its differences were settled; facts that were taken over stay. */
export function removeOpinion(context: HandlerContext, payload: ParsedPayloadOf<'opinion.remove'>): Handled {
  const { db } = context
  const row = firstRow(db, 'SELECT name FROM opinion WHERE id = ?', [payload.opinionId])
  if (row === undefined) throw new BelegError('notFound', { kind: 'opinion', id: payload.opinionId })
  for (const table of ['adjudication', 'opinion_fact', 'opinion_article'] as const) {
    db.remove(table, { opinion_id: payload.opinionId })
  }
  db.remove('opinion', { id: payload.opinionId })
  return { label: text(row, 'name') }
}

/**
 * Settles one difference. *Mine* leaves the project's fact as it is; *theirs* makes it what the other coder says: rejected,
 * added, or changed in type and fillers. Both ways it is written down which two facts were looked at.
 */
export function settleOpinion(context: HandlerContext, payload: ParsedPayloadOf<'opinion.settle'>): Handled {
  const { db } = context
  const { opinionId, articleId, choice } = payload
  if (
    firstRow(db, 'SELECT 1 FROM opinion_article WHERE opinion_id = ? AND article_id = ?', [
      opinionId,
      articleId,
    ]) === undefined
  ) {
    throw new BelegError('notFound', { kind: 'opinion', id: opinionId })
  }
  const own = payload.factId === null ? null : requireFact(context, payload.factId)
  const other =
    payload.opinionFactId === null
      ? null
      : requireOpinionFact(context, opinionId, articleId, payload.opinionFactId)
  if ((own === null && other === null) || (own !== null && own.articleId !== articleId)) {
    throw new BelegError('notFound', { kind: 'fact', id: payload.factId ?? '' })
  }
  const factId = choice === 'mine' ? (own?.id ?? null) : takeOver(context, articleId, own, other)
  for (const known of db.all(
    'SELECT id FROM adjudication WHERE opinion_id = ? AND article_id = ? AND fact_id IS ? AND opinion_fact_id IS ?',
    [opinionId, articleId, payload.factId, payload.opinionFactId],
    (row) => row.text('id'),
  )) {
    db.remove('adjudication', { id: known })
  }
  insert(db, 'adjudication', {
    id: context.nextId('j'),
    opinion_id: opinionId,
    article_id: articleId,
    fact_id: factId,
    opinion_fact_id: payload.opinionFactId,
    choice,
    note: payload.note ?? null,
    coder_id: context.coderId,
    created_at: context.at,
  })
  return { label: [own?.type ?? other?.type ?? '', choice].join(' · ') }
}

function requireOpinionFact(
  context: HandlerContext,
  opinionId: string,
  articleId: string,
  id: string,
): OpinionFact {
  const row = firstRow(
    context.db,
    'SELECT body_json FROM opinion_fact WHERE id = ? AND opinion_id = ? AND article_id = ?',
    [id, opinionId, articleId],
  )
  if (row === undefined) throw new BelegError('notFound', { kind: 'opinion fact', id })
  return opinionFactSchema.parse(jsonOrNull(row, 'body_json'))
}

/** Makes the project's fact what the other says; returns its id. */
function takeOver(
  context: HandlerContext,
  articleId: string,
  own: FactView | null,
  other: OpinionFact | null,
): string {
  if (other?.verdict !== 'holds') {
    if (own === null) throw new BelegError('notFound', { kind: 'fact', id: '' })
    rejectFact(context, { factId: own.id })
    return own.id
  }
  const type = factTypeOf(context.codebook, other.type)
  if (type === undefined) throw new BelegError('fact.type', { type: other.type })
  if (own === null) return addTheirs(context, articleId, other)
  if (own.state === 'rejected') reopenFact(context, { factId: own.id })
  // What both say stays as it is here, with its words, its reading of them and where it came from.
  const { alike, theirs } = fillersOfBoth(context, own, other)
  edit(
    context,
    own.id,
    (view) => {
      context.db.update(
        'fact',
        { id: view.id },
        {
          type: type.id,
          kind: type.kind,
          codebook_version: context.codebook.version,
          modality: other.modality,
          polarity: other.polarity,
          ...timeColumns(other.time),
        },
      )
      for (const slot of view.slots) if (!alike.has(slot.id)) context.db.remove('slot', { id: slot.id })
    },
    'again',
  )
  fillTheirs(context, own.id, theirs)
  const changed = requireFact(context, own.id)
  // What they left open stays to be decided here.
  if (changed.missing.length === 0) acceptFact(context, { factId: own.id })
  return own.id
}

/** Own fillers that the other has, too, in a role their type knows; and theirs that are not among the own. */
function fillersOfBoth(
  { db, codebook }: HandlerContext,
  own: FactView,
  { type, slots }: OpinionFact,
): { readonly alike: ReadonlySet<string>; readonly theirs: readonly OpinionSlot[] } {
  const roleOf = (role: string): string | undefined => slotOf(codebook, type, role)?.role
  const left = [...slots]
  const alike = new Set<string>()
  for (const slot of own.slots) {
    const role = roleOf(slot.role)
    const { key } = opinionSlot(slot, (id) => {
      const [entity] = entityViews(db, [id])
      return entity === undefined ? null : identified(entity)
    })
    const at = left.findIndex(
      (other) => role !== undefined && roleOf(other.role) === role && other.key === key,
    )
    if (at < 0) continue
    alike.add(slot.id)
    left.splice(at, 1)
  }
  return { alike, theirs: left }
}

function addTheirs(context: HandlerContext, articleId: string, other: OpinionFact): string {
  const made: string[] = []
  const noting: HandlerContext = {
    ...context,
    created: (kind, id) => {
      if (kind === 'fact') made.push(id)
      context.created(kind, id)
    },
  }
  addFact(noting, {
    articleId: articleIdSchema.parse(articleId),
    type: other.type,
    evidence: other.evidence,
    ...(other.trigger === null ? {} : { trigger: other.trigger }),
    modality: other.modality,
    polarity: other.polarity,
    ...(other.time === null ? {} : { time: other.time }),
  })
  const [factId] = made
  if (factId === undefined) throw new BelegError('internal', { reason: 'the added fact has no id' })
  fillTheirs(context, factId, other.slots)
  const added = requireFact(context, factId)
  if (added.missing.length === 0) acceptFact(context, { factId: added.id })
  return factId
}

/** Their fillers, where the type knows the role; what has words keeps them. */
function fillTheirs(context: HandlerContext, factId: string, slots: readonly OpinionSlot[]): void {
  edit(context, factId, (view) => {
    for (const slot of slots) {
      if (slotOf(context.codebook, view.type, slot.role) === undefined) continue
      const value = valueOf(context, view.articleId, slot)
      if (value !== null) fillSlot(context, requireFact(context, factId), null, slot.role, value)
    }
  })
}

function valueOf(context: HandlerContext, articleId: string, slot: OpinionSlot): SlotValue | null {
  if (slot.notStated) return { kind: 'notStated' }
  if (slot.entity !== null) {
    const known = entityBy(context, slot.entity)
    return known === null
      ? { kind: 'new', type: slot.entity.type, name: slot.entity.name }
      : { kind: 'entity', entityId: entityIdSchema.parse(known) }
  }
  if (slot.span !== null && slot.span.end <= context.textOf(articleId).length)
    return { kind: 'text', ...slot.span }
  return slot.value === null ? null : { kind: 'value', value: slot.value }
}

/** The entity of this registry that bears the identifier, or alone bears the name. */
function entityBy(
  { db }: HandlerContext,
  { identity, type, name }: NonNullable<OpinionSlot['entity']>,
): string | null {
  const [, scheme, value] = /^(wikidata|gazetteer):(.+)$/s.exec(identity) ?? []
  const found =
    scheme !== undefined && value !== undefined
      ? db.all('SELECT entity_id FROM identifier WHERE scheme = ? AND value = ?', [scheme, value], (row) =>
          row.text('entity_id'),
        )
      : db.all(
          `SELECT DISTINCT alias.entity_id FROM alias JOIN entity ON entity.id = alias.entity_id
           WHERE alias.folded = ? AND entity.type = ? AND alias.scope = 'everywhere'`,
          [fold(name), type],
          (row) => row.text('entity_id'),
        )
  const survivors = [...new Set(found.map((id) => redirected(db, id)))]
  const [only] = survivors
  return survivors.length === 1 && only !== undefined ? only : null
}
