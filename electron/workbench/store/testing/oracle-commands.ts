import { factTypeOf, missingRoles, type Codebook } from '../../../../shared/model/codebook.ts'
import type { Draft } from './oracle.ts'

/** What extraction proposed, as the oracle is told once at import. */
export interface Proposal {
  readonly id: string
  readonly articleId: string
  readonly type: string
  readonly modality: string
  readonly slots: readonly { readonly id: string; readonly role: string }[]
}

/** What commands may be about, and what the oracle knows of it. */
export interface World {
  readonly codebook: Codebook
  readonly proposals: ReadonlyMap<string, Proposal>
  readonly articles: readonly string[]
  /** Names of mentions: id → article. */
  readonly mentions: ReadonlyMap<string, string>
}

/** Ids the answer gave to what was made, by kind. */
export type Created = Readonly<Record<string, readonly string[]>>

export interface PlannedCommand {
  readonly type: string
  readonly payload: Readonly<Record<string, unknown>>
  /** What it should change; false where it should be refused. */
  readonly effect: (draft: Draft, created: Created) => boolean
}

/** Chooses one of many by a number. */
export type Choose = <T>(from: readonly T[]) => T | undefined

type Plan = (world: World, draft: Draft, choose: Choose, n: number) => PlannedCommand | null

const anyFact = (world: World, choose: Choose): Proposal | undefined => choose([...world.proposals.values()])
const ownEntities = (draft: Draft): readonly string[] =>
  draft.under('entity/').filter((cell) => cell.split('/').length === 2 && !draft.has(`${cell}/redirect`)).map((cell) => cell.slice(7)) // prettier-ignore

/** The fact as decided, with its slots, where it was only proposed before. */
function materialise(draft: Draft, proposal: Proposal): void {
  draft.subjects.add(proposal.id).add(proposal.articleId)
  if (draft.has(`fact/${proposal.id}`)) return
  draft.set(`fact/${proposal.id}`, 'there')
  draft.set(`fact/${proposal.id}/state`, 'proposed')
  draft.set(`fact/${proposal.id}/modality`, proposal.modality)
  for (const { id, role } of proposal.slots) draft.set(`slot/${id}`, `${proposal.id} ${role}`)
}

function isComplete(world: World, draft: Draft, proposal: Proposal): boolean {
  const type = factTypeOf(world.codebook, proposal.type)
  const filled = draft.has(`fact/${proposal.id}`)
    ? draft.under('slot/').flatMap((cell) => {
        const [factId, role] = (draft.get(cell) ?? '').split(' ')
        return factId === proposal.id && role !== undefined ? [role] : []
      })
    : proposal.slots.map(({ role }) => role)
  return type !== undefined && missingRoles(type, (role) => filled.includes(role)).length === 0
}

/** A command about a fact whose article is there; `change` says what it does. */
function onFact(type: string, payload: object, proposal: Proposal, change: (draft: Draft, created: Created) => boolean): PlannedCommand {
  return {
    type,
    payload: { factId: proposal.id, ...payload },
    effect: (draft, created) => draft.has(`article/${proposal.articleId}`) && change(draft, created),
  }
} // prettier-ignore

/** Settles the state after an edit of the content. */
function edited(world: World, draft: Draft, proposal: Proposal): void {
  draft.set(`fact/${proposal.id}/state`, isComplete(world, draft, proposal) ? 'kept' : 'proposed')
  draft.set(`fact/${proposal.id}/reason`, null)
}

