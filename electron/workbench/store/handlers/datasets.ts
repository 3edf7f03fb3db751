import { BelegError } from '../../../../shared/errors.ts'
import type { ParsedPayloadOf } from '../../../../shared/commands/index.ts'
import { exists, insert } from '../rows.ts'
import { requireFact, type Handled, type HandlerContext } from './context.ts'

export function createDataset(context: HandlerContext, payload: ParsedPayloadOf<'dataset.create'>): Handled {
  requireFreeName(context, payload.name, null)
  const id = context.nextId('ds')
  insert(context.db, 'dataset', {
    id,
    name: payload.name,
    query_json: JSON.stringify(payload.query),
    created_at: context.at,
    coder_id: context.coderId,
  })
  context.created('dataset', id)
  return { label: payload.name }
}

export function updateDataset(context: HandlerContext, payload: ParsedPayloadOf<'dataset.update'>): Handled {
  const name = requireDataset(context, payload.datasetId)
  if (payload.name !== undefined) requireFreeName(context, payload.name, payload.datasetId)
  context.db.update(
    'dataset',
    { id: payload.datasetId },
    {
      name: payload.name ?? name,
      ...(payload.query === undefined ? {} : { query_json: JSON.stringify(payload.query) }),
    },
  )
  return { label: payload.name ?? name }
}

export function setMember(context: HandlerContext, payload: ParsedPayloadOf<'dataset.member'>): Handled {
  const name = requireDataset(context, payload.datasetId)
  const fact = requireFact(context, payload.factId)
  context.db.remove('dataset_member', { dataset_id: payload.datasetId, fact_id: payload.factId })
  if (payload.verdict !== null) {
    insert(context.db, 'dataset_member', {
      dataset_id: payload.datasetId,
      fact_id: payload.factId,
      verdict: payload.verdict,
    })
  }
  return { label: `${name} · ${fact.type}` }
}

export function removeDataset(context: HandlerContext, payload: ParsedPayloadOf<'dataset.remove'>): Handled {
  const name = requireDataset(context, payload.datasetId)
  if (exists(context.db, 'SELECT 1 FROM release WHERE dataset_id = ?', [payload.datasetId])) {
    throw new BelegError('dataset.released', { name })
  }
  context.db.remove('dataset_member', { dataset_id: payload.datasetId })
  context.db.remove('dataset', { id: payload.datasetId })
  return { label: name }
}

function requireDataset({ db }: HandlerContext, datasetId: string): string {
  const name = db.get('SELECT name FROM dataset WHERE id = ?', [datasetId], (row) => row.text('name'))
  if (name === undefined) throw new BelegError('notFound', { kind: 'dataset', id: datasetId })
  return name
}

/** Datasets are named on the command line, so a name stands for one. */
function requireFreeName({ db }: HandlerContext, name: string, except: string | null): void {
  if (exists(db, 'SELECT 1 FROM dataset WHERE name = ? AND id IS NOT ?', [name, except])) {
    throw new BelegError('input.invalid', {
      reason: `payload.name: there is already a dataset called “${name}”`,
    })
  }
}