const facts: readonly Plan[] = [
  (world, _draft, choose) => {
    const proposal = anyFact(world, choose)
    if (proposal === undefined) return null
    return onFact('fact.accept', {}, proposal, (draft) => {
      if (!isComplete(world, draft, proposal)) return false
      materialise(draft, proposal)
      draft.set(`fact/${proposal.id}/state`, 'kept')
      draft.set(`fact/${proposal.id}/reason`, null)
      return true
    })
  },
  (world, _draft, choose, n) => {
    const proposal = anyFact(world, choose)
    const reason = n % 2 === 0 ? 'duplicate' : undefined
    if (proposal === undefined) return null
    return onFact('fact.reject', { reason }, proposal, (draft) => {
      materialise(draft, proposal)
      draft.set(`fact/${proposal.id}/state`, 'rejected')
      draft.set(`fact/${proposal.id}/reason`, reason ?? null)
      return true
    })
  },
  (world, _draft, choose, n) => {
    const proposal = anyFact(world, choose)
    if (proposal === undefined) return null
    return onFact('fact.annotate', { note: `Notiz ${n}` }, proposal, (draft) => {
      materialise(draft, proposal)
      draft.set(`fact/${proposal.id}/note`, `Notiz ${n}`)
      return true
    })
  },
  (world, _draft, choose, n) => {
    const proposal = anyFact(world, choose)
    const modality = (['asserted', 'claimed', 'planned'] as const)[n % 3] ?? 'asserted'
    if (proposal === undefined) return null
    return onFact('fact.set', { modality }, proposal, (draft) => {
      materialise(draft, proposal)
      draft.set(`fact/${proposal.id}/modality`, modality)
      edited(world, draft, proposal)
      return true
    })
  },
  (world, _draft, choose) => {
    const proposal = anyFact(world, choose)
    if (proposal === undefined) return null
    return onFact('fact.reopen', {}, proposal, (draft) => {
      draft.subjects.add(proposal.id).add(proposal.articleId)
      for (const cell of draft.under(`fact/${proposal.id}`)) draft.set(cell, null)
      for (const cell of draft.under('slot/')) {
        const slotId = cell.split('/')[1] ?? ''
        if (draft.get(`slot/${slotId}`)?.startsWith(`${proposal.id} `) === true) for (const part of [`slot/${slotId}/filler`, `slot/${slotId}`]) draft.set(part, null)
      }
      return true
    })
  },
  (world, before, choose, n) => {
    const proposal = anyFact(world, choose)
    const entityId = choose(ownEntities(before))
    const role = factTypeOf(world.codebook, proposal?.type ?? '')?.slots[n % 3]?.role
    if (proposal === undefined || role === undefined) return null
    const value = entityId === undefined || n % 2 === 0 ? { kind: 'notStated' } : { kind: 'entity', entityId }
    return onFact('slot.add', { role, value }, proposal, (draft, created) => {
      materialise(draft, proposal)
      const known = draft.under('slot/').find((cell) => draft.get(cell) === `${proposal.id} ${role}` && draft.get(`${cell}/filler`) === 'not stated')
      const cell = known ?? `slot/${created['slot']?.[0] ?? ''}`
      if (value.kind === 'entity') draft.subjects.add(value.entityId ?? '')
      draft.set(cell, `${proposal.id} ${role}`)
      draft.set(`${cell}/filler`, value.kind === 'entity' ? (value.entityId ?? null) : 'not stated')
      edited(world, draft, proposal)
      return true
    })
  },
] // prettier-ignore

const decides = new Set(['fact.accept', 'fact.reject', 'fact.set', 'fact.reopen', 'slot.add'])

const others: readonly Plan[] = [
  (_world, _draft, _choose, n) => ({
    type: 'entity.create',
    payload: { type: 'ORG', labelDe: `Amt ${n}` },
    effect: (draft, created) => {
      const id = created['entity']?.[0] ?? ''
      draft.subjects.add(id)
      draft.set(`entity/${id}`, 'ORG')
      draft.set(`entity/${id}/label`, `Amt ${n}`)
      draft.set(`alias/${id}/Amt ${n}`, 'everywhere')
      return true
    },
  }),
  (_world, before, choose, n) => {
    const entityId = choose(ownEntities(before))
    if (entityId === undefined) return null
    const labelDe = `Behörde ${n}`
    return { type: 'entity.update', payload: { entityId, labelDe }, effect: (draft) => {
      if (!draft.has(`entity/${entityId}`)) return false
      draft.subjects.add(entityId)
      draft.set(`entity/${entityId}/label`, labelDe)
      draft.set(`alias/${entityId}/${labelDe}`, 'everywhere')
      return true
    } }
  },
  (_world, before, choose, n) => {
    const entityId = choose(ownEntities(before))
    if (entityId === undefined) return null
    const text = `A. ${n}`
    return { type: 'alias.add', payload: { entityId, text, kind: 'short', scope: 'everywhere' }, effect: (draft) => {
      draft.subjects.add(entityId)
      draft.set(`alias/${entityId}/${text}`, 'everywhere')
      return true
    } }
  },
  (_world, before, choose, n) => {
    const [into, from] = [choose(ownEntities(before)), ownEntities(before)[n % Math.max(ownEntities(before).length, 1)]]
    if (into === undefined || from === undefined) return null
    return { type: 'entity.merge', payload: { into, from: [from] }, effect: (draft) => {
      if (into === from) return false
      draft.subjects.add(into).add(from)
      draft.set(`entity/${from}/redirect`, into)
      return true
    } }
  },
  (world, before, choose) => {
    const mentionId = choose([...world.mentions.keys()])
    const entityId = choose(ownEntities(before))
    if (mentionId === undefined || entityId === undefined) return null
    const articleId = world.mentions.get(mentionId) ?? ''
    return { type: 'mention.link', payload: { mentionId, to: { kind: 'entity', entityId }, scope: 'mention' }, effect: (draft) => {
      if (!draft.has(`article/${articleId}`)) return false
      draft.subjects.add(mentionId).add(entityId).add(articleId)
      draft.set(`mention/${mentionId}`, 'linked')
      draft.set(`mention/${mentionId}/entity`, entityId)
      return true
    } }
  },
  ...(['finished', 'not_relevant', 'todo'] as const).map((state): Plan => (world, _draft, choose) => onArticle(world, choose, 'article.triage', { state }, (draft, articleId) => {
    draft.set(`article/${articleId}/triage`, state)
  })),
  (world, _draft, choose, n) => onArticle(world, choose, 'article.setField', { field: 'publisher', value: `Blatt ${n}` }, (draft, articleId) => {
    draft.set(`field/${articleId}/publisher`, `Blatt ${n}`)
    draft.set(`article/${articleId}/publisher`, `Blatt ${n}`)
  }),
  (world, _draft, choose, n) => {
    const [start, end] = [(n % 3) * 4, (n % 3) * 4 + 7]
    const kind = n % 2 === 0 ? 'byline' : null
    return onArticle(world, choose, 'zone.set', { start, end, kind }, (draft, articleId) => {
      for (const cell of draft.under(`zone/${articleId}/`)) {
        const [from = 0, to = 0] = (cell.split('/')[2] ?? '').split('-').map(Number)
        if (from < end && to > start) draft.set(cell, null)
      }
      draft.set(`zone/${articleId}/${start}-${end}`, `${kind ?? 'article'}#${n}`)
    })
  },
  (_world, _draft, _choose, n) => ({ type: 'dataset.create', payload: { name: `Satz ${n}` }, effect: (draft, created) => {
    const id = created['dataset']?.[0] ?? ''
    draft.subjects.add(id)
    draft.set(`dataset/${id}`, `Satz ${n}`)
    return true
  } }),
  (world, before, choose, n) => {
    const datasetId = choose(before.under('dataset/'))?.slice(8)
    const proposal = anyFact(world, choose)
    if (datasetId === undefined || proposal === undefined) return null
    const verdict = ([ 'include', 'exclude', null] as const)[n % 3] ?? null
    return onFact('dataset.member', { datasetId, verdict }, proposal, (draft) => {
      if (!draft.has(`dataset/${datasetId}`)) return false
      draft.subjects.add(datasetId).add(proposal.id).add(proposal.articleId)
      draft.set(`member/${datasetId}/${proposal.id}`, verdict)
      return true
    })
  },
  (_world, before, choose) => {
    const datasetId = choose(before.under('dataset/'))?.slice(8)
    if (datasetId === undefined) return null
    return { type: 'dataset.remove', payload: { datasetId }, effect: (draft) => {
      if (!draft.has(`dataset/${datasetId}`)) return false
      draft.subjects.add(datasetId)
      for (const cell of [...draft.under(`member/${datasetId}/`), `dataset/${datasetId}`]) draft.set(cell, null)
      return true
    } }
  },
] // prettier-ignore

function onArticle(world: World, choose: Choose, type: string, payload: object, change: (draft: Draft, articleId: string) => void): PlannedCommand | null {
  const articleId = choose(world.articles)
  if (articleId === undefined) return null
  return { type, payload: { articleId, ...payload }, effect: (draft) => {
    if (!draft.has(`article/${articleId}`)) return false
    draft.subjects.add(articleId)
    change(draft, articleId)
    return true
  } }
} // prettier-ignore

const plans: readonly Plan[] = [...facts, ...others]
export const kindsOfCommands = plans.length

/** The command of a kind, on what the numbers choose; null where there is nothing to choose from. */
export function planned(world: World, draft: Draft, kind: number, choose: Choose, n: number): PlannedCommand | null {
  const command = plans[kind % plans.length]?.(world, draft, choose, n) ?? null
  if (command === null || !decides.has(command.type)) return command
  return { ...command, effect: (after, created) => {
    if (!command.effect(after, created)) return false
    after.set(`decision/${n}`, 'there')
    return true
  } }
} // prettier-ignore
